"""In whatever order outlets tell a saying, people hear of the same sayings in the same way."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from shared.contracts import StatementObserved
from shared.testing.bench import Bench
from shared.testing.builders import a_statement, an_article_ref, at, observed
from shared.testing.newsroom import a_statement_in

PLEDGE = "it would send a delegation to the talks in Istanbul on Thursday"
DEMAND = "Ukraine must withdraw its troops from the four regions before any ceasefire"
FIRST = "The harbour will be opened to grain ships in June."
SECOND = "Nobody will be asked for a licence at the border."
NEW, CORROBORATED = "parley.statement.new", "parley.statement.corroborated"


def a_demand(words: str, outlet: str, **other: Any) -> StatementObserved:
    """A statement in an article of the outlet; which of them comes first is up to the test."""
    article = other.pop("article", outlet)
    values = {"newsworthiness": 0.6, "rank": 1, "type": "direct"} | other
    return observed(a_statement_in(words, outlet, article=article, **values))


def heard(processor: Any, order: tuple[StatementObserved, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Types of the alerts of this order, each with the articles that it shows, sorted."""
    bench = Bench(processor)
    for hours, message in enumerate(order):
        bench.send(message, at(hours))
    return sorted((a.type, tuple(sorted(e.article.id for e in a.data.evidence))) for a in bench.alerts())


def in_all_orders(processor: Any, *messages: StatementObserved) -> list[list[str]]:
    """The types of alert of each order."""
    return [[type_ for type_, _ in heard(processor, order)] for order in permutations(messages)]


@pytest.mark.parametrize("second", ["B", "A"], ids=["another publisher", "the same publisher"])
def test_words_that_make_news_are_told_first_or_second(processor, second):
    """One telling is not worth an alert; another, of the same publisher too, is: it raises the first alert in turn.
    Where it comes second that alert counts both, so nobody is told of the second publisher at the same moment."""
    weak = a_demand(PLEDGE, "A", newsworthiness=0.2)
    strong = a_demand(PLEDGE, second, article="strong", newsworthiness=0.65)
    followed = [CORROBORATED, NEW] if second == "B" else [NEW]
    assert [[NEW], followed] == in_all_orders(processor, weak, strong)


def test_the_first_alert_shows_all_who_tell_it(processor):
    """The telling that makes it news, and those before it."""
    weak, strong = a_demand(PLEDGE, "A", newsworthiness=0.2), a_demand(PLEDGE, "B", newsworthiness=0.65)
    assert (NEW, ("A", "B")) in heard(processor, (weak, strong))


def test_what_people_heard_of_is_not_told_first_a_second_time(processor):
    """Three outlets made it news without words that would; the fourth's words would have."""
    weak = [a_demand(PLEDGE, outlet, newsworthiness=0.2) for outlet in "ABC"]
    strong = a_demand(PLEDGE, "A", article="strong", newsworthiness=0.65)
    assert [NEW] == [type_ for type_, _ in heard(processor, (*weak, strong))]


def on_record(processor: Any, order: tuple[StatementObserved, ...]) -> list[str]:
    """Types of all alerts of this order, asides among them, sorted."""
    bench = Bench(processor)
    for hours, message in enumerate(order):
        bench.send(message, at(hours))
    return sorted(a.type for a in bench.alerts(asides=True))


@pytest.mark.parametrize("worths", [(0.65, 0.2), (0.65, 0.2, 0.2), (0.2, 0.2, 0.2), (0.2, 0.2)])
def test_the_record_is_the_same_in_every_order(processor, worths):
    """Which words made it news, and which came last, is no matter: a saying has its first alert and one on its number,
    or neither."""
    told = [a_demand(PLEDGE, "ABC"[n], newsworthiness=worth) for n, worth in enumerate(worths)]
    records = {tuple(dict.fromkeys(on_record(processor, order))) for order in permutations(told)}
    assert {(CORROBORATED, NEW) if worths != (0.2, 0.2) else ()} == records


