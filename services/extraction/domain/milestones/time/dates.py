"""Finds the temporal expressions of a text and resolves them to days, ranges and deadlines.

Days are resolved against the day of publication; those counted from another day or deed are read in `counted`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

import msgspec

from services.extraction.domain.milestones.time import deadlines, periods, roles_of_days
from services.extraction.domain.milestones.time.periods import Grain, month_end
from services.extraction.domain.text.sieve import Sieve
from shared.contracts.common import Span
from shared.language import english

_MONTH: Final = (
    r"(?=(?-i:[A-Z]))"  # "the march" and "may" are none
    # shortened, it may have a full stop
    rf"(?P<{{0}}>{english.SHORT_MONTH.replace(')?', '|[.])?')})"
)
_COUNT: Final = rf"\d{{1,3}}|{english.NUMBER}|a few|several|a couple of|a|an"
_UNIT: Final = r"hour|day|week|month|year"
_OF_WHICH: Final = (
    r"(?:(?<=\bthe )|(?<=\ba )|(?<=\ban )|(?<=\bhis )|(?<=\bher )|(?<=\bits )|(?<=\btheir )|(?<=[’']s ))"
)
_ON_A_MARCH: Final = "on|of|to|for|from|in|against|through|is|was|has|had|will"
"""Before other words a month is an attribute ("his June visit"); "the March for the Mills" is none."""
_WITH_ITS_NAME: Final = (
    rf"(?:(?:(?:last|next|this|this coming|this past)\s)?{english.WEEKDAY}(?:\s?[,(]\s?|\s)(?:on\s)?(?:the\s)?)?",
    rf"(?:,\sa\s{english.WEEKDAY}\b|\s\({english.WEEKDAY}\))?",
)
"""Around a date the name of its day ("Friday, Aug. 15", "15 August (Friday)"): the date tells which one is meant."""
_EXPRESSIONS: Final = re.compile(
    r"\b(?=\w)(?:"  # asked once, not by each of them
    + "|".join(
        [
            rf"(?P<md>{_WITH_ITS_NAME[0]}{_MONTH.format('m1')}\s(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?"
            rf"(?:,?\s(?P<y1>(?:19|20)\d\d))?\b(?!\s*percent){_WITH_ITS_NAME[1]})",
            rf"(?P<dm>{_WITH_ITS_NAME[0]}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH.format('m2')}"
            rf"(?:,?\s(?P<y2>(?:19|20)\d\d))?(?!\w){_WITH_ITS_NAME[1]})",
            rf"(?P<iso>{_WITH_ITS_NAME[0]}(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)\b{_WITH_ITS_NAME[1]})",
            rf"(?P<month>(?P<rel_m>last|next|this|late|early|mid|in|since|by|until|of|from|during|for)[\s-]"
            rf"(?:(?:late|early|mid)[\s-])?{_MONTH.format('m4')}(?:\s(?:of\s)?(?P<y4>(?:19|20)\d\d))?)\b(?!\.?\s\d)",
            rf"(?P<my>{_MONTH.format('m5')},?\s(?:of\s)?(?P<y5>(?:19|20)\d\d))\b",
            rf"(?P<attr>{_OF_WHICH}{_MONTH.format('m6')}(?=\s(?!(?:{_ON_A_MARCH})\b)[a-z]))",
            r"(?P<weekday>(?:(?P<rel_d>last|next|this|this coming|this past)\s)?"
            r"(?P<wd>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?\b",
            r"(?P<plain>today|tonight|tomorrow|yesterday"
            r"|(?:this|earlier in the|later in the) (?:morning|afternoon|evening)"
            r"|earlier in the day|later in the day|later today|earlier today|overnight)\b",
            r"(?P<weekend>(?:over|at|on|during|earlier in) the weekend|this weekend)\b",
            rf"(?P<ago>(?P<n1>{_COUNT})\s(?P<u1>{_UNIT})s?\s(?:ago|earlier))\b",
            rf"(?P<ahead>(?:(?:in|within)\s(?:the\s(?:next|coming)\s|(?:just|only|about|under)\s)?"
            r"|(?:over|during|for)\sthe\s(?:next|coming)\s)"
            rf"(?:(?:{_COUNT})(?:\s(?:or|to)\s|-))?(?P<n2>{_COUNT})\s(?P<u2>{_UNIT})s?(?:['’]\stime)?)\b(?!\sof\b|-)",
            rf"(?P<term>(?P<n3>{_COUNT})(?:-|\s)(?P<u8>{_UNIT})(?:s?[’']?(?=\s(?:deadline|ultimatum)\b)"
            r"|s?(?=\sto\s[a-z])))",
            r"(?P<coming>(?:in|over|within|during)\s(?:the\s)?"
            rf"(?:coming|next(?:\s(?:few|couple of))?)\s(?P<u3>{_UNIT})s)\b",
            r"(?P<recent>(?:in|over|during)\s(?:the\s)?"
            rf"(?:past|last|recent)(?:\sfew|\scouple of)?\s(?P<u6>{_UNIT})s)\b",
            r"(?P<unit>(?:(?:later|earlier|late|early)\s)?(?P<rel_u>last|next|this|this coming|this past)\s"
            r"(?P<u4>week|month|year|weekend|spring|summer|autumn|fall|winter))\b(?!-)",
            r"(?P<end>(?:the\s)?(?P<part>end|start|beginning)\sof\s(?P<which>the|this|next|last)"
            r"\s(?P<u7>week|month|year))\b(?![-’'])",
            r"(?P<year>(?:in|since|of|from|back in|early|late|mid-)\s?(?P<y6>(?:19|20)\d\d))\b",
        ]
    )
    + ")",
    re.IGNORECASE,
)
_SIEVE: Final = Sieve([_EXPRESSIONS])
_POSSESSIVE: Final = re.compile(r"[’']s\b")
"""After "May": that of a person ("in May’s cabinet")."""
_SINCE: Final = re.compile(r"\bsince\s(?:the\s)?$", re.IGNORECASE)
"""Before the start of a period, which then only tells how long something has been so ("the first since the start of the
year")."""
_SET: Final = re.compile(r"\s(?:deadline|ultimatum)")
_LOOKING_BACK: Final = re.compile(
    r"\b(?:first|second|third|only|best|worst|(?:high|low|bigg|larg|great|long|deadli|clos|steep|sharp|strong|weak)est)\b"
    r"(?:(?!\b(?:will|would|shall|due|expected|planned|scheduled|set|to)\b)[^.;])*$",
    re.IGNORECASE,
)
"""Before "in three years": so long nothing like it has been ("the first such visit in three years")."""
_STRETCH: Final = re.compile(r"^within|\b(?:next|coming)\b", re.IGNORECASE)
"""Days ahead of which any may be meant ("within two weeks", "in the next ten days")."""
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
    if not _SIEVE.passing(text[slice(*span)].lower()):
        return ()
    out = []
    for match in _EXPRESSIONS.finditer(text, *span):
        before = text[max(span[0], match.start() - 80) : match.start()]
        if _is_a_name(match, text) or (match["end"] and _SINCE.search(before)):
            continue
        if match["ahead"] and _LOOKING_BACK.search(before):
            continue
        if match["term"] and not (_SET.match(text, match.end()) or deadlines.given(before)):
            continue
        found = _resolve(match, today)
        if found is None:
            continue
        first, last, grain, fixed = found
        if (
            _yearless(match)
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


def _yearless(match: re.Match[str]) -> bool:
    """Whether it is a day of a month without its year."""
    return any(match[f"m{at}"] and not match[f"y{at}"] and match[f"d{at}"] for at in "12")


def _is_a_name(match: re.Match[str], text: str) -> bool:
    return (match["m4"] or "").lower() == "may" and _POSSESSIVE.match(text, match.end()) is not None


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


def _resolve(match: re.Match[str], today: date) -> tuple[date, date, Grain, bool] | None:
    kind = _kind(match)
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


_KINDS: Final = (
    "md", "dm", "iso", "month", "my", "attr", "weekday", "plain", "weekend", "ago", "ahead", "term", "coming",
    "recent", "unit", "end", "year",
)  # fmt: skip


def _kind(match: re.Match[str]) -> str:
    return next(kind for kind in _KINDS if match[kind] is not None)


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
