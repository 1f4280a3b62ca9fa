"""Tells denials of a meeting from refusals to meet: "they will not meet" agrees with "they refused to meet"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from shared.contracts.common import MilestoneType
from shared.contracts.milestones import MilestoneReport
from shared.contracts.statuses import DONE

REFUSED: Final[MilestoneType] = "meeting_refused_or_cancelled"


def denial_agrees(type_: MilestoneType, report: MilestoneReport) -> bool:
    """Whether the report, denying a meeting, agrees with an occurrence that is a refusal or cancellation."""
    return type_ == REFUSED and report.status == "denied" and report.type != REFUSED


def refusal_settles(report: MilestoneReport, so_far: Iterable[MilestoneReport]) -> bool:
    """Whether the report has a refusal of a denied meeting that nobody reports as held."""
    held = any(r.status in DONE for r in so_far if r.type != REFUSED)
    return report.type == REFUSED and report.status in DONE and not held
