"""Opens the topics that the notifier reads and writes, on Kafka or on the embedded log; also its clock."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import structlog

from shared.contracts.topics import (
    ALERTS_MILESTONES,
    ALERTS_STANCES,
    ALERTS_STATEMENTS,
    DEAD_LETTERS,
    DELIVERIES,
    SILENCES,
)
from shared.runtime.embedded.log import Log, LogConsumer, LogPublisher
from shared.runtime.records import Consumer, Publisher
from shared.runtime.settings import Settings

GROUP = "notifier"
ALERTS = (ALERTS_STATEMENTS, ALERTS_STANCES, ALERTS_MILESTONES)
STATE = (DELIVERIES, SILENCES)


def utc_now() -> datetime:
    """The clock of production."""
    return datetime.now(UTC)


class Ports(NamedTuple):
    """The notifier's consumers and publisher; `close` releases them."""

    alerts: Consumer
    state: Consumer
    publisher: Publisher
    close: Callable[[], None]


def embedded(path: Path) -> Ports:
    """Ports over the embedded log; open them in the thread that uses them."""
    log = Log(path)
    return Ports(
        alerts=LogConsumer(log, GROUP, ALERTS, time.sleep),
        state=LogConsumer(log, f"{GROUP}-state", STATE, time.sleep),
        publisher=LogPublisher(log, utc_now),
        close=log.close,
    )


def check_kafka(settings: Settings) -> None:
    """Raises BadSettings if topics are missing, or have other partitions than the settings say: silences, or what was
    sent, would be read in part."""
    from shared.runtime.kafka.topics_check import check_topics

    check_topics(settings, (*ALERTS, *STATE, DEAD_LETTERS))


def on_kafka(settings: Settings) -> Ports:
    """Ports over the brokers of PARLEY_KAFKA, for the only notifier (see `supervising.alone`)."""
    from shared.runtime.kafka.consumer import KafkaConsumer
    from shared.runtime.kafka.producer import KafkaPublisher

    alerts = KafkaConsumer(settings, GROUP, ALERTS)
    state = KafkaConsumer(settings, None, STATE)
    publisher = KafkaPublisher(settings)

    def close() -> None:
        alerts.close()
        state.close()
        publisher.close()

    return Ports(alerts, state, publisher, close)


def others_on_kafka(settings: Settings) -> bool:
    """Whether another notifier is at work on these brokers; False if we are not allowed to ask."""
    from shared.runtime.kafka.admin import members
    from shared.runtime.kafka.connection import KafkaFault

    try:
        return members(settings, GROUP) > 0
    except KafkaFault as fault:
        structlog.get_logger("notifier").warning(
            "cannot see whether another notifier runs", reason=str(fault)
        )
        return False
