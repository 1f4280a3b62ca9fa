"""Makes every quotation whole and gives it to one statement, for quotation marks are certain.

In the annotations a quotation of four words or more that a statement touches is in it from mark to mark, and in no
other statement (99 of 100). The model, which judges word by word, stops inside a quotation or cuts it in two where
somebody is quoted as quoting ("he claims that …").
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from services.extraction.domain.spans.decoding import RawStatement
from services.extraction.domain.text.document import Document
from services.extraction.domain.text.quotes import Quote
from shared.contracts.common import Span

WORDS: Final = 4  # a shorter quotation may be a name or a word held at a distance
TOUCHED: Final = (
    0.34  # less of a quotation than this, at the edge of a content that lies outside, is an overshoot
)
_WORD: Final = re.compile(r"\w+")


def whole(document: Document, offsets: Sequence[Span], raws: Sequence[RawStatement]) -> list[RawStatement]:
    """The statements with each quotation they touch whole in one of them; pieces of others inside it are dropped."""
    out = list(raws)
    for first, last in _quotations(document, offsets):
        touching = [
            i
            for i, raw in enumerate(out)
            # Asked first: an article may hold thousands of both, and most stand far apart.
            if raw.content[0][0] < last and first < raw.content[-1][1] and _overlap(raw.content, first, last)
        ]
        if not touching:
            continue
        holder = max(touching, key=lambda i: (not out[i].nested, _overlap(out[i].content, first, last), -i))
        for i in touching:
            raw = out[i]
            if i != holder:
                rest = _without(raw.content, first, last)
            elif _within(raw.content, first, last) or _overlap(raw.content, first, last) >= TOUCHED * (
                last - first
            ):
                rest = _with(raw.content, first, last)
            else:
                rest = _without(raw.content, first, last)
            if rest != raw.content:
                out[i] = msgspec.structs.replace(raw, content=rest)
        out = [raw for raw in out if raw.content]
    return out


def _quotations(document: Document, offsets: Sequence[Span]) -> Iterator[Span]:
    """Tokens [first, last) of each closed quotation that is long enough and whose marks belong together."""
    starts, ends = [a for a, _ in offsets], [b for _, b in offsets]
    for quote in document.quotes:
        if quote.closed and _sound(document.text, quote):
            first, last = bisect.bisect_right(ends, quote.start), bisect.bisect_left(starts, quote.end)
            if first < last:
                yield first, last


def _sound(text: str, quote: Quote) -> bool:
    """Whether these marks can be a pair: where one was forgotten, what stands between quotations looks like one."""
    inside = text[quote.start : quote.end]
    if inside[0].isspace() or inside[0] in ",.;:" or (quote.start > 1 and text[quote.start - 2].isalnum()):
        return False
    if inside[-1].isspace() or text[quote.end + 1 : quote.end + 2].isalnum():
        return False
    return len(_WORD.findall(inside)) >= WORDS


def _overlap(content: Sequence[Span], first: int, last: int) -> int:
    return sum(max(0, min(b, last) - max(a, first)) for a, b in content)


def _within(content: Sequence[Span], first: int, last: int) -> bool:
    """Whether some piece of the content lies wholly inside the quotation."""
    return any(first <= a and b <= last for a, b in content)


def _without(content: Sequence[Span], first: int, last: int) -> tuple[Span, ...]:
    parts = [piece for a, b in content for piece in ((a, min(b, first)), (max(a, last), b))]
    return tuple((a, b) for a, b in parts if a < b)


def _with(content: Sequence[Span], first: int, last: int) -> tuple[Span, ...]:
    """The content with all of the quotation in one piece."""
    near = [(a, b) for a, b in content if a <= last and first <= b]
    piece = (min([first, *(a for a, _ in near)]), max([last, *(b for _, b in near)]))
    far = [(a, b) for a, b in content if not (a <= last and first <= b)]
    return tuple(sorted([*far, piece]))
