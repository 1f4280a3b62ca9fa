"""A report comes in; the days that it can mean go out, and when all that it tells of is over."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TypeGuard

from shared.contracts.milestones import MilestoneReport


def is_day(text: str | None) -> TypeGuard[str]:
    """Whether an ISO date names a day, no month or year alone."""
    return text is not None and len(text) == len("YYYY-MM-DD")


def day_of(report: MilestoneReport) -> tuple[date, date]:
    """First and last day that the report can mean; without a date the days about its publication."""
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
    """The day by which what the report tells is done: of several days named the middle up to its publication, else the
    last that it can mean."""
    first, last = day_of(report)
    if not report.until:
        return last
    told = report.evidence.article.published_at.date()
    return first + max(timedelta(0), min(last, told) - first) / 2


def over(report: MilestoneReport) -> datetime:
    """When what the report tells of, be it still ahead, and its deadline are over; never before it was published."""
    _, last = day_of(report)
    if report.deadline:
        last = max(last, date.fromisoformat(report.deadline))
    return max(report.evidence.article.published_at, datetime.combine(last, time(), UTC))
