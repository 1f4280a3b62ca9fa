"""Feeds over real sockets: polled politely, each article sent once, edits sent again, nothing unsafe followed."""

import gzip
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from services.ingest.adapters.feed_visits import visit
from services.ingest.adapters.politeness import Politeness, Visitor
from services.ingest.adapters.poller import Poller, read_states
from services.ingest.adapters.web import FetchFailed, Web
from services.ingest.domain.checks import article_id
from services.ingest.domain.feeds import Feed
from shared.contracts import FeedState, RawArticle, codec
from shared.contracts.topics import ARTICLES_INCOMING, FEEDS_STATE
from shared.processing import TryLater
from shared.runtime.embedded.log import Log, LogConsumer, LogPublisher
from shared.runtime.records import Record
from shared.testing.builders import at
from tests.integration.feed_server import FeedServer, Reply, feed_server, item, rss

WHOLE = "<p>" + "Moscow said it would attend the talks in Riyadh. " * 15 + "</p><p>More is expected.</p>"


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """A feed server of its own."""
    with feed_server() as found:
        yield found


@pytest.fixture
def web() -> Iterator[Web]:
    """As in production, but the private address of the test server is allowed."""
    found = Web(user_agent="Parley-test/1.0", allow_private=True, seconds=3)
    yield found
    found.close()


class World:
    """A log, a clock that only moves when told, and what polling leaves in the log."""

    def __init__(self, folder: Path, web: Web) -> None:
        self.log, self.web, self.now = Log(folder / "log.db", durable=False), web, at(0)

    def poll(self, *feeds: Feed | str, **options: Any) -> None:
        """A fresh process polls these feeds once: its cursors come from the log."""
        consumer = LogConsumer(self.log, "feeds", [FEEDS_STATE], lambda seconds: None)
        publisher = LogPublisher(self.log, lambda: self.now)
        known = [feed if isinstance(feed, Feed) else Feed(feed) for feed in feeds]
        chosen = {"clock": lambda: self.now, "pause_seconds": 0.0} | options
        Poller(known, publisher, read_states(consumer, 0), self.web, **chosen).poll_once()

    def later(self, **passed: float) -> None:
        """Time passes."""
        self.now += timedelta(**passed)

    @property
    def articles(self) -> list[RawArticle]:
        """All articles sent so far."""
        records = self.log.read(ARTICLES_INCOMING.name, 0, 10_000)
        return [codec.decode(ARTICLES_INCOMING, r.headers, r.value) for r in records]

    @property
    def state(self) -> FeedState:
        """The latest cursor."""
        record = self.log.read(FEEDS_STATE.name, 0, 10_000)[-1]
        return codec.decode(FEEDS_STATE, record.headers, record.value)


@pytest.fixture
def world(tmp_path: Path, web: Web) -> World:
    """An empty world."""
    return World(tmp_path, web)


def test_an_entry_becomes_an_article(world: World, server: FeedServer) -> None:
    """Title, outlet, date, canonical link and plain text; no page is asked for where the feed has it all."""
    link = "https://news.example/a?utm_source=rss"
    server.replies["/feed"] = Reply(
        rss(item(link, "Talks &amp; more", date="Wed, 12 Feb 2025 09:00:00 GMT", content=WHOLE))
    )
    world.poll(Feed(server.url + "/feed", "Example Wire"))
    (article,) = world.articles
    assert ("Example Wire", "Talks & more", "https://news.example/a", "2025-02-12T09:00:00+00:00", None) == (
        article.outlet, article.title, article.url, article.published_at, article.id,
    )  # fmt: skip
    assert article.text.endswith("Riyadh.\nMore is expected.")
    assert ["/feed"] == server.paths()


def test_entries_already_sent_are_not_sent_again(world: World, server: FeedServer) -> None:
    """Also after a restart; a new entry is sent, oldest first."""
    first, second, third = (item(f"https://news.example/{n}", content=WHOLE + n) for n in "abc")
    server.replies["/feed"] = Reply(rss(second, first))
    world.poll(server.url + "/feed")
    assert ["https://news.example/a", "https://news.example/b"] == [a.url for a in world.articles]
    server.replies["/feed"] = Reply(rss(third, second, first))
    world.later(hours=1)
    world.poll(server.url + "/feed")
    assert ["https://news.example/c"] == [a.url for a in world.articles[2:]]


