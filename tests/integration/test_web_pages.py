"""Pages, JSON API and Atom over a filled cache: what a reader, a client and an attacker see."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import msgspec
import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from services.web import app as web
from services.web.adapters import pages, store
from services.web.queries import negotiations
from shared.contracts import ArticleWithdrawn, Delivery, NegotiationState, Silence, TrackedStatement
from shared.contracts.positions import Deed
from shared.contracts.topics import (
    ALERTS_STANCES,
    ALERTS_STATEMENTS,
    ARTICLES,
    DELIVERIES,
    MILESTONES_CURRENT,
    SAYINGS_CURRENT,
    SILENCES,
    STANCES_CURRENT,
    STATEMENTS_TRACKED,
)
from shared.runtime import metrics
from shared.testing.builders import (
    a_stance_alert,
    a_statement,
    a_statement_alert,
    an_article,
    an_article_ref,
    an_evidence,
    at,
)
from shared.testing.scene.alerts import a_scene_alert
from shared.testing.scene.papers import DENIAL, MEETING, MONITORS, REFUSAL
from shared.testing.scene.records import everything
from shared.testing.scene.sayings import SAYINGS, STATEMENTS
from shared.testing.scene.stances import ROWS
from shared.testing.scene.steps import MEETING_OCCURRENCE
from shared.testing.scene.world import TALKS, WITHDRAWAL, a_catalog
from tests.e2e.support import KEY, NOW, World, settings, valkey

pytestmark = pytest.mark.redis
STANCE = a_scene_alert(5)


class Written:
    """Remembers what was published."""

    def __init__(self) -> None:
        self.messages: list[tuple[str, Any]] = []

    def publish(self, topic: Any, message: Any, *, timestamp: Any = None) -> None:
        self.messages.append((topic.name, message))


class Site:
    """A client and the world behind it."""

    def __init__(self, folder: Path, redis: Any, **given: Any) -> None:
        self.world = World(folder, redis)
        self.written = Written()
        app = web.build(
            settings(**given),
            redis,
            self.written,  # type: ignore[arg-type]
            catalog=a_catalog(),
            status=self.world.status,
            now=lambda: NOW,
        )
        self.client = TestClient(app, raise_server_exceptions=False, follow_redirects=False)
        self.world.take_in()

    def add(self, *records: tuple[Any, Any]) -> None:
        self.world.publish(records)
        self.world.take_in()

    def page(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return str(answer.text)

    def json(self, path: str) -> Any:
        answer = self.client.get(f"/api/v1{path}")
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with valkey(tmp_path_factory.mktemp("valkey")) as (_, client):
        yield client


@pytest.fixture
def empty(tmp_path: Path, cache: Any) -> Site:
    cache.flushall()
    return Site(tmp_path, cache, api_key=SecretStr(KEY))


@pytest.fixture
def site(empty: Site) -> Site:
    empty.add(*everything())
    return empty


def marked(html: str) -> list[str]:
    return re.findall(r"<mark[^>]*>(.*?)</mark>", html, re.S)


# What a reader sees


def test_the_feed_shows_alerts_by_day_latest_first(site: Site) -> None:
    """With links to the explanation, to the negotiation by its name, and to the sides."""
    html = site.page("/")
    headlines = [a_scene_alert(i).data.headline.split(":")[0] for i in (5, 4, 2, 1)]
    places = [html.index(headline.replace("'", "&#39;")) for headline in headlines]
    assert sorted(places) == places
    assert ["Friday 14 February 2025", "Thursday 13 February 2025"] == re.findall(
        r"<h2>(\w+ \d+ \w+ \d+)</h2>", html
    )[:2]
    assert f'href="/alerts/{STANCE.id}"' in html
    assert "Norland–Estavia truce" in html


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("kind=stance", 1),
        ("kind=milestone&side=Estavia", 2),
        ("severity=warning", 3),
        (f"negotiation={TALKS}", 6),
        ("negotiation=fisheries", 0),
        ("side=Norland&kind=statement", 2),
        ("late=only", 0),
    ],
)
def test_filters_narrow_page_api_and_atom_alike(site: Site, query: str, shown: int) -> None:
    """The same query, the same alerts."""
    assert shown == site.page(f"/?{query}").count("data-item")
    assert shown == len(site.json(f"/alerts?{query}")["alerts"])
    assert shown == site.client.get(f"/feed.atom?{query}").text.count("<entry>")


@pytest.mark.parametrize(
    "query",
    ["side=norland", "side=Ana Brandt", f"negotiation={TALKS.upper()}", "negotiation=Norland–Estavia truce"],
)
def test_names_are_understood_as_elsewhere(site: Site, query: str) -> None:
    """By alias, person and in any case; as their own pages are found."""
    assert site.json(f"/alerts?{query}")["alerts"]
    assert "data-item" in site.page(f"/?{query}")


@pytest.mark.parametrize(
    "query", ["side=Nordland", "negotiation=fishery", "negotation=fisheries", "question=x"]
)
def test_a_filter_that_nothing_can_pass_is_refused(site: Site, query: str) -> None:
    """Instead of silence for ever; while the page is being filled, no name is called unknown."""
    for path in ("/", "/feed.atom", "/api/v1/alerts", "/api/v1/stream", "/live"):
        assert 400 == site.client.get(f"{path}?{query}").status_code
    site.world.status.set("rebuilding")
    assert (400 if query.startswith(("negotation", "question")) else 200) == site.client.get(
        f"/?{query}"
    ).status_code


def test_a_page_on_which_nothing_passed_says_that_there_is_more(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where only some of the alerts were looked at."""
    assert "New alerts appear here" in site.page("/?importance=100")
    monkeypatch.setattr(store, "SCANNED", 2)
    html = site.page("/?importance=100")
    assert "None among the latest alerts" in html
    assert 'rel="next"' in html


