"""Raises alerts that time alone causes: a plan whose date passed without news, or a deadline that is near or over."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

import msgspec

from services.milestones.domain import summary
from services.milestones.domain.alert_threshold import Rules, fair
from services.milestones.domain.alerts import Cause, Subject, alert, raised
from services.milestones.domain.days import is_day
from services.milestones.domain.demands_met import done_since, in_words, met
from services.milestones.domain.independence import independent
from services.milestones.domain.index import MilestoneIndex
from services.milestones.domain.lifecycle import counting
from services.milestones.domain.published_values import expired
from services.milestones.domain.rows import TimeRow
from services.milestones.domain.verbal_steps import WORDS
from shared.contracts.alerts import AlertType
from shared.contracts.common import Evidence
from shared.contracts.milestones import Occurrence
from shared.contracts.statuses import DONE, DOUBTED
from shared.contracts.topics import ALERTS_MILESTONES, MILESTONES_CURRENT
from shared.processing import NOTHING, Event, Outcome, Row
from shared.processing.eventtime import is_late

_TYPES: dict[str, AlertType] = {
    "overdue": "parley.milestone.overdue",
    "near": "parley.deadline.near",
    "passed": "parley.deadline.passed",
}
_PLANNED = frozenset(
    {"meeting", "round", "call", "deal", "exchange", "access", "implementation", "ceasefire"}
)


def on_time(rules: Rules, index: MilestoneIndex, before: datetime | None, after: datetime) -> Outcome:
    """The outcome of time reaching `after`; each notice is given once."""
    outcome = NOTHING
    events: tuple[Event, ...] = ()
    rows: tuple[Row, ...] = ()
    for occurrence in index.waiting(after - rules.retention):
        for what, moment, day in due(rules, occurrence):
            if moment <= after:
                found = _notice(rules, index, occurrence, what, moment, day, after)
                events, rows = events + found.events, rows + found.rows
    return Outcome(events, rows) if rows else outcome


def due(
    rules: Rules, occurrence: Occurrence
) -> list[tuple[Literal["overdue", "near", "passed"], datetime, str]]:
    """The notices that time will bring: which kind, from when, and for which date or deadline."""
    out: list[tuple[Literal["overdue", "near", "passed"], datetime, str]] = []
    if occurrence.retracted or not occurrence.history:
        return out
    planned = occurrence.status in ("scheduled", "moved") and occurrence.occurrence in _PLANNED
    if planned and is_day(occurrence.date):
        end = _end(occurrence.until or occurrence.date)
        out.append(("overdue", end + timedelta(hours=rules.expiry_hours), occurrence.date))
    if occurrence.deadline and _asks(occurrence):
        end = _end(occurrence.deadline)
        if occurrence.first_at < end - timedelta(hours=rules.near_hours):
            out.append(("near", end - timedelta(hours=rules.near_hours), occurrence.deadline))
        if occurrence.first_at < end:
            out.append(("passed", end, occurrence.deadline))
    return out


def _asks(occurrence: Occurrence) -> bool:
    """Whether a demand or threat is still open: one that has since been met or denied waits for no deadline."""
    if occurrence.status in DOUBTED:
        return False
    return occurrence.type in WORDS or occurrence.status == "threatened"


def _end(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day) + timedelta(days=1), time(), UTC)


def _notice(
    rules: Rules,
    index: MilestoneIndex,
    occurrence: Occurrence,
    what: Literal["overdue", "near", "passed"],
    moment: datetime,
    day: str,
    now: datetime,
) -> Outcome:
    key = f"time:{occurrence.id}/{what}/{day}"
    if index.has(key):
        return NOTHING
    row = TimeRow(occurrence.id, what, day, now)
    value = index.value_at(occurrence.id, row)
    reports = [r for r in index.reports(occurrence.id) if not r.background]
    events: tuple[Event, ...] = (Event(MILESTONES_CURRENT, value),) if value != occurrence else ()
    if value != occurrence:
        state = expired(rules, index, occurrence, value)
        events += (Event(MILESTONES_CURRENT, state),) if state is not None else ()
    # Of a day of which nobody was told there is nothing to say when it has passed.
    known = any(r.primary for r in reports) and index.raised(occurrence.id)
    # One outlet that alone told of a plan may not tell of what came of it.
    missed = len(independent(reports)) >= rules.corroboration and not _heard(index, occurrence, day)
    missed = missed and _covered(rules, index, occurrence, day, moment)
    if not known or (what == "overdue" and not missed):
        return Outcome(events, (Row(key, row, moment),))
    shown: tuple[Evidence, ...] = ()
    if what != "overdue":
        # The words that people are shown are those that name the day. Of days of which one doubtful report alone told,
        # none that was judged was a deadline.
        reports = [r for r in reports if r.deadline == day and fair(rules, r)]
        sure = any(r.confidence >= rules.least_words for r in reports)
        if not sure and len(independent(reports)) < rules.corroboration:
            return Outcome(events, (Row(key, row, moment),))
        shown = summary.evidence(counting(reports))
    done = done_since(index, occurrence, moment) if what == "passed" else ()
    late, watched = is_late(moment, now), rules.catalog.negotiation(occurrence.negotiation) is not None
    cause = Cause(type=_TYPES[what], trigger=(what, day), at=moment, now=now, rule="time", late=late)
    # Who made the demand stays known when later reports do not tell it.
    by = value.by or summary.by(value.type, [r for r in counting(reports) if r.by], value.parties)
    subject = Subject(
        occurrence=msgspec.structs.replace(value, by=by),
        before=occurrence,
        told=reports,
        watched=watched,
        met=met(value, shown, done),
    )
    found = alert(cause, subject, evidence=shown, after=in_words(done) if what == "passed" else None)
    row = TimeRow(occurrence.id, what, day, now, raised((found,), len(index.raised(occurrence.id))))
    return Outcome((*events, Event(ALERTS_MILESTONES, found)), (Row(key, row, moment),))


def _covered(rules: Rules, index: MilestoneIndex, occurrence: Occurrence, day: str, moment: datetime) -> bool:
    """Whether several publishers have told of the negotiation since that day: silence of who tells nothing means
    nothing."""
    since = [
        report
        for other in index.of(occurrence.negotiation)
        for report in index.reports(other.id)
        if other.id != occurrence.id and _end(day) <= report.evidence.article.published_at <= moment
    ]
    return len(independent(since)) >= rules.corroboration


def _heard(index: MilestoneIndex, occurrence: Occurrence, day: str) -> bool:
    """Whether at least half of the sides were reported active around that day, so that the plan was not simply
    missed."""
    first = date.fromisoformat(day) - timedelta(days=1)
    last = date.fromisoformat(occurrence.until or day) + timedelta(days=1)
    return any(
        other.id != occurrence.id
        and not other.retracted
        and other.status in DONE
        and other.occurrence in _PLANNED | {"proposal"}
        and 2 * len(set(occurrence.parties) & set(other.parties)) >= len(occurrence.parties)
        and other.date is not None
        and first.isoformat() <= other.date <= last.isoformat()
        for other in index.of(occurrence.negotiation)
    )
