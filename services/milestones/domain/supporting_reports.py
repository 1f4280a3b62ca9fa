"""Selects the reports that support the current stage of an occurrence. A report of the plan does not support the
deed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from services.milestones.domain.lifecycle import counting
from shared.contracts.alerts import AlertType
from shared.contracts.common import MilestoneType
from shared.contracts.milestones import MilestoneReport, Occurrence
from shared.contracts.statuses import OFF

_AS: Final[dict[str, str]] = {"claimed": "happened", "moved": "scheduled", "expired": "scheduled"}
"""Statuses of which one tells the same as the other: a deed, a plan."""
_SITTING: Final[frozenset[MilestoneType]] = frozenset(
    {"meeting_proposed", "meeting_scheduled", "meeting_held", "talks_round_held"}
)
"""Words for one sitting: what one calls talks another calls a meeting. The status says how far it is."""


def stage(status: str) -> str:
    """How far a step has got, whoever reports it: a deed that one side claims counts as done."""
    return _AS.get(status, status)


def tells(report: MilestoneReport, occurrence: Occurrence) -> bool:
    """Whether the report has the step at the stage where the occurrence now stands."""
    if report.type != occurrence.type and not {report.type, occurrence.type} <= _SITTING:
        return False
    if (report.status == "denied") != (occurrence.status == "denied"):
        return False
    if occurrence.status == "moved" and report.date != occurrence.date:
        return False
    if occurrence.status in OFF:
        return True
    # Who told a plan before it was off has not told that it is on again.
    off = max((step.at for step in occurrence.history if step.status in OFF), default=None)
    if off is not None and report.evidence.article.published_at <= off:
        return False
    return stage(report.status) == stage(occurrence.status)


def supporting(
    type_: AlertType, occurrence: Occurrence, reports: Iterable[MilestoneReport]
) -> list[MilestoneReport]:
    """The reports, in order, that support what an alert of this type says of the occurrence."""
    if type_ == "parley.milestone.denied":
        return [r for r in counting(reports) if r.status == "denied"]
    told = [r for r in counting(reports) if tells(r, occurrence)]
    if type_ == "parley.milestone.moved" and occurrence.status not in ("scheduled", "moved"):
        return [r for r in told if r.deadline == occurrence.deadline]
    return told
