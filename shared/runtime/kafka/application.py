"""Makes the Faust application of one stage: one topic, one table, an idempotent producer.

Each setting has its reason beside it; Faust's defaults lose or stall where ours do not.
"""

from collections.abc import Awaitable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

import faust
from faust.transport.drivers import aiokafka as driver
from yarl import URL

from shared.runtime.kafka.connection import TABLE, credentials, group_name, servers, tls
from shared.runtime.kafka.consumer import from_millis
from shared.runtime.kafka.lenient import use_in_aiokafka
from shared.runtime.kafka.outgoing import MAX_REQUEST_BYTES, Outgoing
from shared.runtime.kafka.producer import to_millis
from shared.runtime.records import Record
from shared.runtime.settings import Settings


class IdempotentProducer(driver.Producer):
    """A client's retry never writes twice nor out of order; Faust has no setting for it outside transactions."""

    def _settings_extra(self) -> Mapping[str, Any]:
        return {"acks": "all", "enable_idempotence": True}


class CommittedThread(driver.AIOKafkaConsumerThread):
    """Leaves out what a producer took back (aborted transactions); Faust does so only where it uses them itself."""

    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer = super()._create_worker_consumer(transport)
        consumer._isolation_level = "read_committed"
        return consumer


class SilentConsumer(driver.Consumer):
    """Does without Faust's record of what is done, which at a rebalance counts skipped records as done and commits past
    what nobody has processed. The engine commits; Faust is told nothing, and misses nothing."""

    def _new_consumer_thread(self) -> Any:
        return CommittedThread(self, loop=self.loop, beacon=self.beacon)

    def ack(self, message: Any) -> bool:
        """See the class."""
        message.acked = True
        return True

    async def _add_gap(self, tp: Any, offset_from: int, offset_to: int) -> None:
        """Gaps matter only to that record, and would pile up."""

    async def verify_all_partitions_active(self) -> None:
        """It would complain that nothing is committed; the monitor and its watchdog see to that."""


class IdempotentTransport(driver.Transport):
    """Faust's Kafka transport with that producer and that consumer."""

    Producer: ClassVar[Any] = IdempotentProducer
    Consumer: ClassVar[Any] = SilentConsumer


def application(settings: Settings, stage: str, folder: Path) -> faust.App:
    """The app; make it inside the running event loop. Local tables lie in `folder`."""
    use_in_aiokafka()
    urls = [URL(f"kafka://{server}") for server in servers(settings)]
    app = faust.App(
        group_name(settings, stage),
        broker=urls,
        broker_credentials=_credentials(settings),
        store="rocksdb://",
        datadir=str(folder),
        topic_partitions=settings.partitions,
        # Topics exist before workers start; one that is made on the way has the wrong number of partitions.
        topic_allow_declare=False,
        topic_disable_leader=True,
        # A dead worker's partitions go to others after this, not after a minute.
        broker_session_timeout=settings.kafka_session_seconds,
        broker_heartbeat_interval=settings.kafka_session_seconds * 0.3,
        broker_rebalance_timeout=60,
        broker_request_timeout=max(30, settings.kafka_session_seconds),
        broker_max_poll_records=200,
        broker_commit_interval=settings.commit_seconds,
        # With the default a rebalance waits for messages that nobody will acknowledge.
        stream_wait_empty=False,
        stream_buffer_maxsize=1024,
        # Standby tables hang where there are more workers than partitions.
        table_standby_replicas=0,
        producer_request_timeout=30,
        producer_max_request_size=MAX_REQUEST_BYTES,
        # It would listen on all addresses and show the table.
        web_enabled=False,
        worker_redirect_stdouts=False,
    )
    app.transport = IdempotentTransport(app.conf.broker_consumer, app)
    return app


def source(app: faust.App, topic: str) -> Any:
    """The input topic, as bytes: decoding is ours, so that a bad record is parked and not swallowed."""
    # Without "raw" Faust would read JSON for itself first, and drop in silence what is none.
    return app.topic(
        topic,
        key_type=bytes,
        value_type=bytes,
        key_serializer="raw",
        value_serializer="raw",
        allow_empty=True,
    )


def table(app: faust.App, settings: Settings) -> Any:
    """The table of evidence rows, as bytes."""
    return app.Table(TABLE, key_type=bytes, value_type=bytes, partitions=settings.partitions)


def as_record(message: Any, topic: str) -> Record:
    """A message of Faust as every engine sees it."""
    key = message.key if isinstance(message.key, bytes) else b""
    headers = message.headers.items() if isinstance(message.headers, dict) else message.headers or ()
    return Record(
        topic=topic,
        partition=message.partition,
        offset=message.offset,
        key=key.decode("utf-8", "replace"),
        value=message.value,
        headers=tuple((name, value or b"") for name, value in headers),
        timestamp=from_millis(round((message.timestamp or 0) * 1000)),
    )


async def send(app: Any, outgoing: Outgoing, timestamp: datetime) -> Awaitable[Any]:
    """Hand a record to the producer; the result is done when the record is safe."""
    # Faust's own way to send turns time stamps into fractions and back, and loses a millisecond now and then.
    return await app.producer._producer.send(  # type: ignore[no-any-return]
        outgoing.topic,
        outgoing.value,
        key=outgoing.key,
        partition=outgoing.partition,
        timestamp_ms=to_millis(timestamp),
        headers=list(outgoing.headers),
    )


def _credentials(settings: Settings) -> Any:
    context, login = tls(settings), credentials(settings)
    if login:
        return faust.SASLCredentials(
            username=login[0],
            password=login[1],
            ssl_context=context,
            mechanism=settings.kafka_sasl_mechanism,
        )
    return faust.SSLCredentials(context) if context else None
