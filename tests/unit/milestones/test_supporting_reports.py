"""How many publishers an alert counts: those who tell the step that it is about, not the plan before it."""

import pytest

from shared.contracts import MilestoneWithdrawn, Tick
from shared.testing.builders import at
from shared.testing.newsroom import a_report_by
from tests.unit.milestones.reports import covered, send, types

MET = {"type": "meeting_held", "status": "happened"}
CALL = {"type": "call_held", "confidence": 0.9}


def planned(bench, *outlets, **other):
    """The outlets tell the plan, one hour after the other; what the last of them raised."""
    found = []
    for hour, each in enumerate(outlets):
        found = send(bench, a_report_by(each, hour, f"{each}: they will meet on Tuesday", **other), hour)
    return found


def counted(alert):
    """What an alert says of its publishers."""
    return alert.data.publishers, alert.data.labels.publishers, alert.data.labels.importance


def test_who_told_the_plan_does_not_tell_the_deed(bench):
    """Three told that they will meet; of the meeting one tells, then a second."""
    planned(bench, "Example Wire", "Other Times", "Third Post")
    (first,) = send(bench, a_report_by("Example Wire", 144, "they met", **MET), 144)
    assert counted(first) == (1, 1, 50)
    (second,) = send(bench, a_report_by("Fourth Mail", 145, "the two met in Riyadh", **MET), 145)
    assert counted(second) == (2, 2, 55)
    assert second.data.headline.startswith("Confirmed by 2 publishers: ")
    assert [each.article.outlet for each in second.data.evidence] == ["Example Wire", "Fourth Mail"]


def test_a_plan_of_one_type_with_its_deed_confirms_nothing(bench):
    """A call that was to be and one that was held are told by reports of one type."""
    send(bench, a_report_by("Other Times", words="they will speak by phone", status="scheduled", **CALL))
    (first,) = send(bench, a_report_by("Example Wire", 144, "they spoke", status="happened", **CALL), 144)
    assert (first.type, *counted(first)) == ("parley.milestone.reported", 1, 1, 50)
    assert (
        send(
            bench, a_report_by("Example Wire", 145, "the two spoke by phone", status="happened", **CALL), 145
        )
        == []
    )


def test_a_meeting_and_talks_are_one_sitting(bench):
    """What one side calls talks the other calls a meeting; both tell the deed."""
    planned(bench, "Third Post")
    talks = {"type": "talks_round_held", "status": "happened", "teller": "Russia"}
    send(bench, a_report_by("Example Wire", 144, "Moscow: talks were held", **talks), 144)
    (alert,) = send(
        bench, a_report_by("Other Times", 145, "Washington: they met", teller="United States", **MET), 145
    )
    assert (alert.type, alert.data.publishers) == ("parley.milestone.confirmed", 2)


def test_a_side_that_told_the_plan_has_not_told_the_deed(bench):
    """Both sides confirm what both tell as done."""
    send(bench, a_report_by(words="Moscow: they will speak", status="scheduled", teller="Russia", **CALL))
    spoke = a_report_by(
        "Example Wire", 144, "Washington: they spoke", status="happened", teller="United States", **CALL
    )
    send(bench, spoke, 144)
    assert (
        send(bench, a_report_by("Example Wire", 145, "they did speak", status="happened", **CALL), 145) == []
    )


def test_a_denial_counts_who_denies(bench):
    """Three told the plan; one that Moscow denies it."""
    planned(bench, "Example Wire", "Other Times", "Third Post")
    denial = a_report_by("Other Times", 5, "Moscow denied it", status="denied", teller="Russia", date=None)
    (alert,) = send(bench, denial, 5)
    assert counted(alert)[:2] == (1, 1)


def test_another_date_counts_who_tells_that_date(bench):
    """Two told Tuesday; one tells that it is Friday."""
    planned(bench, "Example Wire", "Other Times")
    moved = a_report_by("Third Post", 24, "the meeting was postponed to Friday", date="2025-02-21")
    (alert,) = send(bench, moved, 24)
    assert (alert.type, *counted(alert)[:2]) == ("parley.milestone.moved", 1, 1)