def test_late_alerts_are_marked(empty: Site) -> None:
    """Not hidden: the reader decides."""
    empty.add((ALERTS_STATEMENTS, a_statement_alert(labels={"late": True})))
    assert 'class="late"' in empty.page("/")


def test_the_feed_is_paged(empty: Site) -> None:
    """Each alert once over all pages, also for filters; the last page has no next one."""
    empty.add(*((ALERTS_STATEMENTS, a_statement_alert(f"al-{i:03}", time=at(i // 3))) for i in range(50)))
    seen: list[str] = []
    after = ""
    for _ in range(10):
        answer = empty.json(f"/alerts?limit=7&side=Russia&after={after}")
        seen += [a["id"] for a in answer["alerts"]]
        after = answer["next"]
        if after is None:
            break
    assert 50 == len(seen) == len(set(seen))
    assert "Earlier" in empty.page("/?limit=7")


def test_the_filter_keeps_a_negotiation_that_it_does_not_offer(site: Site) -> None:
    """So that another choice narrows what is shown, and does not replace it."""
    assert '<option value="Lakeland|Tavria" selected>Lakeland – Tavria</option>' in site.page(
        "/?negotiation=Lakeland|Tavria"
    )
    assert 1 == site.page(f"/?negotiation={TALKS}").count(f'<option value="{TALKS}"')


def test_an_alert_is_explained(site: Site) -> None:
    """Rule, reasons, before and after, evidence in context, deliveries, link to the article and to its original."""
    html = site.page(f"/alerts/{STANCE.id}")
    assert [
        "not one soldier will leave the Vell valley",
        "We can leave the valley in stages if monitors come first",
    ] == marked(html)
    for expected in (
        "stance.reversal_by_principal",
        "five days after a flat refusal",
        "firmly against to leaning for",
        "desk-slack",
        "Brandt opens door to a pull-back in stages",
        'href="https://example-wire.example/wire-3"',
        "/articles/wire-3?show=",
    ):
        assert expected in html


def test_a_deed_tells_its_direction_without_a_position(empty: Site) -> None:
    """A threat on top of what is in force hardens, though it is less than what is in force."""
    deed = Deed(kind="tariffs", step="threatened", words="threatens tariffs", on="2025-04-04")
    reasons = ("the side's own act", "stood where it did since 2 April 2025")
    alert = a_stance_alert(
        headline="Russia threatens tariffs: a harder line on “Russia talks with Ukraine”",
        direction="hardened",
        deed_after=deed,
        rule=reasons[0],
        reasons=reasons,
    )
    empty.add((ALERTS_STANCES, alert))
    html = empty.page(f"/alerts/{alert.id}")
    assert "<dd>hardened</dd>" in html
    assert 1 == unescape(html).count(reasons[0])
    assert 'class="question"' not in html


def test_a_correction_and_what_it_replaces_point_to_each_other(site: Site) -> None:
    """Whoever opens the old alert learns that it no longer holds."""
    old = a_scene_alert(0)
    new = a_statement_alert(
        "al-c", "parley.alert.corrected", supersedes=old.id, difference="17 became 71", subject="sa-x"
    )
    site.add((ALERTS_STATEMENTS, new))
    assert "17 became 71" in site.page("/alerts/al-c")
    assert f'href="/alerts/{old.id}"' in site.page("/alerts/al-c")
    assert 'href="/alerts/al-c"' in site.page(f"/alerts/{old.id}")


def test_a_retracted_alert_says_so_wherever_it_is_listed(site: Site) -> None:
    """On cards, in lists, in the Atom feed as an entry that changed, and in the API."""
    old = a_scene_alert(0)
    later = a_statement_alert(
        "al-r",
        "parley.alert.retracted",
        time=at(400),
        headline="Retracted",
        supersedes=old.id,
        subject="sa-x",
    )
    before = site.client.get("/feed.atom").text
    site.add((ALERTS_STATEMENTS, later))
    mark = '<a class="overtaken" href="/alerts/al-r">Retracted</a>'
    saying = f"/sayings/{old.data.saying}"
    for path in (
        "/",
        "/?side=Norland",
        "/search?q=valley",
        "/sides/Norland",
        f"/negotiations/{TALKS}",
        saying,
    ):
        assert 1 == site.page(path).count(mark), path
    assert {"id": "al-r", "type": later.type, "time": "2025-03-01T04:00:00Z"} == site.json("/alerts")[
        "superseded"
    ][old.id]
    space = {"a": "http://www.w3.org/2005/Atom"}
    for text, title, updated in (
        (before, "New statement: ", "2025-02-"),
        (site.client.get("/feed.atom").text, "Retracted: New statement: ", "2025-03-01T04:00:00Z"),
    ):
        (entry,) = [
            entry
            for entry in ElementTree.fromstring(text).findall("a:entry", space)
            if entry.findtext("a:id", namespaces=space) == f"urn:parley:{old.id}"
        ]
        assert (entry.findtext("a:title", namespaces=space) or "").startswith(title)
        assert (entry.findtext("a:updated", namespaces=space) or "").startswith(updated)


def test_a_negotiation_shows_phase_changes_stances_and_timeline(site: Site) -> None:
    """Denied things stand beside what they deny; each stance with its words and since when."""
    html = site.page(f"/negotiations/{TALKS}")
    for expected in (
        "Contacts",
        "Because of",
        "leaning for",
        "1 earlier position",
        "disputed",
        DENIAL,
        MEETING,
    ):
        assert expected in html
    assert "Told and denied" in html


def test_what_changed_since_a_day(site: Site) -> None:
    """Only what became known from that day on; the same through the API."""
    found = site.json(f"/negotiations/{TALKS}?since=2025-02-14")["changes"]
    assert [("stance", "firmly against", "leaning for"), ("saying", None, None)] == [
        (c["kind"], c["before"], c["after"]) for c in found
    ]
    assert "Nothing has changed" in site.page(f"/negotiations/{TALKS}?since=2025-03-01")


def test_what_changed_leads_to_what_is_on_the_page(site: Site) -> None:
    """Also of a person who stands where the side stands by now, and is only named beside it."""
    *_, last = ROWS[0].history
    agrees = msgspec.structs.replace(ROWS[0], id="le-p", person="Ana Brandt")
    agrees = msgspec.structs.replace(agrees, history=(msgspec.structs.replace(last, known_from=at(200)),))
    site.add((STANCES_CURRENT, agrees))
    html = site.page(f"/negotiations/{TALKS}?since=2025-01-01")
    links = set(re.findall(r'href="#([^"]+)"', html))
    assert "le-p" in links
    assert links <= set(re.findall(r'id="([^"]+)"', html))


def test_what_changed_since_a_day_is_all_of_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much was said since; what is more than a page holds is counted."""
    first = SAYINGS[0]
    said = [
        msgspec.structs.replace(first, id=f"sa-more-{n}", first_said_at=at(240 + n / 6)) for n in range(450)
    ]
    site.add(*((SAYINGS_CURRENT, saying) for saying in said))
    address = f"{TALKS}?since={said[0].first_said_at:%Y-%m-%d}"
    found = site.json(f"/negotiations/{address}")
    told = {c["link"] for c in found["changes"] if c["kind"] == "saying"}
    assert {f"/sayings/{saying.id}" for saying in said} <= told
    assert 0 == found["earlier_changes"]
    html = site.page(f"/negotiations/{address}")
    assert "450 new sayings" in html
    assert "The latest 300 of them" in html
    monkeypatch.setattr(negotiations, "CHANGED", 200)
    assert 250 == site.json(f"/negotiations/{address}")["earlier_changes"]
    assert "250 earlier changes since then not shown" in site.page(f"/negotiations/{address}")


def test_an_earlier_position_that_became_known_late_has_changed_since(site: Site) -> None:
    """Though where the side stands now was known before."""
    first, *others = ROWS[0].history
    late = msgspec.structs.replace(first, known_from=at(480))
    site.add((STANCES_CURRENT, msgspec.structs.replace(ROWS[0], history=(late, *others))))
    (change,) = site.json(f"/negotiations/{TALKS}?since=2025-03-01")["changes"]
    assert ("stance", "firmly against") == (change["kind"], change["after"])


def test_a_timeline_says_where_it_ends(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps that are known and do not stand there are counted."""
    assert "before these not shown" not in site.page(f"/negotiations/{TALKS}")
    site.add((MILESTONES_CURRENT, msgspec.structs.replace(MEETING_OCCURRENCE, id="oc-other")))
    monkeypatch.setattr(negotiations, "STEPS", 1)
    found = site.json(f"/negotiations/{TALKS}")
    assert (1, 1) == (len(found["occurrences"]), found["earlier_steps"])
    assert "before these not shown" in site.page(f"/negotiations/{TALKS}")


def test_steps_that_nobody_was_told_of_stand_aside(site: Site) -> None:
    """What was read in passing or with doubt is not among the steps of the timeline, nor of what changed."""
    doubtful = msgspec.structs.replace(MEETING_OCCURRENCE, id="oc-doubtful")
    site.add((MILESTONES_CURRENT, doubtful))
    found = site.json(f"/negotiations/{TALKS}")
    assert [MEETING_OCCURRENCE.id] == found["told"]
    assert {False, True} == {c["told"] for c in found["changes"] if c["kind"] == "milestone"}
    html = site.page(f"/negotiations/{TALKS}")
    assert html.index(f'id="{MEETING_OCCURRENCE.id}"') < html.index(
        "1 doubtful step</summary>", html.index("Timeline</h2>")
    )
    assert html.index("1 doubtful step</summary>", html.index("Timeline</h2>")) < html.index(
        'id="oc-doubtful"'
    )
    early = site.json(f"/negotiations/{TALKS}?as_of=2025-02-10")
    assert early["told"] == []


def test_a_negotiation_as_it_was_known(site: Site) -> None:
    """At the end of the eleventh: Norland was still flatly against, and of what came later nothing is told."""
    address = f"/negotiations/{TALKS}?as_of=2025-02-11"
    found = site.json(address)
    (cell,) = found["stances"]["cells"][WITHDRAWAL]["Norland"]
    assert -2 == cell["entry"]["position"]
    assert None is found["listed"]["state"]
    told = [
        *(c["at"] for c in found["changes"]),
        *(s["first_said_at"] for s in found["sayings"]),
        *(s["at"] for o in found["occurrences"] for s in o["history"]),
        *(a["time"] for a in found["alerts"]),
        *(e["known_from"] for e in cell["row"]["history"]),
    ]
    assert told
    assert max(told) <= "2025-02-11T23:59:59Z"
    assert site.json(f"/negotiations/{TALKS}")["listed"]["state"]


def test_a_day_stays_while_another_is_chosen(site: Site) -> None:
    """Each of the two forms carries the other's day."""
    html = site.page(f"/negotiations/{TALKS}?since=2025-02-10&as_of=2025-02-11")
    assert '<input type="hidden" name="as_of" value="2025-02-11">' in html
    assert '<input type="hidden" name="since" value="2025-02-10">' in html
    assert "As known on" in html
    links = set(re.findall(r'href="#([^"]+)"', html))
    assert links <= set(re.findall(r'id="([^"]+)"', html))
    assert 'type="hidden"' not in site.page(f"/negotiations/{TALKS}")


def test_an_article_shows_its_evidence_in_the_text(site: Site) -> None:
    """Statements and steps are marked where they stand, and the text is whole."""
    html = site.page("/articles/wire-2")
    assert [MEETING, MONITORS] == marked(html)
    assert 'class="milestone"' in html
    assert "the government of Lakeland announced on Wednesday" in html


def test_a_withdrawn_article_says_so(site: Site) -> None:
    """On its own page and beside the evidence it gave."""
    site.add((ARTICLES, ArticleWithdrawn(id="wire-3", revision=2, received_at=at(120))))
    assert "withdrew this article" in site.page("/articles/wire-3")
    assert "has withdrawn this article" in site.page(f"/alerts/{STANCE.id}")


def test_evidence_of_an_earlier_revision_is_not_marked_in_the_new_text(site: Site) -> None:
    """The words are shown as they were, with the reason; no mismatch is counted."""
    before = metrics.evidence_mismatches._value.get()
    site.add((ARTICLES, an_article("wire-3", "Something else entirely.", revision=2)))
    html = site.page(f"/alerts/{STANCE.id}")
    assert "edited the article since" in html
    assert "We can leave the valley in stages" in html
    assert before == metrics.evidence_mismatches._value.get()


def test_a_mismatch_is_shown_as_a_defect_and_counted(empty: Site) -> None:
    """Nothing is highlighted that is not there."""
    article = an_article("a-1", "Nobody said anything of the kind.")
    evidence = an_evidence("it would attend", id="a-1")
    empty.add((ARTICLES, article), (ALERTS_STATEMENTS, a_statement_alert(evidence=(evidence,))))
    before = metrics.evidence_mismatches._value.get()
    html = empty.page("/alerts/al-1")
    assert [] == marked(html)
    assert "This is a defect" in html
    assert before + 1 == metrics.evidence_mismatches._value.get()


def test_statement_saying_and_side_lead_to_each_other(site: Site) -> None:
    """From the side to the saying, its tellings, each with its words in context."""
    saying, statement = SAYINGS[0], STATEMENTS[1]
    assert f"/sayings/{saying.id}" in site.page("/sides/Norland")
    html = site.page(f"/sayings/{saying.id}")
    assert 2 == len(marked(html))
    assert f"/statements/{statement.id}" in html
    assert [REFUSAL] == marked(site.page(f"/statements/{statement.id}"))


def test_a_side_stands_only_where_evidence_is_left(site: Site) -> None:
    """Of a person whose words were withdrawn the side's page tells nothing."""
    row = msgspec.structs.replace(ROWS[0], id="le-9", person="Ida Moor")
    site.add((STANCES_CURRENT, row))
    assert "Ida Moor" in site.page("/sides/Norland")
    site.add((STANCES_CURRENT, msgspec.structs.replace(row, position=0, history=())))
    assert "Ida Moor" not in site.page("/sides/Norland")


def test_search_finds_alerts_sayings_negotiations_and_people(site: Site) -> None:
    """By all words, the last may be a beginning; nothing found gives a hint."""
    assert {SAYINGS[0].id, SAYINGS[2].id} == {s["id"] for s in site.json("/search?q=brandt+vall")["saying"]}
    assert REFUSAL in site.page("/search?q=soldier")
    assert [TALKS] == [n["id"] for n in site.json("/search?q=truce")["negotiations"]]
    assert ["Ana Brandt"] == [a["name"] for a in site.json("/search?q=bran")["actors"]]
    assert "Nothing found" in site.page("/search?q=submarine")
    assert "Nothing found" in site.page("/search?q=...")


def test_only_the_last_word_of_a_search_may_be_a_beginning(site: Site) -> None:
    """Initials are one word, not beginnings of any two."""
    assert [TALKS] == [n["id"] for n in site.json("/search?q=norland+tru")["negotiations"]]
    assert [] == site.json("/search?q=nor+truce")["negotiations"]
    found = site.json("/search?q=n.e.")
    assert [] == found["negotiations"] == found["actors"] == found["sides"]


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("/", "make run"),
        ("/?kind=stance", "Show all alerts"),
        ("/negotiations", "no news yet"),
        (f"/negotiations/{TALKS}", "No side has taken a position"),
        ("/sides", "Nobody has been heard"),
        ("/sides/Norland", "Nothing of this side"),
        ("/deliveries", "PARLEY_SLACK_WEBHOOK_URL"),
        ("/dead-letters", "could be processed"),
        ("/silences", "Everything that a route takes is sent"),
        ("/search", "All words must occur"),
    ],
)
def test_empty_pages_say_what_to_do(empty: Site, path: str, hint: str) -> None:
    """A newcomer is never before a blank sheet."""
    assert hint in empty.page(path)


def test_running_pages_show_what_was_sent_and_what_failed(site: Site) -> None:
    """Deliveries with the receiver, dead letters with origin and reason."""
    assert "desk-slack" in site.page("/deliveries?receiver=desk-slack")
    assert "articles.incoming/0/17" in site.page("/dead-letters")
    assert "" == site.json("/dead-letters")["dead_letters"][0].get("value", "")


def test_a_delivery_shows_every_headline_and_says_its_status_once(site: Site) -> None:
    """The reason has the status where a receiver gave one."""
    delivery = Delivery(
        id="de-two",
        receiver="both",
        alerts=("al-1", "al-2"),
        state="delivered",
        reason="HTTP 200",
        at=at(0),
        status_code=200,
        text="Norland <stays>\nNew statement\n\nEstavia leaves\nNew statement",
    )
    site.add((DELIVERIES, delivery))
    html = site.page("/deliveries?receiver=both")
    assert "<summary>Norland &lt;stays&gt;<br>Estavia leaves</summary>" in html
    assert 1 == html.count("HTTP 200")


# Other forms


def test_the_feed_is_valid_atom(site: Site) -> None:
    """With stable ids, times and absolute links."""
    answer = site.client.get("/feed.atom")
    feed = ElementTree.fromstring(answer.text)
    space = {"a": "http://www.w3.org/2005/Atom"}
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert f"urn:parley:{STANCE.id}" == feed.findtext("a:entry/a:id", namespaces=space)
    assert "2025-02-14T09:30:00Z" == feed.findtext("a:entry/a:updated", namespaces=space)


def test_a_feed_reader_that_has_the_feed_does_not_load_it_again(empty: Site) -> None:
    """304 for the ETag of what it has, also of an empty feed; another one once there is something new."""
    for number in range(2):
        tag = empty.client.get("/feed.atom").headers["etag"]
        for given in (tag, f"W/{tag}", f'"x", {tag}'):
            known = empty.client.get("/feed.atom", headers={"if-none-match": given})
            assert (304, b"", tag) == (known.status_code, known.content, known.headers["etag"])
        empty.add((ALERTS_STATEMENTS, a_statement_alert(f"al-{number}")))
        assert 200 == empty.client.get("/feed.atom", headers={"if-none-match": tag}).status_code


def test_the_api_gives_alerts_as_cloudevents(site: Site) -> None:
    """The same form as in files and webhooks."""
    (alert,) = site.json("/alerts?limit=1")["alerts"]
    assert ("1.0", STANCE.id, "parley.stance.changed") == (alert["specversion"], alert["id"], alert["type"])
    whole = site.json(f"/alerts/{STANCE.id}")
    assert ["found", "found"] == [e["standing"] for e in whole["evidence"]]
    assert ["desk-slack"] == [d["receiver"] for d in whole["deliveries"]]


@pytest.mark.parametrize(
    "path",
    ["/negotiations", "/sides", "/sides/Norland", "/deliveries", "/silences", f"/statements/{STATEMENTS[0].id}",
     f"/sayings/{SAYINGS[0].id}", "/articles/wire-1"],
)  # fmt: skip
def test_every_read_of_the_api_answers(site: Site, path: str) -> None:
    """As a JSON object."""
    assert isinstance(site.json(path), dict)


def test_probes_and_metrics(site: Site) -> None:
    """Ready once the cache is filled; metrics in Prometheus' form."""
    assert {"cache": "ok", "read model": "ok"} == site.client.get("/readyz").json()["checks"]
    assert 200 == site.client.get("/healthz").status_code
    assert "parley_evidence_mismatches_total" in site.client.get("/metrics").text


# What is refused


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/alerts?limit=100000", 400),
        ("/api/v1/alerts?limit=-1", 400),
        ("/api/v1/alerts?kind=%00", 400),
        ("/api/v1/alerts?after=nothing", 400),
        ("/api/v1/negotiations/nowhere", 404),
        (f"/api/v1/negotiations/{TALKS}?since=soon", 400),
        ("/api/v1/alerts/al-none", 404),
        ("/api/v1/sayings/none", 404),
        ("/api/v1/statements/none", 404),
        ("/api/v1/articles/none", 404),
        ("/api/v1/sides/nobody", 404),
        ("/api/v1/none", 404),
        (f"/api/v1/search?q={'x' * 301}", 400),
        ("/alerts/al-none", 404),
        ("/articles/..%2f..%2fetc%2fpasswd", 404),
        ("/static/..%2f..%2fapp.py", 404),
        ("/static/%2e%2e/app.py", 404),
        ("/?kind=gossip", 400),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(site: Site, path: str, status: int) -> None:
    """JSON with a sentence for the API, a page for readers; never a trace."""
    answer = site.client.get(path)
    assert status == answer.status_code
    if path.startswith("/api/"):
        assert answer.json()["error"]
    assert "Traceback" not in answer.text


def _asked(**other: Any) -> dict[str, Any]:
    return {"matchers": [{"label": "side", "op": "=", "value": "Norland"}], "hours": 8} | other


@pytest.mark.parametrize(
    ("authorization", "status"),
    [(None, 401), ("Basic abc", 401), ("Bearer ", 401), ("Bearer wrong", 403), (f"bearer {KEY}", 201)],
)
def test_writes_need_the_key(site: Site, authorization: str | None, status: int) -> None:
    """401 without, 403 with a wrong one."""
    headers = {"authorization": authorization} if authorization else {}
    assert status == site.client.post("/api/v1/silences", json=_asked(), headers=headers).status_code
    assert (status == 201) == bool(site.written.messages)


def test_without_a_key_in_the_settings_writes_are_off(tmp_path: Path, cache: Any) -> None:
    """An empty setting is not an empty key."""
    site = Site(tmp_path, cache)
    for given in ("Bearer ", "Bearer x", "Bearer None"):
        answer = site.client.post("/api/v1/silences", json=_asked(), headers={"authorization": given})
        assert 403 == answer.status_code
        assert "PARLEY_API_KEY" in answer.json()["error"]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"matchers": 1}', b"\xff\xfe", b'{"matchers": [], "hours": 1}', b"[" * 5000,
     b'{"matchers": [{"label": "side", "op": "=", "value": "x"}], "hours": 1, "surprise": 1}'],
)  # fmt: skip
def test_odd_bodies_are_refused(site: Site, body: bytes) -> None:
    """400 with the reason; nothing is written."""
    answer = site.client.post("/api/v1/silences", content=body, headers={"authorization": f"Bearer {KEY}"})
    assert 400 == answer.status_code
    assert [] == site.written.messages


