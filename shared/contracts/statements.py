"""Defines statements: as read from articles, as tracked, and the sayings they belong to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec

from shared.contracts.common import (
    ArticleRef,
    Evidence,
    Issue,
    Message,
    Position,
    Span,
    SpeakerKind,
    StatementType,
    Value,
    Verdict,
)


class Answer(Value, frozen=True, kw_only=True):
    """How a statement or an act bears on one question of the catalog."""

    question: str
    negotiation: str
    verdict: Verdict
    strength: Literal[1, 2] = 1
    """2: stated flatly; 1: hinted, hoped, reported."""
    condition: str | None = None
    confidence: float = 1.0
    rule: str = ""


class Passage(Value, frozen=True, kw_only=True):
    """A stretch of an article's stored text."""

    start: int
    text: str


class Statement(Value, frozen=True, kw_only=True):
    """One attribution in one article. Offsets are code points of the article's stored text."""

    id: str
    article: ArticleRef
    speaker: str
    speaker_kind: SpeakerKind
    side: str
    type: StatementType
    spans: tuple[Span, ...]
    words: tuple[str, ...]
    affiliation: str | None = None
    members: tuple[str, ...] = ()
    """Sides of a joint statement, sorted; `side` is then their names joined by " & "."""
    rank: int = 5
    """Rank of the speaker's office, 1 head of state or government ... 5 spokesperson or official, 9 unknown."""
    source: tuple[Span, ...] | None = None
    cue: str | None = None
    sentence: Span | None = None
    """The sentences around it, for showing it in context."""
    passage: Passage | None = None
    """What the article says there: the sentence before and all that the words stand in, whole."""
    issues: tuple[Issue, ...] = ()
    position: Position = "none"
    background: bool = False
    """Said well before the article, as it tells itself or as its words show."""
    said_days_ago: int = 0
    """How many days before the article, where it names the day beside the verb ("said on Sunday"); else 0."""
    negotiations: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    denies: bool = False
    """The speaker denies something (so that it can be linked with what is denied)."""
    newsworthiness: float = 1.0
    """How likely a desk would want to be told, by readers' verdicts: right speaker, whole words, news of its day, of
    substance. 1 where it was not judged."""
    found_by: str = ""
    confidence: float = 1.0


def narrowed(statement: Statement, spans: Sequence[Span]) -> Statement:
    """The statement with these of its words alone; every span lies within one of its own."""
    words = []
    for start, end in spans:
        (own, text) = next(
            (own, text)
            for own, text in zip(statement.spans, statement.words, strict=True)
            if own[0] <= start and end <= own[1]
        )
        words.append(text[start - own[0] : end - own[0]])
    return msgspec.structs.replace(statement, spans=tuple(spans), words=tuple(words))


class StatementObserved(Message, frozen=True, kw_only=True, tag="statement_observed"):
    """A statement is new in an article, or moved in a later revision (same id, higher revision, new spans)."""

    statement: Statement


class StatementWithdrawn(Message, frozen=True, kw_only=True, tag="statement_withdrawn"):
    """A revision no longer carries the statement, or the article was withdrawn."""

    id: str
    side: str
    article: str
    revision: int
    received_at: datetime
    reason: Literal["revised", "withdrawn"] = "revised"
    side_now: str | None = None
    """The side that the article gives the same words to instead: the statement lives on there."""


Novelty = Literal["new", "corroborating", "told_again", "reiterated", "background"]


class Point(Value, frozen=True, kw_only=True):
    """One of several things that a statement tells, and the saying it belongs to."""

    spans: tuple[Span, ...]
    saying: str
    novelty: Novelty


class TrackedStatement(Message, frozen=True, kw_only=True, tag="tracked_statement"):
    """A statement with the saying it belongs to. `novelty`: first of its saying, another outlet's or article's
    telling of it, the same event told again, said again after the window, or background."""

    statement: Statement
    saying: str
    """Of its first point, where it makes several."""
    novelty: Novelty
    points: tuple[Point, ...] = ()
    """In the order of the text; empty where it makes one point."""
    withdrawn: bool = False


class Saying(Message, frozen=True, kw_only=True, tag="saying"):
    """What a side said, across articles: the current value."""

    id: str
    side: str
    speaker: str
    words: str
    issues: tuple[Issue, ...]
    position: Position
    negotiations: tuple[str, ...]
    first_said_at: datetime
    last_said_at: datetime
    publishers: tuple[str, ...]
    articles: int
    statements: tuple[str, ...]
    """Ids of (at most 50) statements that carry it, in event time."""
    evidence: tuple[Evidence, ...]
    """At most 10, the earliest of each publisher."""
    importance: int = 0
    reasons: tuple[str, ...] = ()
    contradicts: str | None = None
    denied_by: str | None = None
    retracted: bool = False
