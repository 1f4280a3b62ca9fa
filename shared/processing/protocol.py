"""Defines a stream processor: one message and a partition's state make an outcome, without engine or I/O."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Literal, Protocol, TypeVar

import msgspec

from shared.contracts.topics import Topic

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class InvalidMessage(Exception):
    """The message can never be processed: park it with this reason and go on."""


class TryLater(Exception):
    """Something outside is not ready: the same message again, after `wait_seconds`."""

    def __init__(self, reason: str, wait_seconds: float | None = None) -> None:
        super().__init__(reason)
        self.wait_seconds = wait_seconds


class Event(msgspec.Struct, frozen=True):
    """A message to publish; `everywhere` sends it to every partition (ticks)."""

    topic: Topic
    message: Any
    everywhere: bool = False


class Row(msgspec.Struct, frozen=True):
    """A piece of evidence to keep. `key` names it for ever; `at` is its event time (retention). A row without a value
    (None) makes the engine's store and the state forget that key."""

    key: str
    value: Any
    at: datetime


def forgotten(key: str) -> Row:
    """The row that makes engine and state forget `key`."""
    return Row(key, None, _NEVER)


PassedBy = Literal["too_late", "clock_ahead"]
"""Why a message led to less than it says: it tells of what is older than anything that is kept, or it is the tick of a
clock that is further ahead than can be believed."""


class Outcome(msgspec.Struct, frozen=True):
    """What a message leads to. The engine publishes `events`, then stores `rows`, then moves the offset, and counts
    what was passed by."""

    events: tuple[Event, ...] = ()
    rows: tuple[Row, ...] = ()
    passed_by: PassedBy | None = None


NOTHING = Outcome()


class Place(msgspec.Struct, frozen=True):
    """Which partition of how many a state belongs to."""

    partition: int = 0
    of: int = 1


State = TypeVar("State")


class Processor(Protocol[State]):
    """The same object runs on every engine.

    `process` reads the state and never changes it; `add` is called by the engine alone, once the outcome's rows are
    safe. State is a function of the set of rows that are kept: `fold(rows)` equals adding them in any order. A message
    whose row is already there yields no events. `now` is the `received_at` of the message, never a clock.
    """

    name: str
    input: Topic
    outputs: tuple[Topic, ...]
    row_type: Any

    def fold(self, rows: Iterable[Row], place: Place) -> State: ...

    def add(self, state: State, rows: Iterable[Row]) -> None: ...

    def process(self, message: Any, state: State, now: datetime) -> Outcome: ...

    def belongs_to(self, message: Any) -> str | None:
        """The key whose partition holds the rows that this message meets; None: the present one is right."""
        ...
