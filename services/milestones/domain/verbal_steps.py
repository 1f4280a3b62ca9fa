"""Names the steps that consist in saying something, such as threats and demands, and tells whose words they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from shared.contracts.common import MilestoneType
from shared.contracts.milestones import MilestoneReport, Occurrence

WORDS: Final[frozenset[MilestoneType]] = frozenset(
    {
        "demand_or_condition_stated",
        "meeting_proposed",
        "proposal_made",
        "proposal_rejected",
        "threat_or_ultimatum",
    }
)
"""Steps that consist in saying something."""
_SHARED: Final[frozenset[MilestoneType]] = frozenset({"meeting_proposed"})
"""A meeting that both sides tell to be proposed is one."""


def only_words(occurrence: Occurrence) -> bool:
    """Whether the step consists in saying something, or was so far only proposed or threatened."""
    return occurrence.type in WORDS or occurrence.status in ("proposed", "threatened")


def said_by_another(report: MilestoneReport, known: Iterable[MilestoneReport]) -> bool:
    """Whether the report has another side's words than the known reports: a threat and the threat that answers it are
    two."""
    if report.teller is None or report.type not in WORDS - _SHARED:
        return False
    tellers = {each.teller for each in known if each.type == report.type and each.teller}
    return bool(tellers) and report.teller not in tellers
