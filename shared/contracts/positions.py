"""Defines evidence for where a side stands on a question, and the ledger of stances."""

from datetime import datetime
from typing import Literal

from shared.contracts.common import Evidence, Message, Value, Verdict


class Deed(Value, frozen=True, kw_only=True):
    """What a side did, as one sentence (or a title) tells it."""

    kind: str
    """What it is about: `tariffs`, `curbs`, `talks`, `deal`, `pact`, `extension`, `release`, `troops`, `truce`,
    `purchases`, `access`."""
    step: str
    """How far it has gone: `threatened`, `announced`, `imposed`, `put_off`, `lifted` …"""
    words: str
    """The words that tell it, from the verb on; of one that the title alone tells, the title."""
    on: str
    """ISO day on which it was done: as the words name it, else the article's."""
    dated: bool = False
    """Whether the words name the day."""
    effective: str | None = None
    """ISO day from which it holds, where the words name one."""
    amounts: tuple[float, ...] = ()
    """Worth of the goods it falls on, in billions of dollars."""
    rate: str | None = None
    """The rate it comes to (`25%`)."""
    things: tuple[str, ...] = ()
    """What it falls on by name (`steel`)."""
    part: bool = False
    """Whether it is only for some of it."""
    further: bool = False
    """Whether it comes on top of what stands."""
    conditional: bool = False
    """Whether the sentence sets a condition."""
    titled: bool = False
    """Whether the title alone tells it, so that the evidence is a sentence that goes with it."""


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
    origin: Literal["statement", "milestone", "deed"] = "statement"
    origin_id: str = ""
    """The statement, report or deed that tells it. Two of one sentence are one piece of evidence, which each can take
    back for itself."""
    saying: str | None = None
    confidence: float = 1.0
    rule: str = ""
    deed: Deed | None = None
    """Of origin "deed": what the side did."""


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
