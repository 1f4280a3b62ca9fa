"""The milestones processor: what a desk is told about a negotiation's steps, and what it is not told twice."""

from itertools import groupby

import msgspec
import pytest

from shared.contracts import MilestoneWithdrawn, NegotiationState, Occurrence, Tick
from shared.testing.builders import NOON, a_report, an_evidence, at, reported
from shared.testing.newsroom import a_report_by
from tests.unit.milestones.reports import covered, send, types


def test_first_report_is_reported(bench):
    """The first report of a step raises `reported` with the step's facts."""
    (alert,) = send(bench, a_report_by())
    assert alert.type == "parley.milestone.reported"
    assert (alert.data.type, alert.data.status, alert.data.date) == (
        "meeting_scheduled",
        "scheduled",
        "2025-02-18",
    )
    assert alert.data.headline.startswith("Russia and United States are to meet on 18 February 2025")


def test_same_message_again_is_nothing(bench):
    """A message whose row is there yields nothing."""
    send(bench, a_report_by())
    assert bench.send(a_report_by(), at()) == ()


def test_second_publisher_confirms(bench):
    """A second independent publisher confirms once; a third says nothing more."""
    send(bench, a_report_by())
    assert types(send(bench, a_report_by("Other Times", 1, "both sides are due to meet"), 1)) == [
        "parley.milestone.confirmed"
    ]
    assert send(bench, a_report_by("Third Post", 2, "a meeting is set"), 2) == []


def test_copy_of_a_wire_does_not_confirm(bench):
    """Near-identical text under another outlet's name counts for the first."""
    first = a_report_by()
    prints = tuple(range(64))

    def copied(message):
        article = message.report.evidence.article
        return type(message)(
            report=msgspec.structs.replace(
                message.report,
                evidence=msgspec.structs.replace(
                    message.report.evidence, article=msgspec.structs.replace(article, fingerprint=prints)
                ),
            )
        )

    send(bench, copied(first))
    assert send(bench, copied(a_report_by("Other Times", 1)), 1) == []


def test_plan_that_comes_about_is_a_new_step(bench):
    """What was scheduled and is then held raises `reported` again with the new step, on the same occurrence."""
    (plan,) = send(bench, a_report_by())
    (held,) = send(
        bench,
        a_report_by("Example Wire", 144, "they met in Riyadh", type="meeting_held", status="happened"),
        144,
    )
    assert (held.subject, held.data.type, held.data.before) == (
        plan.subject, "meeting_held", "scheduled, meeting scheduled, Russia and United States, on 18 February 2025",
    )  # fmt: skip


def test_background_raises_nothing(bench):
    """What is told as past raises no alert, also when told as new afterwards."""
    assert (
        send(bench, a_report_by(background=True, date="2025-01-10", type="meeting_held", status="happened"))
        == []
    )
    assert (
        send(bench, a_report_by("Other", 2, date="2025-01-10", type="meeting_held", status="happened"), 2)
        == []
    )


@pytest.mark.parametrize("date", ["2024", "2024-12", "2025-02-01"])
def test_what_was_done_long_ago_raises_nothing(bench, date):
    """A step of a past year, month or week is no news, however newly it is told."""
    assert send(bench, a_report_by(type="agreement_signed", status="happened", date=date)) == []


def test_second_copy_for_another_negotiation_raises_nothing(bench):
    """A report that belongs to several negotiations raises alerts in one of them."""
    assert send(bench, a_report_by(primary=False)) == []


def test_denial_by_a_party_is_an_alert_and_disputes(bench):
    """A denial raises its own alert, marks the occurrence disputed and deletes nothing."""
    send(bench, a_report_by(type="call_held", status="claimed", teller="United States", date="2025-02-12"))
    (alert,) = send(
        bench,
        a_report_by(
            "Other",
            3,
            "Moscow denied it",
            type="call_held",
            status="denied",
            teller="Russia",
            date="2025-02-12",
        ),
        3,
    )
    assert (alert.type, alert.data.status) == ("parley.milestone.denied", "disputed")
    current = [e.message for e in bench.events if isinstance(e.message, Occurrence)][-1]
    assert [step.status for step in current.history] == ["claimed", "disputed"]


