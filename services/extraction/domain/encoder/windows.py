"""Cuts an article's tokens into windows for the encoder, with some context, and computes their features."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Sequence
from typing import Final

import msgspec

from services.extraction.domain.text.quotes import Quote
from shared.contracts.common import Span

LENGTH: Final = 224  # word pieces of one window, context included; two more for the marks at both ends
NEAR: Final = 24  # word pieces that a cut is moved at most, to where a sentence begins
CONTEXT: Final = 8  # word pieces on either side that are read for context only


class Window(msgspec.Struct, frozen=True):
    """Tokens [start, end) are read; what is said of [own_start, own_end) is kept."""

    start: int
    end: int
    own_start: int
    own_end: int


def cut(
    tokens: int, length: int = LENGTH, context: int = CONTEXT, shift: int = 0, breaks: Sequence[int] = ()
) -> tuple[Window, ...]:
    """Cut `tokens` tokens into windows from the front; each token is some window's own exactly once.

    Where a cut lies depends on what stands before it alone: what a revision adds to the end of an article leaves the
    reading of the rest as it was. `shift` moves the first cut to the left (training sees the same article cut in
    different places). A cut is moved to the nearest of `breaks` (where sentences begin) if one is near, so that few
    statements are cut in two.
    """
    if not tokens:
        return ()
    most = length - 2 * context
    own = most - 2 * NEAR
    cuts = [0]
    ahead = own - shift % own
    while tokens - cuts[-1] > (most if cuts[-1] or not shift else ahead):
        ideal = cuts[-1] + ahead
        at = bisect.bisect_left(breaks, ideal)
        near = [b for b in breaks[max(0, at - 1) : at + 1] if abs(b - ideal) <= NEAR]
        best = min(near, key=lambda b: abs(b - ideal)) if near else ideal
        cuts.append(best if cuts[-1] < best < tokens else ideal)
        ahead = own
    cuts.append(tokens)
    return tuple(
        Window(max(0, a - context), min(tokens, b + context), a, b)
        for a, b in itertools.pairwise(cuts)
        if a < b
    )


def features(
    text: str, offsets: Sequence[Span], sentences: Sequence[Span], quotes: Sequence[Quote]
) -> list[int]:
    """One id a token: inside quotation marks, first of a sentence or paragraph, capital letters (see `labels`)."""
    out = []
    sentence = quote = 0
    opened = -1
    total, marks = len(sentences), len(quotes)
    for start, end in offsets:
        while sentence < total and sentences[sentence][1] <= start:
            sentence += 1
        while quote < marks and quotes[quote].end <= start:
            quote += 1
        value = 9 if quote < marks and quotes[quote].start <= start else 0
        if sentence < total and opened != sentence and sentences[sentence][0] <= start:
            opened = sentence
            before = text[max(0, sentences[sentence][0] - 2) : sentences[sentence][0]]
            value += 6 if not before or "\n" in before else 3
        word = text[start:end]
        if word[:1].isupper():
            value += 2 if len(word) > 1 and word.isupper() else 1
        out.append(value)
    return out


def openings(features: Sequence[int]) -> list[int]:
    """Indices of the tokens that begin a sentence or a paragraph."""
    return [i for i, value in enumerate(features) if value % 9 >= 3]
