"""Defines what is found in an article: statements, refusals to comment, and both as one reading."""

from __future__ import annotations

import msgspec

from services.extraction.domain.encoder.encoding import Floats
from services.extraction.domain.text.manner import Manner
from shared.catalog import Mention
from shared.contracts.common import Issue, Position, Span, SpeakerKind


class ReadStatement(msgspec.Struct, frozen=True):
    """One attribution: who, what words, in which manner, about what. Offsets are code points of the text."""

    speaker: str | None
    speaker_kind: SpeakerKind
    side: str
    affiliation: str | None
    type: Manner
    content: tuple[Span, ...]
    source: tuple[Span, ...] | None
    cue: str | None
    cue_span: Span | None
    issues: tuple[Issue, ...]
    position: Position
    background: bool
    said_days_ago: int
    """Days before the article's date, where the article names the day beside the verb; else 0."""
    sentence: Span
    passage: Span
    """The sentence before and those in which the content stands."""
    found_by: str
    confidence: float


class Refusal(msgspec.Struct, frozen=True):
    """A statement that was not made ("declined to comment")."""

    speaker: str | None
    source: Span | None
    span: Span


class Reading(msgspec.Struct, frozen=True):
    """All that was read in one article."""

    statements: tuple[ReadStatement, ...]
    refusals: tuple[Refusal, ...]
    tellings: Floats | None = None
    """The encoder's scores of each sentence as the report of a step, [sentences, `labels.SENTENCE_COLUMNS`]."""
    mentions: tuple[Mention, ...] | None = None
    """The catalog's actors in the text, where they were looked for."""
