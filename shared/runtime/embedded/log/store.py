"""Stores the embedded engine's append-only record log, evidence rows and offsets in one SQLite file.

Every connection is used by one thread. Writers take SQLite's lock for the length of one message's transaction.
"""

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import msgspec

from shared.contracts import codec
from shared.contracts.codec import Headers
from shared.contracts.topics import Topic
from shared.processing import Row
from shared.runtime.records import Record

_SCHEMA = """
CREATE TABLE IF NOT EXISTS records (
    topic TEXT NOT NULL, offset INTEGER NOT NULL, key TEXT NOT NULL, value BLOB, headers BLOB NOT NULL,
    timestamp INTEGER NOT NULL, PRIMARY KEY (topic, offset)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rows (
    processor TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (processor, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS offsets (
    reader TEXT NOT NULL, topic TEXT NOT NULL, next INTEGER NOT NULL, PRIMARY KEY (reader, topic)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_BEFORE = "SELECT offset FROM records WHERE topic = ? AND offset < ?"
_REPLACED = (
    "SELECT offset FROM records WHERE topic = ? AND offset < ? "
    "AND offset NOT IN (SELECT MAX(offset) FROM records WHERE topic = ? GROUP BY key)"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
AT_ONCE = 5_000
"""Records that are dropped in one transaction."""
_HEADERS = msgspec.json.Decoder(tuple[tuple[str, str], ...])
_OPENING: Final = threading.Lock()
PackedRow = tuple[str, bytes | None, int]
"""Key, value and time of a row as they are stored."""


def pack(row: Row) -> PackedRow:
    """A row as it is stored."""
    return row.key, None if row.value is None else codec.dumps(row.value), _micros(row.at)


class Log:
    """One connection to the log file, used by one thread; `across_threads` lets several take turns. `durable=False` is
    for archives that are replayed and thrown away."""

    def __init__(self, path: Path | str, *, durable: bool = True, across_threads: bool = False) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._db = sqlite3.connect(
            path, isolation_level=None, timeout=30, check_same_thread=not across_threads
        )
        # SQLite's busy timeout does not cover the switch to WAL: of two who open a new file at once, one would fail.
        with _OPENING:
            self._db.execute("PRAGMA journal_mode = WAL" if durable else "PRAGMA journal_mode = MEMORY")
            self._db.execute(f"PRAGMA synchronous = {'NORMAL' if durable else 'OFF'}")
            self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """End the connection; what was committed stays."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                # A full disk may have rolled it back already; a commit that failed leaves it open.
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def append(self, topic: Topic, message: Any, timestamp: datetime) -> int:
        """Append a message under its own key; returns the offset."""
        headers, value = codec.encode(message)
        return self.append_raw(topic, topic.key(message), value, headers, timestamp)

    def append_raw(
        self, topic: Topic, key: str, value: bytes | None, headers: Headers, timestamp: datetime
    ) -> int:
        """Append bytes as they are; returns the offset."""
        (offset,) = self._db.execute(
            "SELECT COALESCE(MAX(offset) + 1, 0) FROM records WHERE topic = ?", (topic.name,)
        ).fetchone()
        packed = codec.dumps([(k, v.decode("latin-1")) for k, v in headers])
        self._db.execute(
            "INSERT INTO records VALUES (?, ?, ?, ?, ?, ?)",
            (topic.name, offset, key, value, packed, _micros(timestamp)),
        )
        return int(offset)

    def read(self, topic: str, start: int, limit: int = 200) -> list[Record]:
        """Records of a topic from offset `start` on."""
        found = self._look(
            "SELECT offset, key, value, headers, timestamp FROM records WHERE topic = ? AND offset >= ? "
            "ORDER BY offset LIMIT ?",
            (topic, start, limit),
        )
        return [
            Record(
                topic,
                0,
                offset,
                key,
                value,
                tuple((k, v.encode("latin-1")) for k, v in _HEADERS.decode(headers)),
                _EPOCH + timedelta(microseconds=timestamp),
            )
            for offset, key, value, headers, timestamp in found
        ]

    def end(self, topic: str) -> int:
        """The offset that the next record of the topic will have."""
        ((end,),) = self._look("SELECT COALESCE(MAX(offset) + 1, 0) FROM records WHERE topic = ?", (topic,))
        return int(end)

    def offset(self, reader: str, topic: str) -> int:
        """The next offset that `reader` wants."""
        found = self._look("SELECT next FROM offsets WHERE reader = ? AND topic = ?", (reader, topic))
        return int(found[0][0]) if found else 0

    def _look(self, question: str, given: tuple[Any, ...]) -> list[Any]:
        """An answer as of between two transactions. Another thread's open transaction on this connection must stay
        invisible, for it may be rolled back."""
        with self._lock:
            return self._db.execute(question, given).fetchall()

    def set_offset(self, reader: str, topic: str, following: int) -> None:
        """Note that everything before `following` is done."""
        self._db.execute("INSERT OR REPLACE INTO offsets VALUES (?, ?, ?)", (reader, topic, following))

    def put_rows(self, processor: str, rows: Iterable[PackedRow]) -> None:
        """Store rows in order: each replaces the one of its key, or drops it if it has no value."""
        for key, value, at in rows:
            if value is None:
                self._db.execute("DELETE FROM rows WHERE processor = ? AND key = ?", (processor, key))
            else:
                kept = (processor, key, value, at)
                self._db.execute("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?)", kept)

    def rows(self, processor: str, row_type: Any) -> Iterator[Row]:
        """All rows of a processor, in order of their keys."""
        decoder = msgspec.json.Decoder(row_type)
        found = self._db.execute(
            "SELECT key, value, at FROM rows WHERE processor = ? ORDER BY key", (processor,)
        )
        for key, value, at in found:
            yield Row(key, decoder.decode(value), _EPOCH + timedelta(microseconds=at))

    def follow(self, reader: str, topic: str) -> None:
        """Register a reader before it has taken anything, so that nothing is dropped that it has yet to read."""
        self._db.execute("INSERT OR IGNORE INTO offsets VALUES (?, ?, 0)", (reader, topic))

    def expire(self, topic: str, before: datetime) -> int:
        """Drop the records up to the first that is not older than `before`, as far as all known readers have taken
        them; returns how many. The last record stays whatever its age: offsets continue from it."""
        found = self._db.execute(
            "SELECT offset FROM records WHERE topic = ? AND timestamp >= ? ORDER BY offset LIMIT 1",
            (topic, _micros(before)),
        ).fetchone()
        end = min(self._taken(topic), self.end(topic) - 1, *(found or ()))
        return self._drop(_BEFORE, topic, end)

    def compact(self, topic: str) -> int:
        """Drop the records that all known readers have taken and that a later one of the same key replaces; returns how
        many."""
        return self._drop(_REPLACED, topic, self._taken(topic), topic)

    def count(self, topic: str) -> int:
        """How many records the topic has."""
        return int(self._db.execute("SELECT COUNT(*) FROM records WHERE topic = ?", (topic,)).fetchone()[0])

    def _taken(self, topic: str) -> int:
        """The offset up to which all known readers have taken the topic."""
        found = self._db.execute("SELECT MIN(next) FROM offsets WHERE topic = ?", (topic,)).fetchone()
        return self.end(topic) if found[0] is None else int(found[0])

    def _drop(self, chosen: str, topic: str, *given: Any) -> int:
        offsets = [(topic, offset) for (offset,) in self._db.execute(chosen, (topic, *given))]
        for start in range(0, len(offsets), AT_ONCE):
            # Others write as well, and wait for a lock no longer than a while.
            with self.transaction():
                some = offsets[start : start + AT_ONCE]
                self._db.executemany("DELETE FROM records WHERE topic = ? AND offset = ?", some)
        return len(offsets)

    def fact(self, name: str) -> str | None:
        """A remembered fact about this log, such as which file was fed, and how far."""
        found = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return str(found[0]) if found else None

    def set_fact(self, name: str, value: str) -> None:
        """Remember a fact, within the current transaction if there is one."""
        self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))


def _micros(moment: datetime) -> int:
    return int((moment - _EPOCH) / timedelta(microseconds=1))
