"""Selects the reports that agree with a given one on the step and its day and, for demands or threats, on the
wording."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from services.milestones.domain.days import is_day
from services.milestones.domain.supporting_reports import tells
from services.milestones.domain.verbal_steps import WORDS
from shared.catalog.places import Places
from shared.contracts.milestones import MilestoneReport, Occurrence
from shared.contracts.statuses import DONE

ALIKE: Final = 0.3
"""Share of the longer words of the shorter of two tellings that the other has too, if they tell the same words."""
_LONG: Final = re.compile(r"\w{5,}")


def agreeing_with(
    report: MilestoneReport, after: Occurrence, told: Sequence[MilestoneReport]
) -> list[MilestoneReport]:
    """The reports that agree with `report`, itself among them; any other step, day or demand adds no certainty. Where a
    plan is called off or moved, all reports count, as does a plan for the very day of the deed."""
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
    """Whether the report names a day other than that of the occurrence."""
    if not report.dated or report.until or after.until or not is_day(report.date) or not is_day(after.date):
        return False
    return report.date != after.date


def elsewhere(places: Places, one: str | None, other: str | None) -> bool:
    """Whether both name known places that cannot be one; an unknown place could be any."""
    if not one or not other or not places.country(one) or not places.country(other):
        return False
    return places.apart(one, other)


def like_words(report: MilestoneReport, other: MilestoneReport) -> bool:
    """Whether two reports of a demand, threat or proposal share enough words besides the names of the sides: two
    different demands confirm nothing."""
    one, two = (
        set(_LONG.findall(" ".join(r.evidence.words).lower()))
        - set(_LONG.findall(" ".join(r.parties).lower()))
        for r in (report, other)
    )
    return len(one & two) >= ALIKE * min(len(one), len(two))
