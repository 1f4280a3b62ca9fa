"""Resolves pronouns and "the governments" to parties named in the sentences before, and finds who speaks as one.

For the speakers of statements see `speakers.coreference`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.milestones.parties.sides import ACTS, Side, is_only_reporter, joined
from shared.contracts.common import Span

LOOK_BACK: Final = 3
"""Sentences back in which those may be named who speak as "the governments"."""
_PRONOUN: Final = re.compile(r"(?:he|she|they|both) ")
"""Refers to the subject of the sentence before."""
_SEVERAL: Final = re.compile(
    r"(?:they|both|the (?:two |three |four )?(?:countries|governments|leaders|nations|states|ministers)) "
)
_THE_TWO: Final = re.compile(
    r"(?:the two|both|the pair|the duo)(?: (?:sides|parties|leaders|presidents|ministers|diplomats|men|women|countries"
    r"|nations|neighbou?rs|governments|delegations|teams|officials|of them))? (?:\w+ ){0,2}?(?:are|were|will|have|had"
    r"|is|was|has|met|meet|spoke|speak|talked|held|hold|agreed|plan|resumed|discussed|sat)\b"
)
TWO: Final = 2
_QUOTED: Final = re.compile(
    r"[”\"],? (?:they|both"
    r"|the (?:(?:two|three|four) )?(?:countries|governments|leaders|nations|states|ministers|allies)"
    r"|(?:the|their) (?:joint )?statement) (?:\w+ )?(?:said|say|warned|wrote|added|declared|read|reads)\b"
)
"""Several who are quoted ("..., the three countries warned")."""
_SPEAK: Final = re.compile(
    r"\s(?:\w+ly\s|also\s|have\s|had\s|all\s|both\s)*(?:threaten|warn|demand|urge|call|say|said|vow|insist|want|condemn)"
)


_FRONTED: Final = re.compile(
    r"(?:After|Before|Following|During|Ahead of|At|In|With|On|Alongside|Despite|Since|While|When|As)\b[^,.;]*,\s"
)
"""What opens a sentence before its subject ("After talks with the emir, ...")."""
_SETTING: Final = re.compile(
    r"(?:After|Before|Following|During|Ahead of|At|In)\s(?:an?|his|her|later|[a-z]+ing)\b[^,.;:“”\"]*,\s"
    r"(?=(?:he|she)\s)"
)
"""The same with nobody in it who could be the "he" behind it ("At a news conference with the emir, he ...")."""
_WHEN: Final = re.compile(
    r"(?:(?:(?:Late|Early|Later)\s)?[Oo]n\s\w+(?:\s\w+)?|(?:Last|This|That)\s\w+|Later|Earlier|Then|Afterwards?|Meanwhile|Separately"
    r"|Yesterday|Today|In\s(?:[A-Z]\w+|\d{4}))(?:\s(?:on|in|this|that|last)\s\w+)?,?\s(?=(?:[Hh]e|[Ss]he|[Tt]hey)\s)"
)
"""The same where it only says when ("On Tuesday he ...")."""


def meant(
    text: str,
    small: str,
    span: Span,
    here: Sequence[Side],
    earlier: Sequence[Sequence[Side]],
    before: Span | None = None,
) -> Sequence[str]:
    """The parties that a pronoun or "the governments" at the head of the sentence means; empty where there is none.

    "The governments", or several who are quoted, are those whom one of the last sentences lists together. `here` are
    the sides that the sentence names, `earlier` those of the sentences before it, the last first; `before` is the last
    one.
    """
    several = _SEVERAL.match(small, *span) or _QUOTED.search(small, *span)
    setting = _SETTING.match(text, *span) or _WHEN.match(text, *span)
    one = _PRONOUN.match(small, setting.end() if setting else span[0], span[1])
    if not earlier or not (one or several):
        return ()
    # Who only tells of it, or is only where it takes place, can be whom the pronoun means.
    own = {side.name for side in here if side.weight >= ACTS and not is_only_reporter(text, side)}
    for sides in earlier[:LOOK_BACK] if several else ():
        run = max(joined(text, [s for s in sides if s.weight >= ACTS]), key=len, default=())
        names = list(dict.fromkeys(s.name for s in run if s.name not in own))
        if len(names) > 1:
            return names
    last = [s for s in earlier[0] if s.weight >= ACTS]
    if not last or not one:
        return ()
    fronted = _FRONTED.match(text, *before) if before else None
    if fronted is not None:
        last = [s for s in last if s.mention.start >= fronted.end()] or last
    others = [s for s in last if s.name not in own]
    people = [s for s in others if s.mention.actor.kind == "person"]
    teller = [s for s in last[:1] if s.mention.actor.kind == "person"]
    return [side.name for side in (people or teller or others)[:1]]


def pair(text: str, small: str, span: Span, earlier: Sequence[Sequence[Side]]) -> Sequence[str]:
    """The two whom "the two", "both sides" or "the pair" means at the head of the sentence; empty where there are not
    two.

    They are those listed last, else the only two of the sentence before. Whoever else is named there ("on the sidelines
    of ...") is not one of them.
    """
    fronted = _FRONTED.match(text, *span)
    if not _THE_TWO.match(small, fronted.end() if fronted else span[0], span[1]):
        return ()
    for sides in earlier[:LOOK_BACK]:
        acting = [s for s in sides if s.weight >= ACTS]
        runs = [list(dict.fromkeys(s.name for s in run)) for run in joined(text, acting)]
        twos = [names for names in runs if len(names) == TWO]
        if twos:
            return twos[-1]
        names = list(dict.fromkeys(s.name for s in acting))
        if len(names) > 1:
            return names if len(names) == TWO else ()
    return ()


def jointly(text: str, here: Sequence[Side]) -> Sequence[str]:
    """Several who speak as one ("Peru and Chile warned"); empty where nobody does."""
    for run in joined(text, [s for s in here if s.weight >= ACTS]):
        names = list(dict.fromkeys(s.name for s in run))
        strung = " and " in text[run[0].mention.start : run[-1].mention.start]
        if len(names) > 1 and strung and _SPEAK.match(text, run[-1].mention.end):
            return names
    return ()
