"""The reports of an occurrence come in; whether they confirm what people were told of it, and by whom, goes out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from services.milestones.domain.bar import Rules, fair
from services.milestones.domain.days import is_day
from services.milestones.domain.independence import independent
from services.milestones.domain.index import MilestoneIndex
from services.milestones.domain.telling import tells
from services.milestones.domain.words import only_words
from shared.catalog.places import Places
from shared.contracts.milestones import MilestoneReport, Occurrence

ALIKE: Final = 0.3
"""Share of the longer words of the shorter of two tellings that the other has too, if they tell the same words."""
_LONG: Final = re.compile(r"\w{5,}")


class Confirmation(msgspec.Struct, frozen=True):
    """The reports that tell it alike; `sides`: those that all tell it, where it is they who confirm it."""

    told: tuple[MilestoneReport, ...]
    sides: tuple[str, ...] = ()


def confirmation(
    rules: Rules, index: MilestoneIndex, after: Occurrence, told: Sequence[MilestoneReport]
) -> Confirmation | None:
    """By whom it is confirmed: by two of its sides, else by more publishers than its alert told of (unsure ones may
    have raised it). That each side says something of its own, a threat or a demand, confirms neither."""
    if after.status in ("denied", "disputed", "cancelled", "expired"):
        return None
    sides = {r.teller for r in told if r.teller and tells(r, after) and fair(rules, r)} & set(after.parties)
    if len(sides) > 1 and not only_words(after):
        return Confirmation(tuple(told), tuple(sorted(sides)))
    alerted = (r for r in index.raised(after.id) if (r.step, r.status) == (after.type, after.status))
    shown = max((each.publishers for each in alerted), default=1)
    if len(independent(r for r in told if tells(r, after))) <= shown:
        return None
    for group in _alike(rules, told, after):
        sure = [r for r in group if r.confidence >= rules.least_confirming and _exact(r, after)]
        if len(independent(sure)) >= rules.corroboration:
            return Confirmation(tuple(group))
    return None


def _alike(rules: Rules, told: Sequence[MilestoneReport], after: Occurrence) -> list[list[MilestoneReport]]:
    """The reports that tell what is shown of it, on no other day and at no other place; of what is only said, in like
    words, the most told first."""
    same = [
        r
        for r in told
        if tells(r, after)
        and not _another_day(r, after)
        and not _elsewhere(rules.catalog.places, r.place, after.place)
    ]
    if not only_words(after):
        return [same]
    groups = [[r for r in same if _like_words(r, each)] for each in same]
    return sorted(groups, key=lambda group: -len(independent(group)))


def _exact(report: MilestoneReport, after: Occurrence) -> bool:
    """Whether it tells that kind of step on that day."""
    return (report.type, report.date) == (after.type, after.date)


def _another_day(report: MilestoneReport, after: Occurrence) -> bool:
    if not report.dated or report.until or after.until or not is_day(report.date) or not is_day(after.date):
        return False
    return report.date != after.date


def _elsewhere(places: Places, one: str | None, other: str | None) -> bool:
    """Whether both name cities or venues that are known to be two: an event that nobody placed may be in the other."""
    if not one or not other or not places.country(one) or not places.country(other):
        return False
    return places.apart(one, other)


def _like_words(report: MilestoneReport, other: MilestoneReport) -> bool:
    """Whether two reports of something said share enough of its words, beside the names of the sides: one that demands
    one thing today and another tomorrow has not made a demand that two outlets confirm."""
    one, two = (
        set(_LONG.findall(" ".join(r.evidence.words).lower()))
        - set(_LONG.findall(" ".join(r.parties).lower()))
        for r in (report, other)
    )
    return len(one & two) >= ALIKE * min(len(one), len(two))
