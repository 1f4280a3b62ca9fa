"""Plans a replay: when each archived article is received, in which order, and which ticks lie between two articles."""

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
    """An archived article's place in the order: by event time, then by id, then by its place in the file."""

    event_at: datetime
    id: str
    place: int
    received_at: datetime


def moment(published: str | None, id: str, place: int, span: Span) -> Moment:
    """The article's place; without a possible date it counts as received and published at the end of the span."""
    received_at = replay_time(published, span)
    return Moment(event_time(published, received_at), id, place, received_at)


def span_of(found: Span | None, since: datetime | None, until: datetime | None, otherwise: datetime) -> Span:
    """The given bounds, else those found in the dates, else the one moment `otherwise`."""
    start, end = found or (otherwise, otherwise)
    start, end = since or start, until or end
    return min(start, end), max(start, end)


def tick(at: datetime) -> Tick:
    """The tick that says: everything of the archive before `at` has been sent."""
    return Tick(time=at, source=SOURCE, of=1, archive=True)


def tick_of_clock(now: datetime) -> Tick:
    """The tick that says: everything received before `now` has been sent."""
    return Tick(time=now, source=SOURCE, of=1)


def hour_of(at: datetime) -> datetime:
    """The full hour at or before `at`."""
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def ticks_between(before: datetime | None, after: datetime) -> Iterator[Tick]:
    """The ticks due between articles of time `before` and `after`: each midnight (40 at most) and the last full hour,
    if it struck since. A tick for every empty hour would drown an archive of years."""
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
