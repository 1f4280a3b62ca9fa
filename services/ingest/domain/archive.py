"""When archived articles are received in a replay, in which order, and where the hours strike between them.

In: an article's date and the archive's span, or the times of two neighbours. Out: its moment, or the ticks.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec

from shared.contracts import Tick
from shared.processing.eventtime import event_time, replay_time

SOURCE = "ingest/0"
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LONGEST_COUNTED_GAP = timedelta(days=40)
"""Over a longer gap time jumps: whoever waits for silence or a deadline has been told by then."""

Span = tuple[datetime, datetime]


class Moment(msgspec.Struct, frozen=True, order=True):
    """Where an archived article stands in the order: by event time, then by id, then by its place in the file."""

    event_at: datetime
    id: str
    place: int
    received_at: datetime


def moment(published: str | None, id: str, place: int, span: Span) -> Moment:
    """An article without a possible date is received, and counts as published, at the end of the span."""
    received_at = replay_time(published, span)
    return Moment(event_time(published, received_at), id, place, received_at)


def span_of(found: Span | None, since: datetime | None, until: datetime | None, otherwise: datetime) -> Span:
    """The given bounds, else those found in the dates, else the one moment `otherwise`."""
    start, end = found or (otherwise, otherwise)
    start, end = since or start, until or end
    return min(start, end), max(start, end)


def tick(at: datetime) -> Tick:
    """Everything before `at` has been sent."""
    return Tick(time=at, source=SOURCE, of=1)


def hour_of(at: datetime) -> datetime:
    """The full hour at or before `at`."""
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def ticks_between(before: datetime | None, after: datetime) -> Iterator[Tick]:
    """The ticks due before an article of time `after` that follows one of time `before`: each midnight between them
    (40 at most) and the last full hour, if it struck since. Every empty hour would drown an archive of years."""
    last = hour_of(after)
    if before is None or hour_of(before) < last:
        midnight = last if before is None else hour_of(before).replace(hour=0) + DAY
        end = midnight + LONGEST_COUNTED_GAP
        while midnight < min(last, end):
            yield tick(midnight)
            midnight += DAY
        yield tick(last)


def closing_tick(last: datetime) -> Tick:
    """The tick after the last article: the next full hour."""
    return tick(hour_of(last) + HOUR)
