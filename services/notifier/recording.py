"""Writes the records of deliveries in order. What the topics do not take at present, as on a full disk, is kept and
written first when they do: a notifier that forgot what it has sent would send it again."""

from collections import deque
from collections.abc import Callable
from datetime import datetime
from time import monotonic

import structlog

from shared.contracts import Delivery
from shared.contracts.topics import DELIVERIES
from shared.processing import TryLater
from shared.runtime.records import Publisher

PATIENCE_SECONDS = 60.0
"""After that a new connection may help."""


class Recorder:
    """The records to be written. It outlives the notifiers that use it. `troubled` is told why nothing can be recorded
    at present, and None when it can again."""

    def __init__(
        self,
        troubled: Callable[[str | None], None] = lambda why: None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._troubled = troubled
        self._clock = clock
        self._waiting: deque[tuple[Delivery, datetime]] = deque()
        self._since = 0.0
        self._why = ""

    @property
    def waits(self) -> bool:
        """Whether something could not be written yet."""
        return bool(self._waiting)

    def use(self, publisher: Publisher) -> None:
        """Write to this publisher from now on, and at once what waits. Raises TryLater if that is not possible."""
        self._publisher = publisher
        self._since = self._clock()
        if not self.catch_up():
            raise TryLater(self._why)

    def write(self, delivery: Delivery, at: datetime) -> None:
        """Write it, or keep it behind those that wait."""
        first = not self._waiting
        self._waiting.append((delivery, at))
        if first and not self._write_all():
            self._since = self._clock()
            structlog.get_logger("notifier").warning(
                "nothing is sent until it can be recorded", reason=self._why
            )
            self._troubled(f"nothing is sent, for it cannot be recorded: {self._why}")

    def catch_up(self) -> bool:
        """Write what waits, if anything; whether nothing waits any more."""
        if self._waiting and self._write_all():
            structlog.get_logger("notifier").warning("going on: what was sent is recorded")
            self._troubled(None)
        return not self._waiting

    def ask_for_another(self) -> None:
        """Raise TryLater if what waits has waited so long that another publisher should be tried."""
        if self._waiting and self._clock() - self._since > PATIENCE_SECONDS:
            raise TryLater(self._why)

    def _write_all(self) -> bool:
        while self._waiting:
            delivery, at = self._waiting[0]
            try:
                self._publisher.publish(DELIVERIES, delivery, timestamp=at)
            except TryLater as error:
                self._why = str(error)
                return False
            self._waiting.popleft()
        return True
