"""What is denied and what then comes about: a later deed goes on, a rival claim about the same deed stays disputed."""

import pytest

from shared.contracts import Occurrence
from shared.testing.newsroom import a_report_by
from tests.unit.milestones.reports import send, types

MET = {"type": "meeting_held", "status": "happened", "date": "2025-02-18", "confidence": 0.9}
CALL = {"type": "call_held", "confidence": 0.9}


def current(bench):
    """The occurrence as it was published last."""
    return [e.message for e in bench.events if isinstance(e.message, Occurrence)][-1]


def test_a_denied_plan_that_takes_place_is_reported(bench):
    """Moscow knew of no meeting; on its day three outlets tell that they met."""
    send(bench, a_report_by())
    no = {"status": "denied", "teller": "Russia", "date": None}
    assert types(
        send(bench, a_report_by("Other Times", 1, "Moscow said no such meeting was planned", **no), 1)
    ) == ["parley.milestone.denied"]
    outlets = ("Example Wire", "Other Times", "Third Post")
    found = [
        send(bench, a_report_by(each, 144 + n, f"{each}: they met", **MET), 144 + n)
        for n, each in enumerate(outlets)
    ]
    assert [types(each) for each in found] == [
        ["parley.milestone.reported"],
        ["parley.milestone.confirmed"],
        [],
    ]
    assert [step.status for step in current(bench).history] == ["scheduled", "disputed", "happened"]


def test_a_call_after_its_denial_is_no_dispute(bench):
    """No call was planned then; a week later they speak, and who denies that speaks of another thing."""
    no = a_report_by(
        words="No call is planned, Moscow said", status="denied", teller="Russia", date=None, **CALL
    )
    assert types(send(bench, no)) == ["parley.milestone.denied"]
    spoke = a_report_by(
        "Other Times", 192, "they spoke by phone", status="happened", date="2025-02-20", **CALL
    )
    (alert,) = send(bench, spoke, 192)
    assert (alert.type, alert.data.status) == ("parley.milestone.reported", "happened")
    again = a_report_by(
        "Third Post", 200, "Moscow denied that they spoke", status="denied", date="2025-02-20", **CALL
    )
    assert types(send(bench, again, 200)) == ["parley.milestone.denied"]
    assert current(bench).status == "disputed"


@pytest.mark.parametrize(
    ("date", "hours"),
    [("2025-02-12", 30), ("2025-02-11", 3), (None, 24), ("2025-02", 48)],
)
def test_a_deed_that_can_be_the_denied_one_is_disputed(bench, date, hours):
    """Its day is that of the denial or before, or may be."""
    send(bench, a_report_by(status="denied", teller="Russia", date=None, **CALL))
    claim = a_report_by("Other Times", hours, "they spoke by phone", status="happened", date=date, **CALL)
    assert types(send(bench, claim, hours)) == ["parley.milestone.disputed"]


def test_a_deed_told_before_its_denial_stays_disputed(bench):
    """Who tells it again after the denial, with a later day even, does not settle it."""
    send(bench, a_report_by(status="happened", date="2025-02-12", **CALL))
    send(
        bench,
        a_report_by("Other Times", 2, "Moscow denied it", status="denied", date="2025-02-12", **CALL),
        2,
    )
    again = a_report_by(
        "Third Post", 26, "they did speak by phone", status="happened", date="2025-02-13", **CALL
    )
    assert send(bench, again, 26) == []
    assert current(bench).status == "disputed"


def test_a_denial_that_arrives_after_the_deed_is_not_told_again(bench):
    """It is one of the plan, published before the two spoke, and the plan's denial was alerted."""
    no = {"status": "denied", "teller": "Russia", "date": None, **CALL}
    send(bench, a_report_by(words="No call is planned, Moscow said", **no))
    send(
        bench,
        a_report_by("Other Times", 192, "they spoke", status="happened", date="2025-02-20", **CALL),
        192,
    )
    late = a_report_by("Third Post", 1, "Moscow knew of no call to come", **no)
    assert send(bench, late, 193) == []


