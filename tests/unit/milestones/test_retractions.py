"""What is taken back when the article that told it goes, and which alert that supersedes."""

import pytest

from services.milestones.domain.rows import Raised
from shared.contracts import NegotiationState, codec
from shared.testing.newsroom import a_report_by, withdrawn
from tests.unit.milestones.reports import send, types

HELD = {"type": "meeting_held", "status": "happened", "date": "2025-02-12"}
NO = {"status": "denied", "teller": "Russia", "date": None}


@pytest.mark.parametrize("rest", [{"confidence": 0.16}, {"confidence": 0.9, "background": True}])
def test_a_guess_that_is_left_does_not_carry_what_was_told(bench, rest):
    """The sure article goes; what one outlet may have meant would have raised nothing, and sets no phase."""
    send(bench, a_report_by(words="they will meet", confidence=0.9))
    met = a_report_by("Other Times", 1, "they met in Riyadh", confidence=0.95, **HELD)
    (first,) = send(bench, met, 1)
    send(bench, a_report_by("Third Post", 2, "a meeting of the two", **HELD | rest), 2)
    (alert,) = send(bench, withdrawn(met, 5, "withdrawn"), 5)
    assert ("parley.alert.retracted", first.id) == (alert.type, alert.data.supersedes)
    assert ["contacts", "talks", "contacts"] == [state.phase for state in bench.published(NegotiationState)]


def test_what_was_taken_back_is_told_again_when_it_is_sure(bench):
    """By another outlet than the one that took it back."""
    met = a_report_by(words="they met in Riyadh", confidence=0.95, **HELD)
    send(bench, met)
    send(bench, a_report_by("Third Post", 2, "a meeting of the two", **HELD, confidence=0.16), 2)
    send(bench, withdrawn(met, 5, "withdrawn"), 5)
    again = a_report_by("Other Times", 6, "the two did meet", confidence=0.9, **HELD)
    assert ["parley.milestone.reported"] == types(send(bench, again, 6))


@pytest.mark.parametrize("outlet", ["A1", "B1", "C1", "D1", "E1", "F1"])
def test_a_correction_supersedes_what_is_no_longer_so(bench, outlet):
    """The deed is taken back; what was told of the plan stands."""
    send(bench, a_report_by(outlet, words="they will meet"))
    met = a_report_by("Other Times", 144, "they met", **HELD | {"date": "2025-02-18"})
    (deed,) = send(bench, met, 144)
    (alert,) = send(bench, withdrawn(met, 150, "withdrawn"), 150)
    assert ("parley.alert.corrected", deed.id) == (alert.type, alert.data.supersedes)


def test_a_correction_of_a_denial_supersedes_the_denial(bench):
    """The plan that it disputed stands again."""
    send(bench, a_report_by())
    no = a_report_by("Other Times", 2, "Moscow denied it", **NO)
    (denial,) = send(bench, no, 2)
    (alert,) = send(bench, withdrawn(no, 5, "withdrawn"), 5)
    assert ("parley.alert.corrected", denial.id) == (alert.type, alert.data.supersedes)


def test_rows_of_older_versions_have_no_number():
    """They are before all others."""
    old = codec.loads(b'{"id": "al-1", "type": "parley.milestone.reported", "step": "call_held"}', Raised)
    assert (0, "") == (old.number, old.status)
