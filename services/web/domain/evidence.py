"""Cuts an article's text into pieces with the evidence marked. Only words that really stand there are marked."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from shared.contracts import Article, Evidence, Span, TrackedStatement, narrowed

Standing = Literal["found", "edited", "mismatch", "absent"]
"""found: the words stand there; edited: the article has another revision by now and they no longer do; mismatch: they
should stand there and do not, a defect; absent: the article is not in the read model."""


class Mark(msgspec.Struct, frozen=True):
    """A span to highlight, and what it belongs to."""

    start: int
    end: int
    of: str = ""
    kind: str = "statement"


class Piece(msgspec.Struct, frozen=True):
    """A run of text under the same marks; `marks` is empty for plain text."""

    text: str
    marks: tuple[Mark, ...] = ()


def words_of_saying(tracked: TrackedStatement, saying: str) -> Evidence:
    """The words of a statement that belong to the saying: with several points, only those of that saying."""
    spans = [span for point in tracked.points if point.saying == saying for span in point.spans]
    part = narrowed(tracked.statement, spans) if spans else tracked.statement
    return Evidence(article=part.article, spans=part.spans, words=part.words)


def stands(text: str, spans: Sequence[Span], words: Sequence[str]) -> bool:
    """Whether every span holds its words, character for character."""
    return len(spans) == len(words) and all(
        0 <= start < end <= len(text) and text[start:end] == word
        for (start, end), word in zip(spans, words, strict=True)
    )


def standing(article: Article | None, evidence: Evidence) -> Standing:
    """How the evidence relates to the current article: found, edited since, mismatched (a defect), or absent."""
    if article is None:
        return "absent"
    if stands(article.text, evidence.spans, evidence.words):
        return "found"
    return "mismatch" if article.revision == evidence.article.revision else "edited"


def cut(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> tuple[Piece, ...]:
    """`text[start:end]` in pieces, so that overlapping marks each show; marks outside are left out."""
    end = len(text) if end is None else end
    inside = [m for m in marks if m.start < end and m.end > start and m.start < m.end]
    bounds = sorted({start, end, *(min(max(b, start), end) for m in inside for b in (m.start, m.end))})
    pieces = []
    live: list[Mark] = []
    waiting = sorted(inside, key=lambda m: m.start, reverse=True)
    for here, following in pairwise(bounds):
        live = [m for m in live if m.end > here]
        while waiting and waiting[-1].start <= here:
            live.append(waiting.pop())
        pieces.append(Piece(text[here:following], tuple(live)))
    return tuple(pieces)


def excerpt(text: str, spans: Sequence[Span], margin: int = 200) -> tuple[Piece, ...]:
    """The spans in context: up to `margin` characters on both sides, cut between words or at a paragraph's end."""
    if not spans:
        return ()
    first = min(start for start, _ in spans)
    last = max(end for _, end in spans)
    start = _back(text, first, margin)
    end = _forward(text, last, margin)
    pieces = cut(text, [Mark(a, b) for a, b in spans], start, end)
    before = (Piece("… "),) if start > 0 and text[start - 1] != "\n" else ()
    after = (Piece(" …"),) if end < len(text) and text[end] != "\n" else ()
    return (*before, *pieces, *after)


def _back(text: str, position: int, margin: int) -> int:
    floor = max(0, position - margin)
    if (line := text.rfind("\n", floor, position)) >= 0:
        return line + 1
    if floor == 0:
        return 0
    space = text.find(" ", floor, position)
    return space + 1 if space >= 0 else floor


def _forward(text: str, position: int, margin: int) -> int:
    ceiling = min(len(text), position + margin)
    if (line := text.find("\n", position, ceiling)) >= 0:
        return line
    if ceiling == len(text):
        return ceiling
    space = text.rfind(" ", position, ceiling)
    return space if space >= 0 else ceiling