def test_a_feed_of_many_entries_is_sent_once(world: World, server: FeedServer) -> None:
    """Poll after poll, however many there are."""
    server.replies["/feed"] = Reply(
        rss(*(item(f"https://news.example/{n}", content=WHOLE) for n in range(700)))
    )
    for _ in range(3):
        world.poll(server.url + "/feed")
        world.later(hours=1)
    assert 700 == len(world.articles)


def test_an_edited_entry_is_sent_again(world: World, server: FeedServer) -> None:
    """Under the same name, so that it becomes a revision."""
    server.replies["/feed"] = Reply(rss(item("https://news.example/a", content=WHOLE)))
    world.poll(server.url + "/feed")
    server.replies["/feed"] = Reply(rss(item("https://news.example/a", content=WHOLE + "<p>Corrected.</p>")))
    world.later(hours=1)
    world.poll(server.url + "/feed")
    keys = {record.key for record in world.log.read(ARTICLES_INCOMING.name, 0)}
    assert (2, 1) == (len(world.articles), len(keys))


def test_an_unchanged_feed_costs_an_empty_answer(world: World, server: FeedServer) -> None:
    """ETag and Last-Modified go back to the server, also after a restart."""
    stamp = "Wed, 12 Feb 2025 09:00:00 GMT"

    def answer(asked: Any) -> Reply:
        if asked.headers.get("if-none-match") == '"v1"' and asked.headers.get("if-modified-since") == stamp:
            return Reply(status=304)
        return Reply(
            rss(item("https://news.example/a", content=WHOLE)),
            headers={"ETag": '"v1"', "Last-Modified": stamp},
        )

    server.replies["/feed"] = answer
    for _ in range(3):
        world.poll(server.url + "/feed")
        world.later(hours=1)
    assert (3, 1) == (len(server.asked), len(world.articles))
    assert ('"v1"', stamp, None) == (world.state.etag, world.state.last_modified, world.state.last_error)


def test_a_validator_that_no_request_can_carry_is_left_out(world: World, server: FeedServer) -> None:
    """Some servers write the date in their own language. Cursors from before hold such ones too."""
    feed = server.url + "/feed"
    server.replies["/feed"] = Reply(
        rss(item("https://news.example/a", content=WHOLE)),
        headers={"ETag": '"v1"', "Last-Modified": "s\u00e1b, 15 feb 2025 09:00:00 GMT"},
    )
    LogPublisher(world.log, lambda: world.now).publish(
        FEEDS_STATE, FeedState(url=feed, last_modified="s\u00e1b")
    )
    for _ in range(2):
        world.poll(feed)
        world.later(hours=1)
    assert [None, '"v1"'] == [asked.headers.get("if-none-match") for asked in server.asked]
    assert (None, '"v1"', 1) == (world.state.last_error, world.state.etag, len(world.articles))


def test_an_article_whose_page_was_away_comes_with_the_next_poll(world: World, server: FeedServer) -> None:
    """The feed has not changed since; answered with 304 it would never be read again."""

    def answer(asked: Any) -> Reply:
        if asked.headers.get("if-none-match") or asked.headers.get("if-modified-since"):
            return Reply(status=304)
        entries = (
            item(server.url + "/a", text="The delegations met …"),
            item("https://news.example/b", content=WHOLE),
        )
        stamp = {"ETag": '"v1"', "Last-Modified": "Wed, 12 Feb 2025 09:00:00 GMT"}
        return Reply(rss(*entries), headers=stamp)

    server.replies |= {"/feed": answer, "/a": Reply(status=503)}
    world.poll(server.url + "/feed")
    assert ["https://news.example/b"] == [a.url for a in world.articles]
    server.replies["/a"] = Reply(
        f"<article>{WHOLE}</article>".encode(), headers={"Content-Type": "text/html"}
    )
    world.later(hours=1)
    world.poll(server.url + "/feed")
    assert [server.url + "/a"] == [a.url for a in world.articles[1:]]
    assert '"v1"' == world.state.etag


def test_a_feed_is_not_asked_before_its_time(world: World, server: FeedServer) -> None:
    """Not even by a process that has just been started."""
    server.replies["/feed"] = Reply(rss(item("https://news.example/a", content=WHOLE)))
    world.poll(server.url + "/feed")
    world.later(minutes=5)
    world.poll(server.url + "/feed")
    assert 1 == len(server.asked)