def test_denial_of_a_plan_disputes_it(bench):
    """Who denies a meeting that was said to be fixed makes it disputed, by an alert of its own."""
    send(bench, a_report_by())
    denial = a_report_by(
        "Other Times",
        1,
        "Moscow said no such meeting was planned",
        status="denied",
        teller="Russia",
        date=None,
    )
    (alert,) = send(bench, denial, 1)
    assert (alert.type, alert.data.status) == ("parley.milestone.denied", "disputed")


def test_denial_of_what_was_never_told_is_an_alert(bench):
    """A denial needs nothing to deny."""
    denial = a_report_by(
        words="Moscow said there was no such call",
        type="call_held",
        status="denied",
        date=None,
        confidence=0.4,
    )
    (alert,) = send(bench, denial)
    assert (alert.type, alert.data.status) == ("parley.milestone.denied", "denied")


def test_plan_told_after_the_deed_is_for_another(bench):
    """Next week's meeting is not the one that was held a week before."""
    send(bench, a_report_by(type="meeting_held", status="happened", date="2025-02-09"))
    later = a_report_by("Other Times", 1, "they will meet this week", date="2025-02-10", until="2025-02-16")
    (alert,) = send(bench, later, 1)
    assert (alert.type, alert.data.status) == ("parley.milestone.reported", "scheduled")


def test_claim_after_denial_is_disputed(bench):
    """Who tells it although the other side has denied it raises `disputed`."""
    send(bench, a_report_by(type="call_held", status="denied", teller="Russia", date="2025-02-12"))
    alerts = send(
        bench,
        a_report_by(
            "Other",
            3,
            "they spoke",
            type="call_held",
            status="claimed",
            teller="United States",
            date="2025-02-12",
        ),
        3,
    )
    assert types(alerts) == ["parley.milestone.disputed"]


def test_both_parties_confirm(bench):
    """Told by both sides, in one outlet, a claim is confirmed."""
    send(bench, a_report_by(type="call_held", status="claimed", teller="United States", date="2025-02-12"))
    (alert,) = send(
        bench,
        a_report_by(
            "Example Wire",
            3,
            "they spoke",
            type="call_held",
            status="claimed",
            teller="Russia",
            date="2025-02-12",
        ),
        3,
    )
    assert (alert.type, alert.data.status) == ("parley.milestone.confirmed", "happened")


def test_other_date_moves_the_occurrence(bench):
    """A plan put off keeps its id and raises `moved`."""
    (plan,) = send(bench, a_report_by())
    (moved,) = send(
        bench, a_report_by("Other", 24, "the meeting was postponed to Friday", date="2025-02-21"), 24
    )
    assert (moved.type, moved.subject, moved.data.date) == (
        "parley.milestone.moved",
        plan.subject,
        "2025-02-21",
    )


def test_called_off(bench):
    """A plan called off raises `cancelled` on the plan."""
    (plan,) = send(bench, a_report_by())
    (off,) = send(
        bench,
        a_report_by("Other", 24, "called off", type="meeting_refused_or_cancelled", status="happened"),
        24,
    )
    assert (off.type, off.subject, off.data.status) == (
        "parley.milestone.cancelled",
        plan.subject,
        "cancelled",
    )


def test_two_who_call_it_off_do_not_make_it_happen(bench):
    """The second telling of a cancellation leaves the plan cancelled."""
    send(bench, a_report_by())
    for hour, publisher in ((24, "Other"), (30, "Third")):
        words = f"the meeting is called off, {publisher} hears"
        off = a_report_by(publisher, hour, words, type="meeting_refused_or_cancelled", status="happened")
        found = send(bench, off, hour)
    assert "parley.milestone.reported" not in types(found)
    assert all(each.data.status == "cancelled" for each in found)


@pytest.mark.parametrize("publishers", [("Other",), ("Other", "Third")])
def test_what_becomes_of_a_sure_plan_need_not_be_as_sure(bench, publishers):
    """One who is sure enough alone calls it off, or two who are not, together."""
    (plan,) = send(bench, a_report_by(confidence=0.95))
    confidence = 0.5 if len(publishers) == 1 else 0.4
    for hour, publisher in enumerate(publishers, 24):
        words = f"the meeting is called off, {publisher} hears"
        off = a_report_by(
            publisher,
            hour,
            words,
            type="meeting_refused_or_cancelled",
            status="happened",
            confidence=confidence,
        )
        found = send(bench, off, hour)
    assert [(a.type, a.subject) for a in found] == [("parley.milestone.cancelled", plan.subject)]


