"""Opens the topics that commands work on: those of Kafka if PARLEY_KAFKA is set, else the log of an earlier run."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import typer

from services.cli.extras import of_kafka
from services.cli.problems import Problem, log_path, of_log
from shared.contracts import codec
from shared.contracts.topics import Topic
from shared.runtime.embedded.log import Log, LogPublisher
from shared.runtime.records import Publisher, Record
from shared.runtime.settings import Settings


class Topics(msgspec.Struct, frozen=True):
    """The present content of a topic, and a way to write to it."""

    records: Callable[[Topic], Sequence[Record]]
    publisher: Publisher

    def messages(self, topic: Topic) -> Iterator[Any]:
        """Every message of a topic, each partition in order; what cannot be read is reported and skipped. Where the
        last value of a key counts, an empty record deletes the key and is no message."""
        for record in self.records(topic):
            if record.value is None and topic.cleanup == "compact":
                continue
            try:
                message = codec.decode(topic, record.headers, record.value)
            except codec.UndecodableRecord as error:
                typer.echo(f"{record.origin}: {error}; passed by", err=True)
            else:
                yield message


@contextmanager
def open_topics(settings: Settings) -> Iterator[Topics]:
    """The topics; raises Problem if there is nothing to open, KafkaFault if Kafka fails."""
    if settings.kafka is None:
        log = existing_log(settings)
        try:
            yield Topics(lambda topic: whole(log, topic), LogPublisher(log, lambda: datetime.now(UTC)))
        finally:
            log.close()
        return
    with of_kafka():
        from shared.runtime.kafka.consumer import read_all
        from shared.runtime.kafka.faults import explained
        from shared.runtime.kafka.producer import KafkaPublisher
    with explained(settings):
        publisher = KafkaPublisher(settings)
        try:
            yield Topics(lambda topic: read_all(settings, topic), publisher)
        finally:
            publisher.close()


@contextmanager
def spectator(settings: Settings, topics: Sequence[Topic]) -> Iterator[Any]:
    """A consumer of Kafka outside all groups, which commits nothing. Raises Problem at once if topics are missing or
    wrong; KafkaFault if Kafka fails during use."""
    with of_kafka():
        from shared.runtime.kafka.connection import topic_name
        from shared.runtime.kafka.consumer import KafkaConsumer
        from shared.runtime.kafka.faults import explained
        from shared.runtime.kafka.topics_check import problems
    with explained(settings):
        if wrong := problems(settings, [topic_name(settings, topic) for topic in topics]):
            raise Problem("; ".join(wrong), 3)
        consumer = KafkaConsumer(settings, None, topics)
        try:
            yield consumer
        finally:
            consumer.close()


def existing_log(settings: Settings) -> Log:
    """The log of an earlier run; raises Problem if there is none."""
    path = log_path(settings)
    if not path.exists():
        raise Problem(f"there is no log at {path} yet; start with: parley run (or set PARLEY_DATA)")
    return open_log(path)


def open_log(path: Path, *, across_threads: bool = False) -> Log:
    """The log at this path, made if missing; raises Problem if it is no log or cannot be opened."""
    try:
        return Log(path, across_threads=across_threads)
    except sqlite3.Error as error:
        raise of_log(error, path) or error from None


def whole(log: Log, topic: Topic) -> list[Record]:
    """Everything a topic of the log holds."""
    found: list[Record] = []
    while records := log.read(topic.name, found[-1].offset + 1 if found else 0):
        found += records
    return found
