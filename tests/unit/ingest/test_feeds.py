"""Feeds: which entries are fresh, when to ask again, what a list of feeds and an entry's HTML say."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.adapters.feed_parser import parse_feed
from services.ingest.adapters.opml import FeedListError, parse_feeds
from services.ingest.domain.feeds import (
    ARTICLES_KNOWN,
    REMEMBERED,
    Entry,
    Feed,
    SentArticles,
    fresh,
    is_teaser,
    remember,
    remember_pairs,
    shared_links,
    to_article,
)
from services.ingest.domain.markup import text_of
from services.ingest.domain.polling import Answer, after, due, jitter, retry_after
from shared.contracts import FeedState
from shared.testing.builders import NOON

FEED = Feed("https://e.org/feed", "Example Wire")
URL = "https://e.org/feed"
LONG = "Moscow said it would attend the talks. " * 20


def entry(link: str = "https://e.org/a", **other: Any) -> Entry:
    """An entry with the whole article."""
    return Entry(**({"link": link, "title": "T", "text": LONG, "whole": True} | other))


def marks(*entries: Entry, seen: tuple[str, ...] = ()) -> list[str]:
    """The marks of the fresh ones."""
    return [item.mark for item in fresh(FEED, entries, seen)]


def test_an_entry_is_fresh_once() -> None:
    """Known by what it says, wherever it stands in the feed."""
    (mark,) = marks(entry())
    assert [] == marks(entry("https://e.org/b"), entry(), seen=(mark,))[1:]
    assert mark not in marks(entry("https://e.org/b"), entry(), seen=(mark,))


@pytest.mark.parametrize("change", [{"title": "Other"}, {"text": LONG + "More."}])
def test_an_edit_makes_it_fresh_again(change: dict[str, str]) -> None:
    """Title and text count."""
    assert marks(entry()) != marks(entry(**change))


def test_a_new_stamp_makes_it_fresh_again() -> None:
    """A teaser does not show that its page was edited; the stamp of the entry does."""
    other = entry("https://e.org/b", stamp="day one")
    known = tuple(marks(entry(stamp="day one |"), other))
    assert 1 == len(marks(entry(stamp="day two |"), other, seen=known))


def test_a_stamp_that_all_entries_share_says_nothing() -> None:
    """Some feeds stamp everything with the time at which the feed was made."""
    known = tuple(marks(entry(stamp="8:00"), entry("https://e.org/b", stamp="8:00")))
    assert [] == marks(entry(stamp="8:15"), entry("https://e.org/b", stamp="8:15"), seen=known)


def test_the_link_names_the_article_unless_several_share_it() -> None:
    """Then the guid does, and without one the title."""
    ids = [
        item.id for item in fresh(FEED, [entry("https://e.org/a"), entry("https://e.org/b?utm_source=x")], ())
    ]
    assert [None, None] == ids
    shared = [entry("https://e.org/", guid="1"), entry("https://e.org/", guid="2"), entry("", title="T3")]
    found = [item.id for item in fresh(FEED, shared, ())]
    assert 3 == len({id for id in found if id and id.startswith("feed-")})


def test_a_post_keeps_its_article_when_another_with_its_link_comes_or_goes() -> None:
    """A live blog: the first post goes out under the link; what was sent is not sent again under another name."""
    first, second = (entry("https://e.org/live", guid=n, title=n, text=LONG + n) for n in "12")
    seen: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    sent = []
    for entries in ([first], [second, first], [second], [first], []):
        shared = shared_links(entries, shared)
        found = fresh(FEED, entries, seen, shared)
        seen = remember(seen, [item.mark for item in found], len(entries))
        sent += [(item.entry.guid, item.id is None) for item in found]
    assert [("1", True), ("2", False)] == sent


def test_lengths_of_what_went_out_whole_are_kept_as_long_as_marks() -> None:
    """The latest first; what went out again counts with its latest length."""
    kept = remember_pairs((("a", 10), ("b", 20)), [("c", 30), ("a", 40)], 0)
    assert (("a", 40), ("c", 30), ("b", 20)) == kept
    many = remember_pairs(tuple((str(n), n) for n in range(1000)), [("new", 1)], 3)
    assert (REMEMBERED + 3, ("new", 1)) == (len(many), many[0])


def test_what_feeds_told_is_known_to_all_and_bounded() -> None:
    """From their cursors, then as it goes out; a teaser takes nothing back, a withdrawal does."""
    articles = SentArticles(
        [FeedState(url="a", whole=(("n", 900),)), FeedState(url="b", whole=(("n", 1800), ("m", 5)))]
    )
    assert (1800, 5, 0, 7) == (
        articles.length("n"),
        articles.length("m"),
        articles.length("x"),
        articles.length("x", (("x", 7),)),
    )
    articles.note("n", None, "teaser", "a")
    assert 1800 == articles.length("n")
    assert (True, False, False) == tuple(
        articles.by_another("n", *seen) for seen in (("teaser", "b"), ("teaser", "a"), ("other", "b"))
    )
    articles.note("n", 0, "", "a")
    assert 0 == articles.length("n")
    for number in range(ARTICLES_KNOWN):
        articles.note(str(number), 1, "", "a")
    assert (0, 1) == (articles.length("m"), articles.length("0"))


def test_a_guid_names_an_article_with_its_date() -> None:
    """Alone it may be a number of the entry's place; what several entries have names none."""
    dated = entry(guid="tag:1", published_at="2025-02-12T09:00:00+00:00")
    moved = entry("https://e.org/b", guid="tag:1", published_at="2025-02-12T09:00:00+00:00")
    ((_, key),) = (item.keys for item in fresh(FEED, [dated], ()))
    ((_, again),) = (item.keys for item in fresh(FEED, [moved], ()))
    assert key == again
    assert [1, 1] == [len(item.keys) for item in fresh(FEED, [dated, moved], ())]
    assert [1] == [len(item.keys) for item in fresh(FEED, [entry(guid="1")], ())]


