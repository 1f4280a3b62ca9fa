"""Finds the days, ranges and deadlines that a text names, with the role that the words around give them.

The words are recognised in `expressions` and resolved to days in `resolving`; days counted from another day or deed are
read in `counted`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

import msgspec

from services.extraction.domain.milestones.time import deadlines, periods, roles_of_days
from services.extraction.domain.milestones.time.expressions import is_yearless, recognised
from services.extraction.domain.milestones.time.periods import Grain, month_end
from services.extraction.domain.milestones.time.resolving import resolve
from shared.contracts.common import Span

_OF_THIS_WEEK: Final = re.compile(r"this week|.* of (?:the|this) week")

_ABOUT_NOW: Final = timedelta(days=2)
"""A day this close ahead is not taken for one of the year before."""


class DateMention(msgspec.Struct, frozen=True):
    """Days named at `span`: `first` to `last`; `grain` is how exactly; `deadline` means that something is due by
    then."""

    span: Span
    first: date
    last: date
    grain: Grain
    deadline: bool = False
    fixed: bool = True
    """False for a bare weekday or month, which lies before or ahead as the sentence goes (see `ahead`)."""
    words: str = ""
    told: bool = False
    """The day on which something is said ("said on Monday"), not the day of what is said."""
    uttered: bool = False
    """The same, or the day of any other utterance ("On Monday it vowed", "its warning on Monday")."""
    begins: bool = False
    """The day on which something takes effect or is planned ("starting on Monday", "a visit set for Monday"), not that
    on which it is decided, or put off."""
    of_next: bool = False
    """The day of the deed named next ("a week after they had met"), and of no deed named before it."""

    @property
    def iso(self) -> str:
        """The day, or the month or year where only that is known."""
        if self.grain == "month":
            return f"{self.first:%Y-%m}"
        if self.grain == "year":
            return f"{self.first:%Y}"
        return self.first.isoformat()


def find(text: str, span: Span, today: date) -> tuple[DateMention, ...]:
    """All days named within `span`, in the order of the text; `today` is the day of publication.

    A bare weekday or month is taken as the last one up to `today` ("Monday", on a Wednesday, is two days before);
    `ahead` turns it into the next one. A date without a year is the nearest such day.
    """
    out = []
    for match, before in recognised(text, span):
        found = resolve(match, today)
        if found is None:
            continue
        first, last, grain, fixed = found
        if (
            is_yearless(match)
            and first > today + _ABOUT_NOW
            and roles_of_days.is_done_day(text, span, match.span())
        ):
            # "Met on Nov. 3", written in May: that of the year before.
            first = last = _in_year(first, first.year - 1)
        due = match["term"] is not None or deadlines.due(text, before, match.span())
        part = match["part"] if match["end"] else deadlines.part(before) if grain == "month" else None
        if due and part:
            # Something is due by one day, the first or the last of the period.
            first, last, grain = *periods.limit(part.lower(), first, last), "day"
        out.append(placed(text, span, match.span(), (first, last), grain, fixed, due=due))
    return tuple(out)


def placed(
    text: str,
    sentence: Span,
    at: Span,
    days: tuple[date, date],
    grain: Grain,
    fixed: bool = True,
    *,
    due: bool,
) -> DateMention:
    """The mention of the days that the words at `at` name, with the role that the words around give it."""
    told, uttered = (
        roles_of_days.is_report_day(text, sentence, at),
        roles_of_days.is_utterance_day(text, sentence, at),
    )
    begins = roles_of_days.is_start_day(text, sentence, at)
    words = text[slice(*at)].lower()
    return DateMention(at, *days, grain, due, fixed, words, told, told or uttered, begins)


def on(day: date) -> DateMention:
    """A mention of a day that no words name."""
    return DateMention((0, 0), day, day, "day")


def ahead(found: DateMention, today: date) -> DateMention:
    """The mention with a bare weekday or month read as one to come ("will meet on Thursday")."""
    if _OF_THIS_WEEK.fullmatch(found.words) and today.weekday() > periods.FRIDAY and found.last <= today:
        # When its work is done the week to come is meant.
        week = timedelta(days=7)
        return msgspec.structs.replace(found, first=found.first + week, last=found.last + week)
    if found.fixed or found.last > today or (found.first == today and found.grain == "day"):
        return found
    if found.grain == "month":
        first = found.first.replace(year=found.first.year + 1)
        return msgspec.structs.replace(found, first=first, last=month_end(first))
    if found.words.endswith("weekend") or (found.grain == "day" and found.words.endswith("day")):
        shift = timedelta(days=7)
        return msgspec.structs.replace(found, first=found.first + shift, last=found.last + shift)
    if found.grain == "day":
        return msgspec.structs.replace(
            found,
            first=_in_year(found.first, found.first.year + 1),
            last=_in_year(found.last, found.last.year + 1),
        )
    return found


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, 28) if day.month == 2 else day.day)
