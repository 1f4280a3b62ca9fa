"""Defines articles on their way in: as producers send them, and as admitted."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from shared.contracts.common import Message

_PLAIN = "Plain text, paragraphs on lines of their own; HTML is not taken apart."


class RawArticle(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What any producer may send to `articles.incoming`. `text` and one of `id`, `doc_id`, `url` are needed (a
    withdrawal needs no text); `doc_id` and `date` are accepted for `id` and `published_at`; other keys are ignored."""

    id: str | None = None
    doc_id: str | None = None
    outlet: str | None = None
    published_at: str | None = None
    date: str | None = None
    title: str | None = None
    url: str | None = None
    text: Annotated[str | None, msgspec.Meta(description=_PLAIN)] = None
    language: str | None = None
    withdrawn: bool = False
    version: Literal[1] = 1


class Article(Message, frozen=True, kw_only=True, tag="article"):
    """An admitted article: a new one (`revision` 1) or an edited one (a higher revision of the same id)."""

    id: str
    revision: int
    outlet: str
    publisher: str
    title: str
    text: str
    language: str
    published_at: datetime
    received_at: datetime
    content_hash: str
    url: str | None = None
    fingerprint: tuple[int, ...] = ()


class ArticleWithdrawn(Message, frozen=True, kw_only=True, tag="article_withdrawn"):
    """The outlet took the article back; what it alone told is to be retracted."""

    id: str
    revision: int
    received_at: datetime
    outlet: str = ""
    url: str | None = None


class FeedState(Message, frozen=True, kw_only=True, tag="feed_state"):
    """Cursor of one feed, so that a restart neither asks nor sends twice."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    next_poll_at: datetime | None = None
    failures: int = 0
    last_error: str | None = None
    seen: tuple[str, ...] = ()
    """Hashes (id and content) of the entries last sent."""
    waiting: dict[str, int] = msgspec.field(default_factory=dict)
    """Entries (by hash) whose page was away, and at how many polls; after some their teaser is sent."""
    whole: tuple[tuple[str, int], ...] = ()
    """Articles (by hash of their name) that went out with more than a teaser, and their characters; latest first."""
    shared: tuple[str, ...] = ()
    """Links (by hash) that several entries had at some time: they name no article; latest first."""
    named: tuple[tuple[str, str], ...] = ()
    """Ids of articles, by hash of the link and of the guid with its date, under which they go on; latest first."""
