"""Bad input, XML feeds (22 cases; OWASP XXE, defusedxml): under a second and 100 MB, no network, no file read."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ingest.adapters.feed_parser import MAX_ENTRIES, Document, NotAFeed, parse_feed
from services.ingest.domain.feeds import Feed, fresh
from tests.faults.bad_input import bounded
from tests.integration.feed_server import FeedServer, feed_server

CANARY = "canary-0f3a"
ITEM = "<item><title>T</title><link>https://e.org/a</link><description>{}</description></item>"


def feed(
    body: str = ITEM.format("plain words"), head: str = "", encoding: str = "utf-8", declared: str = ""
) -> bytes:
    """An RSS document in an encoding, declared as another if wanted."""
    start = f'<?xml version="1.0" encoding="{declared or encoding}"?>{head}<rss version="2.0">'
    return f"{start}<channel>{body}</channel></rss>".encode(encoding)


def laughs(levels: int = 12) -> str:
    """Entities of entities."""
    lines = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels))
    return f"<!DOCTYPE rss [{lines}]>"


def texts(document: Document) -> list[str]:
    """What the entries say."""
    return [entry.text for entry in document.entries]


@pytest.fixture(scope="module")
def server() -> Iterator[FeedServer]:
    """Must never be asked."""
    with feed_server() as found:
        yield found
        assert [] == found.asked


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file that must never be read."""
    path = tmp_path / "secret.txt"
    path.write_text(CANARY, encoding="utf-8")
    return path


def many_attributes(count: int) -> str:
    """Attributes of one element."""
    return " ".join(f'a{n}=""' for n in range(count))


def deep(depth: int) -> str:
    """Elements in elements."""
    return "<x>" * depth + "</x>" * depth


