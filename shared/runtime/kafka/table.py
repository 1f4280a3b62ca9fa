"""Keeps a stage's rows on Kafka: each a record of the changelog topic and, once that is safe, an entry of the local
table.

Faust writes to the local store first and merely queues the changelog record, and it moves the mark "read so far" to any
record of its own that was confirmed. A crash between the two leaves a row that only this worker knows, and a worker
that was thought dead skips what others wrote meanwhile. Here the changelog comes first, and the mark moves only over
records that follow one another.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from shared.contracts import codec
from shared.processing import Row
from shared.runtime.records import Record

MENDED = b"\x00mended:"
"""Key of the note that a changelog, emptied up to an offset, was filled anew from the input."""


class StoredRow(msgspec.Struct, frozen=True):
    """A row as it lies in the changelog: its event time and its value."""

    at: datetime
    value: msgspec.Raw


_stored = msgspec.json.Decoder(StoredRow)


def pack(row: Row) -> tuple[bytes, bytes | None]:
    """Key and value of a row's record; a row that is forgotten has none, so that compaction drops its key."""
    if row.value is None:
        return row.key.encode(), None
    return row.key.encode(), codec.dumps(StoredRow(row.at, msgspec.Raw(codec.dumps(row.value))))


def unpack(key: bytes, value: bytes, decoder: msgspec.json.Decoder[Any]) -> Row:
    """The row of a record."""
    stored = _stored.decode(value)
    return Row(key.decode(), decoder.decode(stored.value), stored.at)


def rows_of_changelog(records: list[Record], row_type: Any) -> dict[tuple[int, str], Row]:
    """The last value of every (partition, row key) in a changelog."""
    decoder = msgspec.json.Decoder(row_type)
    found: dict[tuple[int, str], Row] = {}
    for record in records:
        if record.key.encode().startswith(MENDED):
            continue
        if record.value is None:
            found.pop((record.partition, record.key), None)
        else:
            found[record.partition, record.key] = unpack(record.key.encode(), record.value, decoder)
    return found


class LocalTable:
    """The local copy of the partitions of a Faust table."""

    def __init__(self, faust_table: Any, changelog: str, row_type: Any) -> None:
        self._store = faust_table.data
        self._changelog = changelog
        self._decoder = msgspec.json.Decoder(row_type)

    def entries(self, partition: int) -> Iterator[tuple[bytes, bytes]]:
        """Everything stored of one partition."""
        yield from self._store._visible_items(self._store._db_for_partition(partition))

    def rows(self, partition: int) -> list[Row]:
        """The rows of one partition."""
        return [
            unpack(key, value, self._decoder)
            for key, value in self.entries(partition)
            if not key.startswith(MENDED)
        ]

    def is_mended(self, partition: int, start: int) -> bool:
        """Whether the loss of everything before `start` has been restored."""
        return self._store._db_for_partition(partition).get(mended_key(start)) is not None

    def put(self, partition: int, key: bytes, value: bytes | None, place: Any, offset: int) -> None:
        """Store an entry whose changelog record is safe at `offset`; without a value, drop it."""
        database = self._store._db_for_partition(partition)
        if value is None:
            database.delete(key)
        else:
            database.put(key, value)
        before = self._store.persisted_offset(place)
        if offset == (-1 if before is None else before) + 1:
            self._store.set_persisted_offset(place, offset)

    def empty(self, partition: int) -> None:
        """Forget what is stored of one partition, but not how far the changelog was read."""
        database = self._store._db_for_partition(partition)
        for key, _ in list(self.entries(partition)):
            database.delete(key)


def mended_key(start: int) -> bytes:
    """Key of the note about a changelog that begins at `start`."""
    return MENDED + str(start).encode()
