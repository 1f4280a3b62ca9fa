"""Stage admit: the same article twice is one article, an edited one is a revision, a withdrawn one is told."""

from datetime import timedelta
from typing import Any

import py3langid
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ingest.domain.admission import MANY
from services.ingest.language import detect
from services.ingest.processor import build
from shared.catalog import load
from shared.contracts import Article, ArticleWithdrawn, RawArticle
from shared.processing import InvalidMessage, Place
from shared.runtime import metrics
from shared.runtime.settings import defaults
from shared.testing.bench import Bench, check_idempotent, stored
from shared.testing.builders import NOON, at

CATALOG = load()
ADMIT = build(CATALOG, defaults())


def english(text: str, declared: str | None) -> str:
    """A stand-in for the language model where it is not what the test is about."""
    return "en"


QUICK = build(CATALOG, defaults(), english)


def raw(**given: Any) -> RawArticle:
    """A raw article of an example outlet."""
    return RawArticle(
        **({"id": "a-1", "outlet": "Example Wire", "text": "Moscow said it would attend."} | given)
    )


def admitted(bench: Bench, article: RawArticle, hours: float = 0) -> list[Any]:
    """What is told about an article received so many hours after noon."""
    return [event.message for event in bench.send(article, at(hours))]


def others(bench: Bench, hours: float) -> None:
    """So many articles that nobody takes their time for one producer's wrong clock."""
    for number in range(MANY):
        admitted(bench, raw(id=f"other-{number}"), hours)


def test_an_article_is_admitted_as_given() -> None:
    """Text and title stay character for character; spaces and marks are not normalised."""
    text = "  Caf\u0065\u0301 “talks”\u00a0… \r\n\tend  "
    (article,) = admitted(Bench(QUICK), raw(text=text, title=" A  title "))
    assert (text, " A  title ", "a-1", 1, NOON) == (
        article.text, article.title, article.id, article.revision, article.received_at
    )  # fmt: skip


def test_the_same_article_twice_is_one_article() -> None:
    """The second arrival is counted and told to nobody."""
    bench = Bench(QUICK)
    admitted(bench, raw())
    assert admitted(bench, raw(), 1) == []


def test_an_edited_article_is_a_revision() -> None:
    """Text or title edited: the same id, the next revision."""
    bench = Bench(QUICK)
    admitted(bench, raw())
    (second,) = admitted(bench, raw(text="Moscow said it would not attend."), 1)
    (third,) = admitted(bench, raw(text="Moscow said it would not attend.", title="Corrected"), 2)
    assert [(second.id, second.revision), (third.id, third.revision)] == [("a-1", 2), ("a-1", 3)]


def test_an_edit_taken_back_is_a_revision_too() -> None:
    """What stands on the outlet's page now is what counts."""
    bench = Bench(QUICK)
    for hours, text in enumerate(("First words here.", "Second words here.", "First words here.")):
        found = admitted(bench, raw(text=text), hours)
    assert [(a.revision, a.text) for a in found] == [(3, "First words here.")]


def test_a_withdrawal_is_told_once() -> None:
    """It names the article and needs no text; a second one changes nothing."""
    bench = Bench(QUICK)
    admitted(bench, raw())
    (told,) = admitted(bench, RawArticle(id="a-1", withdrawn=True), 1)
    assert (ArticleWithdrawn, "a-1", 2) == (type(told), told.id, told.revision)
    assert admitted(bench, RawArticle(id="a-1", withdrawn=True), 2) == []


def test_a_withdrawn_article_may_come_back() -> None:
    """The outlet puts it online again."""
    bench = Bench(QUICK)
    admitted(bench, raw())
    admitted(bench, RawArticle(id="a-1", withdrawn=True), 1)
    (again,) = admitted(bench, raw(), 2)
    assert (Article, 3) == (type(again), again.revision)


def test_nobody_hears_of_a_withdrawal_of_an_unknown_article() -> None:
    """There is nothing to take back."""
    assert admitted(Bench(QUICK), RawArticle(id="never-seen", withdrawn=True)) == []


def test_without_an_id_the_url_tells_which_article_it_is() -> None:
    """The ways by which readers come do not make another article."""
    bench = Bench(QUICK)
    (first,) = admitted(bench, raw(id=None, url="https://example.org/a?utm_source=feed"))
    assert first.url == "https://example.org/a"
    assert admitted(bench, raw(id=None, url="http://EXAMPLE.org/a?cmp=rss#top"), 1) == []


def test_an_article_belongs_under_its_id_whatever_names_it() -> None:
    """Records under other keys are brought there, so that edits and withdrawals of any producer meet the article."""
    (article,) = admitted(Bench(QUICK), raw(id=None, url="https://example.org/a?utm_source=x"))
    withdrawal = RawArticle(url="http://example.org/a/", withdrawn=True)
    assert article.id == QUICK.belongs_to(withdrawal)
    assert "a-7" == QUICK.belongs_to(RawArticle(doc_id="a-7", url="https://example.org/a"))
    assert None is QUICK.belongs_to(RawArticle(text="Of no article."))


