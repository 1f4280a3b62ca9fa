"""Which side makes a demand or a threat or rejects a proposal, by the reports that tell it."""

import pytest

from shared.contracts import Tick
from shared.testing.builders import at
from shared.testing.newsroom import a_report_by
from tests.unit.milestones.reports import send

DEMAND = {"type": "demand_or_condition_stated", "status": "happened", "date": "2025-02-12", "confidence": 0.9}
SAID = {"teller": "Russia", "by": "Russia"}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, "Russia makes demands of United States on 12 February 2025"),
        (SAID, "Russia makes demands of United States on 12 February 2025"),
        ({"teller": "Russia"}, "Demands made between Russia and United States on 12 February 2025"),
    ],
)
def test_the_side_that_is_quoted_makes_the_demand(bench, other, expected):
    """Unless the words of another report name the other side first; who quotes nobody has no say."""
    words = "the sanctions on grain must go, Moscow demanded"
    send(bench, a_report_by(words=words, **SAID, **DEMAND))
    send(bench, a_report_by("Other Times", 1, f"{words} again", **other, **DEMAND), 1)
    shown = [e.message.data.headline for e in bench.events if hasattr(e.message, "data")]
    assert expected in shown[-1]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (SAID, "Russia rejects a proposal on 12 February 2025"),
        (
            {"teller": "Russia"},
            "Proposal between Russia, Ukraine and United States rejected on 12 February 2025",
        ),
    ],
)
def test_the_side_that_is_quoted_rejects(bench, said, expected):
    """Of any number of sides; the day's others may only be named with what is rejected."""
    rejected = DEMAND | {"type": "proposal_rejected", "parties": ("Russia", "Ukraine", "United States")}
    (alert,) = send(bench, a_report_by(words="Moscow turned down the plan for the ports", **said, **rejected))
    assert alert.data.headline.startswith(expected)


def test_a_deadline_is_of_whoever_first_made_it(bench):
    """An article that names the other side first does not take back who threatens."""
    threat = {"type": "threat_or_ultimatum", "status": "threatened", "date": None, "deadline": "2025-02-20"}
    words = "Moscow will close the ports unless the sanctions on grain end by 20 February"
    send(bench, a_report_by(words=words, **SAID, **threat))
    send(bench, a_report_by("Other Times", 1, f"{words}, they said", teller="Russia", **threat), 1)
    (near,) = send(bench, Tick(time=at(24 * 8), source="extraction/0"), 24 * 8)
    assert near.data.headline.startswith("Deadline near, 20 February 2025: Russia threatens United States")