def test_a_third_remark_is_on_record_in_every_order(processor):
    """People are told of two; who follows the topic has all."""
    messages = [a_demand(words, "ABCD"[n], newsworthiness=worth) for n, (words, worth) in enumerate(REMARKS)]
    assert {(NEW,) * 4} == {tuple(on_record(processor, order)) for order in permutations(messages)}


def test_a_count_says_why_nobody_is_told(processor):
    """The first alert has told as much."""
    bench = Bench(processor)
    bench.send(a_demand(PLEDGE, "A", newsworthiness=0.2), at(0))
    bench.send(a_demand(PLEDGE, "B", newsworthiness=0.65), at(1))
    first, count = bench.alerts(asides=True)
    assert (False, 2) == (first.data.labels.aside, first.data.publishers)
    assert (True, 2) == (count.data.labels.aside, count.data.publishers)
    assert "the first alert, of the same moment" in count.data.reasons[-1]


def test_a_point_of_a_statement_that_was_told_is_told(processor):
    """The alert on a quotation of two sentences told both, though it is about the first."""
    whole, half = a_demand(f"{FIRST} {SECOND}", "A"), a_demand(SECOND, "A", article="half")
    assert [NEW] == [type_ for type_, _ in heard(processor, (whole, half))]


def test_who_reads_a_whole_quotation_is_not_told_at_once_that_others_have_its_second_sentence(processor):
    """The first alert shows both sentences, though it is about the first."""
    weak = a_demand(SECOND, "A", newsworthiness=0.2)
    whole = a_demand(f"{FIRST} {SECOND}", "B", newsworthiness=0.65)
    assert [NEW] == [type_ for type_, _ in heard(processor, (weak, whole))]


def test_it_does_not_matter_whose_words_weigh_too_little_for_an_alert(processor):
    """A second outlet bears out what was told, also when it names a mere official."""
    chief = a_demand(PLEDGE, "A", newsworthiness=0.65)
    clerk = a_demand(PLEDGE, "B", newsworthiness=0.2, rank=9, position="none", type="indirect")
    assert [[CORROBORATED, NEW], [NEW]] == in_all_orders(processor, chief, clerk)


def test_an_article_on_something_else_bears_out_what_is_watched(processor):
    """A second outlet has the same words in an article that is on no watched negotiation; alone it raises nothing."""
    chief, other = a_demand(PLEDGE, "A", newsworthiness=0.65), a_demand(PLEDGE, "B", negotiations=())
    assert [[CORROBORATED, NEW], [NEW]] == in_all_orders(processor, chief, other)
    assert [] == heard(processor, (other, a_demand(PLEDGE, "C", negotiations=())))


def test_the_weightiest_words_are_shown_and_the_last_outlet_tells_when(processor):
    """Of those who bear it out."""
    bench = Bench(processor)
    chief = a_demand(PLEDGE, "A", newsworthiness=0.65)
    bench.send(chief, at(0))
    later = an_article_ref("B", outlet="B", published_at=at(3), url=None)
    bench.send(
        observed(a_statement(PLEDGE, article=later, newsworthiness=0.2, rank=9, type="indirect")), at(3)
    )
    alert = bench.alerts()[-1]
    assert (CORROBORATED, at(3)) == (alert.type, alert.time)
    assert chief.statement.id == alert.data.statement


REMARKS = (
    (PLEDGE, 0.51),
    (DEMAND, 0.52),
    ("no troops of any alliance may be stationed there", 0.66),
    ("the border will be closed on Friday", 0.68),
)


def test_the_two_remarks_that_are_worth_most_are_told_in_any_case(processor):
    """However many others the speaker has been heard with on the matter before."""
    messages = [a_demand(words, "ABCD"[n], newsworthiness=worth) for n, (words, worth) in enumerate(REMARKS)]
    for order in permutations(messages):
        shown = {articles for _, articles in heard(processor, order)}
        assert {("C",), ("D",)} <= shown
        if set(order[:2]) == set(messages[2:]):
            assert len(shown) == 2
