"""Sends an archive's articles, and the hourly ticks between them, to the topics, at once or in accelerated time."""

from collections.abc import Callable
from datetime import datetime

from services.ingest.adapters.archive import Archive
from services.ingest.adapters.submission import park, submit
from services.ingest.domain.archive import closing_tick, hour_of, tick_of_clock, ticks_between
from shared.contracts import Tick
from shared.contracts.topics import ARTICLES, ARTICLES_INCOMING
from shared.runtime import metrics
from shared.runtime.embedded.log import Log
from shared.runtime.records import Publisher

LONGEST_WAIT_SECONDS = 3.0

Wait = Callable[[float], bool]
"""Wait so many seconds; True means: stop (`threading.Event.wait`)."""


def at_once(seconds: float) -> bool:
    """No pacing."""
    return False


def feed(
    archive: Archive,
    publisher: Publisher,
    *,
    settle: Callable[[], None],
    start: int = 0,
    speed: float | None = None,
    longest_wait: float = LONGEST_WAIT_SECONDS,
    wait: Wait = at_once,
    fed: Callable[[int], None] = lambda count: None,
) -> int:
    """Send the archive from place `start` on; returns the place to resume from (the archive's length when done).

    `settle` returns when everything sent so far is through `admit`: a tick says that everything before it has been
    sent, so it must not overtake. `speed` is seconds of the archive per second of waiting (None: no waiting); no wait
    exceeds `longest_wait`. `fed` is told the progress after every article.
    """
    if start == 0:
        for bad in archive.bad:
            park(publisher, bad, timestamp=archive.span[1])
    before, place = archive.before(start), start
    for item in archive.since(start):
        if before is not None and wait(_pause(before, item.event_at, speed, longest_wait)):
            return place
        if before is None or hour_of(before) != hour_of(item.event_at):
            settle()
            if wait(0.0):  # settling may have ended because we are to stop
                return place
            for due in ticks_between(before, item.event_at):
                _strike(publisher, due)
        submit(publisher, item.article, timestamp=item.received_at)
        before, place = item.event_at, place + 1
        fed(place)
    settle()
    if before is not None and not wait(0.0):
        _strike(publisher, closing_tick(before))
        settle()
    return place


def run_clock(
    publisher: Publisher,
    *,
    clock: Callable[[], datetime],
    wait: Wait,
    settle: Callable[[], None],
    every_seconds: float = 300.0,
) -> None:
    """Live operation: send the time of day as a tick every few minutes until `wait` says stop. The time is taken before
    settling, so that everything received until then is through."""
    metrics.service_up.labels("fetch").set(1)
    while True:
        now = clock()
        settle()
        if wait(0.0):
            return
        _strike(publisher, tick_of_clock(now))
        if wait(every_seconds):
            return


def until_admitted(log: Log, wait: Wait) -> Callable[[], None]:
    """`settle` for an embedded log whose engine runs in another thread: returns when `admit` has read everything, or
    when `wait` says stop."""

    def settle() -> None:
        while log.offset("admit", ARTICLES_INCOMING.name) < log.end(ARTICLES_INCOMING.name):
            if wait(0.02):
                return

    return settle


def _strike(publisher: Publisher, due: Tick) -> None:
    publisher.publish(ARTICLES, due, timestamp=due.time)


def _pause(before: datetime, after: datetime, speed: float | None, longest: float) -> float:
    if speed is None:
        return 0.0
    return max(0.0, min(longest, (after - before).total_seconds() / speed))
