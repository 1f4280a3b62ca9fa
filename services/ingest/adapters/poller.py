"""Polls a list of feeds until told to stop, publishing their articles to `articles.incoming` and their cursors to
`feeds.state`.

Feeds are visited in threads; everything is published by the calling thread, which owns the publisher.
"""

import queue
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import structlog

from services.ingest.adapters.feed_visits import visit
from services.ingest.adapters.politeness import Politeness, Stopped, Visitor
from services.ingest.adapters.submission import submit_or_park
from services.ingest.adapters.web import Web
from services.ingest.domain.feeds import Feed, SentArticles
from services.ingest.domain.polling import due
from services.ingest.domain.urls import host_of
from shared.contracts import FeedState, RawArticle, codec
from shared.contracts.topics import FEEDS_STATE
from shared.runtime import metrics
from shared.runtime.records import Consumer, Publisher, whole

FAILING_AFTER = 3
"""Polls in a row that must fail before a feed counts as failing: one alone is the weather of the net."""
VISITORS = 8
VISITORS_OF_ONE_HOST = 2
_WAITING_ARTICLES = 200


def read_states(consumer: Consumer, timeout_seconds: float = 1.0) -> dict[str, FeedState]:
    """The latest cursor of every feed, from the beginning of `feeds.state`. Raises TryLater if the topic does not
    deliver all: without its cursor a server that asked to be left alone would be asked at once, and as often as one
    that is well."""
    consumer.seek_to_beginning()
    states: dict[str, FeedState] = {}
    for records in whole(consumer, timeout_seconds):
        for record in records:
            try:
                state: FeedState = codec.decode(FEEDS_STATE, record.headers, record.value)
            except codec.UndecodableRecord:
                continue  # a cursor of another version: its feed is asked anew, which repeats and loses nothing
            states[state.url] = state
    return states


