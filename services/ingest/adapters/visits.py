"""One feed visited: its cursor in; its new and edited articles, one by one, and the next cursor out."""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from services.ingest.adapters.feed_parser import NotAFeed, parse_feed
from services.ingest.adapters.pages import article_text
from services.ingest.adapters.web import Answered, FetchFailed, Web
from services.ingest.domain.feeds import (
    Feed,
    Fresh,
    fresh,
    is_cut,
    remember,
    remember_whole,
    shared_links,
    to_article,
)
from services.ingest.domain.polling import LONGEST, Answer, after, retry_after, validator
from services.ingest.domain.urls import canonical_url, host_of
from shared.contracts import FeedState, RawArticle

_FEEDS = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
_PAGES = "text/html, application/xhtml+xml;q=0.9"
PATIENCE = 4
"""Polls at which an article's page may be away before its teaser goes without it: an hour, usually."""
_BUSY = (408, 425, 429)


class Stopped(Exception):
    """We are to stop; what was not sent is not remembered and comes the next time."""


class Politeness:
    """Between two requests to one host at least `seconds` pass, whoever makes them; and a host that asked to be left
    alone is asked for no page until its time is over."""

    def __init__(self, seconds: float, stopping: threading.Event) -> None:
        self._seconds, self._stopping = seconds, stopping
        self._next: dict[str, float] = {}
        self._held: dict[str, float] = {}
        self._lock = threading.Lock()

    def hold(self, url: str, pause: timedelta) -> None:
        """The host of this URL wants no more requests for so long."""
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
    """What a visit needs. `clock` gives the time of day, `interval` the usual pause between two polls of a feed."""

    web: Web
    politeness: Politeness
    clock: Callable[[], datetime]
    interval: timedelta
    pages: bool = True


def visit(
    feed: Feed, state: FeedState | None, visitor: Visitor, emit: Callable[[RawArticle], None]
) -> FeedState:
    """Give every fresh article to `emit`, then return the cursor to keep; raises Stopped, and nothing else."""
    state = state or FeedState(url=feed.url)
    try:
        answered = _ask(feed, state, visitor)
    except FetchFailed as failed:
        return after(state, Answer(error=str(failed)), visitor.clock(), visitor.interval, state.seen)
    answer = _understood(answered, state, visitor.clock())
    if answer.error or answered.status == 304:
        return after(state, answer, visitor.clock(), visitor.interval, state.seen)
    content_type = answered.headers.get("content-type", "")
    try:
        document = parse_feed(answered.body, url=answered.url, content_type=content_type)
    except NotAFeed as error:
        return after(state, Answer(error=str(error)), visitor.clock(), visitor.interval, state.seen)
    sent, waiting, whole = [], dict[str, int](), list[tuple[str, int]]()
    known_whole = dict(state.whole)
    shared = shared_links(document.entries, state.shared)
    for item in fresh(feed, document.entries, state.seen, shared):
        page = _page(item, visitor)
        if page and visitor.politeness.is_held(page):
            waiting[item.mark] = state.waiting.get(item.mark, 0)  # nothing was tried
            continue
        text = _text(item, page, visitor)
        if text is None:
            polls = state.waiting.get(item.mark, 0) + 1
            if polls < PATIENCE:
                waiting[item.mark] = polls
                continue
            text = item.entry.text
        if item.teaser and is_cut(item, text, known_whole):
            # Told already, and in full. A teaser in its place would take back whatever stood in the rest.
            sent.append(item.mark)
            continue
        if not item.teaser or len(text) > len(item.entry.text):
            whole.append((item.name, len(text)))
        emit(to_article(feed, document.title, item, text))
        sent.append(item.mark)
    if waiting:
        # Their pages may be there the next time, so the feed must not be answered with "not modified" then.
        answer = msgspec.structs.replace(answer, etag=None, last_modified=None)
    seen = remember(state.seen, sent, len(document.entries))
    lengths = remember_whole(state.whole, whole, len(document.entries))
    state = msgspec.structs.replace(state, waiting=waiting, whole=lengths, shared=shared)
    return after(state, answer, visitor.clock(), visitor.interval, seen)


def _ask(feed: Feed, state: FeedState, visitor: Visitor) -> Answered:
    visitor.politeness.wait(feed.url)
    headers = {"accept": _FEEDS}
    if etag := validator(state.etag):
        headers["if-none-match"] = etag
    if stamp := validator(state.last_modified):
        headers["if-modified-since"] = stamp
    return visitor.web.get(feed.url, headers)


def _understood(answered: Answered, state: FeedState, now: datetime) -> Answer:
    headers = answered.headers
    wait = retry_after(headers.get("retry-after"), now)
    if answered.status == 304:
        return Answer(
            etag=headers.get("etag", state.etag),
            last_modified=headers.get("last-modified", state.last_modified),
            retry_after=wait,
        )
    if answered.status == 200:
        return Answer(etag=headers.get("etag"), last_modified=headers.get("last-modified"), retry_after=wait)
    gone = answered.status == 410
    reason = f"{host_of(answered.url)} answered {answered.status}"
    if gone:
        reason += ": the feed is gone for good; take it out of the list"
    return Answer(error=reason, retry_after=wait, gone=gone)


def _page(item: Fresh, visitor: Visitor) -> str | None:
    """The page to read for the text, where the feed has only a teaser."""
    return canonical_url(item.entry.link) if item.teaser and visitor.pages else None


def _text(item: Fresh, url: str | None, visitor: Visitor) -> str | None:
    """The article's text: the feed's, or that of its page at `url` if there is more; None: not now."""
    if url is None:
        return item.entry.text
    visitor.politeness.wait(url)
    try:
        answered = visitor.web.get(url, {"accept": _PAGES})
    except FetchFailed as failed:
        return item.entry.text if failed.final else None
    pause = retry_after(answered.headers.get("retry-after"), visitor.clock())
    if answered.status == 429 or (pause is not None and answered.status >= 400):
        visitor.politeness.hold(url, visitor.interval if pause is None else pause)
    if answered.status in _BUSY or answered.status >= 500:
        return None
    if answered.status != 200 or "html" not in answered.headers.get("content-type", "html").lower():
        return item.entry.text
    found = article_text(answered.body, answered.url)
    return found if len(found) > len(item.entry.text) else item.entry.text
