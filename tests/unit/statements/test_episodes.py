"""A saying that comes back after its window: who bears it out is counted, told and taken back for each time anew."""

from functools import partial
from typing import Any

import pytest

from shared.contracts import StatementWithdrawn
from shared.testing.bench import Bench
from shared.testing.builders import a_statement, an_article_ref, at
from shared.testing.newsroom import a_statement_in, withdrawn

PLEDGE = "it would send a delegation to the talks in Port Linden on Thursday"
WEEKS = 24.0 * 40

pledge = partial(a_statement_in, PLEDGE, type="direct")
"""The pledge as an outlet reports it at an hour."""


def reached(bench):
    """Thresholds of the corroborations, with the time of each."""
    return [(a.time, a.data.publishers) for a in bench.alerts() if a.type == "parley.statement.corroborated"]


def twice(*outlets: str):
    """A told saying, and the same again after its window."""
    return [pledge(o, start + n) for start in (0, WEEKS) for n, o in enumerate(outlets)]


def test_a_saying_that_comes_back_is_borne_out_again(bench):
    """Two and three outlets tell it in February, and two and three in March: each is told, once."""
    bench.observe(*twice("A", "B", "C"), pledge("A", WEEKS + 3))
    assert [(at(1), 2), (at(2), 3), (at(WEEKS + 1), 2), (at(WEEKS + 2), 3)] == reached(bench)


def test_the_first_time_keeps_its_ids(bench, processor):
    """What was told of a saying before it came back has the id that it always had."""
    bench.observe(*twice("A", "B"))
    once = Bench(processor)
    once.observe(*twice("A", "B")[:2])
    assert [a.id for a in once.alerts()] == [a.id for a in bench.alerts()][:2]
    assert 4 == len({a.id for a in bench.alerts()})


def test_what_comes_late_to_the_first_time_is_told_for_it(bench):
    """An article of February that comes in March counts for February."""
    bench.observe(*twice("A", "B"), pledge("C", 2))
    assert [(at(1), 2), (at(WEEKS + 1), 2), (at(2), 3)] == reached(bench)


@pytest.mark.parametrize("time", [0, 1])
def test_a_withdrawal_corrects_what_its_own_time_was_told(bench, time):
    """One of two outlets takes its article back: the count of its own month falls below what was told, no other."""
    statements = twice("A", "B")
    bench.observe(*statements)
    told_of = [a.id for a in bench.alerts() if a.type == "parley.statement.corroborated"]
    lost = statements[2 * time]
    gone = StatementWithdrawn(
        id=lost.id, side=lost.side, article=lost.article.id, revision=2, received_at=at(2 * WEEKS)
    )
    bench.send(gone, gone.received_at)
    corrected = [
        a for a in bench.alerts() if a.type == "parley.alert.corrected" and a.data.supersedes in told_of
    ]
    assert [told_of[time]] == [a.data.supersedes for a in corrected]
    assert "independent publishers: 2 before, 1 now" in corrected[0].data.difference


def test_a_count_that_was_taken_back_is_news_when_it_is_reached_again(bench):
    """Two outlets were told of, one took it back, so that people know of one; another takes its place."""
    first, second = pledge("A", 0), pledge("B", 5)
    bench.observe(first, second)
    withdraw(bench, second, 6)
    bench.observe(pledge("C", 7))
    assert [(at(5), 2), (at(7), 2)] == reached(bench)
    withdraw(bench, pledge("C", 7), 8)
    bench.observe(pledge("D", 9), pledge("E", 10))
    assert [(at(5), 2), (at(7), 2), (at(9), 2), (at(10), 3)] == reached(bench)
    numbers = [a for a in bench.alerts() if a.type == "parley.statement.corroborated"]
    assert 4 == len({a.id for a in numbers})
    taken_back = [a.data.supersedes for a in bench.alerts() if a.type == "parley.alert.corrected"]
    assert [a.id for a in numbers[:2]] == taken_back


def test_a_count_that_stands_is_no_news_after_a_correction_of_another(bench):
    """Three were told of and one took it back: two were told before, three are told again."""
    third = pledge("C", 2)
    bench.observe(pledge("A", 0), pledge("B", 1), third)
    withdraw(bench, third, 3)
    bench.observe(pledge("B", 4), pledge("D", 5))
    assert [(at(1), 2), (at(2), 3), (at(5), 3)] == reached(bench)


def again(bench):
    return [a for a in bench.alerts() if a.type == "parley.statement.reiterated"]


def withdraw(bench, lost, hours: float):
    bench.send(withdrawn(lost, hours), at(hours))


def test_what_nobody_said_again_is_retracted(bench):
    """The one who said it in February stands; the outlet that had it said again in March takes that back."""
    first, second = pledge("A", 0), pledge("B", WEEKS)
    bench.observe(first, second)
    (alert,) = again(bench)
    withdraw(bench, second, WEEKS + 2)
    (amended,) = [a for a in bench.alerts() if a.data.supersedes == alert.id]
    assert "parley.alert.retracted" == amended.type
    assert (
        "withdrawn by B" in amended.data.difference
        or "no longer in the article of B" in amended.data.difference
    )


def test_what_another_outlet_has_said_again_is_corrected(bench):
    first, *others = pledge("A", 0), pledge("B", WEEKS), pledge("C", WEEKS + 1)
    bench.observe(first, *others)
    (alert,) = again(bench)
    withdraw(bench, others[0], WEEKS + 2)
    (amended,) = [a for a in bench.alerts() if a.data.supersedes == alert.id]
    assert ("parley.alert.corrected", True) == (amended.type, "still told by C" in amended.data.difference)


def printed(outlet: str, hours: float, **other: Any):
    article = an_article_ref(
        f"{outlet}-{hours}",
        outlet=outlet,
        published_at=at(hours),
        fingerprint=tuple(range(32)) if other.pop("same", True) else tuple(range(32, 64)),
    )
    return a_statement(PLEDGE, article=article, position="demands", type="direct", **other)


@pytest.mark.parametrize(
    ("copy", "told_of"),
    [
        (printed("A", WEEKS), False),
        (printed("B", WEEKS), False),
        (printed("B", WEEKS, same=False), True),
        (printed("A", WEEKS, same=False), True),
    ],
    ids=["the same text", "of another outlet", "another text", "of the same outlet"],
)
def test_an_article_that_comes_once_more_says_nothing_again(bench, copy, told_of):
    """Under another URL, dated by the day on which it came."""
    bench.observe(printed("A", 0), copy)
    assert told_of is bool(again(bench))


def test_who_says_it_again_is_told_beside_a_copy(bench):
    """The old article comes once more, and the next day somebody has it said anew."""
    bench.observe(printed("A", 0), printed("A", WEEKS), printed("B", WEEKS + 24, same=False))
    assert [at(WEEKS + 24)] == [a.time for a in again(bench)]
