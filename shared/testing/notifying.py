"""Runs a notifier on a clock moved by hand, for tests that read as a timeline: at this time that, then expect."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import Any

from shared.contracts import Alert, Delivery, Silence, codec
from shared.contracts.topics import (
    ALERTS_MILESTONES,
    ALERTS_STANCES,
    ALERTS_STATEMENTS,
    DELIVERIES,
    SILENCES,
    Topic,
)
from shared.runtime.embedded.log import Log, LogConsumer, LogPublisher
from shared.testing.fakes import FakeClock

_TOPICS = {"statement": ALERTS_STATEMENTS, "stance": ALERTS_STANCES, "milestone": ALERTS_MILESTONES}
ALERT_TOPICS = (ALERTS_STATEMENTS, ALERTS_STANCES, ALERTS_MILESTONES)


class AtOnce:
    """A pool that runs a task when it is submitted."""

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """The finished future."""
        future: Future[Any] = Future()
        future.set_result(fn(*args))
        return future


class Timeline:
    """A log and a clock; `start` builds a notifier over them, also a second time, as after a crash."""

    def __init__(self, folder: Path, start: Callable[["Timeline"], Any]) -> None:
        self.clock = FakeClock()
        self.log = Log(folder / "log.sqlite")
        self.publisher = LogPublisher(self.log, self.clock)
        self._start = start
        self.zero: datetime = self.clock.now
        self.notifier = start(self)

    def alerts_consumer(self) -> LogConsumer:
        """What the notifier reads alerts with."""
        return LogConsumer(self.log, "notifier", ALERT_TOPICS, lambda seconds: None)

    def state_consumer(self) -> LogConsumer:
        """What the notifier reads its own history with."""
        return LogConsumer(self.log, "notifier-state", (DELIVERIES, SILENCES), lambda seconds: None)

    def alert(self, *alerts: Alert) -> None:
        """Alerts arrive now."""
        for alert in alerts:
            self.publish(_TOPICS[alert.data.labels.kind], alert)

    def silence(self, silence: Silence) -> None:
        """Somebody sets a silence."""
        self.publish(SILENCES, silence)

    def publish(self, topic: Topic, message: Any) -> None:
        """Any message arrives now."""
        self.publisher.publish(topic, message)

    def at(self, seconds: float) -> "Timeline":
        """Move to so many seconds after the start; the notifier does what is due, second after second where that
        matters (a minute at a time over long stretches)."""
        target = self.zero.timestamp() + seconds
        self.run()
        while (left := target - self.clock.now.timestamp()) > 0:
            self.clock.advance(min(left, 1 if left <= 600 else 60))
            self.run()
        return self

    def run(self) -> None:
        """Let the notifier do everything it can do at this moment."""
        while self.notifier.step():
            pass

    def crash(self) -> None:
        """The notifier dies without a word and is started again."""
        self.notifier = self._start(self)

    def deliveries(self) -> list[Delivery]:
        """All records of deliveries, in order."""
        return [
            codec.decode(DELIVERIES, r.headers, r.value)
            for r in self.log.read(DELIVERIES.name, 0, 1_000_000)
            if r.value is not None
        ]

    def states(self) -> dict[str, str]:
        """Last state of every delivery."""
        return {one.id: one.state for one in self.deliveries()}
