"""Reads records whose header names are not UTF-8, at which both Kafka clients stop again and again.

Such a name is read with marks in place of what is no text, and its record like any other. The clients offer no choice,
so their reader of batches is replaced by one that reads a batch once more, leniently, after it failed.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

MAGIC_OFFSET = 16
"""Where a batch says which format it has; the first two know no headers."""


def use_in_kafka_python() -> None:
    """For every client that this process makes; may be called repeatedly."""
    from kafka.consumer import fetcher
    from kafka.record.default_records import DefaultRecordBatch
    from kafka.record.memory_records import MemoryRecords

    fetcher.MemoryRecords = _records(MemoryRecords, DefaultRecordBatch)


def use_in_aiokafka() -> None:
    """The same for aiokafka. What was fetched is cut into batches here, but these are still read by compiled code."""
    from aiokafka.consumer import fetcher
    from aiokafka.record.default_records import _DefaultRecordBatchPy
    from aiokafka.record.memory_records import _MemoryRecordsPy

    fetcher.MemoryRecords = _records(_MemoryRecordsPy, _DefaultRecordBatchPy)


def _records(client: Any, batch_in_python: Callable[[Any], Any]) -> Any:
    """A lenient version of a client's class for fetched records."""

    class Records(client):
        def next_batch(self) -> Any:
            raw = self._next_slice
            batch = super().next_batch()
            if batch is None or raw[MAGIC_OFFSET] < 2 or batch.is_control_batch:
                return batch
            return _Batch(batch, lambda: batch_in_python(raw))

    return Records


class _Batch:
    """A batch of records; everything but reading them is left to the client."""

    def __init__(self, batch: Any, again: Callable[[], Any]) -> None:
        self._batch = batch
        self._again = again

    def __getattr__(self, name: str) -> Any:
        return getattr(self._batch, name)

    def __iter__(self) -> Iterator[Any]:
        count = 0
        try:
            for record in self._batch:
                yield record
                count += 1
        except Exception:  # each client has its own; what is truly damaged fails again
            yield from islice(_leniently(self._again()), count, None)


def _leniently(batch: Any) -> Iterator[Any]:
    batch._maybe_uncompress()
    batch._buffer = _Lenient(batch._buffer)
    return iter(batch)


class _Lenient(bytearray):
    """Bytes whose slices decode whatever they hold."""

    def __getitem__(self, at: Any) -> Any:
        found = super().__getitem__(at)
        return _Text(found) if isinstance(at, slice) else found


class _Text(bytearray):
    def decode(self, encoding: str = "utf-8", errors: str = "replace") -> str:
        return super().decode(encoding, "replace")
