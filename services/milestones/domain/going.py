"""A report and an occurrence of its kind come in; whether one tells more than the other has come to goes out."""

from __future__ import annotations

from typing import Final, Protocol

from services.milestones.domain.days import day_of, is_day
from services.milestones.domain.refusing import REFUSED
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
    """Whether the report tells as done what comes after the deed that is known: what was agreed is signed."""
    return {report.status, known.status} <= DONE and _further(report.type, known.type)


def goes_back(report: MilestoneReport, known: Known) -> bool:
    """Whether what the report tells came before the deed that is known."""
    return known.status in DONE and _further(known.type, report.type)


def another(report: MilestoneReport, known: Occurrence) -> bool:
    """Whether the report must be of another occurrence of the same kind: who refuses to meet refuses no meeting that
    was held; after a refusal that called nothing off there is another meeting; a deal that is to be signed is not what
    is agreed before, nor is the agreement what is to be signed after it; who says that there is no agreement on
    something denies no signing."""
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
