"""Tells which of two parties does what a sentence reports, and not to whom ("Peru's duties on Chilean wool")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.milestones.parties import dealings, encounters
from services.extraction.domain.milestones.parties.sides import ACTS, Side
from shared.contracts.common import MilestoneType, Span

MEASURE: Final[MilestoneType] = "sanctions_imposed_or_eased"
ONE_SIDED: Final[frozenset[MilestoneType]] = frozenset({MEASURE, "demand_or_condition_stated"})
"""What each of two sides may do to the other, so that both are to be told apart."""
PAIR: Final = 2
_OWN: Final = re.compile(
    r"(?:[’']s?)?\s(?:[\w-]+\s){0,2}?(?:tariffs?|duties|lev(?:y|ies)|sanctions?|embargo|countermeasures?|retaliation)\b"
)
"""After whose measure it is ("Peru's new duties")."""
_ON: Final = re.compile(
    r"\b(?:on|against|from|for)\s(?:(?!(?:and|but|by|that)\b)[\w$€£%.,-]+\s){0,9}?$", re.IGNORECASE
)
"""Before on whom or on whose goods it is laid."""
_GOODS: Final = re.compile(
    r"(?:[’']s?)?[\s-](?:made\s)?(?:[\w-]+\s){0,2}?(?:goods|imports?|products?|exports?|steel|aluminium|aluminum|cars|wine|oil"
    r"|companies|firms|banks|officials|citizens|individuals|persons|settlers|entities)\b"
)
"""After whose goods or people it is laid on."""


def doer(
    text: str,
    span: Span,
    type_: MilestoneType,
    deed: Span | None,
    here: Sequence[Side],
    parties: Sequence[str],
    tellers: Sequence[str] = (),
) -> str | None:
    """Which of the two `parties` takes the measure, or puts the demand, that a sentence reports; None where it does not
    show. `tellers` are whose statement the sentence is."""
    if type_ not in ONE_SIDED or len(parties) != PAIR:
        return None
    named = [side for side in here if side.name in parties]
    hit = {side.name for side in named if type_ == MEASURE and laid_on(text, span, side)}
    own = {side.name for side in named if type_ == MEASURE and _OWN.match(text, side.mention.end)} - hit
    if len(own) == 1:
        return own.pop()
    pair = dealings.dealt(text, span, here, type_, ())
    if len(pair) == PAIR and set(pair) == set(parties):
        return pair[0]
    if len(hit) == 1:
        return next(name for name in parties if name not in hit)
    told_by = [name for name in tellers if name in parties]
    if type_ != MEASURE and len(told_by) == 1:
        return told_by[0]
    subject = encounters.subject_before(text, deed[0], named) if deed else []
    if len(subject) == 1:
        return subject[0]
    acting = {side.name for side in named if side.weight >= ACTS}
    return acting.pop() if type_ == MEASURE and len(acting) == 1 and not hit else None


def apart(one: str | None, other: str | None) -> bool:
    """Whether two deeds are plainly not of the same side."""
    return one is not None and other is not None and one != other


def laid_on(text: str, span: Span, side: Side) -> bool:
    """Whether the words around a mention make it the one on whom, or on whose goods, a measure is laid."""
    before = text[max(span[0], side.mention.start - 70) : side.mention.start]
    return _GOODS.match(text, side.mention.end) is not None or _ON.search(before) is not None
