"""Turns what a processor decides into records that Kafka takes: events, rows and dead letters as bytes.

What is too large for a record is found here, while its cause can still be parked: a client that refuses it later would
refuse it for ever.
"""

import msgspec
from aiokafka.record.default_records import DefaultRecordBatchBuilder

from shared.contracts import Alert, codec
from shared.contracts.codec import Headers
from shared.contracts.topics import DEAD_LETTERS
from shared.processing import Event, InvalidMessage, Outcome, PassedBy, Row
from shared.runtime.deadletters import dead_letter
from shared.runtime.kafka.connection import changelog_name, topic_name
from shared.runtime.kafka.table import pack
from shared.runtime.records import Record
from shared.runtime.settings import Settings

MAX_REQUEST_BYTES = 1_048_576
"""What brokers take by default, and the topics that Parley makes: a record with its key and headers."""


class Outgoing(msgspec.Struct, frozen=True):
    """A record to be written; without a value its key is dropped."""

    topic: str
    key: bytes
    value: bytes | None
    headers: Headers = ()
    partition: int | None = None


class Decided(msgspec.Struct, frozen=True):
    """What a record leads to, as bytes. `parked`: why it was parked; `defect`: whether through a fault of ours."""

    events: tuple[Outgoing, ...] = ()
    rows: tuple[Outgoing, ...] = ()
    alerts: tuple[Alert, ...] = ()
    parked: str | None = None
    defect: bool = False
    passed_by: PassedBy | None = None


class Writing:
    """How one stage writes; every method raises InvalidMessage for what does not fit into a record."""

    def __init__(self, settings: Settings, stage: str) -> None:
        self._settings = settings
        self._stage = stage
        self._changelog = changelog_name(settings, stage)

    def outcome(self, outcome: Outcome, partition: int) -> Decided:
        """Events and rows, the rows of this partition."""
        events = tuple(out for event in outcome.events for out in self._event(event))
        rows = tuple(self._row(row, partition) for row in outcome.rows)
        alerts = tuple(e.message for e in outcome.events if isinstance(e.message, Alert))
        return Decided(events, rows, alerts, passed_by=outcome.passed_by)

    def moved(self, record: Record, topic: str, key: bytes, partition: int) -> Decided:
        """A record on its way to another partition of `topic`, unchanged and with its time stamp: the same article,
        received at the same moment, wherever it came in."""
        return Decided((_fitting(Outgoing(topic, key, record.value, record.headers, partition)),))

    def parked(self, record: Record, reason: str, *, defect: bool) -> Decided:
        """Its dead letter, which always fits."""
        letter = dead_letter(record, self._stage, reason)
        return Decided(self._event(Event(DEAD_LETTERS, letter)), (), (), reason, defect)

    def _event(self, event: Event) -> tuple[Outgoing, ...]:
        headers, value = codec.encode(event.message)
        key = event.topic.key(event.message).encode("utf-8", "surrogatepass")
        name = topic_name(self._settings, event.topic)
        everywhere = range(self._settings.partitions) if event.everywhere else (None,)
        return tuple(_fitting(Outgoing(name, key, value, headers, partition)) for partition in everywhere)

    def _row(self, row: Row, partition: int) -> Outgoing:
        return _fitting(Outgoing(self._changelog, *pack(row), (), partition))


def _fitting(outgoing: Outgoing) -> Outgoing:
    """The same, if it fits into a record."""
    size = len(outgoing.value or b"")
    if size > codec.MAX_RECORD_BYTES:
        raise InvalidMessage(
            f"what it leads to on {outgoing.topic} has {size} bytes; the limit is {codec.MAX_RECORD_BYTES}"
        )
    whole = DefaultRecordBatchBuilder.estimate_size_in_bytes(
        outgoing.key, outgoing.value, list(outgoing.headers)
    )
    if whole > MAX_REQUEST_BYTES:
        raise InvalidMessage(
            f"what it leads to on {outgoing.topic} has {whole} bytes with its key and headers; "
            f"the limit is {MAX_REQUEST_BYTES}"
        )
    return outgoing