def test_two_meetings_at_one_summit_stay_apart(bench):
    """Other people, other meeting."""
    (one,) = send(bench, a_report_by(people=("A Minister", "B Minister")))
    (two,) = send(bench, a_report_by("Other", 1, people=("C Envoy", "D Envoy")), 1)
    assert one.subject != two.subject


def test_next_round_is_another(bench):
    """The fourth round is not the third."""
    round_ = {"type": "talks_round_held", "status": "happened", "date": "2025-02-12"}
    (one,) = send(bench, a_report_by(words="the third round of talks ended", **round_))
    (two,) = send(bench, a_report_by("Other", 1, words="a fourth round of talks began", **round_), 1)
    assert one.subject != two.subject


def test_withdrawn_article_retracts(bench):
    """When the only report goes, what was alerted is retracted and superseded, with the reason."""
    message = a_report_by()
    (alert,) = send(bench, message)
    gone = MilestoneWithdrawn(
        id=message.report.id,
        negotiation="ukraine",
        article="x",
        revision=2,
        received_at=at(5),
        reason="withdrawn",
    )
    (retracted,) = send(bench, gone, 5)
    assert (retracted.type, retracted.data.supersedes) == ("parley.alert.retracted", alert.id)
    assert retracted.data.difference.endswith("its article was withdrawn")


def test_withdrawal_of_one_of_two_keeps_the_occurrence(bench):
    """What another outlet still tells stands; nothing changed, so nothing is said."""
    message = a_report_by()
    send(bench, message)
    send(bench, a_report_by("Other", 1, "due to meet"), 1)
    gone = MilestoneWithdrawn(
        id=message.report.id, negotiation="ukraine", article="x", revision=2, received_at=at(5)
    )
    assert send(bench, gone, 5) == []


def test_edited_date_corrects(bench):
    """A later revision that gives another date raises `corrected` with a readable difference."""
    (alert,) = send(bench, a_report_by(article="a-1"))
    (fixed,) = send(bench, a_report_by(article="a-1", revision=2, date="2025-02-19"), 2)
    assert (fixed.type, fixed.data.supersedes) == ("parley.alert.corrected", alert.id)
    assert fixed.data.difference == "date: 2025-02-18 → 2025-02-19"


def test_edited_wording_corrects_nothing(bench):
    """A revision that says the same in other words raises nothing, whichever of the two messages comes first."""
    old, new = (
        a_report_by(article="a-1"),
        a_report_by(article="a-1", revision=2, words="the two will sit down in Riyadh on Tuesday"),
    )
    gone = MilestoneWithdrawn(
        id=old.report.id, negotiation="ukraine", article="a-1", revision=2, received_at=at(1)
    )
    send(bench, old)
    assert send(bench, new, 1) + send(bench, gone, 1) == []


def test_the_place_is_where_the_surest_says(bench):
    """A doubtful report that came first does not set it; where more publishers say it was, it was."""
    send(bench, a_report_by(place="Oslo", confidence=0.5))
    send(bench, a_report_by("Other Times", 1, "the two meet in Riyadh", place="Riyadh", confidence=0.8), 1)
    assert [e.message for e in bench.events if isinstance(e.message, Occurrence)][-1].place == "Riyadh"


def test_who_was_wanted_at_a_meeting_need_not_have_been_there(bench):
    """A president invites another; their ministers meet."""
    wanted = {
        "type": "meeting_proposed",
        "status": "proposed",
        "people": ("Vladimir Putin",),
        "place": "Moscow",
    }
    send(
        bench, a_report_by(words="Putin invited the president to Moscow", date=None, confidence=0.8, **wanted)
    )
    held = {"type": "talks_round_held", "status": "happened", "place": "Riyadh"}
    send(
        bench,
        a_report_by("Other Times", 24, "delegations of both held talks in Riyadh", confidence=0.9, **held),
        24,
    )
    last = [e.message for e in bench.events if isinstance(e.message, Occurrence)][-1]
    assert (last.status, last.people, last.place) == ("happened", (), "Riyadh")


def test_date_passed_unheard_is_overdue(bench):
    """A scheduled meeting of which nothing is heard 36 hours after its day is overdue, once."""
    send(bench, a_report_by())
    send(bench, a_report_by("Other Times", 1, "the two meet on Tuesday"), 1)
    covered(bench, 24 * 7 + 4)
    tick = Tick(time=at(24 * 9), source="extraction/0")
    assert types(send(bench, tick, 24 * 9)) == ["parley.milestone.overdue"]
    assert send(bench, Tick(time=at(24 * 10), source="extraction/0"), 24 * 10) == []


