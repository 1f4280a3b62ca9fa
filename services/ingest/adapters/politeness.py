"""Spaces out requests to each host, and holds what visits to feeds share."""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from services.ingest.adapters.web import Web
from services.ingest.domain.feeds import SentArticles
from services.ingest.domain.polling import LONGEST
from services.ingest.domain.urls import host_of


class Stopped(Exception):
    """We are to stop; what was not sent is not remembered and comes the next time."""


class Politeness:
    """Leaves at least `seconds` between two requests to one host, whoever makes them, and requests no page from a host
    that asked to be left alone until that time is over."""

    def __init__(self, seconds: float, stopping: threading.Event) -> None:
        self._seconds, self._stopping = seconds, stopping
        self._next: dict[str, float] = {}
        self._held: dict[str, float] = {}
        self._lock = threading.Lock()

    def hold(self, url: str, pause: timedelta) -> None:
        """Note that the host of this URL wants no more requests for so long."""
        with self._lock:
            now = time.monotonic()
            self._held = {host: until for host, until in self._held.items() if until > now}
            self._held[host_of(url)] = now + min(pause, LONGEST).total_seconds()

    def is_held(self, url: str) -> bool:
        """Whether the host of this URL still wants to be left alone."""
        with self._lock:
            return self._held.get(host_of(url), 0.0) > time.monotonic()

    def wait(self, url: str) -> None:
        """Wait for our turn; raises Stopped."""
        host = host_of(url)
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + self._seconds
            if len(self._next) > 10_000:
                self._next = {known: at for known, at in self._next.items() if at > now}
        if self._stopping.wait(turn - now):
            raise Stopped


class Visitor(msgspec.Struct, frozen=True):
    """What a visit needs. `clock` gives the time of day, `interval` the usual pause between two polls of a feed;
    `articles` is what all feeds have sent."""

    web: Web
    politeness: Politeness
    clock: Callable[[], datetime]
    interval: timedelta
    pages: bool = True
    articles: SentArticles = msgspec.field(default_factory=SentArticles)
