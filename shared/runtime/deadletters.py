"""Dead letters: a record that cannot be processed becomes a letter with origin and reason; too many stop the worker."""

import base64
from collections import deque
from datetime import datetime, timedelta

from shared.contracts.operations import DeadLetter
from shared.runtime.records import Record

KEPT_BYTES = 500_000
KEPT_OF_KEY = 1000
KEPT_HEADERS = 40
KEPT_OF_HEADER = 500


class FuseBlown(Exception):
    """So many dead letters in so short a time mean a bad deployment: stop without acknowledging."""


class Fuse:
    """Counts dead letters over a sliding window of record time; `limit` None never blows."""

    def __init__(self, limit: int | None = None, window: timedelta = timedelta(minutes=5)) -> None:
        self._limit = limit
        self._window = window
        self._times: deque[datetime] = deque()

    def blow(self, at: datetime, reason: str) -> None:
        """Count one; raises FuseBlown at the limit."""
        if self._limit is None:
            return
        self._times.append(at)
        while self._times and at - self._times[0] > self._window:
            self._times.popleft()
        if len(self._times) >= self._limit:
            raise FuseBlown(
                f"{len(self._times)} records in {self._window} could not be processed, the last one because: {reason}"
            )


def dead_letter(record: Record, stage: str, reason: str) -> DeadLetter:
    """The letter of a record: its id is the origin, so that parking twice is parking once. Whatever the record holds,
    the letter fits into one: a record that cannot even be parked would stop its partition for ever."""
    value = record.value or b""
    return DeadLetter(
        id=record.origin,
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        reason=reason[:500],
        stage=stage,
        at=record.timestamp,
        key=record.key[:KEPT_OF_KEY],
        value=base64.b64encode(value[:KEPT_BYTES]).decode(),
        headers=tuple(
            (k[:KEPT_OF_HEADER], v.decode("latin-1")[:KEPT_OF_HEADER])
            for k, v in record.headers[:KEPT_HEADERS]
        ),
        truncated=len(value) > KEPT_BYTES or len(record.key) > KEPT_OF_KEY,
    )
