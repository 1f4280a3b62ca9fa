"""One sentence can be told of twice, as a quotation and as an act, or anew after an edit: it counts once, and stays as
long as anybody tells it."""

from itertools import permutations
from typing import Any

import pytest

from shared.catalog import Catalog, Negotiation, Question
from shared.contracts import LedgerRow, PositionReported, PositionWithdrawn, codec
from shared.processing import Row
from shared.runtime.settings import Settings
from shared.testing.bench import Bench
from shared.testing.builders import at
from shared.testing.newsroom import a_position_in, withdrawn
from tests.unit.stances.evidence import stage

QUESTION = Question("vell", "Norland withdraws from the Vell valley", (), (), (), (), ())
CATALOG = Catalog(
    negotiations=(Negotiation("norland-estavia", "Truce", ("Norland",), (), (), (QUESTION,), ()),)
)
DAY = 24.0


@pytest.fixture
def bench():
    return Bench(stage(Settings(), CATALOG))


def answered(verdict: str, by: str, hours: float = 0, revision: int = 1, **other: Any) -> PositionReported:
    """What Ana Brandt says for Norland, as the statement or report `by` has it."""
    article = other.pop("article", f"wire-{hours}")
    norland = {"side": "Norland", "negotiation": "norland-estavia", "question": QUESTION.id, "strength": 2}
    values = {"speaker": "Ana Brandt", "words": f"words of {by}", "origin_id": by} | norland | other
    return a_position_in(verdict, article, hours, article=article, revision=revision, **values)


def send(bench, *messages, hours=31.0):
    for message in messages:
        bench.send(message, at(hours))


def row(bench, person=None) -> LedgerRow:
    return [
        e.message for e in bench.events if isinstance(e.message, LedgerRow) and e.message.person == person
    ][-1]


def test_a_corrected_quotation_takes_nothing_back(bench):
    """An edit of a typing error makes another statement of the same sentence: nothing moved, nothing is retracted."""
    before, now = answered("for", "st-typo", DAY), answered("for", "st-right", DAY, 2)
    send(bench, answered("against", "st-1"), before, now, withdrawn(before, 30))
    assert ["parley.stance.changed"] == [a.type for a in bench.alerts()]
    assert 2 == row(bench).position
    assert "words of st-right" == row(bench).history[-1].words


def test_a_withdrawal_that_comes_first_takes_only_its_own_telling(bench):
    """However the two messages come, the ledger ends with what the article says."""
    before, now = answered("against", "st-typo"), answered("against", "st-right", revision=2)
    send(bench, before, withdrawn(before, 30), now)
    assert "words of st-right" == row(bench).history[-1].words


def test_an_edit_that_turns_the_words_round_retracts_the_change(bench):
    """The sentence is still there, and no longer says what the alert told."""
    before, now = answered("for", "st-a", DAY), answered("against", "st-b", DAY, 2)
    send(bench, answered("against", "st-1"), before, now, withdrawn(before, 30))
    assert ["parley.stance.changed", "parley.alert.retracted"] == [a.type for a in bench.alerts()]
    assert -2 == row(bench).position


def test_a_quotation_and_the_act_inside_it_count_once_whichever_comes_first():
    """What the side did tells where it stands, whatever is said of it and whatever the timing of the services."""
    quotation = answered("for", "st-1", rank=5, speaker="Jo Ek")
    act = answered("against", "mr-1", rank=2, direct=False, origin="milestone", speaker="Norland")
    minister = answered("for", "st-2", rank=2, speaker="Ida Moor")
    found = []
    for order in permutations((quotation, act, minister)):
        bench = Bench(stage(Settings(), CATALOG))
        send(bench, *order)
        found.append(row(bench))
    assert {-2} == {each.position for each in found}
    assert {"Norland"} == {each.history[-1].speaker for each in found}
    assert all(1 == len(each.history[-1].evidence) for each in found)


def test_what_a_second_origin_tells_stands_when_the_first_goes(bench):
    """The act is withdrawn; the quotation of the same sentence holds on."""
    quotation = answered("for", "st-1", rank=5, speaker="Jo Ek")
    act = answered("against", "mr-1", rank=2, direct=False, origin="milestone", speaker="Norland")
    send(bench, quotation, act, withdrawn(act, 30))
    assert 2 == row(bench).position
    send(bench, withdrawn(quotation, 30))
    assert () == row(bench).history


def test_two_persons_in_one_sentence_keep_a_row_each(bench):
    """For the side the president counts; the minister's own row has the minister's words."""
    send(bench, answered("against", "st-1"), answered("for", "st-2", rank=2, speaker="Ida Moor"))
    assert -2 == row(bench).position
    assert 2 == row(bench, "Ida Moor").position


def test_rows_of_old_that_name_no_origin_are_read(bench):
    """Their key had no origin, and a withdrawal took back whatever told the sentence."""
    before = answered("against", "st-1")
    send(bench, before)
    (stored,) = bench.rows.values()
    known = Row(f"{before.id}@1", stored.value, stored.at)
    again = Bench(bench.processor, [known])
    assert () == again.send(before, at(31))
    send(again, PositionWithdrawn(id=before.id, side="Norland", revision=2, received_at=at(32)))
    assert () == row(again).history
    dropped = list(again.rows.values())[-1]
    assert b"origin_id" not in codec.dumps(dropped.value)
    assert [] == Bench(bench.processor, [dropped, known]).state.index.evidence(
        ("Norland", "norland-estavia", QUESTION.id)
    )
