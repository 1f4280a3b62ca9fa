"""Defines what pages and API answers show: gathered values, ready for a template or for JSON."""

from datetime import datetime

import msgspec

from services.web.adapters.store import Page
from services.web.domain.evidence import Piece, Standing
from services.web.domain.history import Change, Table
from shared.catalog import Actor
from shared.contracts import (
    Alert,
    Article,
    ArticleWithdrawn,
    Delivery,
    Evidence,
    LedgerRow,
    NegotiationState,
    Occurrence,
    Saying,
    TrackedStatement,
)


class EvidenceView(msgspec.Struct, frozen=True):
    """Evidence with its relation to the current article; `pieces` show it in context when found."""

    evidence: Evidence
    standing: Standing
    pieces: tuple[Piece, ...] = ()
    withdrawn: bool = False


class Later(msgspec.Struct, frozen=True):
    """The alert that replaced an earlier one: a correction, a retraction, or news since."""

    id: str
    type: str
    time: datetime


class AlertView(msgspec.Struct, frozen=True):
    """Everything behind an alert."""

    alert: Alert
    evidence: tuple[EvidenceView, ...]
    supersedes: Alert | None
    superseded_by: tuple[Alert, ...]
    others: tuple[Alert, ...]
    """Other alerts on the same subject."""
    deliveries: tuple[Delivery, ...]
    subject: Saying | Occurrence | LedgerRow | None
    superseded: dict[str, Later]
    """Of the alerts listed those that no longer hold as they were, by id."""


class NegotiationSummary(msgspec.Struct, frozen=True):
    """A negotiation on the index."""

    id: str
    name: str
    parties: tuple[str, ...]
    state: NegotiationState | None
    alerts: int
    watched: bool


class NegotiationView(msgspec.Struct, frozen=True):
    """Everything about a negotiation."""

    listed: NegotiationSummary
    mediators: tuple[str, ...]
    since: datetime | None
    as_of: datetime | None
    why: tuple[Occurrence, ...]
    occurrences: tuple[Occurrence, ...]
    """The latest steps; `earlier_steps` more are known."""
    earlier_steps: int
    told: tuple[str, ...]
    """Ids of those steps of which an alert told, or that make the phase; others are doubtful, or told in passing."""
    stances: Table
    changes: tuple[Change, ...]
    """The latest; `earlier_changes` more sayings, steps and positions since then are known."""
    earlier_changes: int
    sayings: tuple[Saying, ...]
    alerts: tuple[Alert, ...]
    superseded: dict[str, Later]
    """Of the alerts listed those that no longer hold as they were, by id."""


class SideView(msgspec.Struct, frozen=True):
    """What a side said and where it stands."""

    name: str
    actor: Actor | None
    people: tuple[Actor, ...]
    sayings: Page
    stances: tuple[LedgerRow, ...]
    alerts: tuple[Alert, ...]
    superseded: dict[str, Later]
    """Of the alerts listed those that no longer hold as they were, by id."""


class SayingView(msgspec.Struct, frozen=True):
    """A saying with all its tellings."""

    saying: Saying
    tellings: tuple[TrackedStatement, ...]
    evidence: tuple[EvidenceView, ...]
    contradicts: Saying | None
    denied_by: Saying | None
    alerts: tuple[Alert, ...]
    superseded: dict[str, Later]
    """Of the alerts listed those that no longer hold as they were, by id."""


class StatementView(msgspec.Struct, frozen=True):
    """One statement in its article."""

    tracked: TrackedStatement
    shown: EvidenceView
    saying: Saying | None


class ArticleView(msgspec.Struct, frozen=True):
    """An article with everything read out of it."""

    article: Article
    withdrawn: ArticleWithdrawn | None
    pieces: tuple[Piece, ...]
    statements: tuple[TrackedStatement, ...]
    occurrences: tuple[Occurrence, ...]
    lost: int
    """Spans whose words do not stand in the text."""
