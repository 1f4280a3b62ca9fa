"""Denials of other meetings than the one that was told."""

import pytest

from shared.contracts import Occurrence
from shared.testing.newsroom import a_report_by
from tests.unit.milestones.reports import send, types

HELD = {"type": "meeting_held", "status": "happened", "date": "2025-02-12"}
NO = {"status": "denied", "teller": "Russia", "confidence": 0.9}


def statuses(bench):
    """What each occurrence has come to."""
    known = {e.message.id: e.message for e in bench.events if isinstance(e.message, Occurrence)}
    return [each.status for each in known.values()]


@pytest.mark.parametrize(
    ("known", "words", "type_", "date"),
    [
        (HELD, "Moscow denied that a new meeting was planned", "meeting_scheduled", None),
        (HELD, "Moscow denied that they would meet on 20 March", "meeting_scheduled", "2025-03-20"),
        (HELD, "Moscow denied that they had met on 10 January", "meeting_held", "2025-01-10"),
        ({}, "Moscow denied that they had met on 10 January", "meeting_held", "2025-01-10"),
    ],
)
def test_a_denial_of_another_meeting_is_told_and_disputes_nothing(bench, known, words, type_, date):
    """It names another day, or is of a plan while the meeting is over."""
    send(bench, a_report_by(**known))
    (alert,) = send(bench, a_report_by("Other Times", 24, words, type=type_, date=date, **NO), 24)
    assert (alert.type, alert.data.status) == ("parley.milestone.denied", "denied")
    assert [known.get("status", "scheduled"), "denied"] == statuses(bench)


def test_a_denial_that_names_the_day_disputes_the_meeting_of_that_day(bench):
    """Outlets may count the day otherwise by one."""
    send(bench, a_report_by(**HELD))
    no = a_report_by(
        "Other Times", 24, "Moscow denied that they had met", type="meeting_held", date="2025-02-11", **NO
    )
    assert types(send(bench, no, 24)) == ["parley.milestone.denied"]
    assert ["disputed"] == statuses(bench)


def test_a_denial_of_the_day_itself_may_mean_the_meeting(bench):
    """On its day, or of a deed without a day, nobody can tell them apart."""
    send(bench, a_report_by(**HELD))
    send(
        bench,
        a_report_by("Other Times", 3, "no meeting is planned", type="meeting_scheduled", date=None, **NO),
        3,
    )
    assert ["disputed"] == statuses(bench)


def test_a_denial_is_news_however_long_ago_the_deed_was(bench):
    """It is said now."""
    send(bench, a_report_by(**HELD))
    no = a_report_by(
        "Other Times", 97, "Moscow denied that they had met", type="meeting_held", date="2025-02-12", **NO
    )
    assert types(send(bench, no, 97)) == ["parley.milestone.denied"]
    assert ["disputed"] == statuses(bench)


def test_a_denial_is_told_once_whatever_day_it_is_read_to_mean(bench):
    """Two outlets tell it, one of them beside another day."""
    no = {"type": "meeting_held", **NO}
    send(bench, a_report_by(words="Moscow denied that they met", date="2025-02-11", **no))
    assert [] == send(
        bench, a_report_by("Other Times", 2, "Moscow: there was no meeting", date="2025-02-20", **no), 2
    )


def test_a_denial_without_a_day_means_the_meeting_that_its_article_tells(bench):
    """ "Denied that any such meeting was planned" is no denial of another one in the news."""
    plan = {"type": "meeting_scheduled", "status": "scheduled"}
    send(bench, a_report_by(words="they will meet in Oslo", place="Oslo", date="2025-02-20", **plan))
    words = "they will meet in Riyadh", "Moscow denied that any such meeting was planned"
    send(
        bench,
        a_report_by("Other Times", 2, words[0], article="b", date="2025-02-14", place="Riyadh", **plan),
        2,
    )
    no = a_report_by("Other Times", 2, words[1], article="b", type="meeting_scheduled", date=None, **NO)
    (alert,) = send(bench, no, 2)
    assert alert.data.headline.startswith("Denied by Russia: Russia and United States are to meet in Riyadh")
    assert ["scheduled", "disputed"] == statuses(bench)