REFUSED: dict[str, Callable[[str, Path], bytes]] = {
    "billion laughs": lambda url, file: feed(ITEM.format("&a11;"), laughs()),
    "quadratic blow-up": lambda url, file: feed(
        ITEM.format("&a;" * 100_000), f'<!DOCTYPE rss [<!ENTITY a "{"x" * 100_000}">]>'
    ),
    "entity from a file": lambda url, file: feed(
        ITEM.format("&x;"), f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{file}">]>'
    ),
    "entity from the network": lambda url, file: feed(
        ITEM.format("&x;"), f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{url}/x">]>'
    ),
    "parameter entity": lambda url, file: feed(
        head=f'<!DOCTYPE rss [<!ENTITY % x SYSTEM "{url}/x.dtd"> %x;]>'
    ),
    "entities in UTF-16": lambda url, file: feed(ITEM.format("&a11;"), laughs(), "utf-16"),
    "entities in UTF-7": lambda url, file: feed(ITEM.format("&a11;"), laughs(), "utf-7"),
    "a hundred thousand attributes": lambda url, file: feed(f"<item {many_attributes(100_000)}></item>"),
    "a hundred thousand levels": lambda url, file: feed(ITEM.format("first") + deep(100_000)),
    "fifty thousand items": lambda url, file: feed(ITEM.format("words") * 50_000),
    "EBCDIC": lambda url, file: feed(encoding="cp037"),
    "a web page": lambda url, file: b"<!DOCTYPE html><html><body><p>No feed here</p></body></html>",
    "JSON": lambda url, file: b'{"version": "https://jsonfeed.org/version/1.1", "items": []}',
    "nothing": lambda url, file: b" \n ",
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_as_a_whole(case: str, server: FeedServer, secret: Path) -> None:
    """With a sentence that says why."""
    data = REFUSED[case](server.url, secret)
    with (
        bounded(),
        pytest.raises(NotAFeed, match=r"such feeds are not read|not an RSS or Atom feed|is empty"),
    ):
        parse_feed(data)


def items(count: int, link: str) -> str:
    """Items that have nothing of their own but a title."""
    return "".join(f"<item><title>T{n}</title><link>{link}</link></item>" for n in range(count))


INCLUDE = '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{}"/>said'

READ: dict[str, tuple[Callable[[str, Path], bytes], Callable[[Document], Any], Any]] = {
    "external DTD": (
        lambda url, file: feed(head=f'<!DOCTYPE rss SYSTEM "{url}/rss.dtd">'), texts, ["plain words"],
    ),
    "XInclude": (
        lambda url, file: feed(ITEM.format(INCLUDE.format(file))),
        lambda d: (len(d.entries), CANARY in str(d)), (1, False),
    ),
    "stylesheet instruction": (
        lambda url, file: feed(head=f'<?xml-stylesheet href="{url}/x.xsl" type="text/xsl"?>'), texts, ["plain words"],
    ),
    "ten thousand levels": (
        lambda url, file: feed(ITEM.format("first") + deep(10_000)), lambda d: len(d.entries) <= 1, True,
    ),
    "cut off within an item": (
        lambda url, file: feed(ITEM.format("first") + ITEM.format("second"))[:200],
        lambda d: d.entries[0].text, "first",
    ),
    "cut off within a tag": (
        lambda url, file: feed(ITEM.format("first") + ITEM.format("second")).partition(b"second")[0] + b"</descr",
        lambda d: d.entries[0].text, "first",
    ),
    "Latin-1 declared as UTF-8": (
        lambda url, file: feed(ITEM.format("Präsident"), encoding="latin-1", declared="utf-8"), texts, ["Präsident"],
    ),
    "UTF-8 declared as UTF-16": (
        lambda url, file: feed(ITEM.format("Präsident"), declared="utf-16"), texts, ["Präsident"],
    ),
    "unknown encoding": (
        lambda url, file: feed(ITEM.format("plain words"), declared="x-klingon"), texts, ["plain words"],
    ),
    "no guid, no link": (
        lambda url, file: feed("<item><title>One</title></item><item><title>Two</title></item>"),
        lambda d: len({item.id for item in fresh(Feed("https://e.org/f"), d.entries, ())}), 2,
    ),
    "one link for all": (
        lambda url, file: feed(items(3, "https://e.org/")),
        lambda d: len({item.id for item in fresh(Feed("https://e.org/f"), d.entries, ())}), 3,
    ),
    "impossible dates": (
        lambda url, file: feed(
            "".join(
                f"<item><title>T</title><pubDate>{date}</pubDate></item>"
                for date in ("yesterday", "Wed, 99 Feb 2025 25:61:00 GMT", "0000-00-00", "-1", "9" * 5000)
            )
        ),
        lambda d: max(len(entry.published_at or "") for entry in d.entries) <= 64, True,
    ),
    "NUL and control characters": (
        lambda url, file: feed(ITEM.format("pl\x00ain\x08 words\x1b[31m")),
        lambda d: any(ord(c) < 32 and c != "\n" for entry in d.entries for c in entry.text), False,
    ),
    "CDATA without end": (
        lambda url, file: feed(ITEM.format("first") + "<item><description><![CDATA[" + "x" * 100_000),
        lambda d: d.entries[0].text, "first",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", READ)
def test_read_as_far_as_it_goes(case: str, server: FeedServer, secret: Path) -> None:
    """What can be read is read; nothing is looked up anywhere."""
    make, look, expected = READ[case]
    data = make(server.url, secret)
    with bounded():
        document = parse_feed(data)
    assert expected == look(document)
    assert CANARY not in str(document)


def test_more_items_than_anybody_publishes_are_cut() -> None:
    """The first thousand are read."""
    with bounded(2):
        assert MAX_ENTRIES == len(parse_feed(feed(ITEM.format("words") * 3_000)).entries)


def test_the_name_of_a_file_is_no_feed(secret: Path) -> None:
    """The parser underneath opens what looks like a path; it must not get the chance."""
    with pytest.raises(NotAFeed):
        parse_feed(str(secret).encode())


@given(st.binary(max_size=2000))
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_a_feed_or_a_refusal(data: bytes) -> None:
    """Never anything else."""
    with contextlib.suppress(NotAFeed):
        parse_feed(data)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_damaged_feed_gives_clean_text_or_a_refusal(data: st.DataObject) -> None:
    """Cut out and put in anywhere: what comes out is text that can be stored."""
    whole = feed(ITEM.format("plain &amp; words &lt;b&gt;bold&lt;/b&gt;") * 2)
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 40)))
    try:
        document = parse_feed(whole[:start] + data.draw(st.binary(max_size=20)) + whole[end:])
    except NotAFeed:
        return
    for entry in document.entries:
        assert "\x00" not in entry.text + entry.title + entry.link
        (entry.text + entry.title + entry.link).encode("utf-8")
