"""What a desk reads of a deadline when what was demanded has been done."""

import pytest

from shared.contracts import Tick
from shared.testing.builders import at
from shared.testing.newsroom import a_report_by
from tests.unit.milestones.reports import send

THREAT = {"type": "threat_or_ultimatum", "status": "threatened", "date": None, "deadline": "2025-02-20"}
FREED = {"type": "prisoner_exchange_or_release", "status": "happened", "date": "2025-02-19"}
MET = "Apparently met by the deadline, 20 February 2025: Threat"
PASSED = "Deadline passed, 20 February 2025: Threat"


@pytest.mark.parametrize(
    ("demanded", "done", "lead"),
    [
        ("the prisoners must be home by 20 February", FREED, MET),
        ("all hostages are to be freed by Thursday", FREED, MET),
        ("the ports must be open by 20 February", FREED, PASSED),
        ("the prisoners must be home by 20 February", FREED | {"status": "claimed"}, PASSED),
        ("the prisoners must be home by 20 February", FREED | {"parties": ("Russia", "Ukraine")}, PASSED),
        ("the prisoners must be home by 20 February", FREED | {"type": "agreement_signed"}, PASSED),
        ("a deal must be signed by 20 February", FREED | {"type": "agreement_signed"}, MET),
        (
            "the attacks must stop by Thursday: end the attacks, they said",
            FREED | {"type": "ceasefire_agreed_or_declared"},
            MET,
        ),
    ],
)
def test_a_demand_that_was_met_says_so_first(bench, demanded, done, lead):
    """Only where a deed of that kind, by the same sides, was reported done before the day was over."""
    send(bench, a_report_by(words=demanded, **THREAT))
    send(bench, a_report_by("Daily", 24 * 7, words="it was done on Wednesday", **done), 24 * 7)
    *_, passed = send(bench, Tick(time=at(24 * 9), source="extraction/0"), 24 * 9)
    assert passed.type == "parley.deadline.passed"
    assert passed.data.headline.startswith(lead)
