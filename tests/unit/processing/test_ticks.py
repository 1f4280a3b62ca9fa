"""A processor's time is the minimum over its sources' latest ticks."""

import msgspec
import pytest

from shared.contracts import Tick
from shared.processing.ticks import Watermarks
from shared.testing.builders import at


def tick(source: str, hours: float, of: int = 1) -> Tick:
    return Tick(time=at(hours), source=source, of=of)


def test_no_time_until_every_stage_was_heard():
    """One silent stage holds time back."""
    marks = Watermarks(("statements", "milestones")).advance(tick("statements/0", 5))
    assert marks.time is None
    assert at(3) == marks.advance(tick("milestones/0", 3)).time


def test_no_time_until_every_partition_of_a_stage_was_heard():
    """A stage of two partitions has two sources."""
    marks = Watermarks(("extraction",)).advance(tick("extraction/0", 5, of=2))
    assert marks.time is None
    assert at(4) == marks.advance(tick("extraction/1", 4, of=2)).time


def test_an_older_tick_changes_nothing():
    """Ticks may come again after a restart."""
    marks = Watermarks(("ingest",)).advance(tick("ingest/0", 5))
    assert marks == marks.advance(tick("ingest/0", 4))
    assert marks == marks.advance(tick("ingest/0", 5))


def test_ticks_of_strangers_are_ignored():
    """Only expected stages move time."""
    marks = Watermarks(("ingest",))
    assert marks == marks.advance(tick("extraction/0", 4))


def test_a_clock_is_believed_by_a_day_at_a_time():
    """It may be wrong for a moment; one that comes again, as after a crash, moves nothing more."""
    marks = Watermarks(("ingest",)).advance(tick("ingest/0", 0))
    far = tick("ingest/0", 24 * 730)
    held = marks.believed(far)
    assert (at(24), far.time) == (held.time, held.said)
    marks = marks.advance(held)
    assert marks == marks.advance(marks.believed(far))
    assert at(48) == marks.believed(tick("ingest/0", 24 * 731)).time


@pytest.mark.parametrize("hours", [-24 * 730, -1, 1, 24])
def test_a_tick_of_within_a_day_is_taken_as_it_is(hours):
    """Older ones, too, which change nothing."""
    marks = Watermarks(("ingest",)).advance(tick("ingest/0", 0))
    assert tick("ingest/0", hours) == marks.believed(tick("ingest/0", hours))


def test_the_first_tick_and_those_of_archives_are_taken_as_they_are():
    """There is nothing to doubt them by; an archive says itself where it jumps."""
    far = msgspec.structs.replace(tick("ingest/0", 24 * 730), archive=True)
    marks = Watermarks(("ingest",))
    assert far == marks.believed(far) == marks.advance(tick("ingest/0", 0)).believed(far)
