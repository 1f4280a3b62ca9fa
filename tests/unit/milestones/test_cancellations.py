"""A meeting that is called off, and on again; one that is put off by a day."""

import pytest

from shared.testing.newsroom import a_report_by
from tests.unit.milestones.reports import send, types

OFF = {"type": "meeting_refused_or_cancelled", "status": "happened"}
ON = "the meeting will take place after all"


@pytest.fixture
def off(bench):
    """A bench on which a meeting that two outlets told of was called off after a day."""
    for hour, outlet in enumerate(("Example Wire", "Other Times")):
        send(bench, a_report_by(outlet, hour, f"{outlet}: they will meet on Tuesday"), hour)
    assert types(send(bench, a_report_by("Example Wire", 24, "called off", **OFF), 24)) == [
        "parley.milestone.cancelled"
    ]
    return bench


def test_a_meeting_that_is_on_again_is_told_once(off):
    """The first who tells it is news, though the plan was told and confirmed before; the second says nothing more."""
    (alert,) = send(off, a_report_by("Other Times", 30, ON), 30)
    assert (alert.type, alert.data.type, alert.data.status) == (
        "parley.milestone.reported",
        "meeting_scheduled",
        "scheduled",
    )
    assert alert.data.before.startswith("cancelled, ")
    assert alert.data.status_before == "cancelled"
    assert alert.data.publishers == 1
    assert alert.data.headline.startswith(
        "On again: Russia and United States are to meet on 18 February 2025"
    )
    assert send(off, a_report_by("Third Post", 31, f"{ON}, both say"), 31) == []


def test_who_has_not_heard_that_it_is_off_does_not_put_it_on(off):
    """An outlet that tells the plan as before may be behind; two publishers are not."""
    assert send(off, a_report_by("Third Post", 25, "they will meet on Tuesday in Riyadh"), 25) == []
    assert send(off, a_report_by("Third Post", 26, "the two will meet on Tuesday"), 26) == []
    assert types(send(off, a_report_by("Fourth Mail", 30, "they are due to meet on Tuesday"), 30)) == [
        "parley.milestone.reported"
    ]


def test_it_can_be_called_off_and_on_more_than_once(off):
    """Every turn is news."""
    turns = [
        send(off, a_report_by("Other Times", 30, ON), 30),
        send(off, a_report_by("Other Times", 40, "it is off again", **OFF), 40),
        send(off, a_report_by("Other Times", 50, "the meeting is back on"), 50),
        send(off, a_report_by("Other Times", 144, "they met", type="meeting_held", status="happened"), 144),
    ]
    assert [types(each) for each in turns] == [
        ["parley.milestone.reported"],
        ["parley.milestone.cancelled"],
        ["parley.milestone.reported"],
        ["parley.milestone.reported"],
    ]
    assert len({each.id for found in turns for each in found}) == 4


def test_a_meeting_that_is_on_again_has_the_day_that_is_told_now(off):
    """It was to be on Tuesday, and is on Wednesday."""
    (alert,) = send(
        off, a_report_by("Other Times", 30, "the meeting is back on, for Wednesday", date="2025-02-19"), 30
    )
    assert (alert.type, alert.data.date) == ("parley.milestone.reported", "2025-02-19")


@pytest.mark.parametrize(
    ("words", "date", "raised"),
    [
        ("the meeting was postponed from Tuesday to Wednesday", "2025-02-19", ["parley.milestone.moved"]),
        ("the meeting was brought forward to Monday", "2025-02-17", ["parley.milestone.moved"]),
        ("they will meet in Riyadh on Wednesday", "2025-02-19", []),
        ("the meeting was postponed to Tuesday", "2025-02-18", []),
    ],
)
def test_a_day_makes_a_move_if_the_words_say_so(bench, words, date, raised):
    """Else outlets may count the day otherwise, at night or in another zone."""
    send(bench, a_report_by(place="Riyadh"))
    found = send(bench, a_report_by("Other Times", 24, words, date=date, place="Riyadh", confidence=0.9), 24)
    assert [each for each in types(found) if each != "parley.milestone.confirmed"] == raised
