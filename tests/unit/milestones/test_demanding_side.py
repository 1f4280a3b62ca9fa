"""Which of two sides makes a demand or a threat, by the reports that tell it."""

import pytest

from shared.testing.newsroom import a_report_by
from tests.unit.milestones.reports import send

DEMAND = {"type": "demand_or_condition_stated", "status": "happened", "date": "2025-02-12", "confidence": 0.9}
SAID = {"teller": "Russia", "by": "Russia"}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, "Russia puts terms to United States on 12 February 2025"),
        (SAID, "Russia puts terms to United States on 12 February 2025"),
        ({"teller": "Russia"}, "Terms put between Russia and United States on 12 February 2025"),
    ],
)
def test_the_side_that_is_quoted_makes_the_demand(bench, other, expected):
    """Unless the words of another report name the other side first; who quotes nobody has no say."""
    words = "the sanctions on grain must go, Moscow demanded"
    send(bench, a_report_by(words=words, **SAID, **DEMAND))
    send(bench, a_report_by("Other Times", 1, f"{words} again", **other, **DEMAND), 1)
    shown = [e.message.data.headline for e in bench.events if hasattr(e.message, "data")]
    assert expected in shown[-1]
