"""Parts a statement where a new paragraph opens a quotation after a closed one, or where a sentence has an attribution
of its own.

`"A," he said.` and, in the next paragraph, `"B."`: the second goes on with the speaker, but has no attribution; readers
count it for itself, as they do a new sentence with a verb of its own. A quotation that runs over paragraphs without
being closed stays one (see `joining`). `She said that A. B, she added.` are two as well.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import Final

import msgspec

from services.extraction.domain.encoder.offsets import pieces
from services.extraction.domain.spans.decoding import RawStatement
from services.extraction.domain.text.document import Document
from shared.contracts.common import Span

_CLOSED: Final = re.compile(r"[”\"»“][^\n]*\n\s*[“\"«„]")
_TRAILING: Final = re.compile(
    r",? (?P<who>he|she|they|it|(?:the )?(?:[\w’'.-]+ ){0,3}?[\w’'.-]+) "
    r"(?P<said>said|says|added|noted|wrote|warned|argued|explained)(?: (?:on|in|last) [\w ]{3,30}| later)?[.\n]"
)


def part(document: Document, offsets: Sequence[Span], raws: Sequence[RawStatement]) -> list[RawStatement]:
    """The statements in the same order, parted at such paragraphs and sentences; a part split off at a paragraph has
    neither source nor cue."""
    parted = [piece for raw in raws for piece in _parted(document.text, offsets, raw)]
    return [piece for raw in parted for piece in _trailed(document, offsets, raw)]


def _parted(text: str, offsets: Sequence[Span], raw: RawStatement) -> list[RawStatement]:
    for at in range(1, len(raw.content)):
        end, begin = offsets[raw.content[at - 1][1] - 1][1], offsets[raw.content[at][0]][0]
        # The closing mark can be a part of the content, as can the opening one.
        if _CLOSED.search(text, end - 1, begin + 1) and _attributed_before(raw, raw.content[at][0]):
            first = msgspec.structs.replace(raw, content=raw.content[:at])
            rest = msgspec.structs.replace(
                raw, content=raw.content[at:], source=None, cue=None, source_confidence=0.0
            )
            return [first, *_parted(text, offsets, rest)]
    return [raw]


def _trailed(document: Document, offsets: Sequence[Span], raw: RawStatement) -> list[RawStatement]:
    """Without the last sentence of reported speech, which is a statement of its own where words of saying end it."""
    begin, last = raw.content[-1]
    start, end = offsets[begin][0], offsets[last - 1][1]
    if raw.nested or len(raw.content) > 1 or not _attributed_before(raw, begin):
        return [raw]
    found = _TRAILING.match(document.text, end)
    begins = [a for a, _ in document.sentences]
    cut = begins[max(0, bisect.bisect_left(begins, end) - 1)]
    if found is None or cut <= start or any(q.start < end and q.end > start for q in document.quotes):
        return [raw]
    first, _ = pieces(offsets, (cut, end))
    head = msgspec.structs.replace(raw, content=((begin, first),))
    tail = msgspec.structs.replace(
        raw,
        content=((first, last),),
        source=pieces(offsets, found.span("who")),
        cue=pieces(offsets, found.span("said")),
    )
    return [head, tail]


def _attributed_before(raw: RawStatement, at: int) -> bool:
    """Whether the words of saying stand before a token; a rest without any has lost them to the part before."""
    return all(span is None or span[1] <= at for span in (raw.source, raw.cue))
