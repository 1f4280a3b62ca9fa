"""Resolves a temporal expression to days, relative to the day of publication ("on Monday", "two weeks ago")."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from services.extraction.domain.milestones.time import periods
from services.extraction.domain.milestones.time.expressions import kind_of
from services.extraction.domain.milestones.time.periods import Grain, month_end
from shared.language import english

_STRETCH: Final = re.compile(r"^within|\b(?:next|coming)\b", re.IGNORECASE)
"""Days ahead of which any may be meant ("within two weeks", "in the next ten days")."""


def resolve(match: re.Match[str], today: date) -> tuple[date, date, Grain, bool] | None:
    """The first and last day that an expression of `expressions` names, how exact, and whether that is certain; None
    where it names none.

    A bare weekday or month is not certain: it is taken as the last one up to `today`.
    """
    kind = kind_of(match)
    text = match.group().lower()
    if kind in ("md", "dm", "iso"):
        return _day(match, kind, today)
    if kind == "month":
        return _month(match["m4"], match["y4"], (match["rel_m"] or "").lower(), today)
    if kind == "attr":
        # "The May cabinet" is a premier's.
        return None if match["m6"].lower() == "may" else _month(match["m6"], None, "", today)
    if kind == "my":
        return _month(match["m5"], match["y5"], "", today)
    if kind == "weekday":
        return _weekday(match["wd"].lower() + "day", (match["rel_d"] or "").lower(), today)
    if kind == "plain":
        shift = {"tomorrow": 1, "yesterday": -1, "overnight": 0}.get(text, 0)
        return _one(today + timedelta(days=shift))
    if kind == "weekend":
        # The last that has begun: on a Thursday or Friday "this weekend" is the one to come.
        back = (today.weekday() - 5) % 7
        saturday = today - timedelta(days=back - 7 if text == "this weekend" and back > 4 else back)
        return saturday, saturday + timedelta(days=1), "range", False
    if kind in ("ago", "ahead", "term"):
        return _counted(match, kind, today)
    if kind in ("coming", "recent"):
        length = {"hour": 1, "day": 7, "week": 28, "month": 120, "year": 730}[
            (match["u3"] or match["u6"]).lower()
        ]
        if kind == "coming":
            return today, today + timedelta(days=length), "range", True
        return today - timedelta(days=length), today, "range", True
    if kind == "unit":
        return periods.named(match["rel_u"].lower(), match["u4"].lower(), text, today)
    if kind == "end":
        return periods.edge(match["part"].lower(), match["which"].lower(), match["u7"].lower(), today)
    if kind == "year":
        year = int(match["y6"])
        return date(year, 1, 1), date(year, 12, 31), "year", True
    return None


def _one(day: date) -> tuple[date, date, Grain, bool]:
    return day, day, "day", True


def _month_number(name: str) -> int:
    short = name.lower().rstrip(".")[:3]
    return next(at for at, month in enumerate(english.MONTHS, 1) if month.startswith(short))


def _day(match: re.Match[str], kind: str, today: date) -> tuple[date, date, Grain, bool] | None:
    at = {"md": "1", "dm": "2", "iso": "3"}[kind]
    month = int(match["m3"]) if kind == "iso" else _month_number(match["m" + at])
    year, number = match["y" + at], int(match["d" + at])
    try:
        if year:
            return _one(date(int(year), month, number))
        # Without a year: the nearest such day, a coming one up to eight months away.
        days = [date(today.year + shift, month, number) for shift in (-1, 0, 1)]
    except ValueError:
        return None
    day = min(days, key=lambda each: abs((each - today).days))
    return day, day, "day", True


_OF_A_NAME: Final[frozenset[str]] = frozenset({"for", "from", "by"})
"""Before "May" as likely of a person of that name as of the month."""


def _month(name: str, year: str | None, relation: str, today: date) -> tuple[date, date, Grain, bool] | None:
    month = _month_number(name)
    if name.lower() == "may" and not year and relation in _OF_A_NAME:
        return None
    if year:
        first = date(int(year), month, 1)
        return first, month_end(first), "month", True
    this = date(today.year, month, 1)
    if relation == "last" and month >= today.month:
        this = this.replace(year=today.year - 1)
    elif relation == "next" and month <= today.month:
        this = this.replace(year=today.year + 1)
    elif relation not in ("last", "next", "this") and month > today.month:
        this = this.replace(year=today.year - 1)
    fixed = relation in ("last", "next", "this", "since") or month == today.month
    return this, month_end(this), "month", fixed


def _weekday(name: str, relation: str, today: date) -> tuple[date, date, Grain, bool]:
    back = (today.weekday() - english.WEEKDAYS.index(name)) % 7
    if relation in ("next", "this coming"):
        return _one(today + timedelta(days=7 - back if back else 7))
    if relation in ("last", "this past"):
        return _one(today - timedelta(days=back or 7))
    day = today - timedelta(days=back)
    return day, day, "day", False


def number(word: str) -> int:
    """The number for a count in digits or words; about 3 for "a few", 1 for a word it does not know."""
    word = word.lower()
    if word.isdigit():
        return int(word)
    about = {"a": 1, "an": 1, "a few": 3, "several": 4, "a couple of": 2}
    return about.get(word) or english.NUMBERS.get(word, 1)


def _counted(match: re.Match[str], kind: str, today: date) -> tuple[date, date, Grain, bool] | None:
    count, unit = (
        number(match["n1"] or match["n2"] or match["n3"]),
        (match["u1"] or match["u2"] or match["u8"]).lower(),
    )
    days = {
        "hour": count / 24,
        "day": count,
        "week": 7 * count,
        "month": 30.4 * count,
        "year": 365.25 * count,
    }[unit]
    if days > 40_000:
        return None
    shift = timedelta(days=round(days))
    if kind == "ago":
        try:
            day = today - shift
        except OverflowError:
            return None
        if unit == "month":
            return day.replace(day=1), month_end(day.replace(day=1)), "month", True
        if unit == "year":
            return date(day.year, 1, 1), date(day.year, 12, 31), "year", True
        return _one(day)
    day = today + shift
    if _STRETCH.search(match.group()):
        return today, day, "range", True
    if unit == "month":
        # So long ahead people count roughly.
        return day.replace(day=1), month_end(day.replace(day=1)), "month", True
    return _one(day)