@pytest.mark.parametrize(
    ("status", "headers", "least", "most"),
    [
        (429, {"Retry-After": "7200"}, timedelta(hours=2), timedelta(hours=2)),
        (503, {"Retry-After": "Wed, 12 Feb 2025 15:00:00 GMT"}, timedelta(hours=3), timedelta(hours=3)),
        (429, {"Retry-After": "99999999999999"}, timedelta(hours=24), timedelta(hours=24)),
        (429, {"Retry-After": "soon"}, timedelta(minutes=26), timedelta(minutes=34)),
        (500, {}, timedelta(minutes=26), timedelta(minutes=34)),
        (404, {}, timedelta(minutes=26), timedelta(minutes=34)),
        (410, {}, timedelta(days=7), timedelta(days=7)),
    ],
)
def test_a_server_that_says_no_is_left_alone(
    world: World, server: FeedServer, status: int, headers: dict[str, str], least: timedelta, most: timedelta
) -> None:
    """As long as it asks for, and ever longer while it goes on; what it said is remembered."""
    server.replies["/feed"] = Reply(status=status, headers=headers)
    world.poll(server.url + "/feed")
    pause = world.state.next_poll_at - world.now
    assert least <= pause <= most
    assert (1, True) == (world.state.failures, str(status) in world.state.last_error)


