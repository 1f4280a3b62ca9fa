"""Decides what a report or a withdrawal leads to: alerts, current values, positions, and the row to keep."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import msgspec

from services.milestones.domain.alert_threshold import Rules, sure
from services.milestones.domain.alerts import raised
from services.milestones.domain.corrections import correction, corrections, difference
from services.milestones.domain.days import over
from services.milestones.domain.headlines import state
from services.milestones.domain.index import MilestoneIndex
from services.milestones.domain.matching import choose
from services.milestones.domain.new_alerts import advances, moved, raised_by
from services.milestones.domain.positions import acts
from services.milestones.domain.published_values import changed_positions, changed_values
from services.milestones.domain.revisions import Subject
from services.milestones.domain.rows import GoneRow, ReportRow
from services.milestones.domain.verbal_steps import WORDS, said_by_another
from shared.contracts import ids
from shared.contracts.alerts import Alert
from shared.contracts.milestones import (
    MilestoneReport,
    MilestoneReported,
    MilestoneWithdrawn,
    Occurrence,
)
from shared.contracts.topics import ALERTS_MILESTONES
from shared.processing import NOTHING, Event, InvalidMessage, Outcome, Row

_ROOM: Final = timedelta(days=366)
"""What must fit between a day that is told and the end of time, so that one can wait for it."""


def row_key(negotiation: str, report: str, revision: int) -> str:
    """The row's key; one report can be sent to several negotiations that share a partition."""
    return f"{negotiation}/{report}@{revision}"


def decide(
    rules: Rules, message: MilestoneReported | MilestoneWithdrawn, index: MilestoneIndex, now: datetime
) -> Outcome:
    """The outcome of one message; `index` is only read. A message whose row already exists has none."""
    if isinstance(message, MilestoneReported):
        report = message.report
        key = row_key(report.negotiation, report.id, report.evidence.article.revision)
        return NOTHING if index.has(key) else _reported(rules, report, key, index, now)
    if isinstance(message, MilestoneWithdrawn):
        key = row_key(message.negotiation, message.id, message.revision) + "-gone"
        return NOTHING if index.has(key) else _withdrawn(rules, message, key, index, now)
    raise InvalidMessage(
        f"milestones cannot process a {type(message).__name__}; send reports, withdrawals or ticks"
    )


def _reported(
    rules: Rules, report: MilestoneReport, key: str, index: MilestoneIndex, now: datetime
) -> Outcome:
    if not report.evidence.spans or not report.parties:
        raise InvalidMessage(f"report {report.id} has no evidence or no parties; send both")
    try:
        over(report) + _ROOM
    except (ValueError, OverflowError):
        raise InvalidMessage(
            f"report {report.id} has a date or a deadline that is no day; send 2025-02-18"
        ) from None
    article = report.evidence.article
    subject = Subject(report.negotiation, report.id)
    known, gone = index.latest(subject), index.gone(subject)
    if known is not None and _stale(report, known, gone):
        return Outcome(rows=(Row(key, ReportRow(report, known.occurrence), article.published_at),))
    if known is not None:
        occurrence = known.occurrence
    else:
        occurrence = choose(report, _candidates(index, report), rules.catalog.places) or ids.occurrence_id(
            report.negotiation, report.id
        )
        if gone is not None and gone.revision >= article.revision:
            return Outcome(rows=(Row(key, ReportRow(report, occurrence), article.published_at),))
    before = index.occurrence(occurrence) if index.all_reports(occurrence) else None
    told = index.reports_with(occurrence, (report,))
    after = index.value_of(occurrence, told)
    assert after is not None
    edited = known is not None or _edits(index, occurrence, report)
    # Of what nobody was told there is nothing to correct.
    people = bool(index.standing(occurrence))
    taken_back = before is not None and before.retracted and bool(index.raised(occurrence))
    mends = edited and (people or taken_back) and not _goes_on(before, after, report)
    found = corrections(rules, index, before, after, report, told, now) if mends else ()
    # What an edit leaves as it was it may confirm.
    if not mends or before is None or not difference(before, after):
        found = raised_by(rules, index, before, after, report, now, edited=edited)
    row = ReportRow(report, occurrence, raised(found, len(index.raised(occurrence))))
    old = acts(known.report, rules.names) if known is not None and index.live(subject) is not None else ()
    events = (
        *changed_values(rules, index, before, after, told, bool(found) or people),
        *(Event(ALERTS_MILESTONES, each) for each in found),
        *changed_positions(old, acts(report, rules.names), report, now),
    )
    return Outcome(events, (Row(key, row, article.published_at),))


