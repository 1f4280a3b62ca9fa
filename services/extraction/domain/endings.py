"""Raw statements in, raw statements out, none of which stops at a word that must go on.

Of 16,826 annotated contents four end with "and", "the" or "that" where a word follows; the model, which judges word by
word, does it once in a hundred. What is cut there goes on to the end of its clause.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import Final

import msgspec

from services.extraction.domain.decoding import RawStatement
from services.extraction.domain.document import Document

Span = tuple[int, int]
LONGEST: Final = 200  # characters that a content grows by at most
SHORTEST: Final = 20  # characters; what is shorter is rather a slip than a statement cut short
_DANGLING: Final = re.compile(
    r"\b(?:and|or|but|the|an?|of|that|its|their|his|her|my|your|our|from|by|with|for|to|at|as|than|because|if|whether"
    r"|who|which|is|are|was|were|be|been|has|have|had|will|would|could|should|in|on)\s*$",
    re.IGNORECASE,
)
_BEFORE: Final = 12  # characters of the longest of these words, with a blank
_GOES_ON: Final = re.compile(r"\s?\w")
_STOP: Final = re.compile(r"[.!?](?=\s|$)|[,;:–—\n\"“”«»)]|\s-\s")


def complete(document: Document, offsets: Sequence[Span], raws: Sequence[RawStatement]) -> list[RawStatement]:
    """Draw out what ends too early, not into another statement and not over its own source and cue."""
    starts = [a for a, _ in offsets]
    out = []
    for raw in raws:
        first, last = raw.content[-1]
        others = [a for other in raws if other is not raw for a, _ in other.content]
        others += [span[0] for span in (raw.source, raw.cue) if span is not None]
        limit = min((a for a in others if a >= last), default=len(offsets))
        begin, at = offsets[first][0], offsets[last - 1][1]
        end = _end(document.text, at) if at - begin >= SHORTEST else 0
        grown = min(bisect.bisect_left(starts, end), limit) if end else last
        if grown > last:
            raw = msgspec.structs.replace(raw, content=(*raw.content[:-1], (first, grown)))
        out.append(raw)
    return out


def _end(text: str, at: int) -> int:
    """Where the clause ends that is cut at `at`; 0 where nothing is cut or no end is near."""
    if not _DANGLING.search(text, max(0, at - _BEFORE), at) or not _GOES_ON.match(text, at):
        return 0
    found = _STOP.search(text, at, at + LONGEST)
    return found.start() if found else 0