class Poller:
    """Polls feeds from their cursors, `states`. One thread calls `run` or `poll_once`."""

    def __init__(
        self,
        feeds: Sequence[Feed],
        publisher: Publisher,
        states: dict[str, FeedState],
        web: Web,
        *,
        clock: Callable[[], datetime],
        interval: timedelta = timedelta(minutes=15),
        pause_seconds: float = 1.0,
        pages: bool = True,
    ) -> None:
        self._feeds, self._publisher, self._states, self._clock = feeds, publisher, states, clock
        self._stopping = threading.Event()
        politeness, articles = Politeness(pause_seconds, self._stopping), SentArticles(states.values())
        self._visitor = Visitor(web, politeness, clock, interval, pages, articles)
        self._found: queue.Queue[tuple[Feed, RawArticle | FeedState | None]] = queue.Queue(_WAITING_ARTICLES)
        self._visiting: dict[str, int] = {}
        for outcome in ("new", "unchanged", "error"):
            metrics.feed_polls.labels(outcome)
        for source in ("feed", "page", "unrelated", "held", "withdrawn"):
            metrics.feed_texts.labels(source)

    def run(self, wait: Callable[[float], bool]) -> None:
        """Poll whatever is due until `wait` says stop."""
        self._tell_waiting()
        with ThreadPoolExecutor(VISITORS, thread_name_prefix="feed") as pool:
            try:
                while not wait(0.0):
                    self._start(pool, self._due())
                    self._take(1.0)
            finally:
                self._end(pool)

    def poll_once(self) -> None:
        """Visit every feed that is due, once."""
        with ThreadPoolExecutor(VISITORS, thread_name_prefix="feed") as pool:
            try:
                waiting = self._start(pool, self._due())
                while self._visiting:
                    self._take(0.1)
                    waiting = self._start(pool, waiting)
            finally:
                self._end(pool)

    def _due(self) -> list[Feed]:
        now = self._clock()
        return [
            feed
            for feed in self._feeds
            if feed.url not in self._visiting and due(self._states.get(feed.url), now)
        ]

    def _start(self, pool: ThreadPoolExecutor, feeds: Sequence[Feed]) -> list[Feed]:
        """Begin visits to these feeds; returns those whose host has enough visitors already: more would only wait
        there, and keep the others from being visited."""
        busy = Counter(host_of(url) for url in self._visiting)
        waiting = []
        for feed in feeds:
            host = host_of(feed.url)
            if busy[host] >= VISITORS_OF_ONE_HOST:
                waiting.append(feed)
                continue
            busy[host] += 1
            self._visiting[feed.url] = 0
            pool.submit(self._visit, feed, self._states.get(feed.url))
        return waiting

    def _visit(self, feed: Feed, state: FeedState | None) -> None:
        try:
            following: FeedState | None = visit(
                feed, state, self._visitor, lambda article: self._put(feed, article)
            )
        except Stopped:
            following = None
        except Exception:
            # A defect of ours with one feed must not end the others; it is told, and the feed asked again later.
            structlog.get_logger("ingest").exception("feed", host=host_of(feed.url))
            following = FeedState(
                url=feed.url,
                next_poll_at=self._clock() + self._visitor.interval,
                failures=state.failures + 1 if state else 1,
                last_error="a defect of ours; see the log",
                seen=state.seen if state else (),
                whole=state.whole if state else (),
                shared=state.shared if state else (),
                named=state.named if state else (),
            )
        if not self._stopping.is_set():
            self._found.put((feed, following))

    def _put(self, feed: Feed, article: RawArticle) -> None:
        """Publish an article; waits while the publisher is behind, and gives up when we are to stop."""
        while not self._stopping.is_set():
            try:
                return self._found.put((feed, article), timeout=0.2)
            except queue.Full:
                continue
        raise Stopped

    def _take(self, seconds: float) -> None:
        """Publish what was found; an article always before the cursor that says it was sent."""
        try:
            feed, found = self._found.get(timeout=seconds)
        except queue.Empty:
            return
        if isinstance(found, RawArticle):
            self._visiting[feed.url] += 1
            submit_or_park(self._publisher, found, at=self._clock())
            return
        sent = self._visiting.pop(feed.url)
        if found is not None:
            self._publisher.publish(FEEDS_STATE, found)
            self._states[feed.url] = found
            self._tell(feed, found, sent)

    def _tell_waiting(self) -> None:
        """Log feeds that failed before this start and are not asked yet: whoever mended their cause would look for
        it."""
        now = self._clock()
        for feed in self._feeds:
            state = self._states.get(feed.url)
            if state is not None and state.last_error and not due(state, now):
                structlog.get_logger("ingest").warning(
                    "feed waits", host=host_of(feed.url), until=state.next_poll_at, error=state.last_error
                )

    def _tell(self, feed: Feed, state: FeedState, sent: int) -> None:
        outcome = "error" if state.last_error else "new" if sent else "unchanged"
        metrics.feed_polls.labels(outcome).inc()
        watched = [self._states[one.url] for one in self._feeds if one.url in self._states]
        failing = sum(one.failures >= FAILING_AFTER for one in watched)
        metrics.feeds.labels("failing").set(failing)
        metrics.feeds.labels("ok").set(len(watched) - failing)
        log = structlog.get_logger("ingest")
        emit = log.warning if state.last_error else log.info if sent else log.debug
        # The host alone: paths and queries of feeds may hold a key.
        emit(
            "feed",
            host=host_of(feed.url),
            outcome=outcome,
            articles=sent,
            error=state.last_error,
            failures=state.failures,
        )

    def _end(self, pool: ThreadPoolExecutor) -> None:
        self._stopping.set()
        pool.shutdown(wait=False, cancel_futures=True)
        while True:  # make room, so that no visitor waits for us
            try:
                self._found.get_nowait()
            except queue.Empty:
                break
        pool.shutdown(wait=True)
        self._stopping.clear()
        self._visiting.clear()
