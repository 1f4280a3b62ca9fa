"""Where a step is told to be: a city lies in its country, so that both name one step."""

import pytest

from services.milestones.processor import build
from shared.catalog import load
from shared.contracts.milestones import Occurrence
from shared.runtime import settings
from shared.testing.bench import Bench
from shared.testing.newsroom import a_report_by
from tests.unit.milestones.reports import send, types

CATALOG = load()
PLAN = {"type": "meeting_scheduled", "status": "scheduled", "date": None}
DEED = {"type": "talks_round_held", "status": "happened", "date": "2025-02-18"}


@pytest.fixture
def bench():
    return Bench(build(CATALOG, settings.defaults()))


def occurrences(bench):
    """The ids of the occurrences that were sent."""
    return {e.message.id for e in bench.events if isinstance(e.message, Occurrence)}


@pytest.mark.parametrize(
    ("planned", "held", "steps"),
    [
        ("Saudi Arabia", "Riyadh", 1),
        ("Jeddah", "Saudi Arabia", 1),
        ("Switzerland", "Geneva", 1),
        ("Washington", "White House", 1),
        ("Egypt", "Sharm el Sheikh", 1),
        ("Kiev", "Kyiv", 1),
        ("Jeddah", "Riyadh", 2),
        ("Saudi Arabia", "Istanbul", 2),
        ("Springfield", "Saudi Arabia", 2),
    ],
)
def test_a_plan_and_its_deed_meet_in_the_country(bench, planned, held, steps):
    """One names the country, the other the city in it; another city is another place, be it in the same country."""
    send(bench, a_report_by(words="they will meet next week", place=planned, **PLAN))
    send(bench, a_report_by("Other Times", 144, "talks were held", place=held, **DEED), 144)
    assert len(occurrences(bench)) == steps


def test_talks_in_the_country_are_not_told_again_as_a_meeting_in_the_city(bench):
    """What one article calls a meeting in the city another calls talks in the country."""
    deed = {"status": "happened", "date": "2025-02-12", "confidence": 0.9}
    (first,) = send(bench, a_report_by(type="meeting_held", place="Riyadh", **deed))
    assert first.data.place == "Riyadh"
    talks = a_report_by("Mock Herald", 1, type="talks_round_held", place="Saudi Arabia", **deed)
    assert types(send(bench, talks, 1)) == []


def test_the_city_is_told_where_others_name_its_country(bench):
    """One outlet names the country, surely, the other the city in it: both are right, and the city says more."""
    plan = {"type": "meeting_scheduled", "status": "scheduled", "date": "2025-02-18"}
    send(bench, a_report_by(words="they will meet", place="Saudi Arabia", confidence=0.95, **plan))
    send(bench, a_report_by("Other Times", 1, "they will meet", place="Riyadh", confidence=0.6, **plan), 1)
    told = [e.message.place for e in bench.events if isinstance(e.message, Occurrence)]
    assert told[-1] == "Riyadh"
