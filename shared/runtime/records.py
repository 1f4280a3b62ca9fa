"""Defines a record as every engine sees it, and the ports through which services read and write topics."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol

import msgspec

from shared.contracts.codec import Headers
from shared.contracts.topics import Topic
from shared.processing import TryLater


class Record(msgspec.Struct, frozen=True):
    """One record of a topic; `timestamp` (UTC) of a record on the first topic is its article's `received_at`."""

    topic: str
    partition: int
    offset: int
    key: str
    value: bytes | None
    headers: Headers
    timestamp: datetime

    @property
    def origin(self) -> str:
        """topic/partition/offset: the id of its dead letter."""
        return f"{self.topic}/{self.partition}/{self.offset}"


class Publisher(Protocol):
    """Writes messages; returns when they are safe."""

    def publish(self, topic: Topic, message: Any, *, timestamp: datetime | None = None) -> None: ...

    def publish_raw(
        self,
        topic: Topic,
        key: str,
        value: bytes | None,
        *,
        headers: Headers = (),
        timestamp: datetime | None = None,
    ) -> None: ...


class Consumer(Protocol):
    """Reads topics as one group: what was not committed comes again after a restart."""

    def poll(self, timeout_seconds: float, max_records: int = 200) -> Sequence[Record]: ...

    def commit(self, records: Iterable[Record]) -> None: ...

    def seek_to_beginning(self) -> None: ...

    def caught_up(self) -> bool:
        """Whether all has been polled that was there at `seek_to_beginning` or, without it, when first asked."""
        ...

    def close(self) -> None: ...


def whole(
    consumer: Consumer, timeout_seconds: float = 0.0, max_records: int = 200
) -> Iterator[Sequence[Record]]:
    """Everything there was at `seek_to_beginning`, and what came meanwhile, a poll at a time. Raises TryLater if
    nothing more comes and something is missing: a broker that pauses looks like the end of its topics."""
    while True:
        records = consumer.poll(timeout_seconds, max_records)
        if records:
            yield records
        elif consumer.caught_up():
            return
        else:
            raise TryLater("the topics do not answer; not all could be read that they hold")
