"""Reports how far a worker is (lag, watermark, age of the last commit), and ends the process when it hangs.

It hangs if records wait and nothing moves, or if the event loop itself stands still.
"""

import asyncio
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from time import monotonic
from typing import Any

import structlog

from shared.processing import StageState
from shared.runtime import metrics
from shared.runtime.kafka.connection import changelog_name, topic_name
from shared.runtime.kafka.engine import Engine
from shared.runtime.kafka.faults import reason
from shared.runtime.kafka.offsets import beginnings, ends, recovered_offsets, refusal
from shared.runtime.settings import Settings

LOOK_SECONDS = 2.0
ASK_SECONDS = 20.0
HANGS_SECONDS = 30.0
"""Longer than a look takes: the event loop does not go round, or hardly."""
JOIN_SECONDS = 90.0
"""Longer than the others of a group may take to let one in (`broker_rebalance_timeout`)."""
STUCK = 70
"""Exit code of a process that the watchdog ended."""


class Monitor:
    """Looks at an engine every two seconds. `beat_at` is when it last looked, `moved_at` when something moved."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self.beat_at = self.moved_at = monotonic()
        self.lag = 0
        self._is_outside = True
        self._engine = engine
        self._stage = engine.processor.name
        self._input = topic_name(settings, engine.processor.input)
        self._changelog = changelog_name(settings, self._stage)
        self._seen: Any = None
        # Asked when it is read: in an event loop that hangs nobody would say how long it has been hanging.
        metrics.commit_age_seconds.labels(self._stage).set_function(self.age)

    def age(self) -> float:
        """For how long records have waited while nothing moved; the same if nobody could look whether any wait."""
        now = monotonic()
        silent = now - self.beat_at
        return max(now - self.moved_at if self.lag else 0.0, silent if silent > HANGS_SECONDS else 0.0)

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await asyncio.wait_for(self._look(), ASK_SECONDS)
            except TimeoutError:
                pass  # nothing moved: the watchdog will see
            except Exception as error:
                structlog.get_logger(self._stage).debug("not measured", error=repr(error))
            self.beat_at = monotonic()
            await asyncio.sleep(LOOK_SECONDS)

    def trouble(self, now: float, limit_seconds: float) -> str | None:
        """Why the process should be ended, None while it gets on. A long record gets more time."""
        deciding = self._engine.deciding
        if now - self.beat_at > limit_seconds:
            return "the event loop hangs"
        if self._is_outside:
            joins_since = now - self.moved_at
            return (
                "its group gives it no partitions" if joins_since > max(limit_seconds, JOIN_SECONDS) else None
            )
        if now - max(self.moved_at, deciding.long_one_done_at) > limit_seconds * deciding.patience:
            return "records wait and nothing moves"
        return None

    async def _look(self) -> None:
        if refused := refusal(self._engine.app):
            self._engine.fail(f"its group cannot be joined: {reason(refused)}")
            return
        consumer = self._engine.app.consumer
        places = [place for place in consumer.assignment() if place.topic == self._input]
        known = self._engine.places()
        committed = {p: known[p.partition].committed if p.partition in known else None for p in places}
        recovered = recovered_offsets(self._engine.app)
        stood = {p.number: p.next for p in known.values()}
        last, first = await ends(self._engine.app, *places), await beginnings(self._engine.app, *places)
        by_number = {place.partition: end for place, end in last.items()}
        self.lag = sum(max(0, last[p] - max(committed[p] or 0, first[p])) for p in places)
        await self._engine.begin_again(stood, by_number)
        await self._engine.fetch_again(by_number)
        # A member that has none, because there are more workers than partitions, is ready.
        self._is_outside = not self._engine.ready and not places
        now = monotonic()
        state = (
            committed,
            recovered,
            frozenset(places),
            self._engine.busy_at if not self._engine.ready else 0,
        )
        if (self.lag == 0 and not self._is_outside) or state != self._seen or self._engine.is_retrying:
            self.moved_at = now
        self._seen = state
        self._tell()

    def _tell(self) -> None:
        metrics.consumer_lag.labels(self._stage).set(self.lag)
        partitions = self._engine.places()
        times = [_watermark(p.state) for p in partitions.values()]
        known = [time.timestamp() for time in times if time is not None]
        if known and len(known) == len(times):
            metrics.watermark_seconds.labels(self._stage).set(min(known))
        else:
            # The last value of partitions that others have now would look like time that stands still.
            metrics.watermark_seconds.remove(self._stage)


def _watermark(state: Any) -> datetime | None:
    return state.watermarks.time if isinstance(state, StageState) else None


def watchdog(monitor: Monitor, limit_seconds: float, end: Callable[[int], None] = os._exit) -> None:
    """Watch from a thread of its own, so that a hanging event loop is noticed, too."""

    def look() -> None:
        log = structlog.get_logger("watchdog")
        while True:
            threading.Event().wait(min(1.0, limit_seconds / 5))
            now = monotonic()
            if why := monitor.trouble(now, limit_seconds):
                with suppress(Exception):  # nobody may take the log any more
                    log.error(f"{why}; ending", lag=monitor.lag, seconds=round(now - monitor.moved_at))
                end(STUCK)
                return

    threading.Thread(target=look, name="watchdog", daemon=True).start()
