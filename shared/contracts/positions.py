"""Defines evidence for where a side stands on a question, and the ledger of stances."""

from datetime import datetime
from typing import Literal

from shared.contracts.common import Evidence, Message, Value, Verdict


class PositionReported(Message, frozen=True, kw_only=True, tag="position_reported"):
    """A statement or an act of a side bears on a question."""

    id: str
    side: str
    negotiation: str
    question: str
    verdict: Verdict
    evidence: Evidence
    speaker: str
    rank: int
    direct: bool
    """In the speaker's own quoted words, wholly or in part."""
    strength: Literal[1, 2] = 1
    condition: str | None = None
    origin: Literal["statement", "milestone"] = "statement"
    origin_id: str = ""
    """The statement or report that tells it. Two of one sentence are one piece of evidence, which each can take back
    for itself."""
    saying: str | None = None
    confidence: float = 1.0
    rule: str = ""


class PositionWithdrawn(Message, frozen=True, kw_only=True, tag="position_withdrawn"):
    """A telling of the evidence is gone (revised away, or its article withdrawn)."""

    id: str
    side: str
    revision: int
    received_at: datetime
    origin_id: str = ""
    """The statement or report that told it; empty in messages of old: whoever told it."""


class StanceReading(Value, frozen=True, kw_only=True):
    """How an entry of the ledger read while fewer articles were known that bear it out."""

    position: int
    words: str
    speaker: str
    known_until: datetime
    """When a further article became known, since which it reads otherwise."""
    condition: str | None = None


class StanceEntry(Value, frozen=True, kw_only=True):
    """One line of a ledger row's history."""

    position: int
    words: str
    valid_from: datetime
    known_from: datetime
    evidence: tuple[Evidence, ...]
    speaker: str
    confidence: float
    condition: str | None = None
    rule: str = ""
    earlier: tuple[StanceReading, ...] = ()
    """How it read before, oldest first; empty where it never read otherwise, and in messages of old."""


class LedgerRow(Message, frozen=True, kw_only=True, tag="ledger_row"):
    """Where a side (or one person of it) stands on a question: the current value with its history, oldest first."""

    id: str
    side: str
    negotiation: str
    question: str
    question_text: str
    position: int
    """-2 flatly against ... +2 flatly for; 0 open or unknown."""
    strength: float
    valid_from: datetime
    known_from: datetime
    history: tuple[StanceEntry, ...]
    person: str | None = None
    condition: str | None = None
    dissent: tuple[StanceEntry, ...] = ()
    """Voices of the same side that stand elsewhere (minister against president)."""
