"""Tracks how far each partition can be committed while its alerts are settled in any order."""

from typing import Protocol


class Placed(Protocol):
    """Anything with a place in a log."""

    @property
    def topic(self) -> str: ...
    @property
    def partition(self) -> int: ...
    @property
    def offset(self) -> int: ...


class Offsets:
    """Counts, for each record, what still depends on it."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, int], dict[int, int]] = {}
        self._done: dict[tuple[str, int], int] = {}

    def take(self, record: Placed) -> None:
        """Hold the partition back at this record until it is released as often as it was taken."""
        records = self._open.setdefault((record.topic, record.partition), {})
        records[record.offset] = records.get(record.offset, 0) + 1

    def release(self, record: Placed) -> None:
        """Note that one thing that depended on the record is safe."""
        self._open[(record.topic, record.partition)][record.offset] -= 1

    def done(self) -> list[tuple[str, int, int]]:
        """(topic, partition, last offset) that can be committed now. Each is given once and never goes back, although a
        rebalance may start the partition from an earlier place."""
        found: list[tuple[str, int, int]] = []
        for place, records in self._open.items():
            last = self._done.get(place, -1)
            for offset in sorted(records):
                if records[offset]:
                    break
                del records[offset]
                last = max(last, offset)
            if last > self._done.get(place, -1):
                self._done[place] = last
                found.append((*place, last))
        return found
