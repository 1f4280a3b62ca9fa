"""Rebuilds the notifier's state at start from all silences and deliveries on the topics."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from services.notifier.domain.delivery_records import OVER, slim
from shared.contracts import Alert, Delivery, Silence
from shared.contracts.topics import DELIVERIES, SILENCES
from shared.runtime.records import Consumer, Record, whole

Decode = Callable[[Record], Alert | Delivery | Silence | None]


class Past(msgspec.Struct):
    """Silences in the order they were made, and the last record of every delivery, the oldest message first; an ended
    one keeps only what decisions need. `old` are deliveries that ended longer ago than anything is kept."""

    silences: list[Silence]
    deliveries: list[Delivery]
    old: dict[str, None]


def read(state: Consumer, decode: Decode, oldest: datetime) -> Past:
    """Everything up to now; deliveries that ended before `oldest` are old. Raises TryLater if the topics do not deliver
    all: with half of it, messages would be sent again."""
    state.seek_to_beginning()
    silences: dict[str, Silence] = {}
    last: dict[str, Delivery] = {}
    old: dict[str, None] = {}
    for records in whole(state):
        for record in records:
            if is_gone(record):
                for known in (silences,) if record.topic == SILENCES.name else (last, old):
                    known.pop(record.key, None)
                continue
            message = decode(record)
            if isinstance(message, Silence):
                silences[message.id] = message
            elif isinstance(message, Delivery) and message.state != "held" and message.at < oldest:
                last.pop(message.id, None)
                old[message.id] = None
            elif isinstance(message, Delivery):
                old.pop(message.id, None)
                last[message.id] = slim(message) if message.state in OVER else message
    deliveries = sorted(
        last.values(), key=lambda d: (d.queued_at or d.at, d.events[0].time if d.events else d.at)
    )
    return Past(list(silences.values()), deliveries, old)


def is_gone(record: Record) -> bool:
    """Whether the record is empty: a delivery that was forgotten, or a silence that was deleted."""
    return record.topic in (DELIVERIES.name, SILENCES.name) and record.value is None
