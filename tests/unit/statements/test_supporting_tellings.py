"""A number of publishers is one of those who tell the words shown, and no headline is told twice for it."""

from __future__ import annotations

from functools import partial
from itertools import permutations

import msgspec
import pytest

from services.statements.processor import build_with, policy
from shared.catalog import Catalog, Negotiation
from shared.runtime import settings
from shared.testing.bench import Bench
from shared.testing.builders import at, observed
from shared.testing.newsroom import a_statement_in

UKRAINE = Negotiation("ukraine", "Ukraine", ("Russia", "Ukraine", "United States"), (), (), (), ())
PLEDGE = "it would send a delegation to the talks in Istanbul on Thursday"
ELSEWHERE = "a delegation will be sent to Thursday's talks in Istanbul"
OPEN, RELEASE = "Ukraine to “open the northern ports to grain ships", "release the sailors of the tanker"
CALL = f"{OPEN}” and “{RELEASE}"
CORROBORATED = "parley.statement.corroborated"

a_demand = partial(a_statement_in, newsworthiness=0.8, type="direct")
"""A demand that is news, in direct words."""


@pytest.fixture(scope="module")
def strict():
    """The stage where only the very same words bear each other out."""
    shipped = policy(Catalog(negotiations=(UKRAINE,)), settings.Settings())
    scorer = msgspec.structs.replace(shipped.scorer, agree=0.97)
    return build_with(msgspec.structs.replace(shipped, scorer=scorer))


def reached(bench):
    """What alerts on a number of publishers show: how many, whose words, and each publisher's."""
    return [
        (a.data.labels.publishers, a.data.words, {e.article.publisher: e.words[0] for e in a.data.evidence})
        for a in bench.alerts()
        if a.type == CORROBORATED
    ]


def test_another_message_of_the_saying_bears_nobody_out(strict, processor):
    """A saying takes in what is a little alike; two publishers tell the same only where their words say so."""
    one, other = observed(a_demand(PLEDGE, "A")), observed(a_demand(ELSEWHERE, "B", 1))
    loose, exact = Bench(processor), Bench(strict)
    for message in (one, other):
        loose.send(message, at(2))
        exact.send(message, at(2))
    assert [2] == [publishers for publishers, _, _ in reached(loose)]
    assert [] == reached(exact)


def test_whichever_comes_last_those_who_agree_are_counted(strict):
    """Of three outlets two tell the very same: two have it, in every order."""
    messages = [
        observed(a_demand(PLEDGE, "A")),
        observed(a_demand(PLEDGE, "B")),
        observed(a_demand(ELSEWHERE, "C")),
    ]
    for order in permutations(messages):
        bench = Bench(strict)
        for hours, message in enumerate(order):
            bench.send(message, at(hours))
        assert [(2, PLEDGE, {"a": PLEDGE, "b": PLEDGE})] == reached(bench)


def test_each_publisher_is_shown_with_its_words_nearest_to_those_of_the_headline(processor):
    """Not with what it told first."""
    bench = Bench(processor)
    for message in (
        observed(a_demand(ELSEWHERE, "B")),
        observed(a_demand(PLEDGE, "B", 1)),
        observed(a_demand(PLEDGE, "A", 2)),
    ):
        bench.send(message, at(3))
    assert [(2, PLEDGE, {"a": PLEDGE, "b": PLEDGE})] == reached(bench)


def test_the_words_that_make_two_points_are_shown_once_for_two_publishers(processor):
    """Two statements of another outlet bear out a point each, in words that are no headline."""
    bench = Bench(processor)
    bench.send(observed(a_demand(CALL, "A")), at(0))
    for words in (OPEN, RELEASE):
        bench.send(observed(a_demand(words, "B", 1, article="B", rank=0, position="none")), at(1))
    assert [(2, CALL)] == [(publishers, shows) for publishers, shows, _ in reached(bench)]


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        (
            "grain ships may pass the northern channel under a new inspection regime, once the last sailors of the "
            "tanker are set free",
            "the sailors of the tanker are set free",
        ),
        (
            "dozens of lorries crossed on Monday, but none of the flour was handed out because of checks by the army",
            "lorries crossed on Monday",
        ),
        ("duties on steel will rise from 10% to 25 percent in March", "duties on steel will rise in March"),
    ],
)
def test_who_tells_a_part_bears_only_the_part_out(processor, whole, part):
    """In either order: nobody is told that two have what one alone tells."""
    for order in permutations((observed(a_demand(whole, "A")), observed(a_demand(part, "B")))):
        bench = Bench(processor)
        for hours, message in enumerate(order):
            bench.send(message, at(hours))
        assert whole not in [words for _, words, _ in reached(bench)]


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("five lorries crossed the northern border", "thirty lorries crossed the northern border", False),
        ("5 lorries crossed the northern border", "the lorries crossed the northern border", False),
        ("five lorries crossed the northern border", "5 lorries crossed the northern border", True),
        ("the three sailors of the tanker are free", "the sailors of the tanker are free", True),
        ("the sailors of the tanker are free from 5 May", "the sailors of the tanker are free", True),
    ],
)
def test_a_number_of_things_must_be_told_by_both(processor, one, other, told):
    """Of a day one outlet may say nothing, or of how many there are that everybody knows."""
    bench = Bench(processor)
    for hours, (words, outlet) in enumerate(((other, "B"), (one, "A"))):
        bench.send(observed(a_demand(words, outlet, hours)), at(hours))
    assert any(one in shown for _, shown, _ in reached(bench)) == told


def test_what_is_off_the_watched_subject_lends_no_weight(processor):
    """Its newsworthiness is not asked."""
    bench = Bench(processor)
    bench.send(observed(a_demand(PLEDGE, "A", newsworthiness=0.2)), at(0))
    bench.send(observed(a_demand(PLEDGE, "B", 1, newsworthiness=1.0, negotiations=())), at(1))
    assert not bench.alerts()


def test_what_one_outlet_dates_days_back_is_no_news_by_number(processor):
    """Of which no alert has told, and nobody need be told now."""
    bench = Bench(processor)
    bench.send(observed(a_demand(PLEDGE, "A", said_days_ago=3)), at(0))
    bench.send(observed(a_demand(PLEDGE, "B", 1, newsworthiness=0.45)), at(1))
    bench.send(observed(a_demand(PLEDGE, "C", 2, newsworthiness=0.45)), at(2))
    assert not bench.alerts()
