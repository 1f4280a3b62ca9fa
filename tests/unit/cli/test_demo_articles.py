"""The demo articles: their form, their order, and that every quotation and event has a source."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from shared.contracts.articles import RawArticle

DEMO = Path(__file__).parents[3] / "services" / "cli" / "demo"

OUTLETS = {
    "Dummy Gazette": "dummy-gazette.example",
    "Example Times": "example-times.example",
    "Example Wire": "example-wire.example",
    "Mock Herald": "mock-herald.example",
    "Placeholder Courier": "placeholder-courier.example",
    "Sample Post": "sample-post.example",
    "Specimen Daily": "specimen-daily.example",
}
ARTICLE_KEYS = {"id", "outlet", "published_at", "title", "url", "text"}
WITHDRAWAL_KEYS = {"id", "url", "published_at", "withdrawn"}
MAX_QUOTED_WORDS = 20

# The turning points of these weeks: each must be told by at least so many outlets.
OUTLETS_PER_EVENT = {
    "Telephone call Trump - Putin": 4,
    "Munich Security Conference (14-16 February)": 3,
    "Talks United States - Russia in Riyadh, announced on 17 February": 4,
    "Zelensky moves his visit to Saudi Arabia from 19 February to 10 March": 3,
    "The Kremlin does not confirm Trump's word on European peacekeepers": 2,
    "Talks United States - Russia on embassies in Istanbul, announced on 26 February": 3,
    "Row in the Oval Office, minerals deal unsigned": 3,
    "Summit in London, British-French proposal of a one-month truce": 2,
    "United States suspends military aid": 3,
    "Talks United States - Ukraine in Jeddah, ceasefire of 30 days accepted, aid resumed": 4,
    "Putin's answer, Witkoff in Moscow": 4,
    "Telephone call Trump - Putin, energy truce; announced on 16 and 17 March": 3,
    "Exchange of 175 prisoners each": 3,
    "Black Sea accord, its conditions disputed": 3,
}


def _lines() -> list[dict[str, Any]]:
    text = (DEMO / "articles.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _articles() -> list[dict[str, Any]]:
    return [line for line in _lines() if "withdrawn" not in line]


def _when(line: dict[str, Any]) -> datetime:
    return datetime.strptime(line["published_at"], "%Y-%m-%dT%H:%M:%SZ")


def _straight(text: str) -> str:
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def _quotations(article: dict[str, Any]) -> list[str]:
    """What stands between double quotation marks, without the sentence's own comma or full stop."""
    text = _straight(article["title"] + "\n\n" + article["text"])
    return [quoted.strip(" ,.") for quoted in re.findall(r'"([^"]*)"', text)]


def _table(heading: str) -> list[list[str]]:
    """The rows of the table under a heading of SOURCES.md."""
    sources = (DEMO / "SOURCES.md").read_text(encoding="utf-8")
    section = sources.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    return rows[1:]


def _sourced_quotations() -> dict[str, str]:
    """Each listed quotation with the day on which it was said."""
    return {quotation.strip('"'): day for quotation, _, day, _ in _table("Quotations")}


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", _straight(text).lower()))


def _overlap(one: str, other: str) -> float:
    """Shared words over all words, each counted as often as it occurs."""
    first, second = _words(one), _words(other)
    return (first & second).total() / (first | second).total()


def test_every_line_is_an_article_or_a_withdrawal() -> None:
    """A line has exactly the keys of an article or those of a withdrawal, none of them empty."""
    for line in _lines():
        assert (WITHDRAWAL_KEYS if "withdrawn" in line else ARTICLE_KEYS) == set(line), line["id"]
        assert all(line.values()), line["id"]
        assert re.fullmatch(r"demo-\d{3}", line["id"])


def test_every_line_fits_the_contract() -> None:
    """A line can be sent to `articles.incoming` as it stands."""
    for line in _lines():
        raw = msgspec.convert(line, type=RawArticle)

        assert (line["id"], line["url"]) == (raw.id, raw.url)
        assert line.get("withdrawn", False) is raw.withdrawn


def test_lines_stand_in_order_of_publication() -> None:
    """The file can be fed from top to bottom: times never go back and no two lines share one."""
    times = [_when(line) for line in _lines()]

    assert sorted(set(times)) == times
    assert timedelta(weeks=5) < times[-1] - times[0] < timedelta(weeks=8)


def test_texts_are_short_articles() -> None:
    """Every text is 700 to 2,200 characters of plain paragraphs under a headline."""
    for article in _articles():
        assert 700 <= len(article["text"]) <= 2200, article["id"]
        assert 20 <= len(article["title"]) <= 110, article["id"]
        assert len(article["text"].split("\n\n")) >= 4, article["id"]
        assert article["text"] == article["text"].strip(), article["id"]
        assert not re.search(r"[<>\t]|\n{3}| {2}", article["text"]), article["id"]


def test_outlets_and_hosts_are_invented() -> None:
    """No article bears the name or the address of a real outlet; an address carries outlet and day."""
    for article in _articles():
        assert OUTLETS[article["outlet"]] == urlsplit(article["url"]).hostname, article["id"]
    for line in _lines():
        assert re.fullmatch(r"https://[a-z-]+\.example/2025/\d\d/\d\d/[a-z0-9-]+", line["url"]), line["id"]
    assert set(OUTLETS) == {article["outlet"] for article in _articles()}