def test_huge_bodies_are_refused_before_they_are_read(site: Site) -> None:
    """413 by the announced length and, without one, by what comes."""
    headers = {"authorization": f"Bearer {KEY}"}
    assert 413 == site.client.post("/api/v1/silences", content=b"x" * 100_000, headers=headers).status_code
    chunks = (b"x" * 1000 for _ in range(1000))
    assert 413 == site.client.post("/api/v1/silences", content=chunks, headers=headers).status_code


def test_a_form_that_is_sent_without_its_script_holds_no_key(site: Site) -> None:
    """A browser puts what is named into the address."""
    html = site.page("/silences")
    (key,) = re.findall(r'<input[^>]*type="password"[^>]*>', html)
    assert "name=" not in key
    assert re.search(r"<button disabled>Silence</button>", html)


def test_silences_are_created_shown_and_ended(site: Site) -> None:
    """What the API writes is what the notifier reads; the page shows it once it has come back."""
    headers = {"authorization": f"Bearer {KEY}"}
    made = site.client.post("/api/v1/silences", json=_asked(comment="known"), headers=headers).json()
    (topic, silence), *_ = site.written.messages
    assert (SILENCES.name, made["id"]) == (topic, silence.id)
    site.add((SILENCES, silence))
    assert "in force" in site.page("/silences")
    assert 200 == site.client.delete(f"/api/v1/silences/{silence.id}", headers=headers).status_code
    ended: Silence = site.written.messages[-1][1]
    assert (silence.id, True) == (ended.id, ended.expired)
    assert 404 == site.client.delete("/api/v1/silences/none", headers=headers).status_code