def test_a_cancellation_counts_who_tells_it(bench):
    """Two told the plan; one that it is off."""
    planned(bench, "Example Wire", "Other Times")
    off = a_report_by("Third Post", 24, "called off", type="meeting_refused_or_cancelled", status="happened")
    (alert,) = send(bench, off, 24)
    assert (alert.type, *counted(alert)[:2]) == ("parley.milestone.cancelled", 1, 1)


def test_a_date_passed_counts_who_told_the_plan(bench):
    """They had told of the day that has passed."""
    planned(bench, "Example Wire", "Other Times")
    covered(bench, 24 * 7 + 4)
    (alert,) = send(bench, Tick(time=at(24 * 9), source="extraction/0"), 24 * 9)
    assert (alert.type, *counted(alert)[:2]) == ("parley.milestone.overdue", 2, 2)


@pytest.mark.parametrize(
    ("outlets", "kind", "publishers"),
    [
        ((), "retracted", 1),
        (("Other Times",), "corrected", 1),
        (("Other Times", "Third Post"), "corrected", 2),
    ],
)
def test_a_correction_counts_who_still_tells_what_it_says(bench, outlets, kind, publishers):
    """The deed is taken back, so those count who told the plan; what nobody tells any more one had told."""
    planned(bench, *outlets)
    deed = a_report_by("Example Wire", 144, "they met", **MET)
    send(bench, deed, 144)
    gone = MilestoneWithdrawn(
        id=deed.report.id, negotiation="ukraine", article="x", revision=2, received_at=at(145)
    )
    (alert,) = send(bench, gone, 145)
    assert (alert.type, counted(alert)[0]) == (f"parley.alert.{kind}", publishers)


def test_two_demands_of_one_side_do_not_confirm_each_other(bench):
    """What is only said is confirmed by who tells the same words."""
    demand = {
        "type": "demand_or_condition_stated",
        "status": "happened",
        "date": "2025-02-11",
        "confidence": 0.9,
    }
    send(bench, a_report_by(words="Iran demanded that inspectors leave the enrichment plant", **demand))
    other = a_report_by("Daily", 1, words="Iran called for compensation for frozen accounts abroad", **demand)
    assert send(bench, other, 1) == []
    same = a_report_by(
        "Gazette", 2, words="Inspectors must leave the enrichment plant, Iran demanded", **demand
    )
    assert types(send(bench, same, 2)) == ["parley.milestone.confirmed"]


def test_a_body_that_meets_by_itself_is_news_when_two_publishers_tell_it(bench):
    """Ministers of one bloc who meet in its own house take no step with anybody."""
    alone = {**MET, "parties": ("European Union",), "people": (), "confidence": 0.9, "date": "2025-02-12"}
    assert send(bench, a_report_by(words="ministers of the bloc met", **alone)) == []
    assert (
        types(send(bench, a_report_by("Daily", 1, words="the bloc's ministers met on Wednesday", **alone), 1))
        != []
    )


def test_publishers_that_raised_it_together_do_not_confirm_it(bench):
    """A surer article of one of the two adds nobody; a third publisher does."""
    unsure = {"type": "meeting_held", "status": "happened", "confidence": 0.5, "date": "2025-02-18"}
    send(bench, a_report_by("Example Wire", 144, "they met in Riyadh", **unsure), 144)
    (first,) = send(bench, a_report_by("Other Times", 145, "the two met in Riyadh", **unsure), 145)
    assert (first.type, first.data.publishers) == ("parley.milestone.reported", 2)
    sure = unsure | {"confidence": 0.9}
    assert (
        send(bench, a_report_by("Other Times", 146, "they met on Tuesday", article="a-9", **sure), 146) == []
    )
    (second,) = send(bench, a_report_by("Third Post", 147, "both met on Tuesday", **sure), 147)
    assert (second.type, second.data.publishers) == ("parley.milestone.confirmed", 3)
