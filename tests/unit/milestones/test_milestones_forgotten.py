"""What lies farther back than the retention is forgotten, what is still ahead is not, and nobody is told of it."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, strategies
from hypothesis import settings as hypothesis_settings

from services.milestones.processor import build
from shared.catalog import Catalog
from shared.contracts import Alert, MilestoneWithdrawn, NegotiationState, Occurrence, Tick
from shared.processing import InvalidMessage
from shared.runtime import settings
from shared.testing.bench import Bench, check_idempotent, stored
from shared.testing.builders import NOON, at
from shared.testing.newsroom import a_report_by
from tests.unit.milestones.reports import covered

DAY = 24.0
KEPT = settings.defaults().model_copy(update={"retention_days": 100})


@pytest.fixture
def bench():
    return Bench(build(Catalog(), KEPT))


def a_step(days=0.0, type="meeting_held", status="happened", outlet="Example Wire", revision=1, **other):
    """A report published so many days after noon, of an article of that day."""
    words = f"{type.replace('_', ' ')} told by {outlet}"
    values = {"type": type, "status": status, "date": None} | other
    return a_report_by(outlet, days * DAY, words, revision=revision, **values)


def day(days):
    """That day as a date."""
    return (NOON + timedelta(days=days)).date().isoformat()


def send(bench, message, days):
    """Process a message so many days after noon; the alerts it raised."""
    return [e.message for e in bench.send(message, at(days * DAY)) if isinstance(e.message, Alert)]


def strike(bench, days):
    """Let time come so far; the alerts that it raised."""
    return send(bench, Tick(time=at(days * DAY), source="extraction/0"), days)


def types(alerts):
    return [alert.type for alert in alerts]


def kept(bench):
    """Keys of the rows, ticks left out."""
    return sorted(key for key in bench.rows if not key.startswith("tick:"))


def occurrences(bench):
    return bench.state.index.all()


def test_an_occurrence_is_forgotten_with_all_that_was_kept_of_it(bench):
    """Its reports and their withdrawals, in the state and among the rows; younger ones stay."""
    send(bench, a_step(0), 0)
    again = a_step(1, outlet="Other Times")
    send(bench, again, 1)
    article = again.report.evidence.article.id
    gone = MilestoneWithdrawn(
        id=again.report.id, negotiation="ukraine", article=article, revision=2, received_at=at(2 * DAY)
    )
    send(bench, gone, 2)
    send(bench, a_step(60, "call_held"), 60)
    strike(bench, 90)
    assert len(occurrences(bench)) == 2
    strike(bench, 103)
    assert [o.type for o in occurrences(bench)] == ["call_held"]
    assert [o.type for o in bench.state.index.of("ukraine")] == ["call_held"]
    assert len([key for key in kept(bench) if not key.startswith("stand:")]) == 1


def test_an_occurrence_stays_whole_while_it_is_told_of(bench):
    """Who tells of it last decides: how it began is not lost before how it goes on."""
    send(bench, a_step(0, "talks_round_held"), 0)
    for days in range(4, 120, 4):
        send(bench, a_step(days, "talks_round_held", outlet=f"Outlet {days}"), days)
    (before,) = occurrences(bench)
    strike(bench, 119)
    assert [before] == occurrences(bench)


def test_a_plan_is_not_forgotten_before_its_day(bench):
    """However long ago it was told; when the day passes unheard, that is noticed as ever."""
    for outlet in ("Example Wire", "Other Times"):
        send(bench, a_step(0, "meeting_scheduled", "scheduled", outlet, date=day(300)), 0)
    assert strike(bench, 299) == []
    covered(bench, 301.2 * DAY, day(302))
    assert types(strike(bench, 303)) == ["parley.milestone.overdue"]
    assert strike(bench, 390) == []
    assert "expired" in [o.status for o in occurrences(bench)]
    assert strike(bench, 403) == []
    assert occurrences(bench) == []


def test_a_deadline_is_not_forgotten_before_it_is_over(bench):
    """It is near, then over, each told once."""
    send(bench, a_step(0, "threat_or_ultimatum", "threatened", deadline=day(200)), 0)
    assert [types(strike(bench, days)) for days in (150, 200, 201, 202, 250)] == [
        [], ["parley.deadline.near"], ["parley.deadline.passed"], [], [],
    ]  # fmt: skip


def test_what_was_withdrawn_is_not_told_again_by_forgetting_the_withdrawal(bench):
    """It stays as long as the plan that it took back would have."""
    plan = a_step(0, "meeting_scheduled", "scheduled", date=day(300))
    article = plan.report.evidence.article.id
    gone = MilestoneWithdrawn(
        id=plan.report.id, negotiation="ukraine", article=article, revision=2, received_at=at(DAY)
    )
    for first, second in ((plan, gone), (gone, plan)):
        bench = Bench(bench.processor)
        send(bench, first, 1)
        send(bench, second, 1)
        strike(bench, 200)
        assert not any(not o.retracted for o in occurrences(bench))
        assert len([key for key in kept(bench) if not key.startswith("stand:")]) == 2
        strike(bench, 500)
        assert kept(bench) == []


def test_what_comes_too_late_is_not_told(bench):
    """Neither for the first time nor again."""
    send(bench, a_step(0), 0)
    strike(bench, 110)
    assert bench.send(a_step(0), at(110 * DAY)) == ()
    assert bench.send(a_step(5, outlet="Other Times"), at(110 * DAY)) == ()
    assert occurrences(bench) == []


def test_a_deal_is_in_force_for_longer_than_its_evidence_is_kept(bench):
    """The phase goes on from where the forgotten steps led; a restart knows it as well."""
    send(bench, a_step(0, "agreement_signed"), 0)
    send(bench, a_step(0, "agreement_signed", outlet="Other Times"), 0)
    strike(bench, 120)
    assert occurrences(bench) == []
    again = Bench(bench.processor, list(bench.rows.values()))
    for one in (bench, again):
        events = one.send(a_step(130, "implementation_or_renewal"), at(130 * DAY))
        (state,) = [e.message for e in events if isinstance(e.message, NegotiationState)]
        assert state.phase == "implementation"


def test_contacts_of_long_ago_are_forgotten_for_good(bench):
    """After half a year nothing goes on from them anyway."""
    send(bench, a_step(0, "call_held"), 0)
    strike(bench, 120)
    assert kept(bench) == ["stand:ukraine"]
    strike(bench, 300)
    assert kept(bench) == []


@pytest.mark.parametrize("other", [{"deadline": "soon"}, {"date": "9999-12-31"}, {"deadline": "9999-12-31"}])
def test_a_date_that_is_no_day_is_refused(bench, other):
    """Whoever sent it; nothing could tell when it is over, nor wait for it."""
    with pytest.raises(InvalidMessage, match="no day"):
        bench.send(a_step(0, **other), NOON)


STEPS = (
    ("meeting_proposed", "proposed"), ("meeting_scheduled", "scheduled"), ("meeting_held", "happened"),
    ("meeting_held", "denied"), ("threat_or_ultimatum", "threatened"), ("agreement_signed", "happened"),
    ("implementation_or_renewal", "happened"), ("talks_suspended_or_collapsed", "happened"),
)  # fmt: skip


@strategies.composite
def messages(draw: Any) -> list[Any]:
    """Reports, revisions, withdrawals and ticks over years, some of them late, some of plans."""
    out: list[Any] = []
    days = 0
    for _ in range(draw(strategies.integers(1, 16))):
        days += draw(strategies.integers(0, 50))
        kind = draw(strategies.integers(0, 9))
        published = days - draw(strategies.sampled_from((0, 0, 0, 1, 40, 130)))
        revision = draw(strategies.integers(1, 2))
        type_, status = draw(strategies.sampled_from(STEPS))
        # What a revision says is always the same: only `days` and the step tell one report from another.
        plan = published + 150 if published % 3 == 0 and status == "scheduled" else published + 1
        report = a_step(published, type_, status, revision=revision, date=day(plan) if published % 2 else None,
            deadline=day(published + 120) if type_ == "threat_or_ultimatum" else None,
        )  # fmt: skip
        if kind < 5:
            out.append((report, at(days * DAY)))
        elif kind < 7:
            gone = MilestoneWithdrawn(
                id=report.report.id, negotiation="ukraine", article=report.report.evidence.article.id,
                revision=revision, received_at=at(days * DAY),
            )  # fmt: skip
            out.append((gone, at(days * DAY)))
        else:
            out.append((Tick(time=at(days * DAY), source="extraction/0"), at(days * DAY)))
    return out


@given(messages(), strategies.integers(0, 16), strategies.integers(0, 16))
@hypothesis_settings(max_examples=60, deadline=None)
def test_again_from_anywhere(sent: list[Any], cut: int, again: int) -> None:
    """After a crash that kept a prefix of the rows, repeats give the same rows and nothing new."""
    check_idempotent(build(Catalog(), KEPT), sent, cut, again)


@given(messages(), strategies.randoms(use_true_random=False))
@hypothesis_settings(max_examples=60, deadline=None)
def test_a_restart_knows_what_was_known(sent: list[Any], chance: Any) -> None:
    """The rows that are left, in any order, make the same state, which goes on alike."""
    processor = build(Catalog(), KEPT)
    bench = Bench(processor)
    for message, now in sent:
        bench.send(message, now)
    other = bench.restarted(chance)
    assert occurrences(bench) == occurrences(other)
    for message in (a_step(900), Tick(time=at(950 * DAY), source="extraction/0")):
        assert bench.send(message, at(950 * DAY)) == other.send(message, at(950 * DAY))
    assert stored(bench.rows) == stored(other.rows)


def with_all_ticks(sent: list[Any]) -> list[Any]:
    """What comes on time, and time struck at least every three weeks."""
    out: list[Any] = []
    days = 0.0
    for message, now in sent:
        while at(days * DAY) < now:
            days = min(days + 20, (now - NOON) / timedelta(days=1))
            out.append((Tick(time=at(days * DAY), source="extraction/0"), at(days * DAY)))
        in_time = getattr(message, "report", None)
        if in_time and now - in_time.evidence.article.published_at < timedelta(days=90):
            out.append((message, now))
    return out


@given(messages())
@hypothesis_settings(max_examples=60, deadline=None)
def test_within_the_retention_nothing_is_told_otherwise(sent: list[Any]) -> None:
    """Who forgets raises the alerts and tells the values that one does who keeps everything."""
    forgetting, other = (Bench(build(Catalog(), one)) for one in (KEPT, settings.defaults()))
    for message, now in with_all_ticks(sent):
        for bench in (forgetting, other):
            bench.send(message, now)
    assert [a.id for a in forgetting.alerts()] == [a.id for a in other.alerts()]
    for kind in (Occurrence, NegotiationState):
        assert values(forgetting, kind) == values(other, kind)


def test_where_it_stood_is_kept_while_later_steps_go_on_from_it() -> None:
    """A threat that lies ahead for long links the contacts of spring, long forgotten, with those of autumn."""
    forgetting, other = (Bench(build(Catalog(), one)) for one in (KEPT, settings.defaults()))
    threat = a_step(88, "threat_or_ultimatum", "threatened", deadline=day(208))
    plan = a_step(159, "meeting_scheduled", "scheduled", date=day(309))
    steps = [(n, a_step(n, "meeting_proposed", "proposed")) for n in (0, 136, 188, 226)]
    steps += [(n, a_step(n, "meeting_proposed", "proposed", date=day(n + 1))) for n in (255, 281)]
    steps = sorted([*steps, (88, threat), (159, plan)], key=lambda step: step[0])
    for message, now in with_all_ticks([(message, at(days * DAY)) for days, message in steps]):
        for bench in (forgetting, other):
            bench.send(message, now)
    assert values(forgetting, NegotiationState) == values(other, NegotiationState)
    assert {state.since for state in values(other, NegotiationState)} == {NOON}


def values(bench, kind):
    """What was told of values of a kind."""
    return [e.message for e in bench.events if isinstance(e.message, kind)]
