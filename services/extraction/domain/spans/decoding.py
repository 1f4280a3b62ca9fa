"""Decodes token scores and link vectors into raw statements: spans of content, source and cue.

Who the source is, and what the statement is about, is read elsewhere.
"""

from __future__ import annotations

import msgspec
import numpy as np

from services.extraction.domain.encoder.encoding import Encoding, Floats
from services.extraction.domain.encoder.pooling import mean
from services.extraction.domain.spans import best_path
from services.extraction.domain.spans.dials import Dials
from services.extraction.domain.spans.links import Links
from shared.contracts.common import Span


class RawStatement(msgspec.Struct, frozen=True):
    """Spans of word pieces: contents, source and cue, with how sure the model is of each."""

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    confidence: float
    source_confidence: float
    nested: bool = False
    governed: bool = False
    """Whether it was found by the verb that governs it (see `governed`)."""
    labelled: bool = False
    """Whether it is an answer printed by name (see `transcripts`)."""


def decode(encoding: Encoding, links: Links, dials: Dials) -> list[RawStatement]:
    """All statements of an article in the order of their beginnings; `links` are those of the encoding."""
    if not len(encoding.offsets):
        return []
    groups = links.groups
    content = groups["content"]
    pieces: list[tuple[list[Span], float, bool]] = []
    for span in best_path.runs(content, dials.start):
        sure = _sureness(content, span)
        goes_on = content[span[0], 3] > content[span[0], 1]
        if goes_on and pieces and span[0] - pieces[-1][0][-1][1] < 120:
            pieces[-1][0].append(span)
        else:
            pieces.append(([span], sure, False))
    for span in best_path.runs(groups["nested"]):
        sure = _sureness(groups["nested"], span)
        if sure >= dials.nested:
            pieces.append(([span], sure, True))
    out = []
    for spans, sure, nested in pieces:
        if sure < dials.keep:
            continue
        near = links.near(spans)
        source, how = links.source(near)
        cue, certain = links.cue(near)
        out.append(
            RawStatement(
                tuple(spans),
                source if how >= dials.source else None,
                cue if certain >= 0.2 else None,
                sure,
                how,
                nested,
            )
        )
    out.sort(key=lambda s: (s.content[0][0], -s.content[-1][1]))
    return out


def _sureness(scores: Floats, span: Span) -> float:
    """Mean probability that the tokens are inside, with that of the begin."""
    return float(mean(1 - np.exp(scores[slice(*span), 0])))
