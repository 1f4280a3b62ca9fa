"""A ledger row whose evidence is gone says so: nothing is left to stand on, for the side or for a person of it."""

from typing import Any

import pytest

from services.stances.processor import build
from shared.catalog import Catalog, Negotiation, Question
from shared.contracts import LedgerRow, PositionReported
from shared.runtime.settings import Settings
from shared.testing.bench import Bench
from shared.testing.builders import at
from shared.testing.newsroom import a_position_in, withdrawn

VELL = Question("vell", "Norland withdraws from the Vell valley", (), (), (), (), ())
CATALOG = Catalog(negotiations=(Negotiation("truce", "Truce", ("Norland",), (), (), (VELL,), ()),))


@pytest.fixture
def bench():
    return Bench(build(CATALOG, Settings()))


def answered(
    verdict: str, speaker: str, hours: float = 0, revision: int = 1, **other: Any
) -> PositionReported:
    """What one of Norland's people says of the valley."""
    norland = {"side": "Norland", "negotiation": "truce", "question": VELL.id, "speaker": speaker}
    values = {"rank": 2, "strength": 2, "origin_id": f"st-{hours}"} | norland | other
    return a_position_in(verdict, "Example Wire", hours, article=f"wire-{hours}", revision=revision, **values)


def withdraw(bench, position: PositionReported) -> None:
    bench.send(withdrawn(position, 9), at(9))


def positions(bench) -> dict[str | None, int | None]:
    """Where each row stands, by person; None without evidence."""
    rows = {e.message.person: e.message for e in bench.events if isinstance(e.message, LedgerRow)}
    return {person: row.position if row.history else None for person, row in rows.items()}


def test_a_persons_row_goes_with_the_persons_words(bench):
    """What the side stands on is left; the minister whose quotation was withdrawn stands on nothing."""
    minister = answered("for", "Ida Moor", 1)
    bench.observe(answered("against", "Ana Brandt"), minister, hours=8)
    withdraw(bench, minister)
    assert {None: -2, "Ana Brandt": -2, "Ida Moor": None} == positions(bench)


def test_both_rows_go_with_the_last_words(bench):
    """The only evidence of the side was one person's."""
    only = answered("for", "Ana Brandt")
    bench.observe(only, hours=8)
    withdraw(bench, only)
    assert {None: None, "Ana Brandt": None} == positions(bench)


@pytest.mark.parametrize("change", [{"confidence": 0.2}, {"rank": 9}])
def test_a_revision_that_leaves_nothing_to_go_by_empties_both_rows(bench, change):
    """The words are still there, and are read with too little certainty, or as somebody's without an office."""
    bench.observe(answered("for", "Ana Brandt"), answered("for", "Ana Brandt", revision=2, **change), hours=8)
    assert {None: None, "Ana Brandt": None} == positions(bench)


def test_words_given_to_another_person_leave_the_first(bench):
    """A revision names another speaker."""
    bench.observe(answered("for", "Ana Brandt"), answered("for", "Ida Moor", revision=2), hours=8)
    assert {None: 2, "Ana Brandt": None, "Ida Moor": 2} == positions(bench)


def test_words_that_never_counted_leave_no_trace(bench):
    """Nobody was told of a row; nobody is told that it is empty."""
    only = answered("for", "Ana Brandt", confidence=0.2)
    bench.observe(only, hours=8)
    withdraw(bench, only)
    assert {} == positions(bench)
