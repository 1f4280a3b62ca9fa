"""A report about a plan comes in; whether it gives the plan another date, or puts it on again after it was called off
or denied, goes out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from services.milestones.domain.days import is_day
from services.milestones.domain.independence import independent
from services.milestones.domain.refusing import REFUSED
from shared.contracts.milestones import MilestoneReport, OccurrenceStep
from shared.contracts.statuses import DONE

_MOVED: Final = re.compile(
    r"\b(?:postpon\w+|re-?schedul\w+|moved? (?:to|from|up|forward|back)|push(?:ed|ing)? back"
    r"|brought forward|delay\w*|new date|put off)\b",
    re.IGNORECASE,
)

_ON: Final = re.compile(
    r"\b(?:after all|back on|on again|go(?:es|ing)? ahead|went ahead|reinstat\w+|reviv\w+|re-?schedul\w+|new date)\b",
    re.IGNORECASE,
)

_EXTENDED: Final = re.compile(
    r"\b(?:extend\w*|extension|prolong\w*|postpon\w+|push(?:ed|ing)? back|moved? (?:to|back|up|forward)|brought forward"
    r"|(?:new|later|earlier|another) deadline|more time)\b",
    re.IGNORECASE,
)

TOLD_ANEW: Final = 2
"""Publishers who must tell a plan, or its old day, after it was called off, denied or moved before it is on again."""


def moves(
    report: MilestoneReport,
    so_far: Sequence[MilestoneReport],
    history: Sequence[OccurrenceStep],
    day: str | None,
    until: str | None,
) -> bool:
    """Whether the report gives a planned occurrence another date: both days are known and differ, the old one was not
    over, and the words say so or it is told later about the same plan. A day that the plan has left is told by
    outlets that are behind until publishers enough tell it."""
    if history[-1].status not in ("scheduled", "moved") or report.status != "scheduled":
        return False
    if not is_day(day) or not is_day(report.date) or report.until:
        return False
    if day == report.date or (until is not None and day <= report.date <= until):
        return False
    if said_to_move(report):
        return True
    if report.date in left(history, day):
        since = [
            r for r in so_far if r.evidence.article.published_at > history[-1].at and r.date == report.date
        ]
        return _told_anew(since)
    return _apart(day, report.date) and bool(report.place or report.people)


def left(history: Sequence[OccurrenceStep], day: str | None) -> frozenset[str]:
    """The days for which a plan was, and is no longer."""
    planned = (step.date for step in history if step.status in ("scheduled", "moved"))
    return frozenset(each for each in planned if is_day(each) and each != day)


def deadline(reports: Sequence[MilestoneReport]) -> str | None:
    """The last day that was set, by reports in order. One that another took the place of is told by outlets that are
    behind until publishers enough tell it."""
    found: str | None = None
    over: set[str] = set()
    since: list[MilestoneReport] = []
    for report in reports:
        if report.deadline is None:
            continue
        since.append(report)
        same = [r for r in since if r.deadline == report.deadline]
        if found != report.deadline and (report.deadline not in over or len(independent(same)) >= TOLD_ANEW):
            over = (over | {found or report.deadline}) - {report.deadline}
            found, since = report.deadline, []
    return found


def extends(report: MilestoneReport) -> bool:
    """Whether the report's words speak of another deadline."""
    return report.deadline is not None and any(_EXTENDED.search(words) for words in report.evidence.words)


def _apart(day: str, other: str) -> bool:
    """Whether two days are not one: outlets in other zones, and those that tell of a night, can count one otherwise."""
    return abs((date.fromisoformat(day) - date.fromisoformat(other)).days) > 1


def said_to_move(report: MilestoneReport) -> bool:
    """Whether the report's words speak of another date."""
    return any(_MOVED.search(words) for words in report.evidence.words)


def on_again(report: MilestoneReport, so_far: Sequence[MilestoneReport]) -> bool:
    """Whether what was called off is planned anew: the words say so, or publishers enough tell it since. One who tells
    the plan as before may not have heard that it is off."""
    off = max(at for at, r in enumerate(so_far) if r.type == REFUSED)
    return _said_to_be_on(report) or _told_anew(so_far[off:])


def fixed_anew(report: MilestoneReport, so_far: Sequence[MilestoneReport]) -> bool:
    """Whether what was denied is planned anew: the words say so, who denied it does, it is for another day, or it is
    told on a later day or by publishers enough. A side that only repeats what it had said before settles nothing."""
    off = max(at for at, r in enumerate(so_far) if r.status == "denied")
    denial, since = so_far[off], so_far[off:]
    if _said_to_be_on(report) or _another_day(report, so_far[:-1]):
        return True
    if _denied_before(report, so_far):
        return True
    known = {r.teller for r in so_far[:off] if r.teller and r.status != "denied"}
    later = report.evidence.article.published_at.date() > denial.evidence.article.published_at.date()
    return (later and report.teller not in known) or _told_anew([r for r in since if r.teller not in known])


def admits(report: MilestoneReport, so_far: Sequence[MilestoneReport]) -> bool:
    """Whether a side tells as done what it had denied."""
    return report.status in DONE and _denied_before(report, so_far)


def _denied_before(report: MilestoneReport, so_far: Sequence[MilestoneReport]) -> bool:
    return bool(report.teller) and report.teller in {r.teller for r in so_far if r.status == "denied"}


def _said_to_be_on(report: MilestoneReport) -> bool:
    """Whether the report's words say that what was called off takes place nevertheless."""
    return any(_ON.search(words) for words in report.evidence.words)


def _told_anew(since: Sequence[MilestoneReport]) -> bool:
    return len(independent(r for r in since if r.status == "scheduled")) >= TOLD_ANEW


def _another_day(report: MilestoneReport, before: Sequence[MilestoneReport]) -> bool:
    """Whether the plan is for a day that is far from all that were named for it."""
    known = [r.date for r in before if r.dated and is_day(r.date) and r.until is None]
    if not known or not report.dated or not is_day(report.date):
        return False
    return all(_apart(day, report.date) for day in known)
