"""A saying that comes back after its window: who bears it out is counted, told and taken back for each time anew."""

from typing import Any

import pytest

from shared.contracts import StatementWithdrawn
from shared.testing.builders import a_statement, an_article_ref, at, observed
from shared.testing.processors import Bench

PLEDGE = "it would send a delegation to the talks in Port Linden on Thursday"
WEEKS = 24.0 * 40


def told(outlet: str, hours: float, **other: Any):
    article = an_article_ref(f"{outlet}-{hours}", outlet=outlet, published_at=at(hours))
    return a_statement(PLEDGE, article=article, position="demands", type="direct", **other)


def send(bench, *statements):
    for statement in statements:
        bench.send(observed(statement), statement.article.published_at)


def reached(bench):
    """Thresholds of the corroborations, with the time of each."""
    return [(a.time, a.data.publishers) for a in bench.alerts() if a.type == "parley.statement.corroborated"]


def twice(*outlets: str):
    """A told saying, and the same again after its window."""
    return [told(o, start + n) for start in (0, WEEKS) for n, o in enumerate(outlets)]


def test_a_saying_that_comes_back_is_borne_out_again(bench):
    """Two and three outlets tell it in February, and two and three in March: each is told, once."""
    send(bench, *twice("A", "B", "C"), told("A", WEEKS + 3))
    assert [(at(1), 2), (at(2), 3), (at(WEEKS + 1), 2), (at(WEEKS + 2), 3)] == reached(bench)


def test_the_first_time_keeps_its_ids(bench, processor):
    """What was told of a saying before it came back has the id that it always had."""
    send(bench, *twice("A", "B"))
    once = Bench(processor)
    send(once, *twice("A", "B")[:2])
    assert [a.id for a in once.alerts()] == [a.id for a in bench.alerts()][:2]
    assert 4 == len({a.id for a in bench.alerts()})


def test_what_comes_late_to_the_first_time_is_told_for_it(bench):
    """An article of February that comes in March counts for February."""
    send(bench, *twice("A", "B"), told("C", 2))
    assert [(at(1), 2), (at(WEEKS + 1), 2), (at(2), 3)] == reached(bench)


@pytest.mark.parametrize("time", [0, 1])
def test_a_withdrawal_corrects_what_its_own_time_was_told(bench, time):
    """One of two outlets takes its article back: the count of its own month falls below what was told, no other."""
    statements = twice("A", "B")
    send(bench, *statements)
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
    first, second = told("A", 0), told("B", 5)
    send(bench, first, second)
    withdraw(bench, second, 6)
    send(bench, told("C", 7))
    assert [(at(5), 2), (at(7), 2)] == reached(bench)
    withdraw(bench, told("C", 7), 8)
    send(bench, told("D", 9), told("E", 10))
    assert [(at(5), 2), (at(7), 2), (at(9), 2), (at(10), 3)] == reached(bench)
    numbers = [a for a in bench.alerts() if a.type == "parley.statement.corroborated"]
    assert 4 == len({a.id for a in numbers})
    taken_back = [a.data.supersedes for a in bench.alerts() if a.type == "parley.alert.corrected"]
    assert [a.id for a in numbers[:2]] == taken_back


def test_a_count_that_stands_is_no_news_after_a_correction_of_another(bench):
    """Three were told of and one took it back: two were told before, three are told again."""
    third = told("C", 2)
    send(bench, told("A", 0), told("B", 1), third)
    withdraw(bench, third, 3)
    send(bench, told("B", 4), told("D", 5))
    assert [(at(1), 2), (at(2), 3), (at(5), 3)] == reached(bench)


def again(bench):
    return [a for a in bench.alerts() if a.type == "parley.statement.reiterated"]


def withdraw(bench, lost, hours: float):
    gone = StatementWithdrawn(
        id=lost.id, side=lost.side, article=lost.article.id, revision=2, received_at=at(hours)
    )
    bench.send(gone, gone.received_at)


def test_what_nobody_said_again_is_retracted(bench):
    """The one who said it in February stands; the outlet that had it said again in March takes that back."""
    first, second = told("A", 0), told("B", WEEKS)
    send(bench, first, second)
    (alert,) = again(bench)
    withdraw(bench, second, WEEKS + 2)
    (amended,) = [a for a in bench.alerts() if a.data.supersedes == alert.id]
    assert "parley.alert.retracted" == amended.type
    assert (
        "withdrawn by B" in amended.data.difference
        or "no longer in the article of B" in amended.data.difference
    )


def test_what_another_outlet_has_said_again_is_corrected(bench):
    first, *others = told("A", 0), told("B", WEEKS), told("C", WEEKS + 1)
    send(bench, first, *others)
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
    send(bench, printed("A", 0), copy)
    assert told_of is bool(again(bench))


def test_who_says_it_again_is_told_beside_a_copy(bench):
    """The old article comes once more, and the next day somebody has it said anew."""
    send(bench, printed("A", 0), printed("A", WEEKS), printed("B", WEEKS + 24, same=False))
    assert [at(WEEKS + 24)] == [a.time for a in again(bench)]