def test_the_producers_id_wins_over_the_url() -> None:
    """Two ids are two articles, even at one address; their likeness shows in the fingerprint."""
    bench = Bench(QUICK)
    (first,) = admitted(bench, raw(id="x", url="https://example.org/a"))
    (second,) = admitted(bench, raw(id=None, doc_id="y", url="https://example.org/a"))
    assert (first.id, second.id) == ("x", "y")
    assert first.fingerprint == second.fingerprint


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2025-02-12T10:00:00+02:00", at(-4)),
        ("10/24/16", at(0).replace(year=2016, month=10, day=24, hour=0)),
        ("Wed, 12 Feb 2025 09:00:00 GMT", at(-3)),
        ("0001-11-30", NOON),
        ("2031-01-01", NOON),
        ("yesterday", NOON),
        (None, NOON),
    ],
)
def test_the_time_of_an_article_is_the_outlets_where_it_is_possible(published: Any, expected: Any) -> None:
    """Else the time of reception."""
    (article,) = admitted(Bench(QUICK), raw(published_at=published))
    assert expected == article.published_at


def test_a_date_that_cannot_be_read_is_counted() -> None:
    """An archive in a form of its own would otherwise be news of today without a word."""
    before = metrics.dates_not_understood._value.get()
    for date in ("12 Thermidor", "February 12, 2025", None):
        admitted(Bench(QUICK), raw(published_at=date))
    assert before + 1 == metrics.dates_not_understood._value.get()


def test_date_is_accepted_for_published_at() -> None:
    """Both names are in use."""
    (article,) = admitted(Bench(QUICK), raw(date="2025-02-11"))
    assert at(-36) == article.published_at


def test_the_language_is_read_from_the_text() -> None:
    """A German article of a feed that declares English is German, and is admitted as that."""
    text = (
        "Der Außenminister sagte am Dienstag, die Gespräche über einen Waffenstillstand würden fortgesetzt."
    )
    (article,) = admitted(Bench(ADMIT), raw(text=text, language="en-US"))
    assert article.language == "de"
    (short,) = admitted(Bench(ADMIT), raw(text="Ja: 12.", language="de-AT"))
    assert short.language == "de"


@pytest.mark.parametrize("declared", ["en", None])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Serbia, Kosovo leaders meet in Brussels: Vucic, Kurti fail to agree", "en"),
        ("DR Congo, M23 rebels sign ceasefire declaration in Doha", "en"),
        ("Abiy, Afwerki meet in Addis Ababa over Red Sea port", "en"),
        ("Ukraine: Moskau lehnt Waffenruhe ab, Kiew reagiert", "de"),
        ("Minister spreekt met Russische collega over wapenstilstand", "nl"),
        ("Wetin we sabi about di new peace deal wey dem sign for Doha", "pcm"),
    ],
)
def test_a_headline_full_of_names_is_in_the_language_that_is_expected(
    text: str, declared: str | None, expected: str
) -> None:
    """Guesses are narrow then; a headline in another language is told from it all the same."""
    assert expected == detect(text, declared)


def test_latin_letters_are_of_no_language_of_other_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """However sure the guess: names may be rare enough to point there alone."""
    ranked = [("he", -10.0), ("hbo", -200.0), ("en", -500.0), ("fr", -900.0)]
    monkeypatch.setattr(py3langid, "rank", lambda text: ranked)
    assert "en" == detect("The Border Guard said that it had found the tunnel.", "fr")
    assert "he" == detect("\u05d4\u05e9\u05e8 \u05d0\u05de\u05e8 " * 10, "en")


def test_the_publisher_family_is_that_of_the_catalog() -> None:
    """An unknown outlet is a family of its own, by host or name."""
    (article,) = admitted(Bench(QUICK), raw(url="https://news.example.org/a"))
    assert CATALOG.family("Example Wire", "https://news.example.org/a") == article.publisher
    (nameless,) = admitted(Bench(QUICK), RawArticle(url="https://www.example.org/a", text="Some text."))
    assert nameless.outlet == "example.org"


@pytest.mark.parametrize(
    ("article", "says"),
    [
        (raw(text=None), "no `text`"),
        (raw(text=""), "empty"),
        (raw(text=" \n\t\u00a0"), "empty"),
        (raw(text="x" * 500_001), "the limit is 500000"),
        (raw(text="漢" * 400_000), "bytes"),
        (raw(text="a\x00b"), "`text` contains a NUL"),
        (raw(title="a\x00b"), "`title` contains a NUL"),
        (raw(text="a\ud800b"), "surrogate"),
        (raw(id=None), "neither `id` nor `url`"),
        (raw(id=" "), "neither `id` nor `url`"),
        (raw(id=None, url="javascript:alert(1)"), "not an http"),
        (raw(id="x" * 301), "at most 300"),
        (raw(id="a\nb"), "control characters"),
        (raw(title="x" * 5001), "`title` has 5001"),
        (raw(outlet="x" * 301), "`outlet` has 301"),
    ],
)
def test_what_cannot_be_admitted_is_refused_in_words(article: RawArticle, says: str) -> None:
    """A person reads what is wrong and what to do, without the article's text."""
    with pytest.raises(InvalidMessage, match=says):
        Bench(QUICK).send(article, NOON)


