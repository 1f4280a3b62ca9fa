"""Resolves weeks, months, seasons and years to days, relative to the day they are written on."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final, Literal

Grain = Literal["day", "range", "month", "year"]
FRIDAY: Final = 4
"""The last day of a week's work, as `weekday` counts."""


def month_end(first: date) -> date:
    """The last day of the month that begins with `first`."""
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def edge(part: str, which: str, unit: str, today: date) -> tuple[date, date, Grain, bool]:
    """The first and last day of the end or beginning of a period, how exact, and whether that is certain.

    A week ends with its last working day. On a weekend "the week" may be the one that ends or the one to come.
    """
    first, last, _, _ = named("this" if which == "the" else which, unit, "", today)
    if unit == "week":
        last = first + timedelta(days=FRIDAY)
    if unit == "year":
        last_of_first, first_of_last = month_end(first), last.replace(day=1)
    else:
        reach = timedelta(days={"week": 1, "month": 6}[unit])
        last_of_first, first_of_last = first + reach, last - reach
    fixed = unit != "week" or which in ("last", "next") or today.weekday() <= FRIDAY
    return (first_of_last, last, "range", fixed) if part == "end" else (first, last_of_first, "range", fixed)


def limit(part: str, first: date, last: date) -> tuple[date, date]:
    """The one day, as (day, day), for what is due by the end, the middle or the beginning of a period."""
    day = last if part == "end" else first + (last - first) / 2 if part == "middle" else first
    return day, day


def named(relation: str, unit: str, words: str, today: date) -> tuple[date, date, Grain, bool]:
    """First and last day of "last week", "later this month" or "next spring", how exact, and whether that is
    certain."""
    sign = {"last": -1, "next": 1, "this coming": 1, "this past": -1}.get(relation, 0)
    if unit in ("week", "weekend"):
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * sign)
        if unit == "weekend":
            saturday = monday + timedelta(days=5)
            if relation in ("last", "this past") or (relation == "this" and today.weekday() == 0):
                saturday = today - timedelta(days=(today.weekday() - 5) % 7 or 7)
            return saturday, saturday + timedelta(days=1), "range", True
        if relation == "last" and today.weekday() == 6:
            # Told on a Sunday, last week is the one that has just ended.
            return today - timedelta(days=6), today - timedelta(days=1), "range", True
        if relation == "last" and words.startswith("late "):
            return monday + timedelta(days=3), monday + timedelta(days=6), "range", True
        first = max(monday, today) if words.startswith("later") else monday
        last = (
            min(monday + timedelta(days=6), today)
            if words.startswith("earlier")
            else monday + timedelta(days=6)
        )
        return first, last, "range", True
    if unit == "month":
        at = today.year * 12 + today.month - 1 + sign
        first = date(at // 12, at % 12 + 1, 1)
        return first, month_end(first), "month", True
    year = today.year + sign
    if unit == "year":
        return date(year, 1, 1), date(year, 12, 31), "year", True
    start = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[unit]
    # "Last spring" is this year's only once it is over, "next spring" only before it has begun.
    if sign == 0 or (sign < 0 and start + 2 < today.month) or (sign > 0 and start > today.month):
        year = today.year
    first = date(year, start, 1)
    return first, month_end(first), "month", True
