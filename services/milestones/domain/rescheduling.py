"""Tells whether a report gives a plan another date, or revives one that was called off or denied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from services.milestones.domain.days import is_day
from services.milestones.domain.independence import independent
from services.milestones.domain.refusals import REFUSED
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
    """Whether the report gives a planned occurrence another date. Both days must be known and the old one not over, and
    the words must say so or the report must come later. A day the plan has left is taken again only from enough
    publishers: some outlets lag behind."""
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
    """Days that the plan was once for, and no longer is."""
    planned = (step.date for step in history if step.status in ("scheduled", "moved"))
    return frozenset(each for each in planned if is_day(each) and each != day)


def deadline(reports: Sequence[MilestoneReport]) -> str | None:
    """The last deadline set, by reports in order. A replaced one is taken again only from enough publishers."""
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
    """Whether two days differ by more than a time zone or a night can explain."""
    return abs((date.fromisoformat(day) - date.fromisoformat(other)).days) > 1


def said_to_move(report: MilestoneReport) -> bool:
    """Whether the report's words speak of another date."""
    return any(_MOVED.search(words) for words in report.evidence.words)


def on_again(report: MilestoneReport, so_far: Sequence[MilestoneReport]) -> bool:
    """Whether a cancelled plan is on again: the words say so, or enough publishers have it since. One of them may not
    have heard of the cancellation."""
    off = max(at for at, r in enumerate(so_far) if r.type == REFUSED)
    return _said_to_be_on(report) or _told_anew(so_far[off:])


def fixed_anew(report: MilestoneReport, so_far: Sequence[MilestoneReport]) -> bool:
    """Whether a denied plan is on again: its words say so, its denier does, it is for another day, or it comes on a
    later day or from enough publishers. A side repeating what it said before settles nothing."""
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
    """Whether a side reports as done what it had denied."""
    return report.status in DONE and _denied_before(report, so_far)


def _denied_before(report: MilestoneReport, so_far: Sequence[MilestoneReport]) -> bool:
    return bool(report.teller) and report.teller in {r.teller for r in so_far if r.status == "denied"}


def _said_to_be_on(report: MilestoneReport) -> bool:
    """Whether the report's words say that the cancelled step takes place nevertheless."""
    return any(_ON.search(words) for words in report.evidence.words)


def _told_anew(since: Sequence[MilestoneReport]) -> bool:
    return len(independent(r for r in since if r.status == "scheduled")) >= TOLD_ANEW


def _another_day(report: MilestoneReport, before: Sequence[MilestoneReport]) -> bool:
    """Whether the plan is for a day far from all those named for it before."""
    known = [r.date for r in before if r.dated and is_day(r.date) and r.until is None]
    if not known or not report.dated or not is_day(report.date):
        return False
    return all(_apart(day, report.date) for day in known)
