"""Tells whether one step comes after another of its kind, e.g. a deal is signed after it was agreed."""

from __future__ import annotations

from typing import Final, Protocol

from services.milestones.domain.days import day_of, is_day
from services.milestones.domain.refusals import REFUSED
from shared.contracts.common import MilestoneType
from shared.contracts.milestones import MilestoneReport, Occurrence, OccurrenceStatus
from shared.contracts.statuses import DONE, DOUBTED

_FAR: Final[dict[MilestoneType, int]] = {"agreement_in_principle": 1, "agreement_signed": 2}
"""How far a deal has got."""


class Known(Protocol):
    """What is known of an occurrence."""

    @property
    def type(self) -> MilestoneType: ...
    @property
    def status(self) -> OccurrenceStatus: ...


def goes_further(report: MilestoneReport, known: Known) -> bool:
    """Whether the report has a completed step that follows the known one, such as a signing after an agreement."""
    return {report.status, known.status} <= DONE and _further(report.type, known.type)


def goes_back(report: MilestoneReport, known: Known) -> bool:
    """Whether the report has a step that came before the known one."""
    return known.status in DONE and _further(known.type, report.type)


def is_another(report: MilestoneReport, known: Occurrence) -> bool:
    """Whether the report must be about another occurrence of the same kind. A refusal to meet does not concern a
    meeting already held. A planned signing is not the agreement before it, and to deny an agreement is not to deny a
    signing."""
    if report.status == "denied":
        return _further(known.type, report.type)
    if known.status in DOUBTED and _further(report.type, known.type):
        return True
    refuses, refused = report.type == REFUSED, known.type == REFUSED
    if refuses != refused and known.status in DONE:
        # A plan told before the refusal, which comes in after it, is what was refused.
        return refuses or report.status in DONE or report.evidence.article.published_at > known.first_at
    if report.status in DONE and known.status in ("scheduled", "moved") and is_day(known.date):
        return _further(known.type, report.type) and day_of(report)[1].isoformat() < known.date
    return report.status == "scheduled" and known.status in DONE and _further(report.type, known.type)


def _further(one: MilestoneType, other: MilestoneType) -> bool:
    return one in _FAR and other in _FAR and _FAR[one] > _FAR[other]
