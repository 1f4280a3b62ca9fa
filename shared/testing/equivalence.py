"""Checks that workers on Kafka did what the processors do alone, in order, over the same logged input."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from shared.contracts import Alert, codec
from shared.contracts.topics import ARTICLES, DEAD_LETTERS
from shared.processing import InvalidMessage, Place, Processor, Row
from shared.runtime.kafka.connection import changelog_name, logical_name
from shared.runtime.kafka.consumer import read_all
from shared.runtime.kafka.partitioning import elsewhere
from shared.runtime.kafka.table import rows_of_changelog
from shared.runtime.records import Record
from shared.runtime.settings import Settings

TICK = b'"kind":"tick"'


class Compared(msgspec.Struct, frozen=True):
    """One stage: counts, and the first few differences in words (none when equal)."""

    stage: str
    records: int
    rows: int
    events: int
    alerts: int
    duplicates: int
    """Records on the output topics beyond those that the processor alone makes; where two stages write to a topic
    counted with both."""
    differences: tuple[str, ...]


class Expected(msgspec.Struct):
    """What a stage's processor makes of its input."""

    rows: dict[tuple[int, str], bytes]
    events: dict[str, Counter[bytes]]
    alerts: set[str]
    records: int


def expected_of(settings: Settings, processor: Processor[Any]) -> Expected:
    """What the processor makes of its input, partition by partition."""
    found = Expected({}, {topic.name: Counter() for topic in processor.outputs}, set(), 0)
    partitions: dict[int, list[Record]] = {}
    for record in read_all(settings, processor.input):
        partitions.setdefault(record.partition, []).append(record)
    for number, records in sorted(partitions.items()):
        state = processor.fold([], Place(number, settings.partitions))
        for record in records:
            found.records += 1
            _one(found, processor, state, record, settings.partitions)
    return found


def _one(found: Expected, processor: Processor[Any], state: Any, record: Record, partitions: int) -> None:
    try:
        message = codec.decode(processor.input, record.headers, record.value)
        if elsewhere(processor, message, record.partition, partitions) is not None:
            return  # sent on, and found again where it belongs
        outcome = processor.process(message, state, record.timestamp)
    except (InvalidMessage, codec.UndecodableRecord):
        return
    processor.add(state, outcome.rows)
    for row in outcome.rows:
        if row.value is None:
            found.rows.pop((record.partition, row.key), None)
        else:
            found.rows[record.partition, row.key] = codec.dumps(row.value)
    for event in outcome.events:
        copies = partitions if event.everywhere else 1
        found.events[event.topic.name][_identity(*codec.encode(event.message))] += copies
        if isinstance(event.message, Alert):
            found.alerts.add(event.message.id)


def _identity(headers: codec.Headers, value: bytes | None) -> bytes:
    return b"\x00".join((*(v for k, v in headers if k.startswith("ce_")), value or b""))


def compare(settings: Settings, processors: Sequence[Processor[Any]]) -> list[Compared]:
    """Every stage compared; topics that two stages write to are compared with what both make."""
    expected = {p.name: expected_of(settings, p) for p in processors}
    # articles also carries the ticks of ingest, which no processor makes
    articles = [_identity(r.headers, r.value) for r in read_all(settings, ARTICLES)]
    wanted = {ARTICLES.name: Counter(identity for identity in articles if TICK in identity)}
    for one in expected.values():
        for topic, messages in one.events.items():
            wanted.setdefault(topic, Counter()).update(messages)
    return [_compare_stage(settings, p, expected[p.name], wanted) for p in processors]


def _compare_stage(
    settings: Settings,
    processor: Processor[Any],
    expected: Expected,
    wanted: dict[str, Counter[bytes]],
) -> Compared:
    differences: list[str] = []
    duplicates = events = alerts = 0
    for topic in processor.outputs:
        records = read_all(settings, topic)
        there = Counter(_identity(r.headers, r.value) for r in records)
        duplicates += (there - wanted[topic.name]).total()
        events += len(there)
        extra = there.keys() - wanted[topic.name].keys()
        missing = wanted[topic.name].keys() - there.keys()
        differences += [f"{topic.name}: missing {_brief(i)}" for i in sorted(missing)[:3]]
        differences += [f"{topic.name}: not expected {_brief(i)}" for i in sorted(extra)[:3]]
        if Alert in topic.messages:
            ids = {dict(r.headers)["ce_id"].decode() for r in records}
            alerts += len(ids)
    rows = rows_of_changelog(
        read_all(settings, logical_name(settings, changelog_name(settings, processor.name))),
        processor.row_type,
    )
    differences += _row_differences(rows, expected.rows)
    return Compared(
        processor.name, expected.records, len(rows), events, alerts, duplicates, tuple(differences)
    )


def _row_differences(
    rows: dict[tuple[int, str], Row], expected: dict[tuple[int, str], bytes]
) -> Iterable[str]:
    there = {key: codec.dumps(row.value) for key, row in rows.items()}
    for key in sorted(expected.keys() - there.keys())[:3]:
        yield f"row missing: {key}"
    for key in sorted(there.keys() - expected.keys())[:3]:
        yield f"row not expected: {key}"
    different = [key for key in there.keys() & expected.keys() if there[key] != expected[key]]
    for key in sorted(different)[:3]:
        yield f"row differs: {key}"


def _brief(identity: bytes) -> str:
    return identity[:160].decode("utf-8", "replace")


def parked(settings: Settings) -> dict[str, str]:
    """Dead letters: origin and reason."""
    letters = [codec.decode(DEAD_LETTERS, r.headers, r.value) for r in read_all(settings, DEAD_LETTERS)]
    return {letter.id: letter.reason for letter in letters}
