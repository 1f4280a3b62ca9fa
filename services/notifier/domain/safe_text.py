"""Makes words from articles harmless: drops control and direction marks, escapes Slack's control characters, keeps
lengths."""

import re
import unicodedata
from datetime import UTC, date, datetime

_KEPT = {"\n", "\u200c", "\u200d"}
"""Line breaks, and the joiners that Persian and emoji need."""
_SPACES = re.compile(r"[ \t\u00a0\u2028\u2029]+")
_FORMATTING = str.maketrans("", "", "*_~`")
_EMOJI_NAME = re.compile(r":(?!(?<=\d:)\d\d:)(?=[A-Za-z0-9_+'-]+:)")
"""The colon before what would be an emoji's name; the middle of a time of day (12:30:00) is none."""


def clean(text: str) -> str:
    """The text without control, format (bidi, zero-width, tags), private-use and surrogate characters, and with at most
    2 line breaks in a row. What a reader sees stays character for character."""
    kept = "".join(
        c
        if c in _KEPT or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs")
        else " "
        if c in "\t\r"
        else ""
        for c in text
    )
    kept = _limit_marks(kept)
    return re.sub(r"\n{3,}", "\n\n", _SPACES.sub(" ", kept)).strip()


def one_line(text: str) -> str:
    """The clean text on one line."""
    return " ".join(clean(text).split())


def escape(text: str) -> str:
    """Escape Slack's three control characters, and nothing else."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def inert(text: str, limit: int = 200) -> str:
    """A name for a line with Slack's own formatting: one line, no characters that format, escaped."""
    return escape(_EMOJI_NAME.sub("", clip(one_line(text).translate(_FORMATTING), limit)))


def clip(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word where one ends near, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ", int(limit * 0.8))
    return (cut[:space] if space > 0 else cut).rstrip(" ,;:") + "…"


def clip_escaped(text: str, limit: int) -> str:
    """Escaped, and not longer than `limit` after escaping."""
    room = limit
    while len(escape(clip(text, room))) > limit:
        room = max(1, room - max(1, (len(escape(clip(text, room))) - limit) // 5 + 1))
    return escape(clip(text, room))


def moment(at: datetime) -> str:
    """A point in time for people, in UTC."""
    utc = at.astimezone(UTC)
    return f"{utc.day} {utc:%b %Y, %H:%M} UTC"


def day(iso: str) -> str:
    """An ISO day, month or range start for people; other text unchanged."""
    try:
        found = date.fromisoformat(iso)
        return f"{found:%A}, {found.day} {found:%B %Y}"
    except ValueError:
        month = re.fullmatch(r"(\d{4})-(\d{2})", iso)
        if month and 1 <= int(month[2]) <= 12:
            return f"{date(int(month[1]) or 1, int(month[2]), 1):%B %Y}"
        return iso


def words(identifier: str) -> str:
    """`meeting_refused_or_cancelled` -> "meeting refused or cancelled"."""
    return identifier.replace("_", " ")


def _limit_marks(text: str, most: int = 3) -> str:
    """At most three combining marks on one character: floods of them climb over neighbouring lines."""
    kept: list[str] = []
    run = 0
    for c in text:
        run = run + 1 if unicodedata.combining(c) else 0
        if run <= most:
            kept.append(c)
    return "".join(kept)
