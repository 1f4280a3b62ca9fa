"""Drops records the embedded log need not keep: those past their topic's retention, and on compacted topics those that
a later record of the same key replaces."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from shared.contracts.topics import TOPICS, Topic
from shared.runtime.embedded.log import Log

EVERY = timedelta(days=1)


class Expiry:
    """Cleans a log as its time goes on. Nothing is dropped that a reader has not taken yet."""

    def __init__(self, log: Log, topics: Iterable[Topic] = TOPICS.values()) -> None:
        self._log = log
        self._topics = tuple(topics)
        self._last: datetime | None = None
        self._compacted: dict[str, tuple[int, int]] = {}
        """Where a topic ended when it was last compacted, and how many records were left."""

    def come_to(self, now: datetime) -> int:
        """Note that it is `now` in the log's own time; the log is cleaned once a day of it. Returns how many records
        went."""
        if self._last is not None and now - self._last < EVERY:
            return 0
        self._last = now
        return sum(self._clean(topic, now) for topic in self._topics)

    def _clean(self, topic: Topic, now: datetime) -> int:
        if topic.cleanup == "delete":
            return self._log.expire(topic.name, now - timedelta(milliseconds=topic.retention_ms))
        end = self._log.end(topic.name)
        before, left = self._compacted.get(topic.name, (0, 0))
        if end - before <= left:
            # To look through everything pays once as much has come as there was.
            return 0
        dropped = self._log.compact(topic.name)
        self._compacted[topic.name] = (end, self._log.count(topic.name))
        return dropped
