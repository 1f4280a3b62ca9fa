"""Decides when something was published: the outlet's date if it parses and is possible, else the time of reception."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta

from shared.contracts.common import ArticleRef
from shared.processing.dates import parse as parse

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
NEAR_SPAN = timedelta(days=30)
LATE = timedelta(days=1)
DAY = timedelta(days=1)


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
    """When an article first carried what is new in this revision. Outlets that add to an article keep its date, so an
    addition counts from the edit."""
    return article.received_at if article.revision > 1 else article.published_at


def came_late(article: ArticleRef, now: datetime) -> bool:
    """Whether what is new in an article was published more than a day before; a date without a time counts from its
    end."""
    told = told_at(article)
    day_alone = article.revision == 1 and told.astimezone(UTC).time() == time()
    return is_late(told + DAY if day_alone else told, now)
