"""When something was published: the outlet's date where it parses and is possible, otherwise when it was received."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from email.utils import parsedate_to_datetime

from shared.contracts.common import ArticleRef

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
NEAR_SPAN = timedelta(days=30)
LATE = timedelta(days=1)
DAY = timedelta(days=1)
_US = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})(?:\s+(\d{1,2}):(\d{2}))?")


def parse(text: str | None) -> datetime | None:
    """UTC time of ISO 8601, RFC 2822 or US (10/24/16) forms; a day alone is its noon-less start; None if impossible."""
    text = (text or "").strip()
    if not text or len(text) > 64:
        return None
    moment = _iso(text) or _us(text) or _rfc2822(text)
    if moment is None:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _us(text: str) -> datetime | None:
    found = _US.fullmatch(text)
    if not found:
        return None
    month, day, year, hour, minute = (int(g) if g else 0 for g in found.groups())
    try:
        return datetime(year + 2000 if year < 100 else year, month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return None


def _rfc2822(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None


def event_time(published: str | None, received_at: datetime) -> datetime:
    """`published` if it parses, is not after `received_at` and not before 1990; else `received_at`."""
    moment = parse(published)
    return moment if moment is not None and EARLIEST <= moment <= received_at else received_at


def archive_span(published: Iterable[str | None]) -> tuple[datetime, datetime] | None:
    """1st to 99th percentile of the parseable dates of an archive; None if it has none."""
    moments = sorted(m for m in map(parse, published) if m is not None and m >= EARLIEST)
    if not moments:
        return None
    return _percentile(moments, 0.01), _percentile(moments, 0.99)


def _percentile(moments: Sequence[datetime], share: float) -> datetime:
    return moments[min(len(moments) - 1, int(share * len(moments)))]


def replay_time(published: str | None, span: tuple[datetime, datetime]) -> datetime:
    """`received_at` of an archived article: its date if within 30 days of the span, else the end of the span."""
    moment = parse(published)
    start, end = span
    if moment is not None and start - NEAR_SPAN <= moment <= end + NEAR_SPAN:
        return moment
    return end


def is_late(event: datetime, now: datetime) -> bool:
    """Whether an alert's event is more than a day older than the moment it is raised."""
    return now - event > LATE


def told_at(article: ArticleRef) -> datetime:
    """When an article first told what is new in this revision of it. Outlets that add to an article keep its date: what
    is added was told when the edit came in."""
    return article.received_at if article.revision > 1 else article.published_at


def came_late(article: ArticleRef, now: datetime) -> bool:
    """Whether what is new in an article was told more than a day before; a date without a time counts from its end."""
    told = told_at(article)
    day_alone = article.revision == 1 and told.astimezone(UTC).time() == time()
    return is_late(told + DAY if day_alone else told, now)
