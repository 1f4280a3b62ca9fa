"""Finds the full text of a feed's entry, in the feed or on the entry's page."""

from typing import Literal

import msgspec

from services.ingest.adapters.pages import article_text
from services.ingest.adapters.politeness import Visitor
from services.ingest.adapters.web import Answered, FetchFailed
from services.ingest.domain.feeds import Fresh
from services.ingest.domain.page_checks import belongs, leads_elsewhere, tells_of_withdrawal
from services.ingest.domain.polling import retry_after
from services.ingest.domain.urls import canonical_url

_PAGES = "text/html, application/xhtml+xml;q=0.9"
_BUSY = (408, 425, 429)
Source = Literal["feed", "page", "unrelated", "missing", "gone", "later"]


class Found(msgspec.Struct, frozen=True):
    """A text and its source: the feed; the page; or the feed because the page is another one (`unrelated`), missing
    (404) or gone (410); `later` means try again. `url` is where the page was found."""

    text: str
    source: Source
    url: str | None = None


def page_of(item: Fresh, visitor: Visitor) -> str | None:
    """The page to read if the feed has only a teaser; else None."""
    return canonical_url(item.entry.link) if item.teaser and visitor.pages else None


def find_text(item: Fresh, url: str | None, visitor: Visitor) -> Found:
    """The article's text: the feed's, or that of its page at `url` if there is more. Raises Stopped."""
    teaser = item.entry.text
    if url is None:
        return Found(teaser, "feed")
    visitor.politeness.wait(url)
    try:
        answered = visitor.web.get(url, {"accept": _PAGES})
    except FetchFailed as failed:
        return Found(teaser, "feed" if failed.final else "later")
    pause = retry_after(answered.headers.get("retry-after"), visitor.clock())
    if answered.status == 429 or (pause is not None and answered.status >= 400):
        visitor.politeness.hold(url, visitor.interval if pause is None else pause)
    if answered.status in _BUSY or answered.status >= 500:
        return Found(teaser, "later")
    return _read(item, url, answered)


def _read(item: Fresh, url: str, answered: Answered) -> Found:
    teaser = item.entry.text
    if answered.status in (404, 410):
        return Found(teaser, "gone" if answered.status == 410 else "missing")
    if answered.status != 200 or "html" not in answered.headers.get("content-type", "html").lower():
        return Found(teaser, "feed")
    if leads_elsewhere(url, answered.url):
        return Found(teaser, "unrelated")
    found = article_text(answered.body, answered.url)
    if len(found) <= len(teaser):
        return Found(teaser, "feed")
    if not belongs(f"{item.entry.title} {teaser}", found) and not tells_of_withdrawal(found):
        return Found(teaser, "unrelated")
    return Found(found, "page", answered.url)
