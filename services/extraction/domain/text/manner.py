"""Tells whether a statement is quoted directly, indirectly or in part."""

from __future__ import annotations

import bisect
import re
from typing import Final, Literal

from services.extraction.domain.text.document import Document
from services.extraction.domain.text.quotes import Quote

Manner = Literal["direct", "indirect", "mixed"]

_WORD: Final = re.compile(r"\w+")


def manner(document: Document, content: tuple[tuple[int, int], ...]) -> Manner:
    """The manner of a content, in offsets: direct where nearly all words stand in quotation marks, mixed where some do,
    else indirect."""
    total = quoted = 0
    quotes = document.quotes
    for a, b in content:
        at = bisect.bisect_right(quotes, a, key=_end)
        for word in _WORD.finditer(document.text, a, b):
            while at < len(quotes) and quotes[at].end <= word.start():
                at += 1
            total += 1
            quoted += at < len(quotes) and quotes[at].start <= word.start()
    return "direct" if total and quoted >= 0.95 * total else "mixed" if quoted else "indirect"


def _end(quote: Quote) -> int:
    return quote.end
