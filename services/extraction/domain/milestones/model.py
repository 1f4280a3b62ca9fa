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
    by: str | None = None
    """Which of two parties does it to the other, where that shows."""
    worth: tuple[str, ...] = ()
    """The sums of goods on which a measure is laid, where they are named."""
    deadline: str | None = None
    rule: str = ""
    confidence: float = 1.0