def test_who_denied_a_deed_can_admit_it(bench):
    """Washington told of a call, Moscow denied it, and confirms it the next day; another outlet then adds nothing."""
    day = CALL | {"date": "2025-02-12"}
    send(bench, a_report_by(words="Washington: we spoke", status="claimed", teller="United States", **day))
    send(bench, a_report_by("Other Times", 2, "Moscow denied it", status="denied", teller="Russia", **day), 2)
    yes = a_report_by(
        "Third Post", 26, "Moscow: the call took place", status="happened", teller="Russia", **day
    )
    (alert,) = send(bench, yes, 26)
    assert ("parley.milestone.reported", "happened") == (alert.type, alert.data.status)
    assert alert.data.before.startswith("disputed, ")
    assert current(bench).status == "happened"


NO = {"status": "denied", "teller": "Russia", "date": None}


@pytest.fixture
def denied(bench):
    """A bench on which Moscow denied, within the hour, a plan that Washington had told of."""
    send(bench, a_report_by(teller="United States"))
    send(bench, a_report_by("Other Times", 1, "Moscow said no such meeting was planned", **NO), 1)
    assert current(bench).status == "disputed"
    return bench


@pytest.mark.parametrize(
    ("outlet", "hours", "other"),
    [
        ("Third Post", 30, {}),
        ("Third Post", 3, {"words": "the two will meet on Tuesday after all"}),
        ("Other Times", 3, {"words": "Moscow: they will meet on Tuesday", "teller": "Russia"}),
        ("Third Post", 3, {"words": "they will meet on Thursday", "date": "2025-02-20"}),
    ],
)
def test_a_denied_plan_that_is_fixed_anew_is_on_again(denied, outlet, hours, other):
    """It is told the day after, by who denied it, for another day, or the words say so."""
    (alert,) = send(
        denied, a_report_by(outlet, hours, **{"words": "they will meet in Riyadh"} | other), hours
    )
    assert (alert.type, alert.data.status) == ("parley.milestone.reported", "scheduled")
    assert alert.data.before.startswith("disputed, ")
    assert alert.data.status_before == "disputed"
    assert alert.data.headline.startswith("On again: Russia and United States are to meet")
    assert [step.status for step in current(denied).history] == ["scheduled", "disputed", "scheduled"]
    assert alert.data.publishers == 1
    again = a_report_by("Fourth Mail", hours + 1, "the two will meet", date=other.get("date", "2025-02-18"))
    assert types(send(denied, again, hours + 1)) == ["parley.milestone.confirmed"]


def test_who_tells_a_denied_plan_at_once_may_not_have_heard(denied):
    """One publisher who tells it within the day says nothing new, the second does."""
    assert send(denied, a_report_by("Third Post", 2, "they will meet on Tuesday in Riyadh"), 2) == []
    assert types(send(denied, a_report_by("Fourth Mail", 3, "they are due to meet on Tuesday"), 3)) == [
        "parley.milestone.reported"
    ]


def test_a_side_that_repeats_itself_does_not_settle_a_denial(denied):
    """Washington says again what it had said before Moscow denied it."""
    for day, outlet in enumerate(("Third Post", "Fourth Mail"), 1):
        again = a_report_by(
            outlet, 24 * day + 6, f"{outlet}: we will meet, they said", teller="United States"
        )
        assert send(denied, again, 24 * day + 6) == []
    assert current(denied).status == "disputed"


@pytest.mark.parametrize(
    "other",
    [
        {"words": "they will meet on Tuesday after all, Washington said"},
        {"words": "they will meet on Thursday, Washington said", "date": "2025-02-20"},
    ],
)
def test_a_side_that_says_more_than_before_settles_a_denial(denied, other):
    """Washington had told of the plan before Moscow denied it, and now says that it is on, or another day."""
    on = a_report_by("Third Post", 3, teller="United States", **other)
    assert types(send(denied, on, 3)) == ["parley.milestone.reported"]


def test_who_announced_and_denied_a_plan_can_fix_it_anew(bench):
    """Moscow tells of a plan, denies it, and says the next day that they will meet."""
    send(bench, a_report_by(teller="Russia"))
    send(bench, a_report_by("Other Times", 1, "Moscow said no such meeting was planned", **NO), 1)
    on = a_report_by("Third Post", 30, "Moscow: they will meet on Tuesday", teller="Russia")
    (alert,) = send(bench, on, 30)
    assert alert.data.headline.startswith("On again: ")


def test_who_repeats_itself_is_not_counted_for_a_plan_that_was_denied(denied):
    """With Washington's repetition one publisher is not two."""
    again = a_report_by("Third Post", 2, "we will meet, Washington said", teller="United States")
    assert send(denied, again, 2) == []
    assert send(denied, a_report_by("Fourth Mail", 3, "they are due to meet on Tuesday"), 3) == []
    assert types(send(denied, a_report_by("Fifth Sun", 4, "they are to meet in Riyadh"), 4)) == [
        "parley.milestone.reported"
    ]


