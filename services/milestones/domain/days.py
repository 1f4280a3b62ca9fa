"""Works out which days a report can mean, and when everything in it lies in the past."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TypeGuard

from shared.contracts.milestones import MilestoneReport


def is_day(text: str | None) -> TypeGuard[str]:
    """Whether an ISO date names a single day, not just a month or year."""
    return text is not None and len(text) == len("YYYY-MM-DD")


def day_of(report: MilestoneReport) -> tuple[date, date]:
    """The first and last day that the report can mean; without a date, the publication day and the day before."""
    told = report.evidence.article.published_at.date()
    if report.date is None:
        return told - timedelta(days=1), told
    first = date.fromisoformat(
        (report.date + "-01-01")[:10] if len(report.date) == 4 else (report.date + "-01")[:10]
    )
    if report.until:
        return first, max(first, date.fromisoformat(report.until))
    if len(report.date) == 4:
        return first, first.replace(month=12, day=31)
    if len(report.date) == 7:
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first, first


def done_by(report: MilestoneReport) -> date:
    """The day by which the step was done: the last possible day or, in a range, the midpoint up to publication."""
    first, last = day_of(report)
    if not report.until:
        return last
    told = report.evidence.article.published_at.date()
    return first + max(timedelta(0), min(last, told) - first) / 2


def over(report: MilestoneReport) -> datetime:
    """When the step and its deadline both lie in the past; never before publication."""
    _, last = day_of(report)
    if report.deadline:
        last = max(last, date.fromisoformat(report.deadline))
    return max(report.evidence.article.published_at, datetime.combine(last, time(), UTC))
