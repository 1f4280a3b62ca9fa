"""Times the record that a worker is deciding, allowing a whole briefing more time than an article."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

USUAL_BYTES = 100_000
"""Thirty articles of news length. A slow machine with other work reads so much in seconds."""


class Deciding:
    """The record being decided. `patience`: how many times the usual it may take. `long_one_done_at`: when the last
    long one was through, as only then anything can move on again."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.patience = 1.0
        self.long_one_done_at = clock()
        self._clock = clock

    @contextmanager
    def one(self, size: int) -> Iterator[None]:
        """Wraps the decision on a record of so many bytes."""
        self.patience = max(1.0, size / USUAL_BYTES)
        try:
            yield
        finally:
            if self.patience > 1:
                self.long_one_done_at = self._clock()
            self.patience = 1.0
