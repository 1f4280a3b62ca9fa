"""What the statements tell the stances: each piece of evidence with the statement that told it."""

import pytest

from shared.contracts import Answer, PositionReported, PositionWithdrawn, StatementWithdrawn
from shared.testing.builders import at, observed, revised
from shared.testing.newsroom import a_statement_in

ANSWER = Answer(question="ukraine.talks", negotiation="ukraine", verdict="for", strength=2)


def an_answer(words: str, revision: int = 1):
    """A statement that bears on the question."""
    values = {"position": "none", "answers": (ANSWER,), "sentence": (0, 80)}
    return a_statement_in(words, "Example Wire", article="a", revision=revision, **values)


def positions(events):
    return [e.message for e in events if isinstance(e.message, PositionReported | PositionWithdrawn)]


def test_a_withdrawal_names_the_statement_that_is_gone(bench):
    """The corrected quotation stands in the same sentence and tells the same evidence; the old telling alone goes."""
    typo, right = an_answer("it wuold attend the talks"), an_answer("it would attend the talks", 2)
    (first,) = positions(bench.send(observed(typo), at(0)))
    (second,) = positions(bench.send(observed(right), at(1)))
    gone = StatementWithdrawn(id=typo.id, side="Russia", article="a", revision=2, received_at=at(1))
    (dropped,) = positions(bench.send(gone, at(1)))
    assert first.id == second.id == dropped.id
    assert (typo.id, right.id, typo.id) == (first.origin_id, second.origin_id, dropped.origin_id)


@pytest.mark.parametrize("change", [{"answers": ()}, {"background": True}])
def test_what_a_revision_no_longer_tells_is_withdrawn_by_its_statement(bench, change):
    """The statement stays and bears on the question no more."""
    first = an_answer("it would attend the talks")
    bench.send(observed(first), at(0))
    (dropped,) = positions(bench.send(observed(revised(first, 2, **change)), at(1)))
    assert first.id == dropped.origin_id