def test_an_entry_without_title_and_text_is_nothing() -> None:
    """There is nothing to read."""
    assert [] == marks(Entry(link="https://e.org/a"))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (entry(), False),
        (entry(whole=False), True),
        (entry(text="Short."), True),
        (entry(text=LONG + "Read more »"), True),
        (entry(text=LONG + "and so on […]"), True),
        (entry(text=LONG + "He said …"), True),
    ],
)
def test_what_counts_as_a_teaser(found: Entry, expected: bool) -> None:
    """A summary, a short text, one that breaks off."""
    assert expected == is_teaser(found)


def test_the_outlet_is_that_of_the_list_then_the_feeds_title_then_the_host() -> None:
    """Whoever made the list knows best."""
    (item,) = fresh(FEED, [entry()], ())
    assert "Example Wire" == to_article(FEED, "Feed title", item, LONG).outlet
    assert "Feed title" == to_article(Feed(URL), "Feed title", item, LONG).outlet
    assert "e.org" == to_article(Feed(URL), "", item, LONG).outlet


@given(
    st.lists(st.text(min_size=1, max_size=3), max_size=700),
    st.lists(st.text(min_size=1, max_size=3), max_size=700),
    st.integers(0, 700),
)
def test_what_was_sent_last_is_remembered_longest(seen: list[str], sent: list[str], old: int) -> None:
    """Bounded, and never without what the feed holds now."""
    kept = remember(tuple(seen), sent, len(sent) + old)
    assert set(sent) <= set(kept)
    assert len(kept) <= REMEMBERED + len(sent) + old
    assert len(set(kept)) == len(kept)


def test_the_next_poll_is_after_the_interval() -> None:
    """A little spread, the same for a URL at all times; a longer pause if the server wants one."""
    interval = timedelta(minutes=15)
    state = after(FeedState(url=URL), Answer(etag="e"), NOON, interval, ("m",))
    assert NOON + interval * jitter(URL) == state.next_poll_at
    assert ("e", 0, None, ("m",)) == (state.etag, state.failures, state.last_error, state.seen)
    assert not due(state, NOON)
    assert due(state, NOON + timedelta(minutes=17))
    patient = after(state, Answer(retry_after=timedelta(hours=2)), NOON, interval, ())
    assert NOON + timedelta(hours=2) == patient.next_poll_at


def test_a_cursor_of_a_wrong_clock_holds_nothing_up() -> None:
    """Nobody waits longer than a week, which is what a feed gets that is gone."""
    state = after(FeedState(url=URL), Answer(error="x", gone=True), NOON, timedelta(minutes=15), ())
    assert not due(state, NOON)
    assert due(state, NOON - timedelta(days=3650))


def test_a_failure_keeps_what_is_known() -> None:
    """The tag is still good when the server is back."""
    known = FeedState(url=URL, etag="e", last_modified="l", seen=("m",))
    state = after(known, Answer(error="no"), NOON, timedelta(minutes=15), known.seen)
    assert ("e", "l", ("m",), 1, "no") == (
        state.etag,
        state.last_modified,
        state.seen,
        state.failures,
        state.last_error,
    )


@given(st.text(max_size=50))
def test_jitter_is_small_and_fixed(url: str) -> None:
    """Between 0.9 and 1.1."""
    assert 0.9 <= jitter(url) <= 1.1
    assert jitter(url) == jitter(url)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None), ("", None), ("120", timedelta(minutes=2)), ("0", timedelta(0)), ("-5", None), ("1.5", None),
        ("Wed, 12 Feb 2025 13:00:00 GMT", timedelta(hours=1)), ("Wed, 12 Feb 2025 11:00:00 GMT", timedelta(0)),
        ("tomorrow", None), ("9" * 400, timedelta(seconds=10**9)), ("Wed, 99 Feb 2025 13:00:00 GMT", None),
    ],
)  # fmt: skip
def test_retry_after_in_both_forms(value: str | None, expected: timedelta | None) -> None:
    """Nonsense counts as absent."""
    assert expected == retry_after(value, NOON)


OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>
<outline text="Folder"><outline type="rss" text="One" title="First Wire" xmlUrl="https://e.org/1"/>
<outline text="Two" xmlUrl=" https://e.org/2?key=a&amp;b=c "/></outline>
<outline text="Again" xmlurl="https://e.org/1"/><outline text="No feed"/></body></opml>"""


def test_opml_is_read_with_folders() -> None:
    """Title before text; each address once."""
    assert (Feed("https://e.org/1", "First Wire"), Feed("https://e.org/2?key=a&b=c", "Two")) == parse_feeds(
        OPML
    )


def test_a_plain_list_is_read_too() -> None:
    """One address a line; lines with # are remarks."""
    listed = "\ufeff# my feeds\nhttps://e.org/1\n\n  https://e.org/2\n".encode()
    assert (Feed("https://e.org/1"), Feed("https://e.org/2")) == parse_feeds(listed)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "names no feed"),
        (b"<opml><body/></opml>", "names no feed"),
        (b"<opml><body>", "not valid XML"),
        (b"\xff\xfe\x00", "neither OPML nor"),
        (b"https://e.org/1\nfile:///etc/passwd\nnonsense", "line 2: .* but 'file'"),
        (b'<opml><outline xmlUrl="javascript:x"/></opml>', "line 1: .* but 'javascript'"),
        (b"nonsense", "line 1: this is not an http or https address$"),
        (b"https://quill:s3cret@e.org/feed", "'e.org' carries a user name"),
        (b"https://e.org/feed?token=s3cret x", "'e.org' is not complete"),
        (b'<!DOCTYPE opml [<!ENTITY x "y">]><opml><outline xmlUrl="https://e.org/&x;"/></opml>', "DOCTYPE"),
        (
            b'<!DOCTYPE o SYSTEM "file:///etc/passwd"><opml><outline xmlUrl="https://e.org/"/></opml>',
            "DOCTYPE",
        ),
    ],
)
def test_a_list_that_cannot_be_used_says_why(data: bytes, says: str) -> None:
    """With the place; all bad addresses at once. It goes to logs: no log-in, path or query is in it."""
    with pytest.raises(FeedListError, match=says) as refused:
        parse_feeds(data)
    assert not any(hidden in str(refused.value) for hidden in ("s3cret", "quill", "token"))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("plain  text", "plain text"),
        ("a &amp; b &mdash; &#8220;c&#8221;", "a & b — “c”"),
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        ("One.<br/>Two.<br><br>Three.", "One.\nTwo.\nThree."),
        ("He said <b>“no”</b>, <i>twice</i>.", "He said “no”, twice."),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("<p>Said\u00a0so\n in   one\tline</p>", "Said so\nin one line"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("", ""),
        ("<img src=x>", ""),
    ],
)
def test_html_becomes_paragraphs(html: str, expected: str) -> None:
    """As a reader sees it."""
    assert expected == text_of(html)


ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
<title>Example</title>
<entry><id>tag:e.org,2025:1</id><title type="html">A &amp;lt;b&amp;gt; title</title><link rel="alternate" href="/a"/>
<updated>2025-02-12T10:00:00+02:00</updated><summary>Short.</summary><content type="xhtml"><div
xmlns="http://www.w3.org/1999/xhtml"><p>Whole one.</p><p>Whole two.</p></div></content></entry></feed>"""


def test_atom_is_read() -> None:
    """Relative links are completed, dates become UTC, the content goes before the summary."""
    document = parse_feed(ATOM.encode(), url="https://e.org/feed.xml", content_type="application/atom+xml")
    (found,) = document.entries
    assert ("Example", "https://e.org/a", "2025-02-12T08:00:00+00:00", "Whole one.\nWhole two.", True) == (
        document.title, found.link, found.published_at, found.text, found.whole,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Wed, 12 Feb 2025 15:00:00 MSK", "2025-02-12T12:00:00+00:00"),
        ("Wed, 12 Feb 2025 15:00:00 IST", "Wed, 12 Feb 2025 15:00:00 IST"),
        ("1739372400", "2025-02-12T15:00:00+00:00"),
        ("2025-02-12T15:00:00Z", "2025-02-12T15:00:00+00:00"),
    ],
)
def test_the_date_of_an_entry(given: str, expected: str) -> None:
    """A zone that says nothing for sure leaves it as given, so that the sender learns of it."""
    item = f"<item><title>T</title><link>https://e.org/a</link><pubDate>{given}</pubDate></item>"
    (found,) = parse_feed(f"<rss version='2.0'><channel>{item}</channel></rss>".encode()).entries
    assert expected == found.published_at


def test_a_feed_may_name_characters() -> None:
    """As old systems do; they are those of HTML."""
    head = '<!DOCTYPE rss [<!ENTITY nbsp "&#160;"> <!ENTITY mdash "—">]>'
    item = "<item><title>Talks&nbsp;begin &mdash; now</title><link>https://e.org/a</link></item>"
    (found,) = parse_feed(f"{head}<rss version='2.0'><channel>{item}</channel></rss>".encode()).entries
    assert "Talks begin — now" == found.title
