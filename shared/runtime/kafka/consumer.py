"""Reads topics from Kafka as one group, with kafka-python; what was not committed comes again."""

import heapq
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import Lock
from time import monotonic
from typing import Any

from kafka import KafkaConsumer as Client
from kafka import TopicPartition
from kafka.errors import CommitFailedError, IllegalStateError
from kafka.structs import OffsetAndMetadata

from shared.contracts.topics import Topic
from shared.runtime.kafka.connection import client_options, group_name, logical_name, topic_name
from shared.runtime.kafka.faults import explained
from shared.runtime.kafka.lenient import use_in_kafka_python
from shared.runtime.records import Record
from shared.runtime.settings import Settings

CATCH_UP_SECONDS = 30
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _client(settings: Settings, **options: Any) -> Any:
    """A client that commits nothing by itself and reads everything on a topic except aborted transactions; outside all
    groups by default."""
    use_in_kafka_python()
    chosen: dict[str, Any] = {
        "group_id": None,
        "enable_auto_commit": False,
        "isolation_level": "read_committed",
    }
    return Client(**client_options(settings), **(chosen | options))


class KafkaConsumer:
    """See Consumer. Used by one thread. `group` None reads every partition from the beginning, as a spectator."""

    def __init__(
        self, settings: Settings, group: str | None, topics: Sequence[Topic], **options: Any
    ) -> None:
        self._settings = settings
        self._group = group
        self._ends: dict[TopicPartition, int] = {}
        self._noted: set[TopicPartition] = set()
        chosen: dict[str, Any] = {
            "group_id": group_name(settings, group) if group else None,
            "auto_offset_reset": "earliest",
            "session_timeout_ms": int(settings.kafka_session_seconds * 1000),
            "heartbeat_interval_ms": int(settings.kafka_session_seconds * 300),
            "max_poll_interval_ms": 300_000,
            "fetch_max_wait_ms": 100,
        }
        with explained(settings):
            self._client = _client(settings, **(chosen | options))
        names = [topic_name(settings, topic) for topic in topics]
        if group:
            self._client.subscribe(names)
        else:
            self._client.assign(
                [TopicPartition(name, p) for name in names for p in range(settings.partitions)]
            )

    def poll(self, timeout_seconds: float, max_records: int = 200) -> Sequence[Record]:
        """Up to `max_records` records; each partition's in order, partitions merged by time stamp."""
        found = self._client.poll(timeout_ms=int(timeout_seconds * 1000), max_records=max_records)
        until = monotonic() + CATCH_UP_SECONDS
        while not found and self._is_behind() and monotonic() < until:
            found = self._client.poll(timeout_ms=100, max_records=max_records)
        streams = [[as_record(self._settings, raw) for raw in records] for records in found.values()]
        return list(heapq.merge(*streams, key=lambda record: record.timestamp))

    def caught_up(self) -> bool:
        """See Consumer. While the group settles, nobody knows."""
        mine = set(self._client.assignment())
        if new := sorted(mine - self._noted):
            self._ends |= self._client.end_offsets(new)
            self._noted |= mine
        return bool(mine) and not self._is_behind()

    def _is_behind(self) -> bool:
        """Whether what was there at `seek_to_beginning` has not been read yet: until then "nothing came" means
        nothing."""
        mine = self._client.assignment()
        # Of what another member has at present the end is kept: it may come back.
        self._ends = {p: end for p, end in self._ends.items() if p not in mine or self._position(p) < end}
        return any(p in mine for p in self._ends)

    def _position(self, place: TopicPartition) -> int:
        return int(self._client.position(place) or 0)

    def commit(self, records: Iterable[Record]) -> None:
        """Note that these and everything before them are done. Partitions taken away meanwhile come again elsewhere."""
        done: dict[TopicPartition, int] = {}
        for record in records:
            place = TopicPartition(topic_name(self._settings, record.topic), record.partition)
            done[place] = max(done.get(place, 0), record.offset + 1)
        if not done or self._group is None:
            return
        offsets = {place: OffsetAndMetadata(following, "", -1) for place, following in done.items()}
        # Where the group has moved on, another member reads these again, and ids make that harmless.
        with suppress(CommitFailedError, IllegalStateError):
            self._client.commit(offsets)

    def seek_to_beginning(self) -> None:
        """Read everything again (rebuild)."""
        if not self._client.assignment():
            # Partitions are known only after the first poll; what it brings comes again after the seek.
            self._client.poll(timeout_ms=10_000, max_records=1)
        self._client.seek_to_beginning()
        mine = list(self._client.assignment())
        self._ends, self._noted = dict(self._client.end_offsets(mine)), set(mine)
        if self._group is not None and mine:
            # Committed at once: otherwise a rebalance would bring back where the group stood before.
            starts = self._client.beginning_offsets(mine)
            with suppress(CommitFailedError, IllegalStateError):
                self._client.commit({p: OffsetAndMetadata(start, "", -1) for p, start in starts.items()})

    def seek_to_end(self) -> None:
        """Skip what is already there; for spectators, whose partitions are known at once."""
        self._client.seek_to_end()
        self.lag()  # asks for the positions, so that what comes from now on is read

    def assignment(self) -> list[tuple[str, int]]:
        """(topic, partition) that this member reads at present."""
        return [(logical_name(self._settings, p.topic), p.partition) for p in self._client.assignment()]

    def lag(self) -> dict[tuple[str, int], int]:
        """Records not yet read, by (topic, partition); asks the broker."""
        places = list(self._client.assignment())
        ends = self._client.end_offsets(places) if places else {}
        return {
            (logical_name(self._settings, p.topic), p.partition): max(0, ends[p] - self._client.position(p))
            for p in places
        }

    def close(self) -> None:
        """Leave the group; commits nothing by itself."""
        self._client.close(autocommit=False)


