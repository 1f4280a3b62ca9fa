"""Drives any processor as an engine would, and checks what every engine relies on."""

from collections.abc import Sequence
from random import Random
from typing import Any, Protocol, TypeVar

from shared.contracts import Alert, PositionReported, Statement, codec
from shared.processing import Event, Place, Processor, Row
from shared.testing.builders import at, observed

T = TypeVar("T")


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


Identified = TypeVar("Identified", bound=_WithId)


class Bench:
    """A processor with its state and everything it has emitted, without an engine."""

    def __init__(self, processor: Processor[Any], rows: Sequence[Row] = ()) -> None:
        self.processor = processor
        self.rows: dict[str, Row] = {row.key: row for row in rows}
        self.state = processor.fold(self.rows.values(), Place(0, 1))
        self.events: list[Event] = []

    def send(self, message: Any, now: Any) -> tuple[Event, ...]:
        """Process one message and keep its rows; returns its events."""
        outcome = self.processor.process(message, self.state, now)
        self.events += outcome.events
        for row in outcome.rows:
            self.rows.pop(row.key, None)
            if row.value is not None:
                self.rows[row.key] = row
        self.processor.add(self.state, outcome.rows)
        return outcome.events

    def restarted(self, chance: Random) -> "Bench":
        """The same processor, begun anew from the rows that are left, in any order."""
        rows = list(self.rows.values())
        chance.shuffle(rows)
        return Bench(self.processor, rows)

    def observe(self, *values: Statement | PositionReported, hours: float | None = None) -> list[Event]:
        """Process each value when its article is received, or at that hour; returns all their events."""
        events: list[Event] = []
        for value in values:
            article = value.article if isinstance(value, Statement) else value.evidence.article
            message = observed(value) if isinstance(value, Statement) else value
            events += self.send(message, article.received_at if hours is None else at(hours))
        return events

    def published(self, kind: type[T]) -> list[T]:
        """All messages of a type so far, in order."""
        return [event.message for event in self.events if isinstance(event.message, kind)]

    def current(self, kind: type[Identified]) -> dict[str, Identified]:
        """The last message of a type for each id, in the order of their first."""
        return {message.id: message for message in self.published(kind)}

    def alerts(self, type: str | None = None, *, asides: bool = False) -> list[Alert]:
        """All alerts so far (of one type) that people are told of, or with asides all, each id once, in order."""
        seen: dict[str, Alert] = {}
        for alert in self.published(Alert):
            seen.setdefault(alert.id, alert)
        wanted = (alert for alert in seen.values() if asides or not alert.data.labels.aside)
        return [alert for alert in wanted if type in (None, alert.type)]


def stored(rows: dict[str, Row]) -> dict[str, bytes]:
    """Rows as they would be stored, for comparing."""
    return {key: codec.dumps(row.value) for key, row in sorted(rows.items())}


def emitted(events: Sequence[Event]) -> set[tuple[str, bytes]]:
    """Events as they would be written, for comparing."""
    return {(event.topic.name, codec.dumps(codec.encode(event.message)[1].decode())) for event in events}


def check_idempotent(
    processor: Processor[Any], messages: Sequence[tuple[Any, Any]], cut: int, again: int
) -> None:
    """Process all (message, now); then, as after a crash that kept the rows of the first `cut` messages, process
    from `again` (<= cut) on: the same rows, and only events already emitted."""
    whole = Bench(processor)
    kept: dict[str, Row] = {}
    for index, (message, now) in enumerate(messages):
        if index == cut:
            kept = dict(whole.rows)
        whole.send(message, now)
    if cut >= len(messages):
        kept = dict(whole.rows)
    second = Bench(processor, list(kept.values()))
    for message, now in messages[min(again, cut) :]:
        second.send(message, now)
    assert stored(whole.rows) == stored(second.rows)
    assert emitted(second.events) <= emitted(whole.events)
