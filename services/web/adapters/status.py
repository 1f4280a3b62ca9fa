"""Shares the read model's state with page, stream and probes; thread-safe."""

from datetime import UTC, datetime
from typing import Literal

import msgspec

State = Literal["starting", "rebuilding", "ok", "degraded"]


class Condition(msgspec.Struct, frozen=True):
    """The state, since when, and a sentence for people (empty when all is well)."""

    state: State
    since: datetime
    reason: str = ""


class Status:
    """One value that a single thread replaces and others read."""

    def __init__(self) -> None:
        self.now = Condition("starting", _clock())
        self.redis_ok = True

    def set(self, state: State, reason: str = "") -> None:
        """Note a state; `since` stays while the state does."""
        since = self.now.since if self.now.state == state else _clock()
        self.now = Condition(state, since, reason)


def _clock() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
