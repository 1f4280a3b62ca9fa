"""Tells /readyz whether the notifier is alive, from the beats of its rounds."""

import time
from collections.abc import Callable

STILL_SECONDS = 60.0
"""A round takes a second at most while all is well."""
STARTS = "not reading alerts: it starts, and reads what was sent before, or a defect stopped it (see the log)"
STANDS_BY = "another notifier is at work; this one tells nobody anything until that one is gone"


class Pulse:
    """When the notifier last completed a round. One thread beats, another asks."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: float | None = None
        self._why = STARTS
        self._trouble: str | None = None

    def beat(self) -> None:
        """Note a round: it has read what it sent before, and its topics answer."""
        self._last = self._clock()

    def rest(self, why: str = STARTS) -> None:
        """Note that it is not running."""
        self._last, self._why, self._trouble = None, why, None

    def trouble(self, why: str | None) -> None:
        """Note why it goes round and yet tells nobody anything; None when it does again."""
        self._trouble = why

    def problem(self) -> str | None:
        """Why it is not ready; None while it runs."""
        if self._last is None:
            return self._why
        if self._trouble is not None:
            return self._trouble
        still = self._clock() - self._last
        if still < STILL_SECONDS:
            return None
        return f"no round for {still:.0f} s: its topics do not answer, or a receiver holds it up"
