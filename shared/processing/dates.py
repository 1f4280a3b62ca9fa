"""Parses dates as outlets and data sets write them into moments of UTC; None if they mean none."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from typing import Final
from zoneinfo import ZoneInfo

from shared.language import english

LONGEST = 64
_MONTHS = tuple(month[:3] for month in english.MONTHS)
_NAME = english.SHORT_MONTH
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\s*(?P<half>[ap])\.?m\b\.?)?"
_ZONE = r"(?:\s+(?P<zone>[a-z]{1,4}|[+-]\d{2}:?\d{2}))?"
_MAIL_ZONES: Final = frozenset(
    {"UT", "UTC", "GMT", "AST", "ADT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"}
)
"""Those that mail knows by name (RFC 2822, and Python's standard library)."""
_HOURS: Final = {
    "AEDT": 11, "AEST": 10, "BST": 1, "CEST": 2, "CET": 1, "EEST": 3, "EET": 2, "HKT": 8, "JST": 9, "KST": 9, "MSK": 3,
    "PKT": 5, "SAST": 2, "SGT": 8, "TRT": 3, "WAT": 1, "WEST": 1, "WET": 0,
}  # fmt: skip
"""Zones that outlets write by name, and that mean one thing there; IST is India's, Israel's and Ireland's."""
_PLACES: Final = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
}  # fmt: skip
_ZONED: Final = re.compile(
    r"(?P<rest>.*\d:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[ap]\.?m\.?)?)\s*(?![ap]\.?m\b)"
    r"(?:(?:GMT|UTC)\s?(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?|(?P<name>[a-z]{2,5}))",
    re.I,
)
_EPOCH: Final = re.compile(r"1\d{9}(?:\d{3})?")
_YEAR_FIRST = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
_DIGITS = re.compile(r"(\d{8})(\d{6})")
_UNIVERSAL = re.compile(r"\s+(?:UTC|GMT)$", re.I)
_HALF_DAY = re.compile(r"\d\s*[ap]\.?m\b", re.I)
_US = re.compile(
    rf"(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})/(?P<year>\d{{4}}|\d{{2}})(?:,?\s+{_CLOCK}{_ZONE})?", re.I
)
_DOTTED = re.compile(
    rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}})(?:,?\s+{_CLOCK}{_ZONE})?", re.I
)
_ISO_DAY = re.compile(
    rf"(?P<year>\d{{4}})[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}})\s+{_CLOCK}{_ZONE}", re.I
)
_NAMED = [
    re.compile(
        rf"(?:[a-z]{{3,9}},?\s+)?{day},?\s+(?P<year>\d{{4}})(?:,?(?:\s+at|\s+[-–/|])?\s+{_CLOCK}{_ZONE})?",
        re.I,
    )
    for day in (
        rf"(?P<name>{_NAME})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<name>{_NAME})\.?",
    )
]


def parse(text: str | None) -> datetime | None:
    """ISO 8601 and RFC 2822, 14 digits, seconds since 1970 (or thousandths), 2025/02/12, 12.02.2025, US numbers
    (10/24/16), the month by its name; clocks of 24 and 12 hours. Without a zone it is UTC, a day alone its start; a
    zone whose name is not known, or has several meanings, makes the moment unknown."""
    text = (text or "").strip()
    if not text or len(text) > LONGEST:
        return None
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    zone: tzinfo | None = None
    if has_unknown_zone(text):
        return None
    if (found := _ZONED.fullmatch(text)) and (zone := _zone(found)) is not None:
        text = found["rest"]
    moment = _iso(text) or _written(text) or _rfc2822(text)
    if zone is not None and moment is not None:
        moment = moment.replace(tzinfo=zone)
    if moment is None:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def has_unknown_zone(text: str) -> bool:
    """Whether a clock time stands with a zone name that means nothing for certain."""
    found = _ZONED.fullmatch(text.strip()[:LONGEST])
    return found is not None and _zone(found) is None and (found["name"] or "").upper() not in _MAIL_ZONES


def _zone(found: re.Match[str]) -> tzinfo | None:
    if found["sign"]:
        offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
        return timezone(offset if found["sign"] == "+" else -offset) if offset < timedelta(hours=24) else None
    name = found["name"].upper()
    if name in _PLACES:
        return ZoneInfo(_PLACES[name])
    return timezone(timedelta(hours=_HOURS[name])) if name in _HOURS else None


def _iso(text: str) -> datetime | None:
    text = _UNIVERSAL.sub("", text)
    text = _DIGITS.sub(r"\1T\2", text) if _DIGITS.fullmatch(text) else text
    text = _YEAR_FIRST.sub(lambda found: f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}", text, count=1)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _written(text: str) -> datetime | None:
    found = next((m for form in (_US, _DOTTED, _ISO_DAY, *_NAMED) if (m := form.fullmatch(text))), None)
    if found is None:
        return None
    given = found.groupdict()
    month = int(given["month"]) if "month" in given else _MONTHS.index(given["name"][:3].lower()) + 1
    hour = int(given["hour"] or 0)
    if half := given["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    year = int(given["year"])
    try:
        clock = datetime(
            year + 2000 if year < 100 else year,
            month,
            int(given["day"]),
            hour,
            int(given["minute"] or 0),
            int(given["second"] or 0),
            tzinfo=UTC,
        )
    except ValueError:
        return None
    # The zones that mail knows by name (EST, PDT …) are those of the standard library.
    zone = (given["zone"] or "").replace(":", "")
    return _rfc2822(f"{clock:%d} {_MONTHS[month - 1]} {clock.year:04} {clock:%H:%M:%S} {zone}".strip())


def _rfc2822(text: str) -> datetime | None:
    if _HALF_DAY.search(text):
        return None  # it reads over "pm", and over the zone behind it
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
