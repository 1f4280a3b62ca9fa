"""Corrects earlier alerts when a revision or withdrawal changes what they said. New facts alone correct nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from services.milestones.domain.alert_threshold import Rules
from services.milestones.domain.alerts import Cause, Subject, alert, evidence_of
from services.milestones.domain.index import MilestoneIndex
from services.milestones.domain.rows import Raised
from shared.contracts.alerts import Alert, AlertType
from shared.contracts.milestones import MilestoneReport, Occurrence


def corrections(
    rules: Rules,
    index: MilestoneIndex,
    before: Occurrence | None,
    after: Occurrence,
    report: MilestoneReport,
    told: Sequence[MilestoneReport],
    now: datetime,
) -> tuple[Alert, ...]:
    """The correction, if something an alert said no longer holds; `told` are the remaining reports."""
    if before is None:
        return ()
    changes = difference(before, after)
    if not changes:
        return ()
    return correction(rules, index, "parley.alert.corrected", before, after, report, told, now, changes)


def correction(
    rules: Rules,
    index: MilestoneIndex,
    type_: AlertType,
    before: Occurrence,
    after: Occurrence,
    report: MilestoneReport,
    told: Sequence[MilestoneReport],
    now: datetime,
    changes: str,
) -> tuple[Alert, ...]:
    """The alert that supersedes earlier alerts on the occurrence; None if there were none."""
    known = index.raised(after.id) if before.retracted else index.standing(after.id)
    said = [each for each in known if each.type != "parley.alert.retracted"]
    if not said or not report.primary:
        return ()
    watched = rules.catalog.negotiation(after.negotiation) is not None
    last = _superseded(said, before)
    trigger = (report.id, str(report.evidence.article.revision), changes)
    found = alert(
        Cause(type=type_, trigger=trigger, at=now, now=now, rule="revision"),
        Subject(occurrence=after, before=before, told=told, watched=watched),
        evidence=evidence_of(report),
        supersedes=last,
        difference=changes,
        after="retracted" if type_ == "parley.alert.retracted" else None,
    )
    return (found,)


def _superseded(said: Sequence[Raised], before: Occurrence) -> str:
    """The alert that said what no longer holds: the last on that step and status, else the last of all."""
    same = [each for each in said if (each.step, each.status) == (before.type, before.status)]
    return (same or said)[-1].id


def difference(before: Occurrence, after: Occurrence) -> str:
    """What changed, in words; empty if no alert said otherwise. Adding a participant, or a place where none was known,
    is no correction."""
    more = set(before.people) <= set(after.people)
    pairs = [
        ("type", before.type.replace("_", " "), after.type.replace("_", " ")),
        ("status", before.status, after.status),
        ("parties", ", ".join(before.parties), ", ".join(after.parties)),
        ("people", "" if more else ", ".join(before.people), "" if more else ", ".join(after.people)),
        ("date", _range(before), _range(after)),
        ("place", before.place or after.place or "none", after.place or "none"),
        ("deadline", before.deadline or "none", after.deadline or "none"),
    ]
    changed = [f"{name}: {old or 'none'} → {new or 'none'}" for name, old, new in pairs if old != new]
    if before.retracted and not after.retracted:
        changed.append("told again after it had been retracted")
    return "; ".join(changed)


def _range(occurrence: Occurrence) -> str:
    return " to ".join(each for each in (occurrence.date, occurrence.until) if each) or "none"
