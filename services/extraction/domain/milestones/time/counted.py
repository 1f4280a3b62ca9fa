"""Resolves days that are counted from another day or deed ("the day before", "a week after they had met")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import msgspec

from services.extraction.domain.milestones.time import dates, deadlines, resolving
from services.extraction.domain.milestones.time.dates import DateMention
from services.extraction.domain.milestones.time.periods import Grain
from services.extraction.domain.text.sieve import Sieve
from shared.contracts.common import Span
from shared.language import english

LOOK_BACK: Final = 350
"""Characters before a sentence within which the day stands from which it counts."""
_NOT_OF: Final = r"(?!\s(?:of|the|an?|his|her|its|their|he|she|it|they|that|when|in|by)\b)(?!\s[A-Z])"
"""What would follow if it were counted from a deed and not from a day."""
_COUNT: Final = rf"(?:\d{{1,2}}|{english.NUMBER}|an?)\s"
_FROM_A_DAY: Final = re.compile(
    rf"\b(?:(?P<back>the day before{_NOT_OF}|the previous day|(?:a|one) day earlier)"
    rf"|(?P<on>the day after{_NOT_OF}|the (?:next|following) day)|(?P<same>(?:on )?(?:the|that) same day{_NOT_OF})"
    rf"|(?P<days>{_COUNT})(?P<length>day|week)s? (?P<side>later|earlier))\b(?!\s(?:of|or|than)\b)",
    re.IGNORECASE,
)
_FROM_A_DEED: Final = re.compile(
    rf"\b(?:(?P<less>less than\s)?(?P<n>{_COUNT})(?P<unit>hour|day|week)s?|(?P<units>day|week)s)"
    r"\s(?P<way>after|since|before|ahead\sof)\s",
    re.IGNORECASE,
)
_IN_A_WEEK: Final = re.compile(
    rf"\b(?:(?P<day1>{english.WEEKDAY}),?\s(?:of\s)?(?P<which1>last|next|this)\sweek"
    rf"|(?P<which2>last|next|this)\sweek,?\son\s(?P<day2>{english.WEEKDAY})"
    rf"|(?P<weeks>{_COUNT})weeks?\sfrom\s(?P<day3>{english.WEEKDAY}|today|tomorrow)"
    rf"|(?<=\b(?:on|by)\s)(?P<day4>{english.WEEKDAY})\sweek(?=[.,;]|\s(?:in|at|for|to|with|and)\b|$)"
    r"|(?P<hence>the\sday\safter\stomorrow)|(?P<since>the\sday\sbefore\syesterday))\b",
    re.IGNORECASE,
)
_LASTING: Final = re.compile(r"\b(?:next|coming|past|last|first|final|for)\s$", re.IGNORECASE)
"""Before a number of weeks that is a stretch of time ("over the next five weeks before the round", "for 30 days after
the call")."""
_HENCE: Final = re.compile(
    rf"in (?:just |only |about )?(?:{_COUNT})(?:day|week)s?(?:['’] time)?", re.IGNORECASE
)
"""Counted from the day of the announcement ("said on Thursday that it would take effect in two weeks")."""
_SIEVE: Final = Sieve([_FROM_A_DAY, _FROM_A_DEED, _IN_A_WEEK])
_AS_A_WEEKDAY: Final = "the next day"
"""The words of a day counted from a bare weekday, which lies before or ahead as that does."""
_MANY: Final = {("day", -1): (1, 3), ("day", 1): (1, 6), ("week", -1): (7, 21), ("week", 1): (7, 28)}
"""Days meant where no number stands ("just days after")."""


def find(text: str, span: Span, today: date) -> tuple[DateMention, ...]:
    """All days named within the sentence, counted ones included, in the order of the text; `today` is the day of
    publication."""
    named = _from_announcements(dates.find(text, span, today), today)
    if not _SIEVE.passing(text[slice(*span)].lower()):
        return named
    own = [
        *_within_weeks(text, span, today),
        *_from_days(text, span, today, named),
        *_from_deeds(text, span, today),
    ]
    if not own:
        return named
    kept = [d for d in named if not any(d.span[0] < o.span[1] and o.span[0] < d.span[1] for o in own)]
    return tuple(sorted([*kept, *own], key=lambda d: d.span))


def _from_announcements(named: tuple[DateMention, ...], today: date) -> tuple[DateMention, ...]:
    """The same days; those counted ahead from an announcement of some days ago lie that much earlier."""
    days = [d.first for d in named if d.uttered and d.grain == "day" and d.first < today]
    shift = max(days) - today if days else None
    if shift is None or shift.days < -7:
        return named
    return tuple(
        msgspec.structs.replace(d, first=d.first + shift, last=d.last + shift)
        if _HENCE.fullmatch(d.words)
        else d
        for d in named
    )


def _within_weeks(text: str, span: Span, today: date) -> list[DateMention]:
    """Days given by weekday and week ("Tuesday of next week", "a week from Friday")."""
    out = []
    for found in _IN_A_WEEK.finditer(text, *span):
        day = _in_a_week(found, today)
        due = deadlines.due(text, text[span[0] : found.start()], found.span())
        out.append(dates.placed(text, span, found.span(), (day, day), "day", due=due))
    return out


def _in_a_week(found: re.Match[str], today: date) -> date:
    if found["hence"] or found["since"]:
        return today + timedelta(days=2 if found["hence"] else -2)
    name = (found["day1"] or found["day2"] or found["day3"] or found["day4"]).lower()
    which = found["which1"] or found["which2"]
    if which:
        monday = today - timedelta(days=today.weekday())
        shift = {"last": -7, "this": 0, "next": 7}[which.lower()]
        return monday + timedelta(days=shift + english.WEEKDAYS.index(name))
    weeks = resolving.number(found["weeks"].strip()) if found["weeks"] else 1
    if name in ("today", "tomorrow"):
        first = today + timedelta(days=name == "tomorrow")
    else:
        first = today + timedelta(days=(english.WEEKDAYS.index(name) - today.weekday()) % 7 or 7)
    return first + timedelta(days=7 * weeks)


def _from_days(text: str, span: Span, today: date, named: Sequence[DateMention]) -> list[DateMention]:
    out = []
    for found in _FROM_A_DAY.finditer(text, *span):
        before = (max(0, span[0] - LOOK_BACK), span[0])
        known = [d for d in named if d.span[1] <= found.start()] or dates.find(text, before, today)
        known = [d for d in known if d.grain == "day" and not d.deadline]
        shift = _shift(found)
        if shift <= 0:
            known = [d for d in known if d.first <= today]
        if known:
            first, fixed = known[-1].first, known[-1].fixed
        elif found["back"]:
            first, fixed = today, True
        else:
            continue
        day = first + timedelta(days=shift)
        words = found.group().lower() if fixed else _AS_A_WEEKDAY
        out.append(DateMention(found.span(), day, day, "day", fixed=fixed, words=words))
    return out


def _shift(found: re.Match[str]) -> int:
    """How many days it lies after (negative: before) the day from which it is counted."""
    if found["days"]:
        days = resolving.number(found["days"].strip()) * (7 if found["length"].lower() == "week" else 1)
        return days if found["side"].lower() == "later" else -days
    return -1 if found["back"] else 1 if found["on"] else 0


def _from_deeds(text: str, span: Span, today: date) -> list[DateMention]:
    out = []
    for found in _FROM_A_DEED.finditer(text, *span):
        if _LASTING.search(text, max(span[0], found.start() - 10), found.start()):
            continue
        unit, sign = (
            (found["unit"] or found["units"]).lower(),
            -1 if found["way"].lower() in ("after", "since") else 1,
        )
        if found["n"]:
            count = resolving.number(found["n"].strip())
            few = many = round(count / 24) if unit == "hour" else count * (7 if unit == "week" else 1)
            if found["less"]:
                few = 1
        else:
            few, many = _MANY[unit, sign]
        first, last = sorted((today + timedelta(days=sign * few), today + timedelta(days=sign * many)))
        grain: Grain = "day" if first == last else "range"
        out.append(DateMention(found.span(), first, last, grain, words=found.group().lower(), of_next=True))
    return out
