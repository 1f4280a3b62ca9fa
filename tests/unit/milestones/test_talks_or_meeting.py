"""What one outlet calls talks and another a meeting is one sitting."""

import pytest

from shared.contracts import Occurrence
from shared.testing.newsroom import a_report_by
from tests.unit.milestones.reports import send, types

TALKS = {"type": "talks_round_held", "status": "happened", "confidence": 0.9, "date": "2025-02-18"}
HELD = TALKS | {"type": "meeting_held"}


@pytest.fixture
def sat(bench):
    """A bench on which the meeting that was planned is told as talks."""
    send(bench, a_report_by())
    send(bench, a_report_by("Other Times", 145, "they held talks", **TALKS), 145)
    return bench


def test_further_outlets_confirm_the_talks(sat):
    """They tell the same step."""
    (alert,) = send(sat, a_report_by("Third Post", 146, "talks were held in Riyadh", **TALKS), 146)
    assert ("parley.milestone.confirmed", 2) == (alert.type, alert.data.publishers)
    assert 1 == len(list(sat.current(Occurrence).values()))


@pytest.mark.parametrize(
    "other",
    [{"date": "2025-02-19", "dated": False}, {"status": "claimed", "teller": "Russia"}],
)
def test_the_talks_are_not_told_again(sat, other):
    """By who names no day, or has it from one side."""
    send(sat, a_report_by("Third Post", 160, "they held talks", **TALKS | other), 160)
    assert 1 == len(list(sat.current(Occurrence).values()))


def test_a_denial_of_the_talks_disputes_them(sat):
    """They began as a plan for a meeting."""
    no = TALKS | {"status": "denied", "teller": "Russia"}
    assert ["parley.milestone.denied"] == types(
        send(sat, a_report_by("Third Post", 150, "no talks were held", **no), 150)
    )
    assert ["disputed"] == [each.status for each in sat.current(Occurrence).values()]


@pytest.mark.parametrize(
    "other",
    [{"date": "2025-02-19", "dated": False}, {"status": "claimed", "teller": "Russia"}],
)
def test_talks_are_not_told_again_as_a_meeting(bench, other):
    """By who names no day, or has it from one side."""
    send(bench, a_report_by(hours=145, words="they held talks", **TALKS), 145)
    assert [] == send(bench, a_report_by("Other Times", 160, "they met", **HELD | other), 160)


def test_a_meeting_on_another_day_that_is_named_is_told(bench):
    """It is the day after the talks."""
    send(bench, a_report_by(hours=145, words="they held talks", **TALKS), 145)
    met = a_report_by("Other Times", 170, "they met on Wednesday", **HELD | {"date": "2025-02-19"})
    assert ["parley.milestone.reported"] == types(send(bench, met, 170))
