"""Publishes messages to Kafka with kafka-python, and returns once all in-sync replicas hold them.

It is idempotent: a retry of the client never writes twice.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from time import monotonic
from typing import Any

from kafka import KafkaProducer
from kafka.errors import KafkaError

from shared.contracts import codec
from shared.contracts.codec import Headers
from shared.contracts.common import Tick
from shared.contracts.topics import Topic
from shared.processing import TryLater
from shared.runtime.kafka.connection import client_options, topic_name
from shared.runtime.kafka.faults import explained, reason
from shared.runtime.settings import Settings

SAFE_SECONDS = 30
TROUBLED_SECONDS = 60


class KafkaPublisher:
    """See Publisher. May be used from several threads."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = monotonic) -> None:
        self._settings = settings
        self._clock = clock
        self._failed: tuple[float, str] | None = None
        with explained(settings):
            self._producer = KafkaProducer(
                **client_options(settings),
                acks="all",
                enable_idempotence=True,
                linger_ms=0,
                max_block_ms=SAFE_SECONDS * 1000,
            )

    def publish(self, topic: Topic, message: Any, *, timestamp: datetime | None = None) -> None:
        """Write one message and wait until it is safe; a tick goes to every partition."""
        self._wait(self._send(topic, message, timestamp))

    def publish_raw(
        self,
        topic: Topic,
        key: str,
        value: bytes | None,
        *,
        headers: Headers = (),
        timestamp: datetime | None = None,
    ) -> None:
        """Write one record as it is and wait until it is safe."""
        self._wait([self._write(topic, key, value, headers, timestamp, None)])

    def _send(self, topic: Topic, message: Any, timestamp: datetime | None) -> list[Any]:
        headers, value = codec.encode(message)
        key = topic.key(message)
        everywhere = range(self._settings.partitions) if isinstance(message, Tick) else (None,)
        return [self._write(topic, key, value, headers, timestamp, partition) for partition in everywhere]

    def _write(
        self,
        topic: Topic,
        key: str,
        value: bytes | None,
        headers: Headers,
        timestamp: datetime | None,
        partition: int | None,
    ) -> Any:
        try:
            return self._producer.send(
                topic_name(self._settings, topic),
                value=value,
                key=key.encode(),
                headers=list(headers),
                partition=partition,
                timestamp_ms=to_millis(timestamp) if timestamp else None,
            )
        except KafkaError as error:
            raise self._later(f"Kafka does not take records: {reason(error)}") from error

    def _wait(self, pending: Iterable[Any]) -> None:
        for future in pending:
            try:
                future.get(timeout=SAFE_SECONDS)
            except KafkaError as error:
                raise self._later(f"Kafka did not confirm a record: {reason(error)}") from error
            self._failed = None

    def _later(self, why: str) -> TryLater:
        self._failed = (self._clock(), why)
        return TryLater(why)

    def trouble(self) -> str | None:
        """Why the last record could not be written; None if it could, or after a while: somebody must try again."""
        failed = self._failed
        return failed[1] if failed and self._clock() - failed[0] < TROUBLED_SECONDS else None

    def close(self) -> None:
        """Send what waits and end the connection."""
        self._producer.close(timeout=10)


def to_millis(moment: datetime) -> int:
    """Milliseconds since 1970, as a record's time stamp."""
    return round(moment.timestamp() * 1000)
