"""Writes the records of deliveries in order. What the topics do not take at present, as on a full disk, is kept and
written first when they do: a notifier that forgot what it has sent would send it again."""

from collections import deque
from collections.abc import Callable
from datetime import datetime

import structlog

from shared.contracts import Delivery
from shared.contracts.topics import DELIVERIES
from shared.processing import TryLater
from shared.runtime.records import Publisher

Troubled = Callable[[str | None], None]
"""Is told why nothing can be recorded at present; None when it can again."""


class Recorder:
    """The records to be written; true while some of them wait."""

    def __init__(self, publisher: Publisher, troubled: Troubled) -> None:
        self._publisher = publisher
        self._troubled = troubled
        self._waiting: deque[tuple[Delivery, datetime]] = deque()

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def write(self, delivery: Delivery, at: datetime) -> None:
        """Write it, or keep it behind those that wait."""
        first = not self._waiting
        self._waiting.append((delivery, at))
        if first and (why := self._write_all()):
            structlog.get_logger("notifier").warning("nothing is sent until it can be recorded", reason=why)
            self._troubled(f"nothing is sent, for it cannot be recorded: {why}")

    def catch_up(self) -> bool:
        """Write what waits, if anything; whether nothing waits any more."""
        if self._waiting and not self._write_all():
            structlog.get_logger("notifier").warning("going on: what was sent is recorded")
            self._troubled(None)
        return not self._waiting

    def _write_all(self) -> str:
        """Why it stopped; empty if all is written."""
        while self._waiting:
            delivery, at = self._waiting[0]
            try:
                self._publisher.publish(DELIVERIES, delivery, timestamp=at)
            except TryLater as error:
                return str(error)
            self._waiting.popleft()
        return ""