def test_an_address_belongs_to_one_article() -> None:
    """A URL occurs again only for a revision or withdrawal of its article, and an id keeps its URL."""
    ids, urls = defaultdict(set), defaultdict(set)
    for line in _lines():
        ids[line["url"]].add(line["id"])
        urls[line["id"]].add(line["url"])

    assert not [url for url, owners in ids.items() if len(owners) > 1]
    assert not [owner for owner, addresses in urls.items() if len(addresses) > 1]


def test_corrections_say_what_they_correct() -> None:
    """A revision differs little from the first version and ends with a note; there are at least two."""
    revisions = defaultdict(list)
    for article in _articles():
        revisions[article["id"]].append(article)
    corrected = [versions for versions in revisions.values() if len(versions) > 1]

    assert len(corrected) >= 2
    for first, *later in corrected:
        for revision in later:
            note = revision["text"].rsplit("\n\n", 1)[1]
            assert note.lower().startswith("correction"), revision["id"]
            assert re.search(r"earlier version", note), revision["id"]
            assert 0.7 < _overlap(first["text"], revision["text"]) < 1, revision["id"]


def test_a_withdrawal_names_an_article_told_before() -> None:
    """What is withdrawn was published earlier in the file; there is at least one withdrawal."""
    seen: set[str] = set()
    withdrawals = 0
    for line in _lines():
        if "withdrawn" in line:
            withdrawals += 1
            assert line["withdrawn"] is True
            assert line["id"] in seen
        seen.add(line["id"])

    assert withdrawals >= 1


def test_wire_copies_credit_the_wire_and_repeat_it() -> None:
    """An article with the agency's credit is nearly what the agency had sent shortly before."""
    wire = [article for article in _articles() if article["outlet"] == "Example Wire"]
    copies = [article for article in _articles() if "(Example Wire)" in article["text"]]

    assert len(copies) >= 5
    for copy in copies:
        assert copy["outlet"] != "Example Wire"
        sent = [item["text"] for item in wire if timedelta() < _when(copy) - _when(item) < timedelta(hours=3)]
        assert max((_overlap(text, copy["text"]) for text in sent), default=0) > 0.75, copy["id"]


def test_quotations_are_short_and_closed() -> None:
    """Quotation marks come in pairs, each quotation ends in its paragraph and has at most twenty words."""
    for article in _articles():
        for paragraph in article["text"].split("\n\n"):
            assert paragraph.count('"') % 2 == 0, article["id"]
            assert paragraph.count("“") == paragraph.count("”"), article["id"]
        assert not ('"' in article["text"] and "“" in article["text"]), article["id"]
        for quotation in _quotations(article):
            assert 1 <= len(quotation.split()) <= MAX_QUOTED_WORDS, (article["id"], quotation)


def test_every_quotation_has_a_source_and_no_source_is_idle() -> None:
    """SOURCES.md lists exactly the quotations that occur."""
    quoted = {quotation for article in _articles() for quotation in _quotations(article)}

    assert quoted == set(_sourced_quotations())


def test_nobody_is_quoted_before_having_spoken() -> None:
    """An article is not older than the words it quotes."""
    said = _sourced_quotations()
    for article in _articles():
        for quotation in _quotations(article):
            assert said[quotation] <= article["published_at"][:10], (article["id"], quotation)


def test_sources_are_complete() -> None:
    """Every row names a speaker or event, a day of the demo's weeks, and where it was publicly reported."""
    for row in _table("Quotations") + _table("Events"):
        assert len(row) == 4, row
        assert all(row), row
        assert re.fullmatch(r"2025-0[23]-\d\d", next(cell for cell in row if cell.startswith("2025-"))), row


def test_every_article_tells_a_listed_event() -> None:
    """SOURCES.md assigns each article to an event, and names no article that does not exist."""
    listed = {article for _, _, articles, _ in _table("Events") for article in articles.split()}

    assert {article["id"] for article in _articles()} == listed


def test_the_turning_points_are_told_by_several_outlets() -> None:
    """The events that a reader must not miss have so many outlets each."""
    outlet_of = {article["id"]: article["outlet"] for article in _articles()}
    outlets: dict[str, set[str]] = defaultdict(set)
    for _, event, articles, _ in _table("Events"):
        outlets[event] |= {outlet_of[article] for article in articles.split()}
    short = {
        event: outlets[event] for event, wanted in OUTLETS_PER_EVENT.items() if len(outlets[event]) < wanted
    }

    assert not short


def test_weekdays_fit_the_dates() -> None:
    """Where a weekday stands beside a date ("Tuesday, 18 February"), the calendar agrees."""
    pattern = r"(\w+day),? (?:on )?(\d{1,2}) (February|March)"
    found = [
        (article["id"], weekday, datetime.strptime(f"{day} {month} 2025", "%d %B %Y").strftime("%A"))
        for article in _articles()
        for weekday, day, month in re.findall(pattern, article["text"])
    ]

    assert len(found) >= 8
    assert [named for _, named, _ in found] == [real for _, _, real in found]


def test_straight_and_curly_marks_both_occur() -> None:
    """The demo shows both kinds of quotation marks, as real feeds do."""
    texts = [article["text"] for article in _articles()]

    assert sum('"' in text for text in texts) >= 15
    assert sum("“" in text for text in texts) >= 15