def as_record(settings: Settings, raw: Any) -> Record:
    """A client's record as every engine sees it; a key that is not text is shown as such."""
    return Record(
        topic=logical_name(settings, raw.topic),
        partition=raw.partition,
        offset=raw.offset,
        key=(raw.key or b"").decode("utf-8", "replace"),
        value=raw.value,
        headers=tuple((name, value or b"") for name, value in raw.headers or ()),
        timestamp=from_millis(raw.timestamp),
    )


def from_millis(millis: int) -> datetime:
    """UTC time of a record's time stamp; 1970 without one, or with one that no calendar holds."""
    try:
        return _EPOCH + timedelta(milliseconds=max(0, millis))
    except OverflowError:
        return _EPOCH


class Scout:
    """Looks up what lies at a place, over a connection of its own; one question at a time, from any thread."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._asking = Lock()
        self._client: Any = None

    def first_at(
        self, topic: str, partition: int, offset: int, end: int | None = None, seconds: float = 30
    ) -> int | None:
        """Offset of the first record at `offset` or behind it, `end` or more if none lies before that: transactions and
        compaction leave places without one. None if that is not known in time; `topic` as on the broker."""
        with self._asking:
            if self._client is None:
                self._client = _client(self._settings, auto_offset_reset="earliest", fetch_max_wait_ms=50)
            place = TopicPartition(topic, partition)
            self._client.assign([place])
            self._client.seek(place, offset)
            until = monotonic() + seconds
            while monotonic() < until:
                for raws in self._client.poll(timeout_ms=500, max_records=1).values():
                    return int(raws[0].offset)
                position = int(self._client.position(place) or 0)
                if end is not None and position >= end:
                    return position
            return None

    def close(self) -> None:
        """End the connection."""
        if self._client is not None:
            self._client.close(autocommit=False)


def end_of(settings: Settings, place: Any) -> int:
    """Offset that the next record of a (topic, partition) will have, open transactions included; `topic` as on the
    broker."""
    client = _client(settings, isolation_level="read_uncommitted")
    try:
        (end,) = client.end_offsets([TopicPartition(place.topic, place.partition)]).values()
        return int(end)
    finally:
        client.close(autocommit=False)


def read_all(settings: Settings, topic: Topic | str) -> list[Record]:
    """Everything that a topic holds at this moment, each partition in order; for exports, tests and comparisons."""
    name = topic_name(settings, topic)
    client = _client(settings, fetch_max_wait_ms=50)
    try:
        places = [TopicPartition(name, p) for p in range(settings.partitions)]
        client.assign(places)
        starts, ends = client.beginning_offsets(places), client.end_offsets(places)
        client.seek_to_beginning()
        open_places = {place for place in places if ends[place] > starts[place]}
        found: dict[TopicPartition, list[Any]] = {place: [] for place in places}
        while open_places:
            for place, raws in client.poll(timeout_ms=500).items():
                found[place] += [raw for raw in raws if raw.offset < ends[place]]
            open_places = {place for place in open_places if client.position(place) < ends[place]}
        return [as_record(settings, raw) for place in places for raw in found[place]]
    finally:
        client.close(autocommit=False)
