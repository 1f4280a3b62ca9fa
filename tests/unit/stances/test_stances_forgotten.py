"""Evidence older than the retention is forgotten, with the alerts that rested on it, and not told again."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.catalog import Catalog, Negotiation, Question
from shared.contracts import PositionReported, Tick
from shared.runtime.settings import defaults
from shared.testing.bench import Bench, check_idempotent, stored
from shared.testing.builders import at
from shared.testing.newsroom import a_position_in, withdrawn
from tests.unit.stances.evidence import stage

QUESTION = Question("ukraine.truce", "Russia accepts a truce of thirty days", (), (), (), (), ())
CATALOG = Catalog(negotiations=(Negotiation("ukraine", "Ukraine", ("Russia",), (), (), (QUESTION,), ()),))
DAY = 24.0


@pytest.fixture(scope="module")
def month():
    """The stances stage of one who keeps evidence for a month."""
    return stage(defaults().model_copy(update={"retention_days": 30, "silence": True}), CATALOG)


def said(verdict: str, days: float, outlet: str = "A", revision: int = 1) -> PositionReported:
    """A president's own words in an article of that day."""
    return a_position_in(verdict, outlet, days * DAY, revision=revision)


def ticks(days: float) -> list[Tick]:
    """Time has come so far for both stages before."""
    return [
        Tick(time=at(days * DAY), source=f"{source}/0")
        for source in ("statements", "milestones", "extraction")
    ]


def strike(bench: Bench, days: float) -> None:
    """Let time come so far."""
    for tick in ticks(days):
        bench.send(tick, at(days * DAY))


def kept(bench: Bench) -> list[str]:
    """Keys of the rows, ticks left out."""
    return sorted(key for key in bench.rows if not key.startswith("tick:"))


def test_evidence_is_forgotten_with_the_alerts_that_it_raised(month):
    """Also what was withdrawn, and what was settled by that."""
    bench = Bench(month)
    for days, verdict in enumerate(("against", "for")):
        bench.observe(said(verdict, days))
    bench.send(withdrawn(said("for", 1), 2 * DAY), at(2 * DAY))
    index = bench.state.index
    assert (len(bench.alerts()), bool(index.moved), bool(index.settled)) == (2, True, True)
    strike(bench, 31)
    assert index.settled
    strike(bench, 33)
    assert (list(index.places()), index.moved, index.settled, index._latest) == ([], {}, set(), {})
    assert kept(bench) == []


def test_what_an_edit_took_back_is_remembered_as_long_as_the_alert(month):
    """The edited article is older than the one that raised the alert; both are forgotten in the end."""
    bench = Bench(month)
    bench.observe(said("against", 0))
    bench.observe(said("for", 5, "B"))
    bench.send(said("for", 0, revision=2), at(6 * DAY))
    index = bench.state.index
    strike(bench, 33)
    assert (bool(index.moved), bool(index.settled)) == (True, True)
    strike(bench, 40)
    assert (index.moved, index.settled, kept(bench)) == ({}, set(), [])


def test_what_comes_too_late_is_not_told(month):
    """Neither again nor for the first time."""
    bench = Bench(month)
    bench.observe(said("against", 0))
    strike(bench, 40)
    for late in (said("against", 0), said("for", 9, "B")):
        assert bench.send(late, at(40 * DAY)) == ()


@st.composite
def messages(draw: Any) -> list[Any]:
    """Positions, revisions, withdrawals and ticks over months; some come weeks late."""
    found: list[Any] = []
    days = 0
    for _ in range(draw(st.integers(1, 14))):
        days += draw(st.integers(0, 12))
        published = days - draw(st.sampled_from((0, 0, 1, 15, 35)))
        revision = draw(st.integers(1, 2))
        position = said(("for", "against")[published % 2], published, draw(st.sampled_from("AB")), revision)
        kind = draw(st.integers(0, 7))
        if kind < 4:
            found.append((position, at(days * DAY)))
        elif kind < 6:
            found.append((withdrawn(position, days * DAY, revision=revision), at(days * DAY)))
        else:
            found += [(tick, at(days * DAY)) for tick in ticks(days)]
    return found


@settings(max_examples=80, deadline=None)
@given(messages(), st.integers(0, 20), st.integers(0, 20))
def test_again_from_anywhere(month, sent, cut, again):
    """After a crash that kept a prefix of the rows, repeats give the same rows and nothing new."""
    check_idempotent(month, sent, cut, again)


@settings(max_examples=80, deadline=None)
@given(messages(), st.randoms(use_true_random=False))
def test_a_restart_knows_what_was_known(month, sent, chance):
    """The rows that are left, in any order, make the same state, which goes on alike."""
    bench = Bench(month)
    for message, now in sent:
        bench.send(message, now)
    other = bench.restarted(chance)
    one, two = bench.state.index, other.state.index
    assert (one._latest, one.moved, one.settled) == (two._latest, two.moved, two.settled)
    assert [one.evidence(place) for place in one.places()] == [two.evidence(place) for place in two.places()]
    for message in (said("for", 180, "Z"), *ticks(190), said("against", 195, "Y")):
        assert bench.send(message, at(200 * DAY)) == other.send(message, at(200 * DAY))
    assert stored(bench.rows) == stored(other.rows)
