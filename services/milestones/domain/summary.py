"""The reports of one occurrence come in; what they say together goes out: parties, place, names and evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from services.milestones.domain.days import is_day
from services.milestones.domain.independence import independent
from shared.contracts.common import Evidence, MilestoneType
from shared.contracts.milestones import MilestoneReport

MOST_EVIDENCE: Final = 10
PAIR: Final = 2
_DEMANDING: Final[frozenset[MilestoneType]] = frozenset({"demand_or_condition_stated", "threat_or_ultimatum"})
"""Steps that one side takes against another by saying something."""


def place(reports: Sequence[MilestoneReport]) -> str | None:
    """Where most publishers say it was; of as many, where the surest does."""
    named = [r for r in reports if r.place]
    if not named:
        return None
    told = {r.place: len(independent([o for o in named if o.place == r.place])) for r in named}
    return max(named, key=lambda r: (told[r.place], r.confidence)).place


def day(told: Sequence[MilestoneReport], known: str | None) -> str | None:
    """The day that most publishers name, where days are named; of as many the one that the surest report names, then
    the known one, else the first."""
    named = [r for r in told if r.dated and is_day(r.date) and r.until is None]
    days = sorted({r.date for r in named if r.date}, key=lambda each: (each != known, each))

    def weight(each: str) -> tuple[int, float]:
        by = [r for r in named if r.date == each]
        return len(independent(by)), max(r.confidence for r in by)

    return max(days, key=weight, default=known)


def parties(reports: Sequence[MilestoneReport]) -> tuple[str, ...]:
    """The parties that most reports name (the first of those that are equally common). Where most name one side alone,
    those that others name with it: who takes a step with one side takes none with just anybody."""
    counts: dict[tuple[str, ...], int] = {}
    for report in reports:
        counts[report.parties] = counts.get(report.parties, 0) + 1
    found = max(counts, key=lambda parties: counts[parties])
    fuller = [each for each in counts if set(each) > set(found)] if len(found) == 1 else []
    return max(fuller, key=lambda parties: counts[parties], default=found)


def matter(reports: Sequence[MilestoneReport]) -> str | None:
    """The negotiation of the catalog that most of them also concern; of as many the first."""
    found = Counter(r.catalogued for r in reports if r.catalogued)
    return max(found, key=lambda each: found[each], default=None)


def people(reports: Sequence[MilestoneReport]) -> tuple[str, ...]:
    """Whom most publishers name of those that name any, each once, sorted; where that is nobody or one alone, whom the
    surest report names. Whom one doubtful report adds was perhaps not there."""
    named = [r for r in reports if r.people]
    most = len(independent(named)) / 2
    common = [each for each in names(r.people for r in named) if len(_naming(each, named)) > most]
    if len(common) > 1 or not named:
        return tuple(common)
    return names([max(named, key=lambda r: r.confidence).people])


def _naming(person: str, reports: Sequence[MilestoneReport]) -> tuple[str, ...]:
    return independent(r for r in reports if person in r.people)


def by(type_: MilestoneType, reports: Sequence[MilestoneReport], sides: Sequence[str]) -> str | None:
    """Which of two sides makes a demand or a threat, where one alone is quoted with it."""
    makers = {r.by for r in reports if r.teller and r.type == type_}
    plain = type_ in _DEMANDING and len(sides) == PAIR and len(makers) == 1
    return next((side for side in sides if side in makers), None) if plain else None


def names(told: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """All that any report names, each once, sorted."""
    return tuple(sorted({each for named in told for each in named}))


def evidence(reports: Sequence[MilestoneReport]) -> tuple[Evidence, ...]:
    """The earliest of each publisher."""
    seen: dict[str, Evidence] = {}
    for report in reports:
        article = msgspec.structs.replace(report.evidence.article, fingerprint=())
        bare = msgspec.structs.replace(report.evidence, article=article)
        seen.setdefault(article.publisher, bare)
    return tuple(seen.values())[:MOST_EVIDENCE]
