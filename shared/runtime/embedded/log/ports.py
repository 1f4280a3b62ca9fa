"""Gives services the embedded log as two ports: one publishes, one reads as a group."""

import heapq
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any

from shared.contracts.codec import Headers
from shared.contracts.topics import Topic
from shared.processing import TryLater
from shared.runtime.embedded.log.store import Log
from shared.runtime.machine import trouble
from shared.runtime.records import Record


class LogPublisher:
    """Publisher over the log: each call is one transaction; `clock` gives the time stamp if none is given. Raises
    TryLater while the log takes nothing, as on a full disk."""

    def __init__(self, log: Log, clock: Any) -> None:
        self._log = log
        self._clock = clock

    def publish(self, topic: Topic, message: Any, *, timestamp: datetime | None = None) -> None:
        """Append one message."""
        with self._safely():
            self._log.append(topic, message, timestamp or self._clock())

    def publish_raw(
        self,
        topic: Topic,
        key: str,
        value: bytes | None,
        *,
        headers: Headers = (),
        timestamp: datetime | None = None,
    ) -> None:
        """Append one record as it is."""
        with self._safely():
            self._log.append_raw(topic, key, value, headers, timestamp or self._clock())

    @contextmanager
    def _safely(self) -> Iterator[None]:
        try:
            with self._log.transaction():
                yield
        except sqlite3.Error as error:
            if (why := trouble(error)) is None:
                raise
            raise TryLater(f"{self._log.path} takes no records at present: {why}") from error


class LogConsumer:
    """Consumer over the log, as group `group`; `wait` is called with the seconds to wait when nothing is there."""

    def __init__(self, log: Log, group: str, topics: Sequence[Topic], wait: Any) -> None:
        self._log = log
        self._group = group
        self._topics = [topic.name for topic in topics]
        self._wait = wait
        for topic in topics:
            # Of a compacted topic the last values stay, so one comes never too late.
            if topic.cleanup == "delete":
                log.follow(group, topic.name)
        self._position = {name: log.offset(group, name) for name in self._topics}
        self._ends: dict[str, int] = {}

    def poll(self, timeout_seconds: float, max_records: int = 200) -> Sequence[Record]:
        """Up to `max_records` records, oldest time stamp first; waits at most once if there are none."""
        records = self._fetch(max_records)
        if not records and timeout_seconds > 0:
            self._wait(timeout_seconds)
            records = self._fetch(max_records)
        return records

    def _fetch(self, max_records: int) -> list[Record]:
        streams = [self._log.read(name, self._position[name], max_records) for name in self._topics]
        # Merging keeps each topic's own order, so what is taken is a prefix of every topic.
        records = list(islice(heapq.merge(*streams, key=lambda r: r.timestamp), max_records))
        for record in records:
            self._position[record.topic] = record.offset + 1
        return records

    def commit(self, records: Iterable[Record]) -> None:
        """These and everything before them are done."""
        done: dict[str, int] = {}
        for record in records:
            done[record.topic] = max(done.get(record.topic, 0), record.offset + 1)
        with self._log.transaction():
            for name, following in done.items():
                self._log.set_offset(self._group, name, following)

    def seek_to_beginning(self) -> None:
        """Read everything again (rebuild)."""
        self._position = dict.fromkeys(self._topics, 0)
        self._ends = {name: self._log.end(name) for name in self._topics}

    def caught_up(self) -> bool:
        """See Consumer."""
        self._ends = self._ends or {name: self._log.end(name) for name in self._topics}
        return all(self._position[name] >= end for name, end in self._ends.items())

    def close(self) -> None:
        """Nothing to release beyond the log's connection."""
