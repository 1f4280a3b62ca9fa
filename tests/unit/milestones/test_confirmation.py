"""Who confirms a step: both of its sides, or publishers who tell the same."""

import pytest

from shared.contracts import Occurrence
from shared.testing.newsroom import a_report_by
from tests.unit.milestones.reports import send, types

SURE = {"confidence": 0.9, "date": "2025-02-12"}
CALL = {"type": "call_held", "status": "claimed", **SURE}
DEMAND = {"type": "demand_or_condition_stated", "status": "happened", **SURE}


@pytest.mark.parametrize(
    ("type_", "status", "one", "other"),
    [
        ("threat_or_ultimatum", "threatened", "threatened to strike bases", "vowed steep duties on oil"),
        ("demand_or_condition_stated", "happened", "demanded withdrawal", "demanded release of detainees"),
        ("proposal_rejected", "happened", "rejected peacekeepers", "rejected the list of sanctions"),
    ],
)
def test_what_each_side_says_is_a_step_of_its_own(bench, type_, status, one, other):
    """A threat and the threat that answers it do not confirm each other."""
    said = {"type": type_, "status": status, **SURE}
    first = send(bench, a_report_by(words=f"Moscow {one}", teller="Russia", **said))
    second = send(
        bench, a_report_by("Other Times", 5, f"Washington {other}", teller="United States", **said), 5
    )
    assert ["parley.milestone.reported"] == types(first) == types(second)
    assert first[0].subject != second[0].subject


def test_a_meeting_that_both_tell_to_be_proposed_is_one(bench):
    """It is the same meeting, whoever wants it."""
    wish = {"type": "meeting_proposed", "status": "proposed", "confidence": 0.9}
    send(bench, a_report_by(words="Moscow proposed a meeting", teller="Russia", **wish))
    send(
        bench,
        a_report_by("Other Times", 1, "Washington said talks were offered", teller="United States", **wish),
        1,
    )
    assert 1 == len({e.message.id for e in bench.events if isinstance(e.message, Occurrence)})


def test_both_sides_confirm_whatever_the_number_of_outlets(bench):
    """Two outlets tell it, each from another side: that says more than two outlets."""
    send(bench, a_report_by(words="Washington said they spoke", teller="United States", **CALL))
    (alert,) = send(
        bench, a_report_by("Other Times", 3, "Moscow said they spoke", teller="Russia", **CALL), 3
    )
    assert alert.data.headline.startswith("Confirmed by both sides: ")
    assert 2 == alert.data.publishers


def test_two_of_three_sides_are_named(bench):
    """They are not both."""
    three = CALL | {"parties": ("Russia", "Ukraine", "United States")}
    send(bench, a_report_by(words="Moscow said they spoke", teller="Russia", **three))
    (alert,) = send(
        bench, a_report_by("Other Times", 3, "Kyiv said they spoke", teller="Ukraine", **three), 3
    )
    assert alert.data.headline.startswith("Confirmed by Russia and Ukraine: ")


def test_other_demands_are_not_counted_for_one(bench):
    """Two tell the one, one another of the same side on the same day."""
    send(bench, a_report_by(words="Russia demanded withdrawal from four regions", **DEMAND))
    other = a_report_by("Other Times", 1, "Russia wants its banks freed of all sanctions", **DEMAND)
    assert send(bench, other, 1) == []
    again = a_report_by("Third Post", 2, "withdrawal from the four regions was demanded by Moscow", **DEMAND)
    (alert,) = send(bench, again, 2)
    assert ("parley.milestone.confirmed", 2) == (alert.type, alert.data.publishers)
    assert ["Example Wire", "Third Post"] == [each.article.outlet for each in alert.data.evidence]


def test_who_tells_another_day_confirms_none(bench):
    """Of three one means a meeting of the day before."""
    held = {"type": "meeting_held", "status": "happened", "confidence": 0.9}
    send(bench, a_report_by(words="they met on Wednesday", date="2025-02-12", **held))
    send(bench, a_report_by("Other Times", 1, "they met on Tuesday", date="2025-02-11", **held), 1)
    (alert,) = send(
        bench, a_report_by("Third Post", 2, "both met on Wednesday", date="2025-02-12", **held), 2
    )
    assert ("parley.milestone.confirmed", 2) == (alert.type, alert.data.publishers)
    assert ["Example Wire", "Third Post"] == [each.article.outlet for each in alert.data.evidence]


def test_who_tells_it_under_another_negotiation_first_confirms_it(bench):
    """Its report belongs to both, and raises nothing by itself here."""
    send(bench, a_report_by(confidence=0.9))
    copy = a_report_by("Other Times", 1, "the two are to meet in Riyadh", confidence=0.9, primary=False)
    (alert,) = send(bench, copy, 1)
    assert ("parley.milestone.confirmed", 2) == (alert.type, alert.data.publishers)
    met = {"type": "meeting_held", "status": "happened", "confidence": 0.9, "primary": False}
    assert [] == send(bench, a_report_by("Other Times", 144, "they met", **met), 144)


@pytest.mark.parametrize("type_", ["call_held", "agreement_signed", "prisoner_exchange_or_release"])
def test_a_deed_is_confirmed_though_its_plan_was(bench, type_):
    """A plan and its deed can be of one type; each is told and confirmed once."""
    found = []
    for hour, status in ((0, "scheduled"), (50, "happened")):
        for n, outlet in enumerate(("Example Wire", "Other Times", "Third Post")):
            words = f"{outlet}: on Friday, {status}"
            step = {"type": type_, "status": status, "date": "2025-02-14", "confidence": 0.9}
            found += send(bench, a_report_by(outlet, hour + n, words, **step), hour + n)
    assert ["parley.milestone.reported", "parley.milestone.confirmed"] * 2 == types(found)
    assert 4 == len({each.id for each in found})
    assert ["scheduled", "scheduled", "happened", "happened"] == [each.data.status for each in found]


def test_what_is_claimed_and_then_seen_is_confirmed_once(bench):
    """It is one deed."""
    found = []
    for n, status in enumerate(("claimed", "claimed", "happened", "happened")):
        step = {"type": "call_held", "status": status, "date": "2025-02-12", "confidence": 0.9}
        found += send(bench, a_report_by(f"Outlet {n}", n, f"call {n} {status}", **step), n)
    assert 1 == types(found).count("parley.milestone.confirmed")
