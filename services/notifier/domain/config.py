"""Defines the values of a checked routes file: receivers, quiet hours, routes."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from shared.contracts import Matcher

ReceiverKind = Literal["slack", "webhook", "outbox"]
Conjunction = tuple[Matcher, ...]
"""All of these must hold."""


class Secret:
    """A value shown only by `reveal()`: never in logs, errors, tracebacks or comparisons."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value itself, for the one place that sends it."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(•••)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)


class Receiver(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a message goes to. An `outbox` keeps messages in the history instead of sending them."""

    name: str
    kind: ReceiverKind
    url: Secret = Secret("")
    secrets: tuple[Secret, ...] = ()
    """Signing secrets (`whsec_…`); two while one replaces the other, each message carries both signatures."""
    allow_private: bool = False
    timeout: timedelta = timedelta(seconds=15)
    pause: timedelta = timedelta(0)
    """Least time between two messages."""
    at_most: int = 0
    """Messages in 24 hours, after which the rest comes gathered every two hours; 0 is no limit."""


class QuietHours(msgspec.Struct, frozen=True, kw_only=True):
    """From `start` to `end` (over midnight if `end` is earlier) on nights that begin on `days` (0 is Monday)."""

    name: str
    start: time
    end: time
    zone: ZoneInfo
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)


class Digest(msgspec.Struct, frozen=True, kw_only=True):
    """Times of day at which everything collected is sent at once."""

    at: tuple[time, ...]
    zone: ZoneInfo


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """Which alerts go to whom, and how they are gathered into messages."""

    name: str
    when: tuple[Conjunction, ...]
    """One of these is enough; empty takes everything."""
    receivers: tuple[str, ...]
    unless: tuple[Conjunction, ...] = ()
    group_by: tuple[str, ...] = ("negotiation",)
    group_wait: timedelta = timedelta(seconds=30)
    group_interval: timedelta = timedelta(minutes=5)
    quiet: tuple[QuietHours, ...] = ()
    digest: Digest | None = None
    late: bool = False
    """Also take alerts on events more than a day old when they were processed."""
    asides: bool = False
    """Also take alerts that are for the record."""
    every_outlet: bool = False
    """Tell the same thing again when more outlets have it."""
    proceed: bool = False
    """Let later routes see what this one took."""


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """A whole routes file; replaced as a whole or not at all."""

    receivers: Mapping[str, Receiver]
    routes: tuple[Route, ...]
    corroboration: int = 2
    """Independent publishers from which `corroborated = true` holds."""


class Problem(msgspec.Struct, frozen=True):
    """One mistake in the file; `where` is the path of the key."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class BadConfig(ValueError):
    """The file is refused as a whole; `problems` names every mistake in it."""

    def __init__(self, source: str, problems: tuple[Problem, ...]) -> None:
        self.source = source
        self.problems = problems
        super().__init__("\n".join(f"{source}: {problem}" for problem in problems))
