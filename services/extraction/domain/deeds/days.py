"""Reads the day on which a deed was done, and the day from which it is to hold."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

import msgspec

from shared.language import english

_WEEKDAY: Final = re.compile(
    rf"(?P<when>\b(?:until|by|from|starting|beginning|effective|next|before|through|for|since|"
    rf"after)\b[ \w]{{0,12}})?\b(?P<day>{english.WEEKDAY})",
    re.IGNORECASE | re.ASCII,
)
_DATE: Final = re.compile(
    rf"(?P<when>\b(?:until|by|from|starting|beginning|effective|next|before|through|for|since|as of|to|"
    rf"on or after|in effect|deadline|"
    rf"after)\b[ ,\w]{{0,14}})?\b(?P<month>{english.SHORT_MONTH})\.? (?P<day>\d\d?)\b"
    r"(?!,? \d{3}\b)(?:,? (?P<year>(?:19|20)\d\d))?",
)
_ANY: Final = re.compile(
    rf"{english.WEEKDAY}|\b(?:{english.SHORT_MONTH})\.? \d|yesterday|today|earlier (?:in the day|on )",
    re.IGNORECASE,
)
_YESTERDAY: Final = re.compile(r"\byesterday\b", re.IGNORECASE)
_TODAY: Final = re.compile(r"\btoday\b", re.IGNORECASE)
_RECALLED: Final = re.compile(
    r"\b(?:(?:a|two|three|four|five|six|several|few|some|\d+) (?:weeks?|months?|years?) (?:ago|"
    r"earlier|before)|"
    r"last (?:month|year|spring|summer|autumn|fall|winter)|earlier (?:this (?:month|year|spring|"
    r"summer|fall|winter)|in(?! the (?:day|week)))|previous\w*|in (?:19|20)\d\d|"
    r"once|used to|formerly|ha(?:s|ve) since|originally|initially|so far|to date|recently|in recent|"
    r"already|repeatedly|for (?:months|years|weeks)|over the past|in the past|"
    r"during (?:the|his) (?:campaign|presidency))\b",
    re.IGNORECASE,
)
_IN_MONTH: Final = re.compile(
    rf"\b(?:[Ii]n|[Ss]ince|[Ll]ast|of) (?:early |late |mid-)?({english.MONTH})\b(?! \d)"
)
_EARLIER: Final = re.compile(r"\bearlier (?:in the day|today|on [A-Z]\w+day)\b")
_FROM: Final = re.compile(r"\b(?:from|starting|beginning|effective|as of)\b", re.IGNORECASE)
_LAST_WEEK: Final = re.compile(r"\b(?:last week|(?:a|one) week (?:ago|earlier))\b", re.IGNORECASE)
_NEAR: Final = 7
_WEEK: Final = 5
"""About so many days ago is last week."""


class Dated(msgspec.Struct, frozen=True):
    """The day it was done, whether the words name it, and the day from which it holds; `recalled`: long ago."""

    on: date
    told: bool
    recalled: bool
    effective: date | None = None


def dated(words: str, published: date, *, ahead: bool = False) -> Dated:
    """When the words say it was done; `ahead`: it is still to come, so that a coming day is when it will be."""
    on, told = published, False
    recalled = _RECALLED.search(words) is not None or _past_month(words, published)
    effective: date | None = None
    for hit in _DATE.finditer(words):
        day = _date(hit, published)
        if day is None:
            continue
        if day > published or hit["when"]:
            effective = effective or day
            if (
                hit["when"]
                and _FROM.search(hit["when"])
                and not told
                and 0 <= (published - day).days <= _NEAR
            ):
                # "for ninety days from 1 December": what holds from then was agreed by then.
                on, told = day, True
        elif not told:
            on, told = day, True
    if not told:
        for hit in _WEEKDAY.finditer(words):
            if hit["when"]:
                continue
            back = (published.weekday() - english.WEEKDAYS.index(hit["day"].lower())) % 7
            on, told = published - timedelta(days=back), True
            break
    if not told and _YESTERDAY.search(words):
        on, told = published - timedelta(days=1), True
    elif not told and (_TODAY.search(words) or _EARLIER.search(words)):
        told = True
    if not told and _LAST_WEEK.search(words):
        on = published - timedelta(days=_WEEK)
    if (told and (published - on).days > _NEAR) or (effective and (published - effective).days > _NEAR):
        recalled = True
    return Dated(on, told, recalled, effective)


def names_one(words: str) -> bool:
    """Whether the words name any day."""
    return _ANY.search(words) is not None


def _date(hit: re.Match[str], published: date) -> date | None:
    month = next(i for i, name in enumerate(english.MONTHS, 1) if name[:3] == hit["month"][:3].lower())
    years = [int(hit["year"])] if hit["year"] else [published.year - 1, published.year, published.year + 1]
    found = []
    for year in years:
        try:
            found.append(date(year, month, int(hit["day"])))
        except ValueError:
            continue
    return min(found, key=lambda day: abs((day - published).days), default=None)


def _past_month(words: str, published: date) -> bool:
    months = {m.group(1).lower() for m in _IN_MONTH.finditer(words)}
    recent = {english.MONTHS[(published - timedelta(days=days)).month - 1] for days in (0, 4)}
    return bool(months) and months.isdisjoint(recent)
