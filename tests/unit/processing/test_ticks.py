"""A processor's time is the minimum over its sources' latest ticks."""

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
