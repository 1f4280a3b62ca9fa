"""Defines what the learned model gives for an article, and the port through which the reader asks it."""

from __future__ import annotations

from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from services.extraction.domain.encoder.wording import Wording
from services.extraction.domain.text.document import Document
from shared.contracts.common import Span

Floats = NDArray[np.float32]


class Encoding(msgspec.Struct, frozen=True):
    """What the model gives for one article, a row for each word piece: offsets in the text, token scores [pieces,
    `TOKEN_COLUMNS`], link vectors [pieces, 6 * 64] and hidden states [pieces, width]; see `labels`. `windows` are the
    ranges of word pieces that were read together."""

    offsets: tuple[Span, ...]
    tokens: Floats
    links: Floats
    hidden: Floats
    windows: tuple[Span, ...]


class Look(msgspec.Struct, frozen=True):
    """The weights [len(`secondlook.SIGNS`)] and the bias of the second look."""

    weights: Floats
    bias: float


class Encoder(Protocol):
    """The learned model. Every method is a pure function of its arguments."""

    near: Floats
    told: Floats
    reach: Floats
    wording: Wording | None
    look: Look | None
    usual: Floats | None
    """How common each issue was as the first one in what the model learnt from."""
    habit: Floats | None
    """What the annotators of the gold take oftener (or, below 0, more rarely) than the reader would, log-odds
    [`labels.POSITIONS`]."""

    def encode(self, document: Document) -> Encoding:
        """Reads the whole text once."""
        ...

    def statements(self, pooled: Floats) -> Floats:
        """Scores of statements [count, STATEMENT_COLUMNS] from their pooled vectors [count, 5 * width]."""
        ...

    def sentences(self, pooled: Floats) -> Floats:
        """Scores of sentences [count, SENTENCE_COLUMNS] from their pooled vectors [count, 4 * width] (see
        `pooling`)."""
        ...
