"""Checks whether a raw article may be admitted and gives it identity and time, or says in a sentence what is wrong with
it."""

import re
from datetime import datetime

import msgspec

from services.ingest.domain.boilerplate import cleaned
from services.ingest.domain.urls import canonical_url, host_of, identity
from shared.contracts import RawArticle, ids
from shared.processing import InvalidMessage
from shared.processing.eventtime import event_time, parse

MAX_ID = 300
MAX_TITLE = 5_000
MAX_OUTLET = 300
MAX_TEXT_BYTES = 950_000
"""An admitted article must still fit in one record of a million bytes."""


class Checked(msgspec.Struct, frozen=True):
    """A raw article that may be admitted. `title` is as given, character for character; in `text` blanks replace what
    the page put between the sentences (see `boilerplate`), and `content_hash` is of the text as given."""

    id: str
    url: str | None
    outlet: str
    title: str
    text: str
    published_at: datetime
    content_hash: str
    withdrawn: bool


WITHDRAWN = "withdrawn"
_HTML = re.compile(r"</(?:p|div|a|b|i|em|strong|span|li|h[1-6]|script|style)\s{0,9}>", re.I)


def check(raw: RawArticle, now: datetime, max_text_characters: int) -> Checked:
    """The checked article; raises InvalidMessage. The producer's id stays; without one the article is named after its
    URL."""
    for name in ("id", "doc_id", "outlet", "title", "url", "text", "published_at", "date", "language"):
        _clean(name, getattr(raw, name))
    url = canonical_url(raw.url)
    outlet = _at_most("outlet", (raw.outlet or "").strip(), MAX_OUTLET) or host_of(url) or "unknown"
    title = _at_most("title", raw.title or "", MAX_TITLE)
    text = "" if raw.withdrawn else _text(raw.text, max_text_characters)
    return Checked(
        id=article_id(raw),
        url=url,
        outlet=outlet,
        title=title,
        text=cleaned(text),
        published_at=event_time(raw.published_at or raw.date, now),
        content_hash=WITHDRAWN if raw.withdrawn else ids.digest("content", title, text),
        withdrawn=raw.withdrawn,
    )


def looks_like_html(text: str | None) -> bool:
    """Whether a text still has the tags of a page: these, and scripts, would be read as its words."""
    return _HTML.search(text or "") is not None


def unread_date(raw: RawArticle) -> str | None:
    """The date as given, if nobody can tell what it means; the time of reception counts instead."""
    given = (raw.published_at or raw.date or "").strip()
    return given if given and parse(given) is None else None


def article_id(raw: RawArticle) -> str:
    """The producer's id, else the hash of the canonical URL; raises InvalidMessage if there is neither."""
    for given in (raw.id, raw.doc_id):
        if given is not None and given.strip():
            if len(given) > MAX_ID or any(ord(c) < 32 for c in given):
                raise InvalidMessage(
                    f"`id` must be at most {MAX_ID} characters without control characters; this one has {len(given)}"
                )
            return given
    url = canonical_url(raw.url)
    if url is not None:
        return ids.article_id(identity(url))
    if raw.url and raw.url.strip():
        raise InvalidMessage(
            "`url` is not an http or https address, and there is no `id`; send an `id` or a complete `url`"
        )
    raise InvalidMessage(
        "the article has neither `id` nor `url`; send one of them, so that it can be recognised"
    )


def _text(text: str | None, limit: int) -> str:
    if text is None:
        raise InvalidMessage(
            "the article has no `text`; send its text (a withdrawal has `withdrawn: true` instead)"
        )
    if not text.strip():
        raise InvalidMessage("the article's `text` is empty; send the text of the article")
    if len(text) > limit:
        raise InvalidMessage(
            f"the article's `text` has {len(text)} characters; the limit is {limit} (PARLEY_MAX_TEXT_CHARACTERS)"
        )
    # Control characters take six bytes in JSON, others as many as in UTF-8.
    if len(text) * 6 > MAX_TEXT_BYTES and len(msgspec.json.encode(text)) > MAX_TEXT_BYTES:
        raise InvalidMessage(
            f"the article's `text` takes more than {MAX_TEXT_BYTES} bytes; a record cannot hold it, send it in parts"
        )
    return text


def _clean(name: str, value: str | None) -> None:
    if value is None:
        return
    if "\x00" in value:
        raise InvalidMessage(f"`{name}` contains a NUL character (U+0000); remove it")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise InvalidMessage(f"`{name}` contains half a surrogate pair; send valid Unicode") from None


def _at_most(name: str, value: str, limit: int) -> str:
    if len(value) > limit:
        raise InvalidMessage(f"`{name}` has {len(value)} characters; the limit is {limit}")
    return value
