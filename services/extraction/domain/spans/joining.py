"""Joins halves of one quotation where the quotation marks leave no doubt.

`"A," he said. "B."` is one statement with two contents, and so is a quotation that runs over several paragraphs of
which only the last one is closed. The model cuts these in two more often than it should; punctuation decides it for
certain.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

import msgspec

from services.extraction.domain.spans.decoding import RawStatement
from services.extraction.domain.text.document import Document
from services.extraction.domain.text.quotes import Quote
from shared.contracts.common import Span

_GAP = 320  # characters that an attribution between two halves can take


def join(document: Document, offsets: Sequence[Span], raws: Sequence[RawStatement]) -> list[RawStatement]:
    """The statements in the same order, with the halves of one quotation joined; `offsets` are those of the word
    pieces."""
    ends = [q.end for q in document.quotes]
    out: list[RawStatement] = []
    for raw in raws:
        last = next((i for i in range(len(out) - 1, max(-1, len(out) - 4), -1) if not out[i].nested), None)
        if last is not None and not raw.nested and _one(document, offsets, ends, out[last], raw):
            out[last] = _joined(document, offsets, ends, out[last], raw)
        else:
            out.append(raw)
    return out


def _quote(document: Document, ends: Sequence[int], at: int) -> Quote | None:
    found = bisect.bisect_right(ends, at)
    return document.quotes[found] if found < len(ends) and document.quotes[found].start <= at + 1 else None


def _one(
    document: Document,
    offsets: Sequence[Span],
    ends: Sequence[int],
    first: RawStatement,
    second: RawStatement,
) -> bool:
    a, b = offsets[first.content[-1][1] - 1][1], offsets[second.content[0][0]][0]
    before, after = _quote(document, ends, a - 2), _quote(document, ends, b + 1)
    if before is None or after is None or b < a:
        return False
    if before == after:
        return b - a < 12 and (second.source is None or second.source == first.source)
    gap = document.text[before.end : after.start]
    if "\n" in gap:
        return not before.closed and 0 < len(gap.strip()) <= 1
    if len(gap) > _GAP or any(mark in gap[1:-1] for mark in '“"') or _attributed_after(document.text, after):
        return False
    between = (first.content[-1][1], second.content[0][0])
    if first.source is None or not _within(first.source, between):
        return second.source is None and second.cue is None
    return (
        second.cue is None or second.cue == first.cue or first.cue is None or not _within(second.cue, between)
    )


def _attributed_after(text: str, quote: Quote) -> bool:
    """Whether the quotation goes on with an attribution of its own (`B," she added`)."""
    last = text[quote.start : quote.end].rstrip()[-1:]
    after = text[quote.end + 1 : quote.end + 40].lstrip(" ,”\"’'")
    return last == "," or (after[:1].islower() and "\n" not in text[quote.end : quote.end + 3])


def _within(span: Span, outer: Span) -> bool:
    return outer[0] <= span[0] and span[1] <= outer[1]


def _joined(
    document: Document,
    offsets: Sequence[Span],
    ends: Sequence[int],
    first: RawStatement,
    second: RawStatement,
) -> RawStatement:
    a, b = offsets[first.content[-1][1] - 1][1], offsets[second.content[0][0]][0]
    content = (*first.content, *second.content)
    if _quote(document, ends, a - 2) == _quote(document, ends, b + 1):
        content = (*first.content[:-1], (first.content[-1][0], second.content[0][1]), *second.content[1:])
    return msgspec.structs.replace(
        first,
        content=content,
        source=first.source or second.source,
        cue=first.cue or second.cue,
        confidence=max(first.confidence, second.confidence),
    )
