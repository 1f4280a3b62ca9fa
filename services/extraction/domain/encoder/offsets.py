"""Converts spans between word pieces and characters, and widens them to whole words."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from services.extraction.domain.encoder.encoding import Encoding
from shared.contracts.common import Span


def chars(encoding: Encoding, span: Span | None) -> Span | None:
    """The characters from the first word piece of the span to its last."""
    return (encoding.offsets[span[0]][0], encoding.offsets[span[1] - 1][1]) if span else None


def tokens(encoding: Encoding, span: Span | None) -> Span | None:
    """The word pieces that a span of characters touches."""
    return pieces(encoding.offsets, span) if span else None


def pieces(offsets: Sequence[Span], span: Span) -> Span:
    """The word pieces at `offsets` that a span of characters touches."""
    first = bisect.bisect_right(offsets, span[0], key=lambda offset: offset[1])
    return first, bisect.bisect_left(offsets, span[1], key=lambda offset: offset[0])


def whole_words(text: str, span: Span | None) -> Span | None:
    """The span of characters widened to whole words."""
    if span is None:
        return None
    start, end = span
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end
