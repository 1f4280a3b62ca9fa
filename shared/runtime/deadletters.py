"""Makes a dead letter, with origin and reason, of a record that cannot be processed; too many of them stop the
worker."""

import base64
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from time import monotonic

import msgspec

from shared.contracts.operations import DeadLetter
from shared.runtime.records import Record

KEPT_BYTES = 500_000
KEPT_OF_KEY = 1000
KEPT_HEADERS = 40
KEPT_OF_HEADER = 500


class FuseBlown(Exception):
    """So many dead letters in so short a time mean a bad deployment: stop, and leave the last one where it is."""


class Fuse:
    """Counts dead letters over a sliding window; `limit` None never blows. It uses a clock that nobody can set, since
    with the time of day, setting it back would keep old letters in the window."""

    def __init__(
        self,
        limit: int | None = None,
        window: timedelta = timedelta(minutes=5),
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._limit = limit
        self._window = window
        self._clock = clock
        self._times: deque[float] = deque()

    def blow(self, reason: str) -> None:
        """Count one; raises FuseBlown at the limit."""
        if self._limit is None:
            return
        now = self._clock()
        self._times.append(now)
        while now - self._times[0] > self._window.total_seconds():
            self._times.popleft()
        if len(self._times) >= self._limit:
            raise FuseBlown(
                f"{len(self._times)} records in {self._window} could not be processed, the last one because: {reason}"
            )


def later(known: DeadLetter | None, letter: DeadLetter) -> DeadLetter:
    """The later of two letters of one record. Once it was sent again it stays so, however often its first place is read
    anew and parked: what became of it is another record."""
    return msgspec.structs.replace(letter, redriven=letter.redriven or (known is not None and known.redriven))


def dead_letter(record: Record, stage: str, reason: str) -> DeadLetter:
    """The letter of a record: its id is the origin, so that parking twice is parking once. It fits into a record
    whatever the original holds: a record that cannot even be parked would stop its partition for ever."""
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