def test_a_restart_neither_shortens_nor_begins_anew_the_wait_of_a_dead_feed(
    world: World, server: FeedServer
) -> None:
    """However often it is started: the server is asked at the very moments it would have been asked anyway, each pause
    twice the one before."""
    server.replies["/feed"] = Reply(status=500)
    url = server.url + "/feed"
    asked_at = []
    for _ in range(18 * 60 // 5):
        world.poll(url)  # a fresh process, every five minutes
        if len(server.asked) > len(asked_at):
            asked_at.append(world.now)
        world.later(minutes=5)
    pauses = [later - sooner for sooner, later in pairwise(asked_at)]
    assert [pause / timedelta(minutes=30) for pause in pauses] == pytest.approx([1, 2, 4, 8, 16], rel=0.2)
    assert len(pauses) + 1 == world.state.failures


def test_cursors_that_do_not_all_come_keep_it_from_asking(world: World, server: FeedServer) -> None:
    """A broker that pauses in the midst of them looks like their end; feeds that want to be left alone would be asked,
    and everything would be sent again."""
    server.replies["/feed"] = Reply(rss(item("https://news.example/a", content=WHOLE)))
    world.poll(server.url + "/feed")

    class Pausing(LogConsumer):
        def poll(self, timeout_seconds: float, max_records: int = 200) -> Sequence[Record]:
            return ()

    with pytest.raises(TryLater):
        read_states(Pausing(world.log, "feeds", [FEEDS_STATE], lambda seconds: None), 0)


def test_what_cannot_be_stored_comes_with_the_next_start(world: World, server: FeedServer) -> None:
    """A full disk, in the midst of a feed: its cursor stays where it was, and every article comes. Admission drops
    those that were stored before."""
    links = [f"https://news.example/{n}" for n in range(4)]
    server.replies["/feed"] = Reply(rss(*(item(link, content=f"{WHOLE} {link}") for link in links)))
    left = [2]

    class Filling(LogPublisher):
        def publish_raw(self, *given: Any, **more: Any) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise TryLater("no room")
            super().publish_raw(*given, **more)

    publisher = Filling(world.log, lambda: world.now)
    poller = Poller(
        [Feed(server.url + "/feed")], publisher, {}, world.web, clock=lambda: world.now, pause_seconds=0.0
    )
    with pytest.raises(TryLater):
        poller.poll_once()
    assert (2, 0) == (len(world.articles), world.log.end(FEEDS_STATE.name))
    world.poll(server.url + "/feed")
    assert set(links) == {article.url for article in world.articles}
    assert world.state.last_error is None


def test_failures_double_the_pause_and_a_success_ends_it(world: World, server: FeedServer) -> None:
    """Up to a day."""
    server.replies["/feed"] = Reply(status=500)
    pauses = []
    for _ in range(9):
        world.poll(server.url + "/feed")
        pauses.append(world.state.next_poll_at - world.now)
        world.now = world.state.next_poll_at
    assert pauses == sorted(pauses)
    assert timedelta(hours=24) == pauses[-1]
    server.replies["/feed"] = Reply(rss(item("https://news.example/a", content=WHOLE)))
    world.poll(server.url + "/feed")
    assert (0, None) == (world.state.failures, world.state.last_error)
    assert world.state.next_poll_at - world.now < timedelta(minutes=20)


def test_the_page_is_read_where_the_feed_has_only_a_teaser(world: World, server: FeedServer) -> None:
    """Without menus, scripts and comments."""
    paragraphs = "".join(
        f"<p>The delegations of both countries met in Riyadh for the round number {n}, officials of the ministry said "
        f"on Tuesday, and agreed to continue with consultations next week.</p>"
        for n in range(8)
    )
    page = f"<html><title>x</title><body><nav>Home News Sport</nav><article><h1>T</h1>{paragraphs}</article>"
    page += "<script>x=1</script></body></html>"
    server.replies["/feed"] = Reply(rss(item(server.url + "/story", text="The delegations met …")))
    server.replies["/story"] = Reply(
        page.encode() + b"<script>x=1</script></body></html>", headers={"Content-Type": "text/html"}
    )
    world.poll(server.url + "/feed")
    (article,) = world.articles
    assert "round number 7" in article.text
    assert "Home" not in article.text
    assert "x=1" not in article.text
    assert {"Parley-test/1.0"} == {asked.headers["user-agent"] for asked in server.asked}


@pytest.mark.parametrize("status", [403, 404, 410])
def test_a_page_that_is_closed_leaves_the_teaser(world: World, server: FeedServer, status: int) -> None:
    """A pay wall is no reason to lose the news."""
    server.replies["/feed"] = Reply(rss(item(server.url + "/story", text="The delegations met in Riyadh.")))
    server.replies["/story"] = Reply(status=status)
    world.poll(server.url + "/feed")
    assert ["The delegations met in Riyadh."] == [a.text for a in world.articles]


def test_a_page_that_is_not_there_yet_is_asked_for_the_next_time(world: World, server: FeedServer) -> None:
    """The entry counts as seen only when it was sent."""
    server.replies["/feed"] = Reply(rss(item(server.url + "/story", text="The delegations met in Riyadh.")))
    server.replies["/story"] = Reply(status=503)
    world.poll(server.url + "/feed")
    assert [] == world.articles
    server.replies["/story"] = Reply(b"<html><p>Short.</p></html>", headers={"Content-Type": "text/html"})
    world.later(hours=1)
    world.poll(server.url + "/feed")
    assert 1 == len(world.articles)


def test_a_page_that_stays_away_leaves_the_teaser(world: World, server: FeedServer) -> None:
    """After some polls, as with a pay wall; the page is not asked for again and again."""
    server.replies["/feed"] = Reply(
        rss(item(server.url + "/story", text="The delegations met in Riyadh.")), headers={"ETag": '"v1"'}
    )
    server.replies["/story"] = Reply(status=503)
    for _ in range(6):
        world.poll(server.url + "/feed")
        world.later(hours=1)
    assert ["The delegations met in Riyadh."] == [a.text for a in world.articles]
    assert 4 == server.paths().count("/story")
    assert '"v1"' == world.state.etag


WALL = Reply(
    b"<html><h1>Subscribe</h1><p>Subscribe to read.</p></html>", headers={"Content-Type": "text/html"}
)


@pytest.mark.parametrize("closed", [Reply(status=403), Reply(status=503), WALL], ids=["no", "away", "wall"])
def test_an_article_told_in_full_is_not_replaced_by_its_teaser(
    world: World, server: FeedServer, closed: Reply
) -> None:
    """Its entry was edited and the page cannot be read now: what stood in the page was not taken back. It is asked for
    again at the next edit."""
    page = Reply(f"<article>{WHOLE}</article>".encode(), headers={"Content-Type": "text/html"})
    server.replies["/story"] = page
    server.replies["/feed"] = Reply(rss(item(server.url + "/story", "Talks", text="They met …")))
    world.poll(server.url + "/feed")
    server.replies["/feed"] = Reply(rss(item(server.url + "/story", "Talks go on", text="They met …")))
    server.replies["/story"] = closed
    for _ in range(6):
        world.later(hours=1)
        world.poll(server.url + "/feed")
    (article,) = world.articles
    assert len(article.text) > 500
    assert server.paths().count("/story") <= 5

    server.replies["/feed"] = Reply(rss(item(server.url + "/story", "Talks are over", text="They met …")))
    server.replies["/story"] = page
    world.later(hours=1)
    world.poll(server.url + "/feed")
    assert ["Talks", "Talks are over"] == [article.title for article in world.articles]


PAGE = Reply(f"<article>{WHOLE}</article>".encode(), headers={"Content-Type": "text/html"})
NOTICE = "Example Wire has withdrawn this story because its account of the position of Moscow was wrong."


@pytest.mark.parametrize("first", ["/world", "/top"])
def test_a_second_feed_with_the_teaser_takes_nothing_back(
    world: World, server: FeedServer, first: str
) -> None:
    """Whichever of two feeds of one outlet comes first; the one with the teaser cannot read the page."""
    link = server.url + "/story"
    server.replies["/world"] = Reply(rss(item(link, "Talks", content=WHOLE)))
    server.replies["/top"] = Reply(rss(item(link, "Talks", text="Moscow said it would attend.")))
    server.replies["/story"] = Reply(status=403)
    world.poll(server.url + first)
    world.poll(*(server.url + path for path in ("/world", "/top")))
    world.later(hours=1)
    assert "More is expected." in world.articles[-1].text
    assert (1 if first == "/world" else 2) == len(world.articles)


def test_two_titles_of_one_text_are_no_edits(world: World, server: FeedServer) -> None:
    """Sections of an outlet have headlines of their own."""
    for path in ("/world", "/top"):
        server.replies[path] = Reply(rss(item("https://news.example/a", f"Talks {path}", content=WHOLE)))
    world.poll(server.url + "/world", server.url + "/top")
    assert 1 == len(world.articles)


@pytest.mark.parametrize(
    ("title", "later", "polls"),
    [
        ("Talks go on", Reply(status=410), 1),
        ("Talks go on", Reply(status=404), 2),
        (
            "Talks",
            Reply(
                f"<article><p>{NOTICE}</p><p>{NOTICE} There will be no other story in its place.</p></article>".encode()
            ),
            1,
        ),
        ("WITHDRAWN: Talks", PAGE, 1),
    ],
    ids=["gone", "missing twice", "notice", "label"],
)
def test_an_article_that_its_outlet_withdraws_is_withdrawn(
    world: World, server: FeedServer, title: str, later: Reply, polls: int
) -> None:
    """By what its page answers, by a notice in its place, by a word before its title."""
    server.replies["/story"] = PAGE
    server.replies["/feed"] = Reply(rss(item(server.url + "/story", "Talks", text="They met …")))
    world.poll(server.url + "/feed")
    edited = "They met …" if title != "Talks" else "Withdrawn …"
    server.replies["/feed"] = Reply(rss(item(server.url + "/story", title, text=edited)))
    server.replies["/story"] = later
    for number in range(1, 4):
        world.later(hours=1)
        world.poll(server.url + "/feed")
        assert (number >= polls) == (len(world.articles) == 2)
    assert (world.articles[0].url, True) == (world.articles[1].url, world.articles[1].withdrawn)


def test_an_article_keeps_its_id_when_its_headline_changes_its_link(world: World, server: FeedServer) -> None:
    """Many systems make the address from the headline; guid and date tell that it is an edit."""
    for slug in ("talks-may-begin", "talks-will-not-begin", "talks-will-not-begin-at-all"):
        entry = item(
            f"https://news.example/{slug}",
            slug,
            date="Wed, 12 Feb 2025 09:00:00 GMT",
            guid="tag:77",
            content=WHOLE,
        )
        server.replies["/feed"] = Reply(rss(entry))
        world.poll(server.url + "/feed")
        world.later(hours=1)
    assert (3, 1) == (len(world.articles), len({article_id(article) for article in world.articles}))


def test_a_link_that_leads_on_is_the_article_it_leads_to(world: World, server: FeedServer) -> None:
    """Whatever feed it is in; and it stays that article when the page cannot be read."""
    server.replies |= {
        "/one": Reply(rss(item(server.url + "/go/1", "Talks", text="They met …"))),
        "/two": Reply(rss(item(server.url + "/a", "Talks", text="They met …"))),
        "/go/1": Reply(status=302, headers={"Location": "/a"}),
        "/a": PAGE,
    }
    world.poll(server.url + "/one", server.url + "/two")
    server.replies["/one"] = Reply(
        rss(item(server.url + "/go/1", "Talks go on", text="They met …", content=WHOLE * 2))
    )
    world.later(hours=1)
    world.poll(server.url + "/one")
    assert (3, 1) == (len(world.articles), len({article_id(article) for article in world.articles}))


ELSEWHERE = (
    "<p>Before you continue: we and our partners store cookies and use them for advertising purposes.</p>" * 9
)


@pytest.mark.parametrize("path", ["/", "/subscribe", "/b?consent=1", None])
def test_a_page_that_is_another_leaves_the_teaser(world: World, server: FeedServer, path: str | None) -> None:
    """Home pages, offers, questions about cookies; whether the link leads there or shows it."""
    teaser = "Delegations of Arland and Borduria will meet in Arport on Friday."
    wall = Reply(f"<article>{ELSEWHERE}</article>".encode(), headers={"Content-Type": "text/html"})
    news = Reply(f"<article><p>{teaser * 9}</p></article>".encode(), headers={"Content-Type": "text/html"})
    server.replies["/feed"] = Reply(rss(item(server.url + "/story", "Arland talks", text=teaser)))
    server.replies["/story"] = Reply(status=302, headers={"Location": path}) if path else wall
    server.replies |= {"/": news, "/subscribe": news, "/b?consent=1": wall}
    world.poll(server.url + "/feed")
    assert [teaser] == [article.text for article in world.articles]


@pytest.mark.parametrize(
    ("reply", "asked"),
    [
        (Reply(status=429), 1),
        (Reply(status=429, headers={"Retry-After": "3600"}), 1),
        (Reply(status=503, headers={"Retry-After": "3600"}), 1),
        (Reply(status=503), 6),
    ],
)
def test_a_host_that_wants_to_be_left_alone_is_asked_for_no_further_page(
    server: FeedServer, web: Web, reply: Reply, asked: int
) -> None:
    """Neither in this visit nor in the next, until its time is over. What waits meanwhile has not been tried."""
    names = ("/a", "/b", "/c")
    server.replies["/feed"] = Reply(rss(*(item(server.url + name, text="They met …") for name in names)))
    server.replies |= dict.fromkeys(names, reply)
    visitor = Visitor(web, Politeness(0.0, threading.Event()), at, timedelta(minutes=15))
    sent: list[RawArticle] = []
    state = visit(Feed(server.url + "/feed"), None, visitor, sent.append)
    state = visit(Feed(server.url + "/feed"), state, visitor, sent.append)
    assert (asked, []) == (len(server.paths()) - 2, sent)
    assert 3 == len(state.waiting)
    assert asked == sum(state.waiting.values())


def test_no_cookie_is_kept(server: FeedServer, web: Web) -> None:
    """A wall that counts would shut after some articles."""
    server.replies["/a"] = Reply(b"x", headers={"Set-Cookie": "meter=1; Path=/"})
    web.get(server.url + "/a")
    web.get(server.url + "/a")
    assert [None, None] == [asked.headers.get("cookie") for asked in server.asked]


def test_pages_are_left_alone_where_the_settings_say_so(world: World, server: FeedServer) -> None:
    """PARLEY_FETCH_PAGES=false."""
    server.replies["/feed"] = Reply(rss(item(server.url + "/story", text="The delegations met.")))
    world.poll(server.url + "/feed", pages=False)
    assert ["/feed"] == server.paths()
    assert 1 == len(world.articles)


def test_requests_to_one_host_keep_their_distance(world: World, server: FeedServer) -> None:
    """Feeds and pages together, although several feeds are read at once."""
    for name in "ab":
        server.replies[f"/{name}"] = Reply(
            rss(*(item(f"{server.url}/{name}{n}", text="t") for n in range(2)))
        )
    started = time.monotonic()
    world.poll(server.url + "/a", server.url + "/b", pause_seconds=0.3)
    times = sorted(asked.at for asked in server.asked)
    assert 6 == len(times)
    # Counted from the start: a request that a busy machine holds up comes closer to the next one, never to its turn.
    assert all(at - started > 0.29 * number for number, at in enumerate(times))


def test_many_feeds_of_one_host_leave_visitors_for_others(world: World, server: FeedServer) -> None:
    """The other host is asked before the many are through, though it is last in the list."""
    many = [f"/many{n}" for n in range(12)]
    server.replies |= {path: Reply(rss(item(f"https://news.example{path}", content=WHOLE))) for path in many}
    server.replies["/other"] = Reply(rss(item("https://news.example/other", content=WHOLE)))
    other = server.url.replace("127.0.0.1", "localhost") + "/other"
    world.poll(*(server.url + path for path in many), other, pause_seconds=0.1)
    assert 13 == len(world.articles)
    assert server.paths().index("/other") <= 3


def test_one_broken_feed_does_not_hold_back_the_others(world: World, server: FeedServer) -> None:
    """Each has its own cursor."""
    server.replies["/good"] = Reply(rss(item("https://news.example/a", content=WHOLE)))
    server.replies["/web-page"] = Reply(b"<!doctype html><html><body>No feed</body></html>")
    world.poll(
        server.url + "/web-page", server.url + "/none", server.url + "/good", "http://127.0.0.1:9/refused"
    )
    consumer = LogConsumer(world.log, "other", [FEEDS_STATE], lambda seconds: None)
    errors = {url.rpartition("/")[2]: state.last_error for url, state in read_states(consumer, 0).items()}
    assert None is errors["good"]
    assert "web page" in errors["web-page"]
    assert "404" in errors["none"]
    assert errors["refused"]
    assert 1 == len(world.articles)


def test_stopping_leaves_nothing_behind(world: World, server: FeedServer) -> None:
    """A stop in the middle of a long visit: no cursor says sent what was not; the next start sends the rest."""
    server.replies["/feed"] = Reply(rss(*(item(f"{server.url}/{n}", text=f"t{n}") for n in range(5))))
    stopping = threading.Event()
    poller = Poller(
        [Feed(server.url + "/feed")], LogPublisher(world.log, lambda: world.now), {}, world.web,
        clock=lambda: world.now, pause_seconds=0.3,
    )  # fmt: skip
    timer = threading.Timer(0.8, stopping.set)
    timer.start()
    started = time.monotonic()
    poller.run(stopping.wait)
    assert time.monotonic() - started < 20
    assert 0 == world.log.end(FEEDS_STATE.name)
    before = len(world.articles)
    assert before < 5
    world.poll(server.url + "/feed")
    assert {f"{server.url}/{n}" for n in range(5)} == {a.url for a in world.articles}


def test_a_start_tells_which_feeds_are_left_alone_and_why(world: World, server: FeedServer) -> None:
    """Who mended what failed and started again would wait for articles without knowing until when."""
    url = server.url + "/none"
    world.poll(url)
    poller = Poller(
        [Feed(url)],
        LogPublisher(world.log, lambda: world.now),
        {url: world.state},
        world.web,
        clock=lambda: world.now,
    )
    with capture_logs() as logs:
        poller.run(lambda seconds: True)
    (told,) = logs
    assert ("feed waits", world.state.next_poll_at) == (told["event"], told["until"])
    assert "404" in told["error"]


# What the web may do to us


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply(gzip.compress(b" " * 50_000_000), headers={"Content-Encoding": "gzip"}), "larger"),
        (
            Reply(gzip.compress(gzip.compress(b"x")), headers={"Content-Encoding": "gzip, gzip"}),
            "not asked for",
        ),
        (Reply(b"x", headers={"Content-Encoding": "br"}), "not asked for"),
        (Reply(b"not gzip", headers={"Content-Encoding": "gzip"}), "damaged"),
        (Reply(b"x" * 100, length=50_000_000), "could not be read"),
        (Reply(b"x" * 20_000_000), "larger"),
        (Reply(endless=True), "larger"),
        (Reply(b"x" * 100, drip=0.2), "time"),
    ],
    ids=["bomb", "two-layers", "brotli", "lying-gzip", "lying-length", "huge", "endless", "drip"],
)
def test_answers_are_bounded_in_size_and_time(server: FeedServer, web: Web, reply: Reply, says: str) -> None:
    """Ten megabytes and some seconds, whatever the headers promise; memory stays small."""
    import tracemalloc

    server.replies["/feed"] = reply
    tracemalloc.start()
    started = time.monotonic()
    with pytest.raises(FetchFailed, match=says):
        web.get(server.url + "/feed")
    assert time.monotonic() - started < 5
    assert tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("after", [b"", b"\0\0", b"garbage"])
