"""Opens the topics that the web service reads and writes, on Kafka or on an embedded log."""

from collections.abc import Callable
from time import monotonic
from typing import Any

import msgspec

from services.web.adapters.read_model import TOPICS
from shared.runtime.embedded.log import Log, LogConsumer, LogPublisher
from shared.runtime.records import Consumer, Publisher
from shared.runtime.settings import Settings

GROUP = "web"
LAG_EVERY_SECONDS = 10


class Ports(msgspec.Struct, frozen=True):
    """A consumer for one thread, a publisher for any, the number of records waiting, and a way to close."""

    consumer: Consumer
    publisher: Publisher
    lag: Callable[[], int]
    close: Callable[[], None]


def on_kafka(settings: Settings) -> Ports:
    """Over the brokers of PARLEY_KAFKA, as one member of the group `web`. Raises BadSettings if topics are missing or
    have other partitions than the settings say."""
    from shared.runtime.kafka.consumer import KafkaConsumer
    from shared.runtime.kafka.producer import KafkaPublisher
    from shared.runtime.kafka.topics_check import check_topics

    check_topics(settings, TOPICS)
    consumer, publisher = KafkaConsumer(settings, GROUP, TOPICS), KafkaPublisher(settings)

    def close() -> None:
        consumer.close()
        publisher.close()

    return Ports(consumer, publisher, _now_and_then(lambda: sum(consumer.lag().values())), close)


def on_log(settings: Settings, clock: Callable[[], Any], wait: Callable[[float], Any]) -> Ports:
    """Over the log in the data folder, beside the process that writes it. Threads take turns."""
    log = Log(settings.data / "log.sqlite", across_threads=True)

    def lag() -> int:
        return sum(log.end(topic.name) - log.offset(GROUP, topic.name) for topic in TOPICS)

    consumer = LogConsumer(log, GROUP, TOPICS, wait)
    return Ports(consumer, LogPublisher(log, clock), _now_and_then(lag), log.close)


def _now_and_then(ask: Callable[[], int]) -> Callable[[], int]:
    """Asking costs a round trip, so the answer is kept for some seconds."""
    known = [0, -float(LAG_EVERY_SECONDS)]

    def answer() -> int:
        if monotonic() - known[1] >= LAG_EVERY_SECONDS:
            known[:] = [ask(), monotonic()]
        return int(known[0])

    return answer
