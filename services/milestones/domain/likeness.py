"""The reports of an occurrence come in; which of them tell the same day, place and words goes out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from services.milestones.domain.days import is_day
from services.milestones.domain.supporting_reports import tells
from services.milestones.domain.words import WORDS
from shared.catalog.places import Places
from shared.contracts.milestones import MilestoneReport, Occurrence
from shared.contracts.statuses import DONE

ALIKE: Final = 0.3
"""Share of the longer words of the shorter of two tellings that the other has too, if they tell the same words."""
_LONG: Final = re.compile(r"\w{5,}")


def with_it(
    report: MilestoneReport, after: Occurrence, told: Sequence[MilestoneReport]
) -> list[MilestoneReport]:
    """Those that tell what `report` tells of the occurrence, with itself: who tells another step of it, another day, or
    other words of what is only said, makes it no surer. What calls a plan off or moves it need not be as sure as it;
    nor need a deed on the very day for which it was planned."""
    if after.status in ("cancelled", "disputed", "moved"):
        return list(told)
    if report.status == "denied":
        return [r for r in told if r.status == "denied"]

    def same(other: MilestoneReport) -> bool:
        if after.type in WORDS:
            return tells(other, after) and like_words(other, report)
        if other.status == "scheduled" and after.status in DONE and other.type == after.type:
            return other.dated and other.date == after.date
        return tells(other, after) and not another_day(other, after)

    return [r for r in told if same(r)] if same(report) else [report]


def another_day(report: MilestoneReport, after: Occurrence) -> bool:
    """Whether it names a day on which the occurrence is not."""
    if not report.dated or report.until or after.until or not is_day(report.date) or not is_day(after.date):
        return False
    return report.date != after.date


def elsewhere(places: Places, one: str | None, other: str | None) -> bool:
    """Whether both name cities or venues that are known to be two: an event that nobody placed may be in the other."""
    if not one or not other or not places.country(one) or not places.country(other):
        return False
    return places.apart(one, other)


def like_words(report: MilestoneReport, other: MilestoneReport) -> bool:
    """Whether two reports of something said share enough of its words, beside the names of the sides: one that demands
    one thing today and another tomorrow has not made a demand that two outlets confirm."""
    one, two = (
        set(_LONG.findall(" ".join(r.evidence.words).lower()))
        - set(_LONG.findall(" ".join(r.parties).lower()))
        for r in (report, other)
    )
    return len(one & two) >= ALIKE * min(len(one), len(two))