def test_a_plan_can_be_denied_again(denied):
    """Every turn is news."""
    send(denied, a_report_by("Third Post", 30, "they will meet in Riyadh"), 30)
    no = a_report_by("Other Times", 40, "Moscow denied again that they would meet", **NO)
    assert types(send(denied, no, 40)) == ["parley.milestone.denied"]
    on = a_report_by("Fourth Mail", 60, "they are to meet in Riyadh, both sides confirmed")
    assert types(send(denied, on, 60)) == ["parley.milestone.reported"]


def test_a_plan_made_after_a_denial_is_not_on_again(bench):
    """Nobody had told of any before."""
    send(bench, a_report_by(words="No meeting was planned, Moscow said", **NO))
    (alert,) = send(bench, a_report_by("Other Times", 30, "they will meet in Riyadh"), 30)
    assert alert.data.headline.startswith("Russia and United States are to meet")


REFUSED = {"type": "meeting_refused_or_cancelled", "status": "happened", "date": "2025-02-12"}


@pytest.mark.parametrize("type_", ["meeting_scheduled", "meeting_held", "meeting_proposed"])
def test_who_denies_that_they_will_meet_agrees_that_they_refuse_to(bench, type_):
    """Washington says that Moscow refused to meet; Moscow says that it will not."""
    refused = a_report_by(words="Moscow refused to meet, Washington said", teller="United States", **REFUSED)
    assert types(send(bench, refused)) == ["parley.milestone.reported"]
    no = a_report_by("Other Times", 2, "Moscow denied that it would meet", type=type_, **NO)
    assert send(bench, no, 2) == []
    assert (current(bench).type, current(bench).status) == (REFUSED["type"], "happened")


def test_a_denial_of_a_meeting_that_was_called_off_disputes_nothing(bench):
    """It is off, and there will be none."""
    send(bench, a_report_by())
    assert types(send(bench, a_report_by("Other Times", 24, "called off", **REFUSED), 24)) == [
        "parley.milestone.cancelled"
    ]
    assert send(bench, a_report_by("Third Post", 25, "Moscow denied that they would meet", **NO), 25) == []
    assert current(bench).status == "cancelled"


def test_a_refusal_bears_out_the_denial_before_it(bench):
    """Moscow denied that they would meet; a day later, or within the hour, it refuses to."""
    send(bench, a_report_by(words="No meeting was planned, Moscow said", **NO))
    (alert,) = send(bench, a_report_by("Other Times", 1, "Moscow refused to meet", **REFUSED), 1)
    assert (alert.type, alert.data.status) == ("parley.milestone.reported", "happened")


def test_a_denied_plan_that_is_refused_is_off(denied):
    """Washington told of a plan, Moscow denied it, and refuses."""
    (alert,) = send(denied, a_report_by("Third Post", 2, "Moscow refused to meet", **REFUSED), 2)
    assert (alert.type, alert.data.status) == ("parley.milestone.cancelled", "cancelled")


def test_a_refusal_that_is_denied_itself_is_disputed(bench):
    """Moscow denies that it refused."""
    send(bench, a_report_by(words="Moscow refused to meet, Washington said", **REFUSED))
    no = a_report_by("Other Times", 2, "Moscow denied that it had refused", **REFUSED | NO)
    assert types(send(bench, no, 2)) == ["parley.milestone.denied"]
    assert current(bench).status == "disputed"


def test_a_plan_does_not_revive_a_deed_that_is_disputed(bench):
    """Outlets that are behind still tell that they will meet."""
    day = {"date": "2025-02-12", "confidence": 0.9}
    send(bench, a_report_by(words="they met", type="meeting_held", status="happened", **day))
    no = {"words": "Moscow: we have not met", "type": "meeting_held", "status": "denied", "teller": "Russia"}
    send(bench, a_report_by("Other Times", 3, **no, **day), 3)
    for hours, outlet in ((5, "Third Post"), (6, "Fourth Paper"), (7, "Fifth Gazette")):
        plan = {
            "words": f"{outlet}: they will meet today",
            "type": "meeting_scheduled",
            "status": "scheduled",
        }
        assert [] == send(bench, a_report_by(outlet, hours, **plan, **day), hours)