def test_a_silence_names_what_there_is(site: Site) -> None:
    """The form offers ids and values; a name instead of an id is refused with the id."""
    html = site.page("/silences")
    for offered in (f'value="{TALKS}">Norland–Estavia truce', 'value="Norland"', 'value="milestone"'):
        assert offered in html
    asked = _asked(matchers=[{"label": "negotiation", "op": "=", "value": "Norland–Estavia truce"}])
    answer = site.client.post("/api/v1/silences", json=asked, headers={"authorization": f"Bearer {KEY}"})
    assert (400, []) == (answer.status_code, site.written.messages)
    assert TALKS in answer.json()["error"]


def test_a_negotiation_that_is_not_watched_is_called_by_its_parties(site: Site) -> None:
    """As messages and the list of negotiations call it, on cards and on its own page."""
    site.add((ALERTS_STATEMENTS, a_statement_alert("al-1", labels={"negotiation": "Lakeland|Tavria"})))
    assert 'href="/negotiations/Lakeland%7CTavria">Lakeland – Tavria</a>' in site.page("/")
    assert "<h1>Lakeland – Tavria</h1>" in site.page("/negotiations/Lakeland%7CTavria")


def test_negotiations_and_sides_are_paged_to_their_end(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each once, on pages and in the API; search finds those that stand last, too."""
    rows = [
        msgspec.structs.replace(ROWS[0], id=f"le-{n}", side=f"Side{n:03}", known_from=at(-n))
        for n in range(12)
    ]
    states = [
        msgspec.structs.replace(
            state, id=f"Lakeland|Side{n:03}", name=f"Lakeland – Side{n:03}", last_at=at(-n)
        )
        for _, state in everything()
        if isinstance(state, NegotiationState)
        for n in range(600)
    ]
    site.add(*((STANCES_CURRENT, row) for row in rows), *((MILESTONES_CURRENT, state) for state in states))
    site.world.take_in(rounds=6)
    for what, limit in (("negotiations", 200), ("sides", 5)):
        seen: list[str] = []
        after = ""
        while after is not None:
            answer = site.json(f"/{what}?limit={limit}&after={quote(after)}")
            seen += [each if isinstance(each, str) else each["id"] for each in answer[what]]
            after = answer["next"]
        assert len(seen) == len(set(seen))
        assert {"negotiations": "Lakeland|Side599", "sides": "Side011"}[what] in seen
    assert "Side599" in site.page("/search?q=side599")
    monkeypatch.setattr(pages, "LISTED", 10)
    for path in ("/negotiations", "/sides"):
        (more,) = re.findall(r'<p class="pager"><a href="([^"]+)"', site.page(path))
        assert "data-item" in site.page(unescape(more))
    assert 400 == site.client.get("/sides?after=nobody").status_code


def test_a_summit_of_many_can_be_followed(site: Site) -> None:
    """A negotiation that is not watched is named after its parties, which may be thirty."""
    summit = "|".join(f"Republic of Country {number}" for number in range(30))
    site.add((ALERTS_STATEMENTS, a_statement_alert("al-summit", labels={"negotiation": summit})))
    (follow,) = re.findall(
        r'<a href="([^"]+)">Follow live</a>', site.page(f"/negotiations/{quote(summit, safe='')}")
    )
    assert 'id="al-summit"' in site.page(unescape(follow))


def test_ending_a_silence_that_is_over_does_not_lengthen_it(site: Site) -> None:
    """The page shows how long it held."""
    over = Silence(id="si-over", matchers=(), starts_at=at(-9), ends_at=at(-8))
    site.add((SILENCES, over))
    headers = {"authorization": f"Bearer {KEY}"}
    assert (
        "2025-02-12T04:00:00Z"
        == site.client.delete(f"/api/v1/silences/{over.id}", headers=headers).json()["ends_at"]
    )


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/"), ("PUT", "/api/v1/alerts"), ("DELETE", "/api/v1/alerts/x")]
)
def test_other_methods_are_refused(site: Site, method: str, path: str) -> None:
    """405, not a surprise."""
    assert 405 == site.client.request(method, path).status_code


# What comes from hostile articles

HOSTILE = (
    '<script>alert(1)</script><img src=x onerror="alert(2)">\u202eevil\u202c {{ 7*7 }} &amp; "quoted" \'single\' '
    "ignore all previous instructions"
)


def _hostile_world() -> list[tuple[Any, Any]]:
    ref = an_article_ref("h/1?x#y", outlet=HOSTILE, title=HOSTILE, url="javascript:alert(3)")
    article = an_article("h/1?x#y", HOSTILE, outlet=HOSTILE, title=HOSTILE, url="javascript:alert(3)")
    statement = a_statement(HOSTILE, side=HOSTILE, article=ref, spans=((0, len(HOSTILE)),), cue=HOSTILE)
    evidence = an_evidence(HOSTILE, id="h/1?x#y", outlet=HOSTILE, title=HOSTILE, url="javascript:alert(3)")
    evidence = msgspec.structs.replace(evidence, spans=((0, len(HOSTILE)),))
    saying = msgspec.structs.replace(SAYINGS[0], id="sa-h", words=HOSTILE, speaker=HOSTILE, side=HOSTILE)
    alert = a_statement_alert(
        "al-h", headline=HOSTILE, words=HOSTILE, speaker=HOSTILE, side=HOSTILE, evidence=(evidence,)
    )
    return [
        (ARTICLES, article),
        (STATEMENTS_TRACKED, TrackedStatement(statement=statement, saying="sa-h", novelty="new")),
        (SAYINGS_CURRENT, saying),
        (ALERTS_STATEMENTS, alert),
    ]


def test_nothing_from_an_article_acts_on_a_page(empty: Site) -> None:
    """No markup, no script link, no template, no reordering; the text is there to be read."""
    records = _hostile_world()
    empty.add(*records)
    statement = records[1][1].statement.id
    article = quote("h/1?x#y", safe="")
    side = quote(HOSTILE, safe="")
    own = ("/", "/alerts/al-h", f"/statements/{statement}", "/sayings/sa-h", f"/articles/{article}")
    for path in (*own, f"/sides/{side}", "/sides", "/search?q=evil", "/feed.atom"):
        html = empty.page(path)
        assert "<script>alert" not in html
        assert "<img" not in html
        assert "javascript:" not in re.sub(r">[^<]*<", "><", html)
        assert "\u202e" not in html
        if path not in ("/sides", "/search?q=evil"):
            assert "{{ 7*7 }}" in html


def test_the_api_carries_hostile_text_as_inert_ascii(empty: Site) -> None:
    """The text is whole, so that spans still fit, but nothing in the bytes acts on a terminal."""
    empty.add(*_hostile_world())
    answer = empty.client.get("/api/v1/alerts")
    assert answer.content.isascii()
    assert HOSTILE == answer.json()["alerts"][0]["data"]["headline"]


@pytest.mark.parametrize(
    "path", ["/", "/nope", "/api/v1/alerts", "/static/parley.js", "/feed.atom", "/healthz"]
)
def test_every_answer_carries_the_security_headers(site: Site, path: str) -> None:
    """A strict policy: own scripts and styles only, no frames, no sniffing, no referrer."""
    headers = site.client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "nosniff" == headers["x-content-type-options"]
    assert "no-referrer" == headers["referrer-policy"]


def test_an_answer_about_a_defect_carries_the_security_headers(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On pages and in the API; what went wrong is not told."""
    monkeypatch.setattr(site.written, "publish", lambda *_, **__: 1 / 0)
    headers = {"authorization": f"Bearer {KEY}"}
    answer = site.client.post("/api/v1/silences", json=_asked(), headers=headers)
    assert 500 == answer.status_code
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "zero" not in answer.text


def test_pages_load_nothing_from_elsewhere_and_hold_no_inline_code(site: Site) -> None:
    """So that the policy can be strict and the page works on a locked-down network."""
    for path in ("/", f"/alerts/{STANCE.id}", f"/negotiations/{TALKS}", "/silences"):
        html = site.page(path)
        assert not re.search(r"<(script|link|img)[^>]*(src|href)=\"(https?:)?//", html)
        assert not re.search(r"\son\w+=", html)
        assert "style=" not in html
        assert "<style" not in html
        assert not re.search(r"<script(?![^>]*\ssrc=)", html)


# Without a cache


def test_without_a_cache_pages_say_so_and_the_process_lives(tmp_path: Path) -> None:
    """503 with Retry-After and the reason; alive, not ready; no address in the text."""
    with valkey(tmp_path) as (server, client):
        site = Site(tmp_path, client)
        server.stop()
        page = site.client.get("/")
        assert 503 == page.status_code
        assert "Nothing is lost" in page.text
        assert "5" == page.headers["retry-after"]
        assert "cache" in site.client.get("/api/v1/alerts").json()["error"]
        assert 200 == site.client.get("/healthz").status_code
        assert 503 == site.client.get("/readyz").status_code
        assert "sock" not in page.text
