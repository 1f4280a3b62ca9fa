"""Runs the fetching side of ingest on Kafka: polls feeds, takes `POST /v1/articles`, and sends ticks of the day.

Run one process of it: two would poll every feed twice (harmless, but impolite) and send every tick twice.
"""

import signal
import sys
import threading
from collections.abc import Callable

import structlog
import uvicorn

from services.ingest.adapters.feeder import run_clock
from services.ingest.adapters.opml import FeedListError, read_feeds
from services.ingest.app import poll_feeds, service, utc_now
from shared.contracts.topics import ARTICLES, ARTICLES_INCOMING, FEEDS_STATE
from shared.runtime import misspelt, operations
from shared.runtime import settings as runtime_settings
from shared.runtime.kafka.connection import KafkaFault
from shared.runtime.kafka.consumer import KafkaConsumer
from shared.runtime.kafka.producer import KafkaPublisher
from shared.runtime.kafka.progress import Progress
from shared.runtime.kafka.topics_check import check_topics
from shared.runtime.logging import configure
from shared.runtime.settings import BadSettings, Settings


def main() -> int:
    """Until a signal; exit code 1 after a fault (start it again), 2 for wrong settings or topics, 3 if Kafka cannot be
    used, 4 if nobody could ask it anything."""
    try:
        settings = runtime_settings.load()
        configure(settings.log_level, json=settings.log_json)
        misspelt.warn(settings)
        return run(settings)
    except (BadSettings, FeedListError) as problem:
        sys.stderr.write(f"parley: {problem}\n")
        return 2
    except KafkaFault as problem:
        sys.stderr.write(f"parley: {problem}\n")
        return 3
    except operations.CannotServe as problem:
        sys.stderr.write(f"parley: {problem}\n")
        return operations.CANNOT_SERVE


def run(settings: Settings) -> int:
    """Threads for feeds and ticks; HTTP in this one. Raises FeedListError and BadSettings before anything begins."""
    if settings.feeds is not None:
        read_feeds(settings.feeds)
    check_topics(settings, (ARTICLES, ARTICLES_INCOMING, FEEDS_STATE))
    stopping = threading.Event()
    failures: list[BaseException] = []
    sock = operations.listen(settings.operations_host, settings.operations_port)
    publisher = KafkaPublisher(settings)
    checks = {"kafka": publisher.trouble, "threads": lambda: str(failures[0]) if failures else None}
    server = uvicorn.Server(
        uvicorn.Config(service(publisher, settings, checks), log_level="warning"),
    )

    def end(*_: object) -> None:
        stopping.set()
        server.should_exit = True

    def guarded(name: str, work: Callable[[], None]) -> threading.Thread:
        def body() -> None:
            try:
                work()
            except BaseException as error:
                failures.append(error)
                structlog.get_logger(name).error("stopped", error=type(error).__name__, detail=str(error))
                end()

        thread = threading.Thread(target=body, name=name, daemon=True)
        thread.start()
        return thread

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    threads = [guarded("clock", lambda: _clock(settings, publisher, stopping))]
    if settings.feeds is not None:
        threads.append(guarded("feeds", lambda: _feeds(settings, publisher, stopping)))
    server.run(sockets=[sock])
    end()
    for thread in threads:
        thread.join(10)
    publisher.close()
    return 1 if failures else 0


def _clock(settings: Settings, publisher: KafkaPublisher, stopping: threading.Event) -> None:
    progress = Progress(settings)
    try:
        run_clock(publisher, clock=utc_now, wait=stopping.wait, settle=progress.settle(stopping.wait))
    finally:
        progress.close()


def _feeds(settings: Settings, publisher: KafkaPublisher, stopping: threading.Event) -> None:
    assert settings.feeds is not None
    consumer = KafkaConsumer(settings, None, [FEEDS_STATE])
    try:
        poll_feeds(settings.feeds, publisher, consumer, settings, wait=stopping.wait)
    finally:
        consumer.close()