def test_a_link_that_is_no_web_address_is_dropped() -> None:
    """The article has an id and is admitted; its link could only do harm."""
    (article,) = admitted(Bench(QUICK), raw(url="javascript:alert(1)"))
    assert None is article.url


def test_what_nobody_sends_any_more_is_forgotten() -> None:
    """After the retention, with all its revisions; by the time of what comes, for there are no ticks. What still comes
    now and then is known for as long as it does."""
    month = build(CATALOG, defaults().model_copy(update={"retention_days": 30}), english)
    bench = Bench(month)
    for text in ("First words here.", "Second words here."):
        admitted(bench, raw(id="gone", text=text))
    for days in (0, 20):
        admitted(bench, raw(id="lasting"), 24 * days)
    others(bench, 24 * 39)
    admitted(bench, raw(id="lasting"), 24 * 40)
    assert {"lasting@1"} == {key for key in bench.rows if not key.startswith("other")}
    assert [a.revision for a in admitted(bench, raw(id="gone"), 24 * 41)] == [1]
    assert admitted(bench, raw(id="lasting"), 24 * 60) == []
    restarted = Bench(month, list(bench.rows.values()))
    assert restarted.state.index.revisions("lasting") == bench.state.index.revisions("lasting")


@pytest.mark.parametrize("years", [1, 2, 70])
def test_a_few_records_of_a_wrong_clock_make_nothing_past(years: int) -> None:
    """What is known stays known, so that numbers of revisions do not begin anew; nor does their time count later."""
    bench = Bench(QUICK)
    for text in ("First words here.", "Second words here."):
        admitted(bench, raw(text=text))
    others(bench, 24)
    for number in range(15):
        admitted(bench, raw(id=f"future {number}"), 24 * 365 * years + number)
        assert [a.revision for a in admitted(bench, raw(text=f"Words {number}."), 25 + number)] == [
            3 + number
        ]


def test_a_time_that_goes_back_forgets_nothing() -> None:
    """An archive begins with articles that count as received at its end (`eventtime.replay_time`)."""
    month = build(CATALOG, defaults().model_copy(update={"retention_days": 30}), english)
    bench = Bench(month)
    admitted(bench, raw(id="odd"), 24 * 400)
    admitted(bench, raw(id="a"), 0)
    assert admitted(bench, raw(id="a"), 24) == []
    assert admitted(bench, raw(id="odd"), 48) == []


def test_an_article_that_comes_again_after_the_retention_keeps_its_number() -> None:
    """It is known at that moment, and what is older than it is forgotten: numbers of revisions never go back."""
    month = build(CATALOG, defaults().model_copy(update={"retention_days": 30}), english)
    bench = Bench(month)
    for text in ("First words here.", "Second words here."):
        admitted(bench, raw(text=text))
    others(bench, 24 * 49)
    (third,) = admitted(bench, raw(text="Third words here."), 24 * 50)
    assert (third.revision, [key for key in bench.rows if key.startswith("a-1")]) == (3, ["a-1@3"])


VERSIONS = st.builds(
    lambda id, text, withdrawn, hours: (
        RawArticle(id=id, withdrawn=True) if withdrawn else raw(id=id, text=text),
        NOON + timedelta(hours=hours),
    ),
    st.sampled_from(("a-1", "a-2")),
    st.sampled_from(("One text.", "Another text.", "A third text.")),
    st.booleans(),
    st.integers(0, 4),
)


@given(st.lists(VERSIONS, max_size=12), st.integers(0, 12), st.integers(0, 12))
@settings(max_examples=300, deadline=None)
def test_repeating_any_suffix_changes_nothing(messages: list[Any], cut: int, again: int) -> None:
    """Whatever the order of the times, equal ones among them: the same rows, nothing new told."""
    check_idempotent(QUICK, messages, cut, min(cut, again))


@given(st.lists(VERSIONS, max_size=12), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_state_does_not_depend_on_the_order_of_rows(messages: list[Any], random: Any) -> None:
    """Adding the rows in any order, some of them twice, leads to the same decisions."""
    first = Bench(QUICK)
    for message, now in messages:
        first.send(message, now)
    rows = list(first.rows.values()) * 2
    random.shuffle(rows)
    state = QUICK.fold(rows, Place())
    assert stored(first.rows) == stored({row.key: row for row in rows})
    for id in ("a-1", "a-2"):
        assert first.state.index.revisions(id) == state.index.revisions(id)
