"""From alerts that are settled in any order to how far each partition is done: everything before an offset is safe."""

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
    """Counts for each record what still hangs on it."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, int], dict[int, int]] = {}
        self._done: dict[tuple[str, int], int] = {}

    def take(self, record: Placed) -> None:
        """A record was read; it holds its partition back until it is released as often as it was taken."""
        records = self._open.setdefault((record.topic, record.partition), {})
        records[record.offset] = records.get(record.offset, 0) + 1

    def release(self, record: Placed) -> None:
        """One thing that hung on the record is safe."""
        self._open[(record.topic, record.partition)][record.offset] -= 1

    def done(self) -> list[tuple[str, int, int]]:
        """(topic, partition, last offset) of what can be committed now; each is given once, and never goes back (after
        a rebalance a partition may be read from an earlier place again)."""
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
