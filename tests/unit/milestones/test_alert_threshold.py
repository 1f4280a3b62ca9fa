"""Unsure reports make a step sure together where they tell the same step, day and words."""

import pytest

from shared.testing.newsroom import a_report_by
from tests.unit.milestones.reports import send, types

DEMAND = {"type": "demand_or_condition_stated", "status": "happened", "date": "2025-02-11"}
HELD = {"type": "meeting_held", "status": "happened", "confidence": 0.5}
BANKS = "Russia wants its banks freed of all sanctions"


def test_demands_in_other_words_make_none_sure(bench):
    """Each of two outlets tells a demand of its own; a third tells that of the second."""
    unsure = DEMAND | {"confidence": 0.5}
    assert [] == send(bench, a_report_by(words="Russia demanded withdrawal from four regions", **unsure))
    assert [] == send(bench, a_report_by("Other Times", 1, BANKS, **unsure), 1)
    again = a_report_by("Third Post", 2, "all sanctions on its banks must end, Russia said", **unsure)
    (alert,) = send(bench, again, 2)
    assert ("parley.milestone.reported", 2) == (alert.type, alert.data.publishers)
    assert ["Third Post", "Other Times"] == [each.article.outlet for each in alert.data.evidence]


def test_a_plan_does_not_make_its_deed_sure(bench):
    """An unsure plan and an unsure deed are one telling of each."""
    plan = a_report_by(words="they will meet on Wednesday", date="2025-02-12", confidence=0.5)
    assert [] == send(bench, plan)
    assert [] == send(bench, a_report_by("Other Times", 25, "they met", date="2025-02-12", **HELD), 25)
    assert ["parley.milestone.reported"] == types(
        send(bench, a_report_by("Third Post", 26, "the two met", date="2025-02-12", **HELD), 26)
    )


def test_who_names_another_day_does_not_make_a_deed_sure(bench):
    """One means Tuesday, one Wednesday."""
    assert [] == send(bench, a_report_by(words="they met on Wednesday", date="2025-02-12", **HELD))
    other = a_report_by("Other Times", 1, "they met on Tuesday", date="2025-02-11", **HELD)
    assert [] == send(bench, other, 1)


def test_what_was_not_sure_is_news_when_a_sure_report_comes(bench):
    """That others told something like it does not make it known."""
    unsure = DEMAND | {"confidence": 0.5}
    send(bench, a_report_by(words="Russia demanded withdrawal from four regions", **unsure))
    send(bench, a_report_by("Other Times", 1, BANKS, **unsure), 1)
    sure = a_report_by("Third Post", 2, "Russia calls for elections in Kyiv", **DEMAND, confidence=0.9)
    assert ["parley.milestone.reported"] == types(send(bench, sure, 2))


def test_as_many_as_were_told_of_confirm_nothing(bench):
    """One that tells other words of it adds nobody to those who raised it."""
    same = DEMAND | {"confidence": 0.5}
    send(bench, a_report_by(words=BANKS, **same))
    again = a_report_by("Other Times", 1, "all sanctions on its banks must end, Russia said", **same)
    (first,) = send(bench, again, 1)
    assert 2 == first.data.publishers
    other = a_report_by("Third Post", 2, "Russia calls for elections in Kyiv", **DEMAND, confidence=0.9)
    assert [] == send(bench, other, 2)


@pytest.mark.parametrize(
    ("day", "expected"), [("2025-02-14", ["parley.milestone.reported"]), ("2025-02-15", [])]
)
def test_a_deed_on_the_day_for_which_it_was_planned_is_surer(bench, day, expected):
    """Tariffs that were to come on a Friday, and came."""
    tariffs = {"type": "sanctions_imposed_or_eased", "confidence": 0.5}
    send(bench, a_report_by(words="tariffs come on Friday", status="scheduled", date=day, **tariffs))
    came = a_report_by("Other Times", 50, "tariffs came", status="happened", date="2025-02-14", **tariffs)
    found = send(bench, came, 50)
    assert expected == types(found)
    assert [1] * len(expected) == [each.data.publishers for each in found]


def test_what_moves_a_sure_plan_need_not_be_as_sure(bench):
    """A postponement that one outlet tells."""
    send(bench, a_report_by(confidence=0.95))
    later = a_report_by(
        "Other Times", 24, "the meeting was postponed to Friday", date="2025-02-21", confidence=0.5
    )
    assert ["parley.milestone.moved"] == types(send(bench, later, 24))
