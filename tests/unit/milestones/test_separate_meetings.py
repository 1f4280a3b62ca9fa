"""Meetings in two cities, or with two others, are two."""

from services.milestones.processor import build
from shared.catalog import load
from shared.contracts import Occurrence
from shared.runtime import settings
from shared.testing.bench import Bench
from shared.testing.newsroom import a_report_by
from tests.unit.milestones.reports import send, types

HELD = {"type": "meeting_held", "status": "happened", "confidence": 0.9}


def test_a_meeting_elsewhere_on_the_next_day_is_another():
    """It is told, and confirmed by who tells of it alone."""
    bench = Bench(build(load(), settings.defaults()))
    first = HELD | {"date": "2025-02-18", "place": "Riyadh"}
    second = HELD | {"date": "2025-02-19", "place": "Istanbul"}
    send(bench, a_report_by(hours=145, words="they met in Riyadh", **first), 145)
    (alert,) = send(bench, a_report_by("Other Times", 169, "they met in Istanbul", **second), 169)
    assert ("parley.milestone.reported", "Istanbul") == (alert.type, alert.data.place)
    (again,) = send(bench, a_report_by("Third Post", 170, "both met in Istanbul", **second), 170)
    assert ("parley.milestone.confirmed", 2, alert.subject) == (
        again.type,
        again.data.publishers,
        again.subject,
    )


def test_one_side_alone_does_not_join_its_meetings_with_two_others(bench):
    """Its minister met "counterparts", then one and another."""
    day = HELD | {"date": "2025-02-12"}
    send(bench, a_report_by(words="the minister met counterparts", parties=("Russia",), **day))
    both = a_report_by("Other Times", 1, "Moscow and Washington met", **day)
    assert ["parley.milestone.reported"] == types(send(bench, both, 1))
    other = a_report_by("Third Post", 2, "Moscow and Kyiv met", parties=("Russia", "Ukraine"), **day)
    assert ["parley.milestone.reported"] == types(send(bench, other, 2))
    known = {e.message.id: e.message for e in bench.events if isinstance(e.message, Occurrence)}.values()
    assert [("Russia", "United States"), ("Russia", "Ukraine")] == [each.parties for each in known]


def test_a_place_within_the_days_of_a_meeting_may_be_told_otherwise(bench):
    """They met over two days; which hall or city an article names says little."""
    both = HELD | {"date": "2025-02-18", "until": "2025-02-19", "place": "Riyadh"}
    send(bench, a_report_by(hours=170, words="they met in Riyadh", **both), 170)
    one = a_report_by(
        "Other Times", 171, "they met at the palace", date="2025-02-19", place="the palace", **HELD
    )
    send(bench, one, 171)
    assert 1 == len({e.message.id for e in bench.events if isinstance(e.message, Occurrence)})


def test_a_plan_for_another_place_is_another_plan(bench):
    """One without a day, for one place, and one for a day in another: they will hardly be one."""
    plan = {"type": "meeting_scheduled", "status": "scheduled"}
    (first,) = send(bench, a_report_by(words="they will meet in Riyadh", place="Riyadh", date=None, **plan))
    other = a_report_by("Other Times", 5, "envoys meet in Oslo", place="Oslo", date="2025-02-14", **plan)
    (second,) = send(bench, other, 5)
    assert first.subject != second.subject


def test_a_guest_who_is_received_by_two_hosts_has_met_twice(bench):
    """An outlet that tells of the guest and all hosts may mean either, and one that names nobody, too."""
    day = HELD | {"date": "2025-02-12"}
    first = a_report_by(words="the minister received Kos", people=("Ada Kos", "Ben Orr"), **day)
    second = a_report_by(
        "Other Times", 1, "the president received Kos", people=("Ada Kos", "Cay Lund"), **day
    )
    (one,), (other,) = send(bench, first), send(bench, second, 1)
    assert ("Ada Kos", "Ben Orr") == one.data.people
    assert ("Ada Kos", "Cay Lund") == other.data.people
    all_ = ("Ada Kos", "Ben Orr", "Cay Lund")
    send(bench, a_report_by("Third Post", 2, "all three sat together", people=all_, **day), 2)
    send(bench, a_report_by("Fourth Post", 3, "the sides met", **day), 3)
    assert 2 == len({e.message.id for e in bench.events if isinstance(e.message, Occurrence)})
