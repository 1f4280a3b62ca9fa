"""Waits, at the end of a run, until every alert is taken and every message sent that a receiver accepts."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

import structlog

from services.notifier.domain.outstanding import Outstanding
from services.notifier.ports import ALERTS, GROUP, utc_now
from shared.contracts import Delivery, codec
from shared.contracts.topics import DELIVERIES
from shared.runtime.embedded.log import Log
from shared.runtime.records import Record

LOOK_SECONDS = 0.1
PATIENCE = timedelta(minutes=2)
"""A notifier that does nothing for so long will not do it: it fails, or its routes hold back what is left."""


def until_told(
    unread: Callable[[], int],
    news: Callable[[], Iterable[Delivery]],
    wait: Callable[[float], bool],
    *,
    say: Callable[[str], None] = lambda line: None,
    clock: Callable[[], datetime] = utc_now,
) -> None:
    """Return when the notifier has taken every alert and sent every message that a receiver accepts at present, when it
    makes no progress, or when `wait` says stop. `unread` counts alerts it has not finished; `news` gives the delivery
    records since the last call. `say` reports what is left; a later run sends it if the topics are kept."""
    outstanding, records = Outstanding(), 0
    seen, moved_at, announced = (0, 0), clock(), False
    while True:
        # In this order: an alert is done with only when its message is recorded.
        waiting = unread()
        for delivery in news():
            outstanding.take(delivery)
            records += 1
        now, soon = clock(), outstanding.soon(clock())
        if (waiting, records) != seen:
            seen, moved_at = (waiting, records), now
        if not (waiting or soon) or now - moved_at > PATIENCE:
            break
        if soon > 1 and not announced:
            say(f"{soon} messages are still to be sent (Ctrl-C ends without them)")
            announced = True
        if wait(LOOK_SECONDS):
            return
    if waiting:
        say(
            f"Alerts not told: {waiting}; routes hold them back, or the notifier does not get on: see its log"
        )
    if outstanding:
        say(f"Messages not sent: {len(outstanding)}; their receivers do not take them at present")


def unread_of(log: Log) -> Callable[[], int]:
    """A count of alerts in the embedded log that the notifier has not finished."""
    return lambda: sum(log.end(topic.name) - log.offset(GROUP, topic.name) for topic in ALERTS)


def news_of(log: Log) -> Callable[[], Iterator[Delivery]]:
    """The delivery records of the embedded log, each call from where the last one ended."""
    place = 0

    def news() -> Iterator[Delivery]:
        nonlocal place
        while records := log.read(DELIVERIES.name, place):
            place = records[-1].offset + 1
            yield from deliveries(records)

    return news


def deliveries(records: Iterable[Record]) -> Iterator[Delivery]:
    """The deliveries in these records. An unreadable one is logged and skipped, an empty one belongs to a delivery that
    ended long ago."""
    for record in records:
        if record.value is None:
            continue
        try:
            yield codec.decode(DELIVERIES, record.headers, record.value)
        except codec.UndecodableRecord as error:
            structlog.get_logger("run").warning("passed by", origin=record.origin, reason=str(error))
