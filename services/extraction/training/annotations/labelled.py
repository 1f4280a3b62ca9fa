"""Defines an article as the network learns from it: word pieces, and what every head should say of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shared.contracts.common import Span

IGNORED = -100
GOLD, OWN, WRITTEN = range(3)
"""Whose habits labels show: those of the gold's annotators, of the project's own, of what was written for it."""


@dataclass
class Statement:
    """One annotated statement, its spans as ranges of word pieces."""

    content: list[Span]
    source: Span | None
    cue: Span | None
    issue: int
    issues: list[int]
    position: int
    kind: int
    background: int
    order: int = 0


@dataclass
class Naming:
    """A source mention that does not name its speaker, and the candidates that may, as ranges of word pieces; `right`
    are the indices of those that do."""

    mention: Span
    candidates: list[Span]
    right: list[int]
    near: list[int]  # bucket of how far each candidate is, see `distance`
    told: list[int]  # 1 where the candidate overlaps the source of the statement before, 2 of an earlier one


@dataclass
class Taught:
    """What a teacher gave for an article: scores [word pieces, `TOKEN_COLUMNS`], [statements, `STATEMENT_COLUMNS`] and
    [sentences, `SENTENCE_COLUMNS`], and hidden states [word pieces, width] (None where they were not kept)."""

    tokens: NDArray[np.float16]
    statements: NDArray[np.float32] | None
    sentences: NDArray[np.float32] | None
    hidden: NDArray[np.float16] | None = None


@dataclass
class Example:
    """One article, ready to learn from."""

    name: str
    ids: NDArray[np.int64]
    features: NDArray[np.int64]
    offsets: list[Span]
    groups: dict[str, NDArray[np.int64]]
    statements: list[Statement]
    namings: list[Naming]
    sentences: list[Span]
    milestones: NDArray[np.float32]
    status: NDArray[np.int64]
    background: NDArray[np.float32]
    judged: NDArray[np.bool_]
    """Which sentences an annotator looked at for steps."""
    marked: bool = True
    """Whether it is known where its statements are."""
    taught: Taught | None = None
    annotator: int = GOLD
    record: dict[str, Any] = field(default_factory=dict)
