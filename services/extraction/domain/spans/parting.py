"""Parts a statement where a new paragraph opens a quotation after a closed one.

`"A," he said.` and, in the next paragraph, `"B."`: the second goes on with the speaker, but has no attribution; readers
count it for itself, as they do a new sentence with a verb of its own. A quotation that runs over paragraphs without
being closed stays one (see `joining`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from services.extraction.domain.spans.decoding import RawStatement
from services.extraction.domain.text.document import Document
from shared.contracts.common import Span

_CLOSED: Final = re.compile(r"[”\"»“][^\n]*\n\s*[“\"«„]")


def part(document: Document, offsets: Sequence[Span], raws: Sequence[RawStatement]) -> list[RawStatement]:
    """The statements in the same order, parted at such paragraphs; a part split off has neither source nor cue."""
    return [piece for raw in raws for piece in _parted(document.text, offsets, raw)]


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


def _attributed_before(raw: RawStatement, at: int) -> bool:
    """Whether the words of saying stand before a token; a rest without any has lost them to the part before."""
    return all(span is None or span[1] <= at for span in (raw.source, raw.cue))