def test_an_answer_packed_in_several_members_is_read_whole(
    server: FeedServer, web: Web, after: bytes
) -> None:
    """What is packed while it is written often is; what is no member is passed by."""
    packed = gzip.compress(b"One. ") + gzip.compress(b"Two.") + after
    server.replies["/a"] = Reply(packed, headers={"Content-Encoding": "gzip"})
    assert b"One. Two." == web.get(server.url + "/a").body


def test_a_status_line_that_drips_is_given_up(server: FeedServer, web: Web) -> None:
    """The deadline counts from the connection, not from the last byte."""
    import socket

    listener = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        connection, _ = listener.accept()
        with connection:
            try:
                for byte in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100:
                    connection.sendall(bytes([byte]))
                    time.sleep(0.1)
            except OSError:
                pass

    threading.Thread(target=drip, daemon=True).start()
    started = time.monotonic()
    with pytest.raises(FetchFailed):
        web.get(f"http://127.0.0.1:{listener.getsockname()[1]}/")
    assert time.monotonic() - started < 5
    listener.close()


def test_redirects_are_followed_a_few_times(server: FeedServer, web: Web) -> None:
    """A moved feed is found, a circle is left."""
    server.replies["/old"] = Reply(status=301, headers={"Location": "/new"})
    server.replies["/new"] = Reply(b"found")
    server.replies["/round"] = Reply(status=302, headers={"Location": "/round"})
    assert (b"found", server.url + "/new") == ((a := web.get(server.url + "/old")).body, a.url)
    with pytest.raises(FetchFailed, match="redirects"):
        web.get(server.url + "/round")
    assert 6 == server.paths().count("/round")


