"""A report or a withdrawal and what is known come in; alerts, current values, positions and the row to keep go out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from services.milestones.domain.alerts import alert, evidence_of, raised
from services.milestones.domain.bar import Rules, enough, fair, vouched
from services.milestones.domain.headlines import state
from services.milestones.domain.index import MilestoneIndex, Subject
from services.milestones.domain.life import day_of
from services.milestones.domain.matching import choose
from services.milestones.domain.phase import negotiation_state
from services.milestones.domain.positions import acts
from services.milestones.domain.rows import GoneRow, Raised, ReportRow
from shared.contracts import ids
from shared.contracts.alerts import Alert, AlertType
from shared.contracts.milestones import (
    MilestoneReport,
    MilestoneReported,
    MilestoneWithdrawn,
    NegotiationState,
    Occurrence,
)
from shared.contracts.positions import PositionReported, PositionWithdrawn
from shared.contracts.topics import ALERTS_MILESTONES, MILESTONES_CURRENT, POSITIONS_REPORTED
from shared.processing import NOTHING, Event, InvalidMessage, Outcome, Row

OLD_DAYS = 7
"""A step that lies so far back when it is told is no news."""


def row_key(negotiation: str, report: str, revision: int) -> str:
    """A report is sent once to each of its negotiations, which can share a partition."""
    return f"{negotiation}/{report}@{revision}"


def decide(
    rules: Rules, message: MilestoneReported | MilestoneWithdrawn, index: MilestoneIndex, now: datetime
) -> Outcome:
    """Outcome of one message; `index` is only read. A message whose row is there yields nothing."""
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
    article = report.evidence.article
    subject = Subject(report.negotiation, report.id)
    known, gone = index.latest(subject), index.gone(subject)
    if known is not None and _stale(report, known, gone):
        return Outcome(rows=(Row(key, ReportRow(report, known.occurrence), article.published_at),))
    if known is not None:
        occurrence = known.occurrence
    else:
        candidates = [
            o for o in index.of(report.negotiation) if not o.retracted or _told_by(index, o, article.id)
        ]
        occurrence = choose(report, candidates) or ids.occurrence_id(report.negotiation, report.id)
        if gone is not None and gone.revision >= article.revision:
            return Outcome(rows=(Row(key, ReportRow(report, occurrence), article.published_at),))
    before = index.occurrence(occurrence) if index.all_reports(occurrence) else None
    after = index.value_with(occurrence, (report,))
    assert after is not None
    revision = known is not None or (before is not None and _edits(index, occurrence, report))
    found = (
        _corrections(rules, index, before, after, report, now)
        if revision
        else _news(rules, index, before, after, report, now)
    )
    row = ReportRow(report, occurrence, raised(found))
    old = acts(known.report, rules.catalog) if known is not None and index.live(subject) is not None else ()
    events = (
        *_values(rules, index, before, after, now),
        *(Event(ALERTS_MILESTONES, each) for each in found),
        *_positions(old, acts(report, rules.catalog), report, now),
    )
    return Outcome(events, (Row(key, row, article.published_at),))


def _stale(report: MilestoneReport, known: ReportRow, gone: GoneRow | None) -> bool:
    revision = report.evidence.article.revision
    return known.report.evidence.article.revision > revision or (
        gone is not None and gone.revision >= revision
    )


def _told_by(index: MilestoneIndex, occurrence: Occurrence, article: str) -> bool:
    return any(r.evidence.article.id == article for r in index.all_reports(occurrence.id))


def _edits(index: MilestoneIndex, occurrence: str, report: MilestoneReport) -> bool:
    """Whether the report is what a later revision of an article says of a step it told before."""
    article = report.evidence.article
    return any(
        r.evidence.article.id == article.id and r.evidence.article.revision < article.revision
        for r in index.all_reports(occurrence)
    )


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
    after = index.value_with(known.occurrence, (), without=report.id)
    found: tuple[Alert, ...]
    if after is None:
        after = msgspec.structs.replace(before, retracted=True)
        why = (
            "its article was withdrawn" if message.reason == "withdrawn" else "its article no longer says so"
        )
        found = _correction(
            rules, index, "parley.alert.retracted", before, after, report, now, f"{state(before)}: {why}"
        )
    else:
        found = _corrections(rules, index, before, after, report, now)
    events = (
        *_values(rules, index, before, after, now),
        *(Event(ALERTS_MILESTONES, each) for each in found),
        *_positions(acts(report, rules.catalog), (), report, now, message.revision),
    )
    return Outcome(
        events, (Row(key, msgspec.structs.replace(gone, raised=raised(found)), message.received_at),)
    )


def _news(
    rules: Rules,
    index: MilestoneIndex,
    before: Occurrence | None,
    after: Occurrence,
    report: MilestoneReport,
    now: datetime,
) -> tuple[Alert, ...]:
    """What a new report raises: at most one alert for the step it takes, and one when it confirms."""
    if report.background or not report.primary or _old(report) or not fair(rules, report):
        return ()
    done = {(each.type, each.step) for each in index.raised(after.id)}
    told = [r for r in index.reports(after.id) if not r.background and r.id != report.id]
    if not enough(rules, index, after, [*told, report]):
        return ()
    if told and not done and not enough(rules, index, after, told):
        before = None
    found: list[Alert] = []
    type_ = _step_type(before, after, report, done)
    watched = rules.catalog.negotiation(after.negotiation) is not None
    moment = report.evidence.article.published_at
    if type_ is not None:
        found.append(
            alert(
                type_, after, before=before, trigger=(report.id,), at=moment, now=now, rule=report.rule,
                watched=watched, evidence=evidence_of(report),
            )
        )  # fmt: skip
    confirmed: AlertType = "parley.milestone.confirmed"
    known = any(step == after.type for _, step in done)
    if (
        known
        and (confirmed, after.type) not in done
        and type_ is None
        and _is_confirmed(rules, index, before, after, report)
    ):
        found.append(
            alert(
                confirmed,
                after,
                before=before,
                trigger=(after.type,),
                at=moment,
                now=now,
                rule=report.rule,
                watched=watched,
            )
        )
    return tuple(found)


def _old(report: MilestoneReport) -> bool:
    """Whether what is told to have been done was done more than a week before, or in a year that alone is told."""
    if report.date is None or report.status in ("scheduled", "proposed"):
        return False
    if len(report.date) == 4:
        return True
    _, last = day_of(report)
    return (report.evidence.article.published_at.date() - last).days > OLD_DAYS


def _step_type(
    before: Occurrence | None, after: Occurrence, report: MilestoneReport, done: set[tuple[AlertType, str]]
) -> AlertType | None:
    if report.status == "denied":
        return None if ("parley.milestone.denied", after.type) in done else "parley.milestone.denied"
    if before is not None and before.retracted:
        before = None
    if before is not None and (before.type, before.status, before.date) == (
        after.type,
        after.status,
        after.date,
    ):
        # Known already, be it only from background: no news.
        return None
    if after.status == "disputed":
        return "parley.milestone.disputed" if before is None or before.status != "disputed" else None
    if before is not None and after.status == "moved" and after.date != before.date:
        return "parley.milestone.moved"
    if before is not None and after.status == "cancelled" and before.status != "cancelled":
        return "parley.milestone.cancelled"
    if before is None or after.type != before.type:
        return "parley.milestone.reported" if ("parley.milestone.reported", after.type) not in done else None
    advanced = before.status in ("proposed", "threatened", "scheduled", "moved", "expired", "cancelled")
    if advanced and after.status in ("happened", "claimed", "scheduled") and before.status != after.status:
        return "parley.milestone.reported"
    return None


def _is_confirmed(
    rules: Rules, index: MilestoneIndex, before: Occurrence | None, after: Occurrence, report: MilestoneReport
) -> bool:
    if after.status in ("denied", "disputed", "cancelled", "expired"):
        return False
    told = [r for r in index.reports(after.id) if r.id != report.id and not r.background] + [report]
    tellers = {r.teller for r in told if r.teller and r.status != "denied" and fair(rules, r)}
    return vouched(rules, told, after) or len(tellers & set(after.parties)) > 1


def _corrections(
    rules: Rules,
    index: MilestoneIndex,
    before: Occurrence | None,
    after: Occurrence,
    report: MilestoneReport,
    now: datetime,
) -> tuple[Alert, ...]:
    """A correction, if what an alert said of the occurrence is no longer so."""
    if before is None:
        return ()
    changes = difference(before, after)
    if not changes:
        return ()
    return _correction(rules, index, "parley.alert.corrected", before, after, report, now, changes)


def _correction(
    rules: Rules,
    index: MilestoneIndex,
    type_: AlertType,
    before: Occurrence,
    after: Occurrence,
    report: MilestoneReport,
    now: datetime,
    changes: str,
) -> tuple[Alert, ...]:
    said = [each for each in index.raised(after.id) if each.type != "parley.alert.retracted"]
    if not said or not report.primary:
        return ()
    watched = rules.catalog.negotiation(after.negotiation) is not None
    last = _last(said)
    found = alert(
        type_, after, before=before, trigger=(report.id, str(report.evidence.article.revision), changes), at=now,
        now=now, rule="revision", watched=watched, evidence=evidence_of(report), supersedes=last, difference=changes,
        after="retracted" if type_ == "parley.alert.retracted" else None,
    )  # fmt: skip
    return (found,)


def _last(said: Sequence[Raised]) -> str:
    """The alert that a correction supersedes: the correction before it, else the first report."""
    for type_ in ("parley.alert.corrected", "parley.milestone.reported"):
        named = sorted(each.id for each in said if each.type == type_)
        if named:
            return named[-1]
    return min(each.id for each in said)


def difference(before: Occurrence, after: Occurrence) -> str:
    """What changed, readable; empty if nothing that an alert says."""
    pairs = [
        ("type", before.type.replace("_", " "), after.type.replace("_", " ")),
        ("status", before.status, after.status),
        ("parties", ", ".join(before.parties), ", ".join(after.parties)),
        ("people", ", ".join(before.people), ", ".join(after.people)),
        ("date", _range(before), _range(after)),
        ("place", before.place or "none", after.place or "none"),
        ("deadline", before.deadline or "none", after.deadline or "none"),
    ]
    changed = [f"{name}: {old or 'none'} → {new or 'none'}" for name, old, new in pairs if old != new]
    if before.retracted and not after.retracted:
        changed.append("told again after it had been retracted")
    return "; ".join(changed)


def _range(occurrence: Occurrence) -> str:
    return " to ".join(each for each in (occurrence.date, occurrence.until) if each) or "none"


def _values(
    rules: Rules, index: MilestoneIndex, before: Occurrence | None, after: Occurrence, now: datetime
) -> tuple[Event, ...]:
    """Current values that changed: of the occurrence, and of its negotiation."""
    events: list[Event] = []
    if after != before:
        events.append(Event(MILESTONES_CURRENT, after))
    others = [o for o in index.of(after.negotiation) if o.id != after.id]
    old = standing(rules, after.negotiation, [*others, *([before] if before else [])])
    new = standing(rules, after.negotiation, [*others, after])
    if new is not None and new != old:
        events.append(Event(MILESTONES_CURRENT, new))
    return tuple(events)


def standing(rules: Rules, negotiation: str, known: Sequence[Occurrence]) -> NegotiationState | None:
    """Phase of a negotiation; background that alone tells of an occurrence does not count."""
    entry = rules.catalog.negotiation(negotiation)
    if entry is not None:
        name, parties = entry.name, entry.parties
    else:
        parties = tuple(negotiation.split("|"))
        name = " – ".join(parties)
    return negotiation_state(negotiation, name, parties, known)


def _positions(
    old: Sequence[PositionReported],
    new: Sequence[PositionReported],
    report: MilestoneReport,
    now: datetime,
    revision: int | None = None,
) -> tuple[Event, ...]:
    if not report.primary:
        return ()
    kept = {each.id for each in new}
    gone = tuple(
        Event(
            POSITIONS_REPORTED,
            PositionWithdrawn(
                id=each.id,
                side=each.side,
                revision=revision or report.evidence.article.revision,
                received_at=now,
            ),
        )
        for each in old
        if each.id not in kept
    )
    return gone + tuple(Event(POSITIONS_REPORTED, each) for each in new)
