"""A content of a word or two in, whether it is an answer out ("No," he said): a whole quotation with a verb of saying
beside it, no word held at a distance (what they call "war") and no part of a sentence (said "yes" to the deal)."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.text.document import Document
from shared.contracts.common import Span

_LETTERS: Final = 2
SAYS: Final = re.compile(
    r"(?:add(?:s|ed)|answer(?:s|ed)|insist(?:s|ed)|joke[sd]|nodded|quipped|repl(?:ies|ied)|respond(?:s|ed)|retort(?:s|ed)|said|says?"
    r"|shout(?:s|ed)|shrugged|snapped|t(?:ells|old)|tweet(?:s|ed)|wr(?:ites|ote))\b"
)
_ANNOUNCED: Final = re.compile(r"[,:]\s*$")
ENDED: Final = re.compile(r"[.!?,…]$")
_NEAR: Final = 60  # characters between the verb and the words


def answer(document: Document, content: Sequence[Span], cue: Span | None) -> bool:
    """Whether the content is all of a quotation that ends as a sentence does and is announced by the verb `cue` before
    it, or followed by it."""
    if cue is None or len(content) != 1 or SAYS.search(document.text, *cue) is None:
        return False
    (start, end) = content[0]
    at = bisect.bisect_right(document.quotes, start, key=lambda quote: quote.end)
    if end - start < _LETTERS or at == len(document.quotes):
        return False
    quote, text = document.quotes[at], document.text
    inside = text[quote.start : quote.end].strip()
    if (
        not quote.start <= start < end <= quote.end
        or len(inside) - (end - start) > 1
        or not inside[0].isupper()
    ):
        return False
    if cue[0] >= quote.end:
        return cue[0] - quote.end <= _NEAR and ENDED.search(inside) is not None
    return (
        quote.start - cue[1] <= _NEAR
        and "\n" not in text[cue[1] : quote.start]
        and _ANNOUNCED.search(text, cue[1], quote.start - 1) is not None
    )