def test_where_nobody_tells_anything_silence_is_no_news(bench):
    """Nothing is read of the negotiation since the day: the feeds are silent, not the sides."""
    send(bench, a_report_by())
    send(bench, a_report_by("Other Times", 1, "the two meet on Tuesday"), 1)
    assert send(bench, Tick(time=at(24 * 9), source="extraction/0"), 24 * 9) == []


def test_a_plan_of_one_outlet_is_not_overdue(bench):
    """It may just not have told of what came of it; the occurrence expires all the same."""
    send(bench, a_report_by())
    assert send(bench, Tick(time=at(24 * 9), source="extraction/0"), 24 * 9) == []
    assert [e.message for e in bench.events if isinstance(e.message, Occurrence)][-1].status == "expired"


def test_sides_that_agree_on_the_day_did_not_stay_away(bench):
    """Where they are told to have agreed on something on the day of their meeting, nobody asks where they were."""
    send(bench, a_report_by())
    send(bench, a_report_by("Other Times", 1, "the two meet on Tuesday"), 1)
    agreed = a_report_by(
        "Other Times", 24, "they agreed on a plan", type="agreement_in_principle", status="happened"
    )
    send(bench, agreed, 24)
    assert send(bench, Tick(time=at(24 * 9), source="extraction/0"), 24 * 9) == []


def test_a_guess_confirms_nothing(bench):
    """Another outlet that may tell the same is no second witness."""
    send(bench, a_report_by())
    assert send(bench, a_report_by("Other Times", 1, "they may meet on Tuesday", confidence=0.4), 1) == []
    assert types(send(bench, a_report_by("Third Post", 2, "they meet on Tuesday", confidence=0.8), 2)) == [
        "parley.milestone.confirmed"
    ]


def test_of_a_plan_that_nobody_was_told_of_nothing_is_overdue(bench):
    """A report that was not sure enough for an alert is not sure enough for a second one."""
    assert send(bench, a_report_by(confidence=0.2)) == []
    assert send(bench, Tick(time=at(24 * 9), source="extraction/0"), 24 * 9) == []


def test_deadline_near_and_passed(bench):
    """A deadline gives notice a day before it ends and when it is over, and says whether anything was done."""
    send(
        bench, a_report_by(type="threat_or_ultimatum", status="threatened", date=None, deadline="2025-02-20")
    )
    assert send(bench, Tick(time=at(24), source="extraction/0"), 24) == []
    assert types(send(bench, Tick(time=at(24 * 8), source="extraction/0"), 24 * 8)) == [
        "parley.deadline.near"
    ]
    (passed,) = send(bench, Tick(time=at(24 * 9), source="extraction/0"), 24 * 9)
    assert (passed.type, passed.data.after) == (
        "parley.deadline.passed",
        "nothing has been reported done since",
    )


def test_a_deadline_is_over_once_the_threat_is_carried_out(bench):
    """What has been imposed waits for no day any more."""
    threat = {"type": "sanctions_imposed_or_eased", "status": "threatened", "date": "2025-02-20"}
    send(bench, a_report_by(deadline="2025-02-20", **threat))
    send(bench, a_report_by("Daily", 24, **(threat | {"status": "happened"})), 24)
    assert send(bench, Tick(time=at(24 * 8), source="extraction/0"), 24 * 8) == []


def test_a_deadline_is_shown_with_the_words_that_name_it(bench):
    """Of several articles on a threat one names the day; both notices show and quote that one's words."""
    threat = {"type": "threat_or_ultimatum", "status": "threatened", "date": None}
    send(bench, a_report_by(words="they threatened to walk out", **threat))
    named = a_report_by(
        "Daily", 1, words="they gave the other side until Thursday", deadline="2025-02-20", **threat
    )
    send(bench, named, 1)
    for day in (8, 9):
        (notice,) = send(bench, Tick(time=at(24 * day), source="extraction/0"), 24 * day)
        assert [w for e in notice.data.evidence for w in e.words] == [
            "they gave the other side until Thursday"
        ]
        assert notice.data.headline.endswith(" – “they gave the other side until Thursday”")


