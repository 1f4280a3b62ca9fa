"""Which day a step was on, where articles name several; and whether it is news by then."""

import pytest

from shared.testing.newsroom import a_report_by
from tests.unit.milestones.reports import send, types

HELD = {"type": "meeting_held", "status": "happened"}


def days(bench):
    return [e.message.date for e in bench.events if hasattr(e.message, "first_at")]


@pytest.mark.parametrize(("confidence", "expected"), [(0.95, "2025-02-12"), (0.6, "2025-02-11")])
def test_of_two_days_the_surest_report_s_holds(bench, confidence, expected):
    """One outlet each tells Tuesday and Wednesday; where both are as sure, the first."""
    send(bench, a_report_by(words="they met on Tuesday", date="2025-02-11", confidence=0.6, **HELD))
    other = a_report_by(
        "Other Times", 1, "they met on Wednesday", date="2025-02-12", confidence=confidence, **HELD
    )
    send(bench, other, 1)
    assert expected == days(bench)[-1]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2025-02-03", "2025-02-11", []),
        ("2025-02-10", "2025-02-11", ["parley.milestone.reported"]),
        ("2025-02-10", "2025-02-20", ["parley.milestone.reported"]),
    ],
)
def test_what_was_done_within_days_that_began_long_ago_is_old(bench, first, last, expected):
    """It may have been done on the first of them: the middle counts."""
    held = a_report_by(words="they met last week", date=first, until=last, confidence=0.9, **HELD)
    assert expected == types(send(bench, held))
