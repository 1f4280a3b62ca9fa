"""A ledger row whose evidence is gone says so: nothing is left to stand on, for the side or for a person of it."""

from typing import Any

import pytest

from services.stances.processor import build
from shared.catalog import Catalog, Negotiation, Question
from shared.contracts import Evidence, LedgerRow, PositionReported, PositionWithdrawn, ids
from shared.runtime.settings import Settings
from shared.testing.bench import Bench
from shared.testing.builders import an_article_ref, at

VELL = Question("vell", "Norland withdraws from the Vell valley", (), (), (), (), ())
CATALOG = Catalog(negotiations=(Negotiation("truce", "Truce", ("Norland",), (), (), (VELL,), ()),))


@pytest.fixture
def bench():
    return Bench(build(CATALOG, Settings()))


def told(verdict: str, speaker: str, hours: float = 0, revision: int = 1, **other: Any) -> PositionReported:
    ref = an_article_ref(f"wire-{hours}", published_at=at(hours), revision=revision)
    values: dict[str, Any] = {
        "id": ids.position_id(ref.id, 0, "Norland", VELL.id),
        "side": "Norland",
        "negotiation": "truce",
        "question": VELL.id,
        "verdict": verdict,
        "evidence": Evidence(article=ref, spans=((0, 5),), words=("words",)),
        "speaker": speaker,
        "rank": 2,
        "direct": True,
        "strength": 2,
        "origin_id": f"st-{hours}",
    }
    return PositionReported(**(values | other))


def withdraw(bench, position: PositionReported) -> None:
    gone = PositionWithdrawn(
        id=position.id, side="Norland", revision=2, received_at=at(9), origin_id=position.origin_id
    )
    bench.send(gone, at(9))


def send(bench, *positions: PositionReported) -> None:
    for position in positions:
        bench.send(position, at(8))


def positions(bench) -> dict[str | None, int | None]:
    """Where each row stands, by person; None without evidence."""
    rows = {e.message.person: e.message for e in bench.events if isinstance(e.message, LedgerRow)}
    return {person: row.position if row.history else None for person, row in rows.items()}


def test_a_persons_row_goes_with_the_persons_words(bench):
    """What the side stands on is left; the minister whose quotation was withdrawn stands on nothing."""
    minister = told("for", "Ida Moor", 1)
    send(bench, told("against", "Ana Brandt"), minister)
    withdraw(bench, minister)
    assert {None: -2, "Ana Brandt": -2, "Ida Moor": None} == positions(bench)


def test_both_rows_go_with_the_last_words(bench):
    """The only evidence of the side was one person's."""
    only = told("for", "Ana Brandt")
    send(bench, only)
    withdraw(bench, only)
    assert {None: None, "Ana Brandt": None} == positions(bench)


@pytest.mark.parametrize("change", [{"confidence": 0.2}, {"rank": 9}])
def test_a_revision_that_leaves_nothing_to_go_by_empties_both_rows(bench, change):
    """The words are still there, and are read with too little certainty, or as somebody's without an office."""
    send(bench, told("for", "Ana Brandt"), told("for", "Ana Brandt", revision=2, **change))
    assert {None: None, "Ana Brandt": None} == positions(bench)


def test_words_given_to_another_person_leave_the_first(bench):
    """A revision names another speaker."""
    send(bench, told("for", "Ana Brandt"), told("for", "Ida Moor", revision=2))
    assert {None: 2, "Ana Brandt": None, "Ida Moor": 2} == positions(bench)


def test_words_that_never_counted_leave_no_trace(bench):
    """Nobody was told of a row; nobody is told that it is empty."""
    only = told("for", "Ana Brandt", confidence=0.2)
    send(bench, only)
    withdraw(bench, only)
    assert {} == positions(bench)
