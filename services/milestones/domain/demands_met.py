"""Tells what was done between a demand and its deadline, and whether that seems to be what was demanded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from services.milestones.domain.headlines import line
from services.milestones.domain.index import MilestoneIndex
from shared.contracts.common import Evidence
from shared.contracts.milestones import Occurrence
from shared.contracts.statuses import DONE

_DEEDS: Final = frozenset(
    {"deal", "ceasefire", "exchange", "access", "implementation", "proposal", "suspension", "sanction"}
)
"""Kinds of occurrences that people who wait for a deadline want to know of."""
_ASKED: Final[dict[str, re.Pattern[str]]] = {
    kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for kind, words in {
        "access": r"access|crossings?|convoys?|corridors?|inspectors?|inspections?|monitors?",
        "ceasefire": r"cease-?fires?|truces?|(?:stop|end|halt)(?:s|ed|ping|ing)? (?:its |the |all )?"
        r"(?:attacks?|fighting|fire|hostilities|strikes?|war)",
        "deal": r"accords?|agreements?|deals?|pacts?|treat(?:y|ies)",
        "exchange": r"captives?|detainees?|hostages?|prisoners?",
    }.items()
}
"""The words of a demand that a deed of this kind can meet."""


def done_since(index: MilestoneIndex, occurrence: Occurrence, moment: datetime) -> tuple[Occurrence, ...]:
    """What is known, at the moment, to have been done in the negotiation since the occurrence was first told of; the
    latest last."""
    since = [
        other
        for other in index.of(occurrence.negotiation)
        if other.id != occurrence.id
        and not other.retracted
        and other.occurrence in _DEEDS
        and other.status in DONE
        and occurrence.first_at < other.last_at <= moment
    ]
    return tuple(sorted(since, key=lambda other: (other.last_at, other.id)))


def in_words(done: tuple[Occurrence, ...]) -> str:
    """The latest deed in a sentence, or that there is none."""
    if not done:
        return "nothing has been reported done since"
    return f"reported since: {line(done[-1])} ({done[-1].status})"


def met(demand: Occurrence, told: Iterable[Evidence], done: Iterable[Occurrence]) -> bool:
    """Whether one of the deeds seems to be what the words of the demand ask for: one of its kind, by the same sides, no
    later than its deadline."""
    asked = " ".join(" ".join(each.words) for each in told)
    begun = demand.first_at.date().isoformat()
    return any(
        other.status == "happened"
        and other.occurrence in _ASKED
        and _ASKED[other.occurrence].search(asked) is not None
        and set(demand.parties) <= set(other.parties)
        and begun <= (other.date or "") <= (demand.deadline or "")
        for other in done
    )