@pytest.mark.parametrize("allowed", [False, True])
def test_private_addresses_are_asked_only_where_allowed(server: FeedServer, allowed: bool) -> None:
    """PARLEY_ALLOW_PRIVATE_FEEDS; the message says so."""
    server.replies["/feed"] = Reply(b"inside")
    web = Web(user_agent="test", allow_private=allowed)
    if allowed:
        assert b"inside" == web.get(server.url + "/feed").body
    else:
        with pytest.raises(FetchFailed, match="PARLEY_ALLOW_PRIVATE_FEEDS") as caught:
            web.get(server.url + "/feed")
        assert caught.value.final
        assert [] == server.asked
    web.close()


def test_a_name_is_resolved_once_and_the_checked_address_is_used(server: FeedServer) -> None:
    """A name that leads elsewhere at the second question gains nothing: there is no second question."""
    questions: list[str] = []
    port = int(server.url.rpartition(":")[2])

    def resolve(host: str, port: int) -> list[str]:
        questions.append(host)
        return ["127.0.0.1"]

    server.replies["/feed"] = Reply(b"pinned")
    web = Web(user_agent="test", allow_private=True, resolver=resolve)
    assert b"pinned" == web.get(f"http://news.example:{port}/feed").body
    assert ["news.example"] == questions
    assert "news.example" in server.asked[0].headers["host"]
    web.close()


def test_a_redirect_into_the_own_network_is_refused(server: FeedServer) -> None:
    """Checked like the first address: the first is public to us, the second is not."""
    server.replies["/feed"] = Reply(status=302, headers={"Location": "http://inside.example/secret"})

    def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host == "public.example" else ["169.254.169.254"]

    web = Web(user_agent="test", allow_private=True, resolver=resolve)
    with pytest.raises(FetchFailed, match="metadata"):
        web.get(f"http://public.example:{server.url.rpartition(':')[2]}/feed")
    web.close()


def test_the_time_of_reception_is_when_it_was_fetched(world: World, server: FeedServer) -> None:
    """The publisher's clock stamps the record."""
    server.replies["/feed"] = Reply(rss(item("https://news.example/a", content=WHOLE)))
    world.poll(server.url + "/feed")
    stamps: list[datetime] = [r.timestamp for r in world.log.read(ARTICLES_INCOMING.name, 0)]
    assert [world.now] == stamps
