"""Parses the bytes of an RSS or Atom feed into plain-text entries. It looks up, fetches and expands nothing."""

import io
import re
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import feedparser
import msgspec

from services.ingest.domain.feeds import Entry
from services.ingest.domain.markup import text_of, tidy
from shared.processing.dates import has_unknown_zone, parse

MAX_ENTRIES = 1000
MAX_TITLE = 1000
MAX_TAGS = 100_000
_ENTITY = re.compile(rb"<!ENTITY", re.I)
_CHARACTERS = rb"(?:[^\"'&%<>]|&#\w{1,8};){1,8}"
_NAMED = rb"<!ENTITY\s+[\w.-]+\s+(?:\"" + _CHARACTERS + rb"\"|'" + _CHARACTERS + rb"')\s*>\s*"
_HARMLESS = re.compile(
    rb"<!DOCTYPE\s+[\w.-]+\s*\[\s*(?:" + _NAMED + rb")+"
    rb"\]\s*>",
    re.I,
)
"""A document type that names single characters, as old systems write it; none stands for another."""
_MANY_ATTRIBUTES = re.compile(rb"<[a-z](?:[^<>=]*=){500}", re.I)


class NotAFeed(ValueError):
    """The bytes are no feed that we can read; the text says why."""


class Document(msgspec.Struct, frozen=True):
    """A feed as it is now: its own title and its entries, in its order."""

    title: str
    entries: tuple[Entry, ...]


def parse_feed(data: bytes, *, url: str = "", content_type: str = "") -> Document:
    """The feed; of a damaged one, what can be read. Raises NotAFeed."""
    if not data.strip():
        raise NotAFeed("the feed is empty")
    data = _HARMLESS.sub(b"", data, count=1)
    _refuse_monsters(data.replace(b"\x00", b""))
    headers = {"content-location": url} | ({"content-type": content_type} if content_type else {})
    try:
        # Bytes are wrapped, because feedparser would take them for the name of a file. It need not clean HTML: only
        # its text is taken.
        found = feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError) as error:
        raise NotAFeed(f"the feed cannot be read ({type(error).__name__})") from None
    if not found.version and not found.entries:
        raise NotAFeed("this is not an RSS or Atom feed" + _instead(data))
    language = _plain(found.feed.get("language"))[:20] or None
    title = tidy(text_of(_plain(found.feed.get("title"))))[:MAX_TITLE]
    return Document(title, tuple(_entry(entry, language) for entry in found.entries[:MAX_ENTRIES]))


def _refuse_monsters(data: bytes) -> None:
    """Refuse what would occupy the parser for minutes (it is quadratic in the attributes of a tag) or grow in it."""
    if _ENTITY.search(data):
        raise NotAFeed("the feed declares entities; such feeds are not read")
    if data.count(b"<") > MAX_TAGS:
        raise NotAFeed(f"the feed has more than {MAX_TAGS} tags; such feeds are not read")
    if _MANY_ATTRIBUTES.search(data):
        raise NotAFeed("the feed has a tag with more than 500 attributes; such feeds are not read")
    if data.startswith(b"\x4c\x6f\xa7\x94"):
        raise NotAFeed("the feed is written in EBCDIC; such feeds are not read")


def _entry(entry: Mapping[str, Any], language: str | None) -> Entry:
    contents = [part for part in _list(entry.get("content")) if isinstance(part, Mapping)]
    candidates = [text_of(_plain(part.get("value"))) for part in contents]
    text = max(candidates, key=len, default="")
    summary = text_of(_plain(entry.get("summary")))
    whole = bool(text) and len(text) >= len(summary)
    spoken = next((_plain(part.get("language")) for part in contents if part.get("language")), "")
    published = _moment(entry, "published") or _moment(entry, "updated")
    return Entry(
        guid=tidy(_plain(entry.get("id")))[:1000],
        link=_link(entry),
        title=text_of(_plain(entry.get("title")))[:MAX_TITLE].replace("\n", " "),
        text=text if whole else summary,
        published_at=published,
        stamp=f"{_plain(entry.get('updated'))[:64]}|{_plain(entry.get('published'))[:64]}",
        language=(spoken or language or "")[:20] or None,
        whole=whole,
    )


def _link(entry: Mapping[str, Any]) -> str:
    link = tidy(_plain(entry.get("feedburner_origlink")) or _plain(entry.get("link")))
    if link:
        return link
    guid = tidy(_plain(entry.get("id")))
    return guid if guid.lower().startswith(("http://", "https://")) else ""


def _moment(entry: Mapping[str, Any], name: str) -> str | None:
    """The date in ISO form if we or feedparser (which knows many forms) understand it, else as given; None if
    absent."""
    given = _plain(entry.get(name)).strip()[:64]
    if (moment := parse(given)) is not None:
        return moment.isoformat()
    parsed = entry.get(f"{name}_parsed")
    if isinstance(parsed, time.struct_time) and not has_unknown_zone(given):
        try:
            return datetime(*parsed[:6], tzinfo=UTC).isoformat()
        except ValueError:
            pass
    return given or None


def _plain(value: object) -> str:
    return value if isinstance(value, str) else ""


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _instead(data: bytes) -> str:
    start = data[:1000].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return " but a web page; look for the feed's own address"
    return " but JSON" if start.startswith((b"{", b"[")) else ""
