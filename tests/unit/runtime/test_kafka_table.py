"""Rows on Kafka: what is forgotten leaves the changelog by compaction and the local copy at once."""

from datetime import datetime

import msgspec

from shared.processing import Row, forgotten
from shared.runtime.kafka.table import LocalTable, pack, rows_of_changelog
from shared.runtime.records import Record
from shared.testing.builders import NOON


class Kept(msgspec.Struct, frozen=True):
    """Any evidence."""

    id: str


class FakeDatabase(dict[bytes, bytes]):
    """What the local store offers of one partition."""

    def put(self, key: bytes, value: bytes) -> None:
        """Write."""
        self[key] = value

    def delete(self, key: bytes) -> None:
        """Drop; a key that is not there is no error."""
        self.pop(key, None)


class FakeStore:
    """The parts of Faust's store that are used, with one partition."""

    def __init__(self) -> None:
        self.database = FakeDatabase()
        self.read_to: dict[str, int] = {}

    def _db_for_partition(self, partition: int) -> FakeDatabase:
        return self.database

    def _visible_items(self, database: FakeDatabase) -> object:
        return database.items()

    def persisted_offset(self, place: str) -> int | None:
        """How far the changelog was read."""
        return self.read_to.get(place)

    def set_persisted_offset(self, place: str, offset: int) -> None:
        """Note how far."""
        self.read_to[place] = offset


class FakeTable:
    """A Faust table."""

    def __init__(self) -> None:
        self.data = FakeStore()


def record(offset: int, row: Row, now: datetime = NOON) -> Record:
    """A row as a record of the changelog."""
    key, value = pack(row)
    return Record("rows", 0, offset, key.decode(), value, (), now)


def test_a_forgotten_row_has_no_value_and_drops_its_key():
    """So it is gone for whoever reads the changelog, before and after compaction."""
    rows = [Row("a", Kept("a"), NOON), Row("b", Kept("b"), NOON), forgotten("a")]
    records = [record(offset, row) for offset, row in enumerate(rows)]
    assert records[2].value is None
    assert rows_of_changelog(records, Kept) == {(0, "b"): rows[1]}
    assert rows_of_changelog(records[1:], Kept) == {(0, "b"): rows[1]}


def test_the_local_copy_forgets_as_well():
    """And knows that it has read so far."""
    faust_table = FakeTable()
    table = LocalTable(faust_table, "rows", Kept)
    for offset, row in enumerate([Row("a", Kept("a"), NOON), Row("b", Kept("b"), NOON), forgotten("a")]):
        table.put(0, *pack(row), "rows/0", offset)
    assert [row.key for row in table.rows(0)] == ["b"]
    assert faust_table.data.read_to == {"rows/0": 2}
