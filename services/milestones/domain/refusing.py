"""A report and what its occurrence is come in; whether it says in other words that a meeting is refused goes out: who
denies that they will meet does not deny that they refused to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from shared.contracts.common import MilestoneType
from shared.contracts.milestones import MilestoneReport
from shared.contracts.statuses import DONE

REFUSED: Final[MilestoneType] = "meeting_refused_or_cancelled"


def denial_agrees(type_: MilestoneType, report: MilestoneReport) -> bool:
    """Whether the report denies the meeting that an occurrence of this type tells to be refused or called off."""
    return type_ == REFUSED and report.status == "denied" and report.type != REFUSED


def refusal_settles(report: MilestoneReport, so_far: Iterable[MilestoneReport]) -> bool:
    """Whether the report tells that the meeting is refused which was denied, and which nobody tells as held."""
    held = any(r.status in DONE for r in so_far if r.type != REFUSED)
    return report.type == REFUSED and report.status in DONE and not held