def _stale(report: MilestoneReport, known: ReportRow, gone: GoneRow | None) -> bool:
    revision = report.evidence.article.revision
    return known.report.evidence.article.revision > revision or (
        gone is not None and gone.revision >= revision
    )


def _candidates(index: MilestoneIndex, report: MilestoneReport) -> list[Occurrence]:
    """The occurrences that the report may belong to."""
    article = report.evidence.article.id
    known = [o for o in index.of(report.negotiation) if not o.retracted or _told_by(index, o, article)]
    if report.type not in WORDS:
        return known
    return [o for o in known if not said_by_another(report, index.reports(o.id))]


def _told_by(index: MilestoneIndex, occurrence: Occurrence, article: str) -> bool:
    return any(r.evidence.article.id == article for r in index.all_reports(occurrence.id))


def _edits(index: MilestoneIndex, occurrence: str, report: MilestoneReport) -> bool:
    """Whether a later revision of the article rewords a step that it reported before."""
    article = report.evidence.article
    return any(
        r.evidence.article.id == article.id and r.evidence.article.revision < article.revision
        for r in index.all_reports(occurrence)
    )


def _goes_on(before: Occurrence | None, after: Occurrence, report: MilestoneReport) -> bool:
    """Whether the report has the next step rather than a corrected one: a deed does not correct its plan, nor does a
    denial or a new date."""
    denies = before is not None and report.status == "denied" and before.status != after.status
    return denies or advances(before, after) or moved(before, after, report)


def _withdrawn(
    rules: Rules, message: MilestoneWithdrawn, key: str, index: MilestoneIndex, now: datetime
) -> Outcome:
    subject = Subject(message.negotiation, message.id)
    known, live = index.latest(subject), index.live(subject)
    gone = GoneRow(
        message.id,
        message.negotiation,
        message.revision,
        message.received_at,
        known.occurrence if known else None,
    )
    if known is None or live is None or live.report.evidence.article.revision > message.revision:
        return Outcome(rows=(Row(key, gone, message.received_at),))
    report = live.report
    before = index.occurrence(known.occurrence)
    told = index.reports_with(known.occurrence, (), without=report.id)
    after = index.value_of(known.occurrence, told)
    left = [r for r in told if not r.background]
    alerted = bool(index.standing(known.occurrence)) and sure(rules, left)
    if after is None or not alerted:
        found = _retraction(rules, index, before, message, report, now)
    else:
        found = corrections(rules, index, before, after, report, told, now)
    after = after or msgspec.structs.replace(before, retracted=True)
    events = (
        *changed_values(rules, index, before, after, told, alerted),
        *(Event(ALERTS_MILESTONES, each) for each in found),
        *changed_positions(acts(report, rules.names), (), report, now, message.revision),
    )
    kept = raised(found, len(index.raised(known.occurrence)))
    return Outcome(events, (Row(key, msgspec.structs.replace(gone, raised=kept), message.received_at),))


def _retraction(
    rules: Rules,
    index: MilestoneIndex,
    before: Occurrence,
    message: MilestoneWithdrawn,
    report: MilestoneReport,
    now: datetime,
) -> tuple[Alert, ...]:
    """The retraction of every alert on an occurrence that has no report left, or only doubtful ones."""
    why = "its article was withdrawn" if message.reason == "withdrawn" else "its article no longer says so"
    after = msgspec.structs.replace(before, retracted=True)
    return correction(
        rules,
        index,
        "parley.alert.retracted",
        before,
        after,
        report,
        (report,),
        now,
        f"{state(before)}: {why}",
    )
