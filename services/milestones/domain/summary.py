"""Sums up what the reports of one occurrence agree on: parties, place, day, names and evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from services.milestones.domain.days import is_day
from services.milestones.domain.independence import independent
from shared.catalog.places import Places
from shared.contracts.common import Evidence, MilestoneType
from shared.contracts.milestones import MilestoneReport
from shared.contracts.statuses import DONE

MOST_EVIDENCE: Final = 10
PAIR: Final = 2
_DEMANDING: Final[frozenset[MilestoneType]] = frozenset({"demand_or_condition_stated", "threat_or_ultimatum"})
"""Steps that one side takes against another by saying something."""


def place(reports: Sequence[MilestoneReport], places: Places) -> str | None:
    """The place that most publishers name; on a tie, that of the surest report. Who names the country bears out the
    city in it."""
    named = [(r.place, r) for r in reports if r.place]

    def bearing_out(place: str) -> int:
        return len(independent([r for told, r in named if places.inside(place, told)]))

    told = {place: bearing_out(place) for place, _ in named}
    return max(named, key=lambda each: (told[each[0]], each[1].confidence), default=(None, None))[0]


def day(told: Sequence[MilestoneReport], known: str | None) -> str | None:
    """The day that most publishers name; on a tie that of the surest report, then the known one, then the first."""
    named = [r for r in told if r.dated and is_day(r.date) and r.until is None]
    days = sorted({r.date for r in named if r.date}, key=lambda each: (each != known, each))

    def weight(each: str) -> tuple[int, float]:
        by = [r for r in named if r.date == each]
        return len(independent(by)), max(r.confidence for r in by)

    return max(days, key=weight, default=known)


def parties(reports: Sequence[MilestoneReport]) -> tuple[str, ...]:
    """The parties that most reports name (the first of equally common ones). Where most name a single side, the parties
    that others name with it."""
    counts: dict[tuple[str, ...], int] = {}
    for report in reports:
        counts[report.parties] = counts.get(report.parties, 0) + 1
    found = max(counts, key=lambda parties: counts[parties])
    fuller = [each for each in counts if set(each) > set(found)] if len(found) == 1 else []
    return max(fuller, key=lambda parties: counts[parties], default=found)


def matter(reports: Sequence[MilestoneReport]) -> str | None:
    """The negotiation of the catalog that most reports also concern; the first on a tie."""
    found = Counter(r.catalogued for r in reports if r.catalogued)
    return max(found, key=lambda each: found[each], default=None)


def people(reports: Sequence[MilestoneReport], status: str, day: str | None) -> tuple[str, ...]:
    """Whom most publishers name, each once, sorted; where that is at most one person, whom the surest report names. A
    person found in one doubtful report may not have been there. Whoever were to meet are not yet those who met, nor
    those who are to meet on the `day` that was fixed since."""
    if status in DONE:
        reports = [r for r in reports if r.status in DONE or (day and r.date == day)]
    elif status == "scheduled" and day:
        reports = [r for r in reports if r.date == day]
    named = [r for r in reports if r.people]
    most = len(independent(named)) / 2
    common = [each for each in names(r.people for r in named) if len(_naming(each, named)) > most]
    if len(common) > 1 or not named:
        return tuple(common)
    return names([max(named, key=lambda r: r.confidence).people])


def _naming(person: str, reports: Sequence[MilestoneReport]) -> tuple[str, ...]:
    return independent(r for r in reports if person in r.people)


def by(type_: MilestoneType, reports: Sequence[MilestoneReport], sides: Sequence[str]) -> str | None:
    """Which of two sides makes the demand or threat, or which of any rejects, if only one is quoted with it."""
    makers = {r.by for r in reports if r.teller and r.type == type_}
    plain = (type_ in _DEMANDING and len(sides) == PAIR) or type_ == "proposal_rejected"
    plain = plain and len(makers) == 1
    return next((side for side in sides if side in makers), None) if plain else None


def names(told: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Everyone any report names, each once, sorted."""
    return tuple(sorted({each for named in told for each in named}))


def evidence(reports: Sequence[MilestoneReport]) -> tuple[Evidence, ...]:
    """The earliest evidence of each publisher."""
    seen: dict[str, Evidence] = {}
    for report in reports:
        article = msgspec.structs.replace(report.evidence.article, fingerprint=())
        bare = msgspec.structs.replace(report.evidence, article=article)
        seen.setdefault(article.publisher, bare)
    return tuple(seen.values())[:MOST_EVIDENCE]
