"""Defines steps of negotiations: as one article reports them, as occurrences across articles, and a negotiation's
state."""

from datetime import datetime
from typing import Literal

from shared.contracts.common import Evidence, Message, MilestoneType, ReportStatus, Value


class MilestoneReport(Value, frozen=True, kw_only=True):
    """One step as one article tells it. `date` is ISO (a day, or a month where only that is known); `until` closes a
    range. `teller` is the side that tells it when the report stands inside a statement."""

    id: str
    type: MilestoneType
    status: ReportStatus
    parties: tuple[str, ...]
    evidence: Evidence
    mediators: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    date: str | None = None
    until: str | None = None
    dated: bool = True
    """Whether the article names the day; else `date` is the article's own."""
    place: str | None = None
    background: bool = False
    negotiation: str = ""
    primary: bool = True
    """A report that belongs to several negotiations is sent to each; the primary copy alone raises alerts."""
    catalogued: str | None = None
    """The first of its negotiations that the catalog has, where it is told of under its parties."""
    statement_id: str | None = None
    teller: str | None = None
    by: str | None = None
    """The teller, where it is one of the parties and its words name no other before it."""
    deadline: str | None = None
    """Day by which something is demanded, for ultimatums and deadlines."""
    rule: str = ""
    confidence: float = 1.0


class MilestoneReported(Message, frozen=True, kw_only=True, tag="milestone_reported"):
    """A report is new in an article, or moved in a later revision."""

    report: MilestoneReport


class MilestoneWithdrawn(Message, frozen=True, kw_only=True, tag="milestone_withdrawn"):
    """A revision no longer carries the report, or the article was withdrawn."""

    id: str
    negotiation: str
    article: str
    revision: int
    received_at: datetime
    reason: Literal["revised", "withdrawn"] = "revised"


OccurrenceKind = Literal[
    "call",
    "meeting",
    "team",
    "round",
    "mediation",
    "proposal",
    "demand",
    "deal",
    "ceasefire",
    "violation",
    "exchange",
    "access",
    "suspension",
    "threat",
    "sanction",
    "implementation",
]
OccurrenceStatus = Literal[
    "proposed",
    "scheduled",
    "claimed",
    "happened",
    "denied",
    "disputed",
    "moved",
    "cancelled",
    "expired",
    "threatened",
]


class OccurrenceStep(Value, frozen=True, kw_only=True):
    """One move in the life of an occurrence."""

    at: datetime
    type: MilestoneType
    status: OccurrenceStatus
    publishers: int
    report: str
    words: str
    date: str | None = None
    rule: str = ""


class Occurrence(Message, frozen=True, kw_only=True, tag="occurrence"):
    """One step of a negotiation across articles: the current value with its history, oldest first."""

    id: str
    negotiation: str
    occurrence: OccurrenceKind
    type: MilestoneType
    status: OccurrenceStatus
    parties: tuple[str, ...]
    history: tuple[OccurrenceStep, ...]
    publishers: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    first_at: datetime
    last_at: datetime
    mediators: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    date: str | None = None
    until: str | None = None
    dated: bool = True
    """Whether an article names the day; else `date` is that of the first that tells it."""
    by: str | None = None
    """Which of two sides makes the demand or the threat, or which rejects, where all who quote somebody quote that
    one."""
    place: str | None = None
    deadline: str | None = None
    aliases: tuple[str, ...] = ()
    retracted: bool = False


Phase = Literal[
    "no_contact", "contacts", "talks", "deal_near", "deal", "implementation", "suspended", "collapsed"
]


class NegotiationState(Message, frozen=True, kw_only=True, tag="negotiation_state"):
    """Where a negotiation stands, and by which occurrences."""

    id: str
    name: str
    parties: tuple[str, ...]
    phase: Phase
    why: tuple[str, ...]
    """Ids of the occurrences that make the phase."""
    since: datetime
    last_at: datetime
