"""Another day for a plan, another deadline for a threat, and outlets that have not heard of it."""

import pytest

from shared.contracts import Occurrence, Tick
from shared.testing.builders import at
from shared.testing.newsroom import a_report_by
from tests.unit.milestones.reports import send, types

AT = {"place": "Riyadh", "confidence": 0.9}
THREAT = {"type": "threat_or_ultimatum", "status": "threatened", "confidence": 0.9}


def ticks(bench, *hours):
    """What time says at these hours."""
    return [
        alert for hour in hours for alert in send(bench, Tick(time=at(hour), source="extraction/0"), hour)
    ]


@pytest.mark.parametrize("day", ["2025-02-20", "2025-02-25"])
def test_an_outlet_that_is_behind_does_not_move_a_plan_back(bench, day):
    """It repeats the day that was, once the meeting was postponed; a second publisher who does so moves it."""
    send(bench, a_report_by(**AT))
    send(bench, a_report_by("Other Times", 24, "the meeting was postponed", date=day, **AT), 24)
    assert [] == send(bench, a_report_by("Third Post", 25, "they will meet in Riyadh on Tuesday", **AT), 25)
    assert [day] == [each.date for each in bench.current(Occurrence).values()]
    again = a_report_by("Fourth Mail", 26, "they are to meet in Riyadh on Tuesday", **AT)
    assert ["parley.milestone.moved"] == types(send(bench, again, 26))
    assert ["2025-02-18"] == [each.date for each in bench.current(Occurrence).values()]


def test_the_day_that_was_is_not_waited_for(bench):
    """Nobody was to come on it."""
    send(bench, a_report_by(**AT))
    send(bench, a_report_by("Other Times", 24, "the meeting was postponed", date="2025-02-25", **AT), 24)
    send(bench, a_report_by("Third Post", 25, "they will meet in Riyadh on Tuesday", **AT), 25)
    assert [] == ticks(bench, 190, 220)


def threatened(bench):
    """A bench on which a deadline was extended from the 20th to the 25th."""
    send(
        bench,
        a_report_by(
            words="Washington gave Moscow until 20 February",
            date="2025-02-12",
            deadline="2025-02-20",
            **THREAT,
        ),
    )
    longer = a_report_by(
        "Other Times",
        120,
        "Washington extended the deadline",
        date="2025-02-17",
        deadline="2025-02-25",
        **THREAT,
    )
    return send(bench, longer, 120)


def test_a_deadline_that_is_extended_is_told(bench):
    """As another day of what was threatened before."""
    (alert,) = threatened(bench)
    assert "parley.milestone.moved" == alert.type
    assert alert.data.headline.startswith("Other deadline, 25 February 2025: Threat")
    assert alert.data.before.endswith("deadline 20 February 2025")
    assert ["2025-02-25"] == [each.deadline for each in bench.current(Occurrence).values()]


def test_time_waits_for_the_deadline_that_holds(bench):
    """Also where an outlet repeats the old one."""
    threatened(bench)
    behind = a_report_by(
        "Third Post", 121, "Moscow has until 20 February", date="2025-02-17", deadline="2025-02-20", **THREAT
    )
    send(bench, behind, 121)
    found = ticks(bench, 185, 210, 300, 330)
    assert ["parley.deadline.near", "parley.deadline.passed"] == types(found)
    assert {"2025-02-25"} == {each.data.deadline for each in found}


def test_a_deadline_that_is_denied_does_not_pass(bench):
    """Nobody set it, says who is told to have."""
    send(
        bench,
        a_report_by(
            words="Washington gave Moscow until 20 February",
            date="2025-02-12",
            deadline="2025-02-20",
            **THREAT,
        ),
    )
    no = THREAT | {"status": "denied", "teller": "United States", "date": None}
    send(bench, a_report_by("Other Times", 24, "Washington denied that it had set an ultimatum", **no), 24)
    assert [] == ticks(bench, 185, 230)