@pytest.mark.parametrize(
    ("outlets", "notices"), [(["Daily"], []), (["Daily", "Gazette"], ["parley.deadline.near"])]
)
def test_a_deadline_that_one_doubtful_report_names_is_not_told(bench, outlets, notices):
    """It needs a second publisher."""
    threat = {"type": "threat_or_ultimatum", "status": "threatened", "date": None}
    send(bench, a_report_by(**threat))
    for hour, outlet in enumerate(outlets, 1):
        send(bench, a_report_by(outlet, hour, deadline="2025-02-20", confidence=0.5, **threat), hour)
    assert types(send(bench, Tick(time=at(24 * 8), source="extraction/0"), 24 * 8)) == notices


def test_late_is_marked(bench):
    """What happened more than a day before it is processed is marked late."""
    (alert,) = send(bench, a_report_by(), 50)
    assert alert.data.labels.late


def test_phase_follows_the_steps(bench):
    """A plan makes contacts, a round talks, a signature that two tell a deal, a breach suspends; each with why."""
    steps = [
        ("meeting_scheduled", "scheduled", "2025-02-18", 0),
        ("talks_round_held", "happened", "2025-02-18", 150),
        ("agreement_in_principle", "happened", "2025-02-20", 200),
        ("agreement_signed", "happened", "2025-03-01", 410),
        ("agreement_signed", "happened", "2025-03-01", 411),
        ("ceasefire_violated", "happened", "2025-03-05", 520),
    ]
    for type_, status, day, hours in steps:
        outlet = "Other Times" if hours == 411 else "Example Wire"
        send(bench, a_report_by(outlet, hours, type_, type=type_, status=status, date=day), hours)
    states = [e.message for e in bench.events if isinstance(e.message, NegotiationState)]
    phases = [phase for phase, _ in groupby(s.phase for s in states)]
    assert phases == ["contacts", "talks", "deal_near", "deal", "suspended"]
    assert all(s.why for s in states)


def test_unlisted_negotiation_starts_from_its_parties(bench):
    """The key of an unlisted negotiation is its sorted parties."""
    send(bench, a_report_by(negotiation="Armenia|Azerbaijan", parties=("Armenia", "Azerbaijan")))
    (state,) = [e.message for e in bench.events if isinstance(e.message, NegotiationState)]
    assert (state.name, state.parties, state.since) == (
        "Armenia – Azerbaijan",
        ("Armenia", "Azerbaijan"),
        NOON,
    )


def demand(outlet, hours, words="it demands that the border be opened", **other):
    """A demand by an outlet, so many hours after noon."""
    other = {"type": "demand_or_condition_stated", "status": "happened", "confidence": 0.9} | other
    return a_report_by(outlet, hours, words, date=at(hours).date().isoformat(), **other)


def test_demand_repeated_days_later_is_no_news(bench):
    """What is only words is the same again within days, unless a second publisher tells it."""
    assert types(send(bench, demand("Example Wire", 0))) == ["parley.milestone.reported"]
    again = demand("Example Wire", 72, "once more it demands that the border be opened")
    assert send(bench, again, 72) == []
    second = demand("Other Times", 73, "the opening of the border was demanded again")
    assert "parley.milestone.reported" in types(send(bench, second, 73))


def test_a_step_told_under_other_bystanders_is_not_told_again(bench):
    """One outlet names the neighbour as well; the two sides broke off their talks once."""

    def broken_off(parties, publisher, hour, words):
        evidence = an_evidence(words, publisher=publisher, published_at=at(hour))
        return reported(
            a_report(
                type="talks_suspended_or_collapsed", status="happened", parties=parties, evidence=evidence,
                date="2025-02-17", place=None, people=(), confidence=0.9,
            )
        )  # fmt: skip

    first = broken_off(("Russia", "Ukraine"), "Example Wire", 0, "they broke off their talks")
    again = broken_off(
        ("Belarus", "Moldova", "Poland", "Russia", "Ukraine"),
        "Other Times",
        2,
        "talks between them were halted",
    )
    assert types(send(bench, first)) == ["parley.milestone.reported"]
    assert "parley.milestone.reported" not in types(send(bench, again, 2))


def test_demand_repeated_weeks_later_is_news(bench):
    """After a while it is worth a message that a demand stands."""
    send(bench, demand("Example Wire", 0))
    assert types(send(bench, demand("Example Wire", 24 * 9), 24 * 9)) == ["parley.milestone.reported"]


