"""Builds the alert that reports a change of an occurrence, with its evidence, labels and reasons. Whether to raise one
is decided elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from services.milestones.domain import summary
from services.milestones.domain.classes import classes
from services.milestones.domain.headlines import headline, state
from services.milestones.domain.independence import independent
from services.milestones.domain.quoting import readable
from services.milestones.domain.rows import Raised
from services.milestones.domain.supporting_reports import supporting
from shared.contracts import ids
from shared.contracts.alerts import Alert, AlertType, Labels, MilestoneAlert
from shared.contracts.common import Evidence
from shared.contracts.milestones import MilestoneReport, Occurrence

_GRAVE: frozenset[str] = frozenset(
    {"parley.milestone.denied", "parley.milestone.disputed", "parley.milestone.cancelled"}
)


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """What raises an alert; `trigger` makes its id, `at` is its event time."""

    type: AlertType
    trigger: Sequence[str]
    at: datetime
    now: datetime
    rule: str
    late: bool = False


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """The occurrence that an alert is about, before and after, and the reports that support it (`told`)."""

    occurrence: Occurrence
    before: Occurrence | None
    told: Sequence[MilestoneReport]
    watched: bool
    """Whether its negotiation is one of the catalog."""
    met: bool = False
    """Whether what it demands by a deadline seems to have been done."""


def alert(
    cause: Cause,
    subject: Subject,
    *,
    evidence: tuple[Evidence, ...] = (),
    supersedes: str | None = None,
    difference: str | None = None,
    after: str | None = None,
    sides: tuple[str, ...] = (),
) -> Alert:
    """The alert about an occurrence; `sides` names the sides that confirm or deny it."""
    occurrence, before, told = subject.occurrence, subject.before, subject.told
    same = supporting(cause.type, occurrence, told)
    evidence = evidence or summary.evidence(same)
    publishers = max(1, len(independent(same)))
    matter = occurrence.negotiation if subject.watched else summary.matter(told) or occurrence.negotiation
    watched = subject.watched or matter != occurrence.negotiation
    importance, reasons = weigh(cause.type, occurrence, publishers, watched)
    severity = classes()[occurrence.type].severity
    if cause.type in _GRAVE and severity in ("info", "notice"):
        severity = "warning"
    labels = Labels(
        kind="milestone",
        side=occurrence.parties[0] if occurrence.parties else "",
        negotiation=matter,
        severity=severity,
        importance=importance,
        publishers=publishers,
        status=occurrence.status,
        late=cause.late,
    )
    return Alert(
        id=ids.alert_id(cause.type, occurrence.id, *cause.trigger),
        type=cause.type,
        subject=occurrence.id,
        time=cause.at,
        data=MilestoneAlert(
            headline=headline(cause.type, occurrence, publishers, evidence, sides, met=subject.met),
            rule=cause.rule,
            evidence=tuple(map(readable, evidence or occurrence.evidence)),
            labels=labels,
            known_at=cause.now,
            before=state(before) if before is not None else None,
            after=after or state(occurrence),
            supersedes=supersedes,
            difference=difference,
            reasons=reasons,
            negotiation=occurrence.negotiation,
            type=occurrence.type,
            status=occurrence.status,
            parties=occurrence.parties,
            occurrence=occurrence.id,
            publishers=publishers,
            mediators=occurrence.mediators,
            people=occurrence.people,
            date=occurrence.date,
            place=occurrence.place,
            deadline=occurrence.deadline,
            status_before=before.status if before is not None else None,
        ),
    )


def weigh(
    type_: AlertType, occurrence: Occurrence, publishers: int, watched: bool
) -> tuple[int, tuple[str, ...]]:
    """Importance from 0 to 100, and why."""
    base = classes()[occurrence.type].importance
    reasons = [f"{occurrence.type.replace('_', ' ')}: {base}"]
    extra = min(15, 5 * (publishers - 1))
    if extra:
        reasons.append(f"{publishers} independent publishers: +{extra}")
    if watched:
        reasons.append("a watched negotiation: +10")
    if occurrence.status in ("claimed", "proposed"):
        reasons.append(f"only {occurrence.status}: -10")
    if type_ in _GRAVE:
        reasons.append("a denial or cancellation: +10")
    total = (
        base
        + extra
        + 10 * watched
        - 10 * (occurrence.status in ("claimed", "proposed"))
        + 10 * (type_ in _GRAVE)
    )
    return max(0, min(100, total)), tuple(reasons)


def evidence_of(report: MilestoneReport) -> tuple[Evidence, ...]:
    """The report's own words, without the article's fingerprint."""
    article = msgspec.structs.replace(report.evidence.article, fingerprint=())
    return (msgspec.structs.replace(report.evidence, article=article),)


def raised(found: Sequence[Alert], before: int) -> tuple[Raised, ...]:
    """What a row keeps of the alerts raised with it; `before` counts earlier alerts on the occurrence."""
    return tuple(
        Raised(each.id, each.type, each.data.type, each.data.status, each.data.labels.publishers, before + at)
        for at, each in enumerate(found)
        if isinstance(each.data, MilestoneAlert)
    )


__all__ = ["Cause", "Subject", "alert", "evidence_of", "raised", "weigh"]
