"""Visits one feed: emits its new and edited articles one by one, and returns the next cursor."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from services.ingest.adapters.entry_text import find_text, page_of
from services.ingest.adapters.feed_parser import NotAFeed, parse_feed
from services.ingest.adapters.politeness import Visitor
from services.ingest.adapters.web import Answered, FetchFailed
from services.ingest.domain.checks import article_id
from services.ingest.domain.feeds import (
    Feed,
    Fresh,
    SentArticles,
    fresh,
    is_cut,
    remember,
    remember_pairs,
    shared_links,
    to_article,
    withdrawal,
)
from services.ingest.domain.page_checks import is_labelled_withdrawn, tells_of_withdrawal
from services.ingest.domain.polling import Answer, after, retry_after, validator
from services.ingest.domain.urls import host_of
from shared.contracts import FeedState, RawArticle
from shared.runtime import metrics

_FEEDS = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
PATIENCE = 4
"""Polls at which an article's page may be away before its teaser goes without it: an hour, usually."""


def visit(
    feed: Feed, state: FeedState | None, visitor: Visitor, emit: Callable[[RawArticle], None]
) -> FeedState:
    """Give every fresh article to `emit`, then return the cursor to keep. Raises Stopped, and nothing else."""
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
    shared = shared_links(document.entries, state.shared)
    outcome = _Outcome(visitor.articles)
    for item in fresh(feed, document.entries, state.seen, shared):
        _send(feed, document.title, item, state, visitor, emit, outcome)
    if outcome.waiting:
        # Their pages may be there the next time, so the feed must not be answered with "not modified" then.
        answer = msgspec.structs.replace(answer, etag=None, last_modified=None)
    seen = remember(state.seen, outcome.sent, len(document.entries))
    lengths = remember_pairs(state.whole, outcome.whole, len(document.entries))
    named = remember_pairs(state.named, outcome.named, len(document.entries))
    state = msgspec.structs.replace(state, waiting=outcome.waiting, whole=lengths, shared=shared, named=named)
    return after(state, answer, visitor.clock(), visitor.interval, seen)


class _Outcome:
    """The result of one visit."""

    def __init__(self, articles: SentArticles) -> None:
        self.articles = articles
        self.sent: list[str] = []
        self.waiting: dict[str, int] = {}
        self.whole: list[tuple[str, int]] = []
        self.named: list[tuple[str, str]] = []

    def tell(self, item: Fresh, text: str, feed: Feed, whole: bool) -> None:
        """Emit the article with this text; an empty text withdraws it."""
        if whole:
            self.whole.append((item.name, len(text)))
        self.articles.note(item.name, len(text) if whole else None, text, feed.url)


def _send(
    feed: Feed,
    feed_title: str,
    item: Fresh,
    state: FeedState,
    visitor: Visitor,
    emit: Callable[[RawArticle], None],
    outcome: _Outcome,
) -> None:
    """Handle one entry: its article goes to `emit`, or it waits for its page, or it is held back."""
    page, polls = page_of(item, visitor), state.waiting.get(item.mark, 0)
    if page and visitor.politeness.is_held(page):
        outcome.waiting[item.mark] = polls  # nothing was tried
        return
    found, known = find_text(item, page, visitor), outcome.articles.length(item.name, state.whole)
    if (found.source == "later" and polls + 1 < PATIENCE) or (
        found.source == "missing" and known and not polls
    ):
        outcome.waiting[item.mark] = polls + 1
        return
    outcome.sent.append(item.mark)
    cut = item.teaser and is_cut(found.text, known)
    withdrawn = is_labelled_withdrawn(item.entry.title) or (
        known > 0 and (found.source in ("gone", "missing") or (cut and tells_of_withdrawal(found.text)))
    )
    named = dict(state.named)
    id = next((named[key] for key in item.keys if key in named), None)
    article = to_article(feed, feed_title, item, found.text, url=found.url, id=id)
    if withdrawn:
        outcome.tell(item, "", feed, whole=True)
        metrics.feed_texts.labels("withdrawn").inc()
        emit(withdrawal(article))
    elif cut or outcome.articles.by_another(item.name, found.text, feed.url):
        # Sent already, and in full. A teaser in its place would take back whatever stood in the rest.
        metrics.feed_texts.labels("held").inc()
    else:
        whole = not item.teaser or len(found.text) > len(item.entry.text)
        outcome.tell(item, found.text, feed, whole)
        metrics.feed_texts.labels(found.source if found.source in ("page", "unrelated") else "feed").inc()
        # Under this id it goes on, whatever becomes of its link or of where that leads.
        outcome.named += [(key, article_id(article)) for key in item.keys]
        emit(article)


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
