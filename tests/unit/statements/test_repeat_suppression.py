"""What people read from the same mouth a day ago is not told again in other words."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from services.statements.processor import build_with, policy
from shared.catalog import Catalog, Negotiation
from shared.runtime import settings
from shared.testing.bench import Bench
from shared.testing.newsroom import a_statement_in

DEMAND = "the northern ports can only be given up with guarantees for the fishermen of Arland"
PARAPHRASE = "Arland wants guarantees for its fishermen before the northern ports are given up"
FIGURE = "Arland wants guarantees for 3,000 fishermen before the northern ports are given up"
NEGATED = "the northern ports can not be given up with guarantees for the fishermen of Arland"
LEASE = "a lease of the northern ports to the fishermen of Arland for thirty years"
LEASE_AGAIN = "a plan of Borland to lease the northern ports to the fishermen for thirty years"
OTHER = "a census in the highlands would begin after the harvest"
ASKED = "how many cattle it has and whether it would sell them to the state for what they cost last year"
ARLAND = Negotiation("ports", "Ports", ("Arland", "Borland"), (), (), (), ())


@pytest.fixture
def bench() -> Bench:
    """As for a side that has said so much that only nearly the same words are joined: what is tested is telling."""
    usual = policy(Catalog(negotiations=(ARLAND,)), settings.Settings())
    strict = msgspec.structs.replace(usual.scorer, join=0.999, far=0.999)
    return Bench(build_with(msgspec.structs.replace(usual, scorer=strict)))


def prins_says(bench: Bench, words: str, outlet: str, hours: float = 0, **other: Any) -> None:
    """One statement of Olga Prins for Arland."""
    values = {
        "speaker": "Olga Prins", "speaker_kind": "person", "position": "rejects", "newsworthiness": 0.65,
        "negotiations": ("ports",), "rank": 1, "side": "Arland",
    }  # fmt: skip
    bench.observe(a_statement_in(words, outlet, hours, article=outlet, **(values | other)))


def alerted_words(bench: Bench) -> list[str]:
    """The words of first alerts so far; "against earlier words" is one, too."""
    first = ("parley.statement.new", "parley.statement.contradicted")
    return [alert.data.words for alert in bench.alerts() if alert.type in first]


@pytest.mark.parametrize("worth", [0.65, 0.9])
def test_a_paraphrase_of_yesterdays_alert_is_not_told(bench: Bench, worth: float) -> None:
    """The bar of telling lies below that of joining; what is outstanding must be more alike, and this is."""
    prins_says(bench, DEMAND, "A")
    prins_says(bench, PARAPHRASE, "B", 20, newsworthiness=worth)
    assert [DEMAND] == alerted_words(bench)


def test_the_bar_is_higher_for_what_is_outstanding() -> None:
    """What every desk would want is told unless it is surely the same."""
    usual = policy(Catalog(), settings.Settings())
    assert usual.retold < usual.retold_outstanding


@pytest.mark.parametrize(
    ("words", "hours", "speaker"),
    [
        (OTHER, 20, "Olga Prins"),
        (FIGURE, 20, "Olga Prins"),
        (NEGATED, 20, "Olga Prins"),
        (PARAPHRASE, 60, "Olga Prins"),
        (PARAPHRASE, 20, "Jon Varga"),
    ],
    ids=["another matter", "another figure", "a negation", "three days later", "another person"],
)
def test_what_is_another_message_is_told(bench: Bench, words: str, hours: float, speaker: str) -> None:
    """Only what is like an alert of the same speaker, of the last two days, without new figures."""
    prins_says(bench, DEMAND, "A")
    prins_says(bench, words, "B", hours, speaker=speaker)
    assert [DEMAND, words] == alerted_words(bench)


def test_what_nobody_was_told_of_holds_nothing_back(bench: Bench) -> None:
    """A statement that raised no alert is no reason not to tell its paraphrase."""
    prins_says(bench, DEMAND, "A", newsworthiness=0.2)
    prins_says(bench, PARAPHRASE, "B", 20)
    assert [PARAPHRASE] == alerted_words(bench)


@pytest.mark.parametrize(
    "voice",
    [{"speaker": "Arland's foreign ministry", "speaker_kind": "body"}, {"speaker": "Jon Varga", "rank": 5}],
    ids=["a ministry", "its spokesman"],
)
def test_who_only_speaks_for_the_side_repeats_its_president(bench: Bench, voice: dict[str, Any]) -> None:
    """Desks hear one voice: what the president said is no news from the ministry, nor the other way round."""
    prins_says(bench, DEMAND, "A")
    prins_says(bench, PARAPHRASE, "B", 20, **voice)
    assert [DEMAND] == alerted_words(bench)


@pytest.mark.parametrize(
    ("words", "raised"),
    [
        (f"{PARAPHRASE}. The census is due in May.", 1),
        (f"{PARAPHRASE}. Every household in the nine valleys of the highlands will be asked {ASKED}.", 2),
    ],
    ids=["mostly told", "mostly new"],
)
def test_words_of_which_most_were_told_are_not_told(bench: Bench, words: str, raised: int) -> None:
    """A sentence beside what people know makes no news of it, a longer one does."""
    prins_says(bench, DEMAND, "A")
    prins_says(bench, words, "B", 20)
    assert raised == len(alerted_words(bench))


@pytest.mark.parametrize(("outlets", "raised"), [("AB", 0), ("A", 1)], ids=["of two", "of one"])
def test_a_number_of_publishers_is_told_once_in_whatever_words(
    bench: Bench, outlets: str, raised: int
) -> None:
    """Who knows that two outlets tell it does not hear so again of a paraphrase; who knows of one does."""
    for outlet in outlets:
        prins_says(bench, DEMAND, outlet, newsworthiness=0.9, type="direct")
    before = len(bench.alerts("parley.statement.corroborated"))
    for outlet in "CD":
        prins_says(bench, PARAPHRASE, outlet, 1, newsworthiness=0.9, type="direct")
    assert raised == len(bench.alerts("parley.statement.corroborated")) - before


@pytest.mark.parametrize(
    ("worth", "issue", "article", "raised"),
    [
        (0.52, "talks_process", "A", False),
        (0.6, "talks_process", "A", True),
        (0.52, "sanctions", "A", True),
        (0.52, "talks_process", "B", True),
    ],
)
def test_a_second_remark_of_one_article_must_be_worth_more(
    bench: Bench, worth: float, issue: str, article: str, raised: bool
) -> None:
    """One article's quotations of one speaker on one issue mostly belong to one message."""
    prins_says(bench, DEMAND, "A")
    prins_says(bench, OTHER, article, newsworthiness=worth, issues=(issue,))
    assert ([DEMAND, OTHER] if raised else [DEMAND]) == alerted_words(bench)


def test_what_was_rejected_yesterday_and_is_backed_today_is_told(bench: Bench) -> None:
    """The verb makes it another message, however alike the words that it governs."""
    prins_says(bench, LEASE, "A", cue="rejected")
    prins_says(bench, LEASE_AGAIN, "B", 20, cue="dismissed")
    assert [LEASE] == alerted_words(bench)
    prins_says(bench, LEASE_AGAIN, "C", 21, cue="backed", position="supports")
    assert [LEASE, LEASE_AGAIN] == alerted_words(bench)
