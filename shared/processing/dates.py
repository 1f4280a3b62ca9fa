"""A date as outlets and data sets write it in, the moment it means in UTC out; None where it means none."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST = 64
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\s*(?P<half>[ap])\.?m\b\.?)?"
_ZONE = r"(?:\s+(?P<zone>[a-z]{1,4}|[+-]\d{2}:?\d{2}))?"
_YEAR_FIRST = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
_DIGITS = re.compile(r"(\d{8})(\d{6})")
_UNIVERSAL = re.compile(r"\s+(?:UTC|GMT)$", re.I)
_HALF_DAY = re.compile(r"\d\s*[ap]\.?m\b", re.I)
_US = re.compile(
    rf"(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})/(?P<year>\d{{4}}|\d{{2}})(?:,?\s+{_CLOCK}{_ZONE})?", re.I
)
_ISO_DAY = re.compile(
    rf"(?P<year>\d{{4}})[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}})\s+{_CLOCK}{_ZONE}", re.I
)
_NAMED = [
    re.compile(rf"(?:[a-z]{{3,9}},?\s+)?{day},?\s+(?P<year>\d{{4}})(?:,?(?:\s+at)?\s+{_CLOCK}{_ZONE})?", re.I)
    for day in (
        rf"(?P<name>{_NAME})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<name>{_NAME})\.?",
    )
]


def parse(text: str | None) -> datetime | None:
    """ISO 8601 and RFC 2822, 14 digits, 2025/02/12, US numbers (10/24/16), the month by its name; clocks of 24 and 12
    hours. Without a zone it is UTC, a day alone its start."""
    text = (text or "").strip()
    if not text or len(text) > LONGEST:
        return None
    moment = _iso(text) or _written(text) or _rfc2822(text)
    if moment is None:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def _iso(text: str) -> datetime | None:
    text = _UNIVERSAL.sub("", text)
    text = _DIGITS.sub(r"\1T\2", text) if _DIGITS.fullmatch(text) else text
    text = _YEAR_FIRST.sub(lambda found: f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}", text, count=1)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _written(text: str) -> datetime | None:
    found = next((m for form in (_US, _ISO_DAY, *_NAMED) if (m := form.fullmatch(text))), None)
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
