"""Defines the values of milestone reading: what the reader is given about an article, and the steps it finds in it."""

from __future__ import annotations

from shared.contracts.common import MilestoneType, ReportStatus, Span, Value


class StatementView(Value, frozen=True, kw_only=True):
    """What reading milestones needs of a statement: where it stands and who says it, for which side."""

    spans: tuple[Span, ...]
    speaker: str
    side: str
    background: bool = False
    position: str = "none"
    issue: str = "other"
    """Its first issue."""


class ReadMilestone(Value, frozen=True, kw_only=True):
    """One step of a negotiation as one article reports it; `spans` are the sentences that state it, the surest
    first."""

    type: MilestoneType
    status: ReportStatus
    parties: tuple[str, ...]
    spans: tuple[Span, ...]
    mediators: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    date: str | None = None
    """ISO: a day, a month or a year, as exactly as the article lets one know."""
    until: str | None = None
    """Last day, where `date` opens a range ("in the coming days")."""
    dated: bool = True
    """Whether the article names the day; else `date` is the article's own."""
    place: str | None = None
    background: bool = False
    statement: int | None = None
    """Index of the statement that reports it."""
    teller: str | None = None
    """The side that makes that statement."""
    deadline: str | None = None
    rule: str = ""
    confidence: float = 1.0


MILESTONE_TYPES: tuple[MilestoneType, ...] = (
    "call_held",
    "meeting_proposed",
    "meeting_scheduled",
    "meeting_held",
    "meeting_refused_or_cancelled",
    "team_formed",
    "talks_round_held",
    "mediation_offered_or_accepted",
    "proposal_made",
    "demand_or_condition_stated",
    "proposal_rejected",
    "concession_announced",
    "agreement_in_principle",
    "ceasefire_agreed_or_declared",
    "ceasefire_violated",
    "agreement_signed",
    "prisoner_exchange_or_release",
    "access_or_monitors_allowed",
    "talks_suspended_or_collapsed",
    "threat_or_ultimatum",
    "sanctions_imposed_or_eased",
    "implementation_or_renewal",
)
STATUSES: tuple[ReportStatus, ...] = ("proposed", "scheduled", "claimed", "happened", "denied", "threatened")
