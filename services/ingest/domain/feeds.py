"""Decides which entries of a feed are new or edited, which article each belongs to, and what to remember of them."""

import re
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

import msgspec

from services.ingest.domain.urls import canonical_url, host_of, identity
from shared.contracts import FeedState, RawArticle, ids

TEASER_CHARACTERS = 500
REMEMBERED = 500
"""Hashes kept beyond those of the entries in the feed now; a server may alternate between two states of a feed."""
SHARE_OF_WHOLE = 0.6
"""An article that went out with its page's text is not replaced by less of it than this: what is so short is a teaser,
or a wall, and not an edit."""
ARTICLES_KNOWN = 100_000
"""Articles of all feeds of which is known what went out."""
Lengths = tuple[tuple[str, int], ...]
"""(hash of an article's name, characters that went out)."""
_MORE = re.compile(
    r"(\[?(…|\.\.\.)\]?|\b(read more|continue reading|full story|weiterlesen)\b.{0,40})\s*$", re.I
)


T = TypeVar("T")


class Feed(msgspec.Struct, frozen=True):
    """A feed to poll. `outlet` is what its articles are attributed to; empty: the feed's own title."""

    url: str
    outlet: str = ""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as the feed gives it; `text` is plain text, `stamp` whatever it says about its time."""

    guid: str = ""
    link: str = ""
    title: str = ""
    text: str = ""
    published_at: str | None = None
    stamp: str = ""
    language: str | None = None
    whole: bool = False
    """The feed gives this as the content, not as a summary."""


class Fresh(msgspec.Struct, frozen=True):
    """An entry to send on, with its hash, that of its name alone, and whether its page must be read for the text.
    `keys` are hashes under which its article's id is remembered: its name, and its guid with its date (feeds that
    number their entries give one guid to many)."""

    entry: Entry
    id: str | None
    mark: str
    name: str
    teaser: bool
    keys: tuple[str, ...] = ()


def shared_links(entries: Sequence[Entry], known: Sequence[str]) -> tuple[str, ...]:
    """The links (hashed) that several entries have or had, latest first: posts of a live blog, for example."""
    links = Counter(_hash_of(url) for url in (canonical_url(entry.link) for entry in entries) if url)
    now = [link for link, count in links.items() if count > 1]
    return tuple(dict.fromkeys((*now, *known)))[:REMEMBERED]


def fresh(
    feed: Feed, entries: Sequence[Entry], seen: Sequence[str], shared: Sequence[str] | None = None
) -> tuple[Fresh, ...]:
    """The entries not sent before in this form, oldest (last in the feed) first. A link that is or was `shared`
    (default: among these entries) identifies no article, whatever else is in the feed now."""
    links = set(shared_links(entries, ()) if shared is None else shared)
    # Some feeds stamp all entries with the time at which the feed was made: that says nothing about an entry.
    stamped = len({entry.stamp for entry in entries}) > 1 or len(entries) == 1
    guids = Counter(_guid_key(entry) for entry in entries)
    known, found = set(seen), dict[str, Fresh]()
    for entry in reversed(entries):
        own_id = _own_id(feed, entry, links)
        url = canonical_url(entry.link) or ""
        name = own_id or url
        content = (entry.title, entry.text, entry.stamp if stamped else "")
        mark = ids.digest(name, *content)[:12]
        # It may have gone out under its link, while it was the only one to have it.
        marks = {mark, ids.digest(url, *content)[:12]}
        if not marks & known and (entry.text or entry.title):
            hashed, key = ids.digest(own_id or identity(url))[:12], _guid_key(entry)
            keys = (hashed, key) if key and guids[key] == 1 else (hashed,)
            found[mark] = Fresh(entry, own_id, mark, hashed, is_teaser(entry), keys)
    return tuple(found.values())


def remember(seen: Sequence[str], sent: Sequence[str], entries: int) -> tuple[str, ...]:
    """The marks to keep, latest first; `entries` are in the feed now."""
    return tuple(dict.fromkeys((*reversed(sent), *seen)))[: REMEMBERED + entries]


def is_cut(text: str, whole: int) -> bool:
    """Whether the text at hand is clearly shorter than what was already sent of the article (`whole` characters)."""
    return len(text) < SHARE_OF_WHOLE * whole


def remember_pairs(
    known: tuple[tuple[str, T], ...], sent: Sequence[tuple[str, T]], entries: int
) -> tuple[tuple[str, T], ...]:
    """The lengths or ids by hash to keep, latest first, limited as the marks are."""
    latest: dict[str, T] = dict(reversed(sent))
    kept = (*latest.items(), *((name, value) for name, value in known if name not in latest))
    return kept[: REMEMBERED + entries]


class SentArticles:
    """What all feeds published of articles that several of them may list; thread-safe, and limited in size."""

    def __init__(self, states: Iterable[FeedState] = ()) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, tuple[int, str, str]] = {}
        for state in states:
            for name, length in reversed(state.whole):
                self._known[name] = max(self._known.pop(name, (0, "", "")), (length, "", ""))

    def length(self, name: str, own: Lengths = ()) -> int:
        """Characters sent beyond a teaser; 0 if none. `own` counts if nothing else is known."""
        with self._lock:
            known = self._known.get(name)
        return known[0] if known else dict(own).get(name, 0)

    def by_another(self, name: str, text: str, feed: str) -> bool:
        """Whether another feed published the same text last, perhaps under its own title, which is no edit."""
        with self._lock:
            known = self._known.get(name)
        return known is not None and known[2] != feed and known[1] == ids.digest(text)

    def note(self, name: str, length: int | None, text: str, feed: str) -> None:
        """Note that the article was sent; None is the length of a teaser, which changes nothing."""
        with self._lock:
            before = self._known.pop(name, (0, "", ""))[0]
            self._known[name] = (before if length is None else length, ids.digest(text), feed)
            while len(self._known) > ARTICLES_KNOWN:
                del self._known[next(iter(self._known))]


def is_teaser(entry: Entry) -> bool:
    """Whether the feed gives only the beginning of the article."""
    return len(entry.text) < TEASER_CHARACTERS or not entry.whole or bool(_MORE.search(entry.text[-80:]))


def to_article(
    feed: Feed, feed_title: str, item: Fresh, text: str, *, url: str | None = None, id: str | None = None
) -> RawArticle:
    """The entry as a raw article with this text; the title stands in for a missing text. `url` is where its page was
    found, `id` the id under which it was sent before."""
    entry = item.entry
    return RawArticle(
        id=id or item.id,
        outlet=(feed.outlet or feed_title or host_of(feed.url))[:200].strip() or None,
        published_at=entry.published_at,
        title=entry.title or None,
        url=canonical_url(url) or canonical_url(entry.link),
        text=text or entry.title,
        language=entry.language,
    )


def withdrawal(article: RawArticle) -> RawArticle:
    """The raw article that withdraws this one."""
    return RawArticle(id=article.id, outlet=article.outlet, url=article.url, withdrawn=True)


def _hash_of(url: str) -> str:
    return ids.digest(identity(url))[:12]


def _guid_key(entry: Entry) -> str | None:
    if not entry.guid or not entry.published_at:
        return None
    return ids.digest("guid", entry.guid, entry.published_at)[:12]


def _own_id(feed: Feed, entry: Entry, links: AbstractSet[str]) -> str | None:
    """None if the link identifies the article; else an id from the feed's guid or, as a last resort, the title."""
    url = canonical_url(entry.link)
    if url is not None and _hash_of(url) not in links:
        return None
    return "feed-" + ids.digest(feed.url, entry.guid or entry.link + "\x1f" + entry.title)
