"""Articles that their outlets change: what a later revision is the first to tell is news, no correction."""

import pytest

from shared.testing.builders import at
from shared.testing.newsroom import a_report_by, withdrawn
from tests.unit.milestones.reports import send, types

MET = {"type": "meeting_held", "status": "happened"}
DEED = "they met in Riyadh on Tuesday"


@pytest.mark.parametrize("withdrawn_first", [True, False])
def test_a_deed_that_an_edited_article_tells_first_is_reported(bench, withdrawn_first):
    """The plan in the article before it was too doubtful for an alert; other outlets then confirm the deed."""
    plan = a_report_by(words="they may meet on Tuesday", article="a-1", confidence=0.3)
    deed = a_report_by(hours=144, words=DEED, article="a-1", revision=2, confidence=0.95, **MET)
    assert send(bench, plan) == []
    second = [withdrawn(plan, 144), deed] if withdrawn_first else [deed, withdrawn(plan, 144)]
    assert [(a.type, a.data.type) for message in second for a in send(bench, message, 144)] == [
        ("parley.milestone.reported", "meeting_held")
    ]
    other = a_report_by("Other Times", 145, "the two met", confidence=0.95, **MET)
    assert types(send(bench, other, 145)) == ["parley.milestone.confirmed"]


def test_a_step_that_an_edit_makes_sure_is_reported(bench):
    """The words stay, so does the report's id; nobody was told of it while it was doubtful."""
    assert send(bench, a_report_by(article="a-1", confidence=0.3)) == []
    sure = a_report_by(article="a-1", revision=2, confidence=0.95)
    assert types(send(bench, sure, 1)) == ["parley.milestone.reported"]
    assert send(bench, a_report_by("Third Post", 2, "a meeting is set", confidence=0.4), 2) == []


def test_a_deed_in_an_edited_article_that_told_the_plan_is_a_step_of_its_own(bench):
    """The plan was alerted and is not mended by what came of it, whatever becomes of the plan's report."""
    plan = a_report_by(article="a-1")
    (first,) = send(bench, plan)
    deed = a_report_by(hours=144, words=DEED, article="a-1", revision=2, **MET)
    (second,) = send(bench, deed, 144)
    assert (second.type, second.data.type, second.data.supersedes) == (
        "parley.milestone.reported",
        "meeting_held",
        None,
    )
    assert second.id != first.id
    assert send(bench, withdrawn(plan, 144), 144) == []


def test_a_deed_told_in_the_words_of_its_plan_has_an_alert_of_its_own(bench):
    """A report keeps its id over revisions with the same words; its alerts do not share one."""
    call = {"words": "a call between the two on Tuesday", "type": "call_held", "article": "a-1"}
    (plan,) = send(bench, a_report_by(status="scheduled", **call))
    (deed,) = send(bench, a_report_by(status="happened", revision=2, **call), 1)
    assert (deed.type, deed.data.status) == ("parley.milestone.reported", "happened")
    assert deed.id != plan.id


def test_a_plan_called_off_in_an_edited_article_is_called_off(bench):
    """An article kept up to date through the day tells the cancellation."""
    (plan,) = send(bench, a_report_by(article="a-1"))
    off = a_report_by(hours=24, words="the meeting is off", article="a-1", revision=2,
        type="meeting_refused_or_cancelled", status="happened",
    )  # fmt: skip
    (alert,) = send(bench, off, 24)
    assert (alert.type, alert.subject) == ("parley.milestone.cancelled", plan.subject)


def test_a_denial_that_is_added_to_an_article_is_a_denial(bench):
    """It must not be missed, and is told once in whatever words."""
    send(bench, a_report_by(article="a-1"))
    denial = {"status": "denied", "teller": "Russia", "article": "a-1", "date": None}
    first = a_report_by(hours=1, words="Moscow denied that it was planned", revision=2, **denial)
    assert types(send(bench, first, 1)) == ["parley.milestone.denied"]
    again = a_report_by(hours=2, words="Moscow denied that a meeting was planned", revision=3, **denial)
    assert send(bench, again, 2) == []


def test_a_step_that_an_edit_adds_is_news_of_the_edit(bench):
    """The article keeps its date of the day before; the step was added this hour."""
    send(bench, a_report_by(article="live"))
    added = a_report_by(
        article="live", revision=4, type="talks_round_held", status="happened", date="2025-02-13", received=26,
        words="the second round of talks ended",
    )  # fmt: skip
    (alert,) = send(bench, added, 26)
    assert (alert.type, alert.time, alert.data.labels.late) == ("parley.milestone.reported", at(26), False)


def test_a_date_without_a_time_is_over_when_the_day_is(bench):
    """An article of 12 February that comes in early on the 13th is not late."""
    (alert,) = send(bench, a_report_by(hours=-12, received=13.5), 13.5)
    assert (alert.time, alert.data.labels.late) == (at(-12), False)


def test_an_edit_that_makes_a_report_sure_enough_confirms(bench):
    """The second outlet's article told it doubtfully at first."""
    send(bench, a_report_by(words="they will meet in Riyadh", confidence=0.9))
    assert send(bench, a_report_by("Other Times", 1, "they may meet", article="b", confidence=0.3), 1) == []
    sure = a_report_by("Other Times", 3, "they may meet", article="b", revision=2, confidence=0.95)
    (alert,) = send(bench, sure, 3)
    assert ("parley.milestone.confirmed", 2) == (alert.type, alert.data.publishers)


def test_a_postponement_in_an_edited_article_is_another_date(bench):
    """It is no mistake of the article's that is mended."""
    send(bench, a_report_by(article="a"))
    later = a_report_by(
        hours=24, words="the meeting was postponed to Thursday", article="a", revision=2, date="2025-02-20"
    )
    (alert,) = send(bench, later, 24)
    assert ("parley.milestone.moved", "2025-02-20") == (alert.type, alert.data.date)
    assert alert.data.headline.startswith("Other date: ")


@pytest.mark.parametrize(
    ("before", "after", "raised"),
    [
        ({}, {"place": "Riyadh"}, []),
        ({}, {"people": ("Ada Quill",)}, []),
        ({"people": ("Ada Quill",)}, {"people": ("Ada Quill", "Ben Moss")}, []),
        ({"people": ("Ada Quill",)}, {"people": ("Ben Moss",)}, ["parley.alert.corrected"]),
        ({"place": "Oslo"}, {"place": "Riyadh"}, ["parley.alert.corrected"]),
        ({"place": "Oslo"}, {}, ["parley.alert.corrected"]),
    ],
)
def test_a_detail_that_is_added_corrects_nothing(bench, before, after, raised):
    """Who else is there, and where, if nobody had said; what is another is corrected."""
    send(bench, a_report_by(article="a", **before))
    assert raised == types(send(bench, a_report_by(hours=1, article="a", revision=2, **after), 1))