def test_a_doubtful_report_does_not_set_what_a_sure_one_tells(bench):
    """Day, parties and words of the alert are those of the report that it rests on."""
    doubtful = a_report(
        evidence=an_evidence("they had talked of a meeting", published_at=at(0)),
        date="2025-02-17",
        confidence=0.2,
    )
    sure = a_report(
        evidence=an_evidence("they will meet on Tuesday", publisher="Other Times", published_at=at(1)),
        date="2025-02-18",
        confidence=0.8,
    )
    assert send(bench, reported(doubtful)) == []
    (alert,) = send(bench, reported(sure), 1)
    assert alert.data.date == "2025-02-18"
    assert "they will meet on Tuesday" in alert.data.headline


@pytest.mark.parametrize(("confidence", "raised"), [(0.2, []), (0.51, ["parley.milestone.reported"])])
def test_unsure_reports_count_for_each_other_if_they_are_fair(bench, confidence, raised):
    """Two publishers make up for want of sureness, but not two guesses."""
    assert send(bench, a_report_by(confidence=confidence)) == []
    assert (
        types(send(bench, a_report_by("Other Times", 1, "they meet on Tuesday", confidence=confidence), 1))
        == raised
    )


@pytest.mark.parametrize(
    ("confidence", "raised"),
    [(0.59, []), (0.6, ["parley.milestone.reported"]), (0.9, ["parley.milestone.reported"])],
)
def test_a_lone_report_must_be_likely_right_and_news(bench, confidence, raised):
    """One outlet's report raises an alert where a desk would find it right more often than not."""
    report = reported(
        a_report(
            evidence=an_evidence("they will meet", published_at=at(0)),
            date="2025-02-18",
            confidence=confidence,
        )
    )
    assert types(send(bench, report)) == raised


def test_a_named_day_takes_the_place_of_an_articles_own(bench):
    """Who tells a meeting without its day may tell it the day after; who names the day knows."""
    deed = {"type": "meeting_held", "status": "happened"}
    send(bench, a_report_by("Example Wire", 24 * 6, date="2025-02-18", dated=False, **deed), 24 * 6)
    send(bench, a_report_by("Mock Herald", 24 * 6 + 1, date="2025-02-17", **deed), 24 * 6 + 1)
    assert [(o.date, o.dated) for o in occurrences(bench)][-1] == ("2025-02-17", True)
    send(bench, a_report_by("Dummy Gazette", 24 * 6 + 2, date="2025-02-18", dated=False, **deed), 24 * 6 + 2)
    assert [(o.date, o.dated) for o in occurrences(bench)][-1] == ("2025-02-17", True)


def test_a_deed_told_without_a_day_has_that_of_its_plan(bench):
    """Its article came a day later."""
    send(bench, a_report_by())
    send(
        bench,
        a_report_by(
            "Mock Herald", 24 * 7, type="meeting_held", status="happened", date="2025-02-19", dated=False
        ),
        24 * 7,
    )
    assert [(o.status, o.date) for o in occurrences(bench)][-1] == ("happened", "2025-02-18")


@pytest.mark.parametrize(
    ("place", "raises"), [("Riyadh", []), (None, []), ("Oslo", ["parley.milestone.reported"])]
)
def test_a_meeting_is_not_told_again_as_talks(bench, place, raises):
    """What one article calls a meeting another calls talks; at another place they are others."""
    deed = {"status": "happened", "date": "2025-02-12"}
    assert types(send(bench, a_report_by(type="meeting_held", place="Riyadh", **deed))) == [
        "parley.milestone.reported"
    ]
    talks = a_report_by("Mock Herald", 1, type="talks_round_held", place=place, **deed)
    assert types(send(bench, talks, 1)) == raises


def occurrences(bench):
    """The values of occurrences that were sent."""
    return [e.message for e in bench.events if isinstance(e.message, Occurrence)]


def test_an_alert_on_a_pair_is_labelled_with_the_watched_negotiation_that_it_concerns(bench):
    """Its copies are filed there; the step itself is that of the two."""
    step = {"negotiation": "Russia|United States", "catalogued": "ukraine", "confidence": 0.95}
    (alert,) = send(bench, a_report_by(**step))
    assert ("Russia|United States", "ukraine") == (alert.data.negotiation, alert.data.labels.negotiation)
    assert "a watched negotiation: +10" in alert.data.reasons
