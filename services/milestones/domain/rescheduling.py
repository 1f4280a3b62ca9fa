"""A report about a plan comes in; whether it gives the plan another date, or puts it on again, goes out."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from shared.contracts.milestones import MilestoneReport

_MOVED: Final = re.compile(
    r"\b(?:postpon\w+|re-?schedul\w+|moved? (?:to|from|up|forward|back)|push(?:ed|ing)? back"
    r"|brought forward|delay\w*|new date|put off)\b",
    re.IGNORECASE,
)

_ON: Final = re.compile(
    r"\b(?:after all|back on|on again|go(?:es|ing)? ahead|went ahead|reinstat\w+|reviv\w+|re-?schedul\w+|new date)\b",
    re.IGNORECASE,
)


def moves(report: MilestoneReport, status: str, day: str | None, until: str | None) -> bool:
    """Whether the report gives a planned occurrence another date: both days are known and differ, the old one was not
    over, and the words say so or it is told later about the same plan."""
    if status not in ("scheduled", "moved", "expired") or report.status != "scheduled":
        return False
    if day is None or report.date is None or len(day) < 10 or len(report.date) < 10 or report.until:
        return False
    if day == report.date or (until is not None and day <= report.date <= until):
        return False
    if said_to_move(report):
        return True
    # Outlets in other zones, and those that tell of a night, can count a day otherwise.
    apart = abs((date.fromisoformat(day) - date.fromisoformat(report.date)).days)
    return apart > 1 and bool(report.place or report.people)


def said_to_move(report: MilestoneReport) -> bool:
    """Whether the report's words speak of another date."""
    return any(_MOVED.search(words) for words in report.evidence.words)


def said_to_be_on(report: MilestoneReport) -> bool:
    """Whether the report's words say that what was called off takes place nevertheless."""
    return any(_ON.search(words) for words in report.evidence.words)
