"""A statement's cue in, how many days before the article it was said out ("told reporters last month").

The day stands beside one verb and holds for more: for all that a speaker says in the sentence ("warned on Sunday …,
saying that …") and for what they are told to have added to it.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import Final

import msgspec

from services.extraction.domain.milestones import dates
from services.extraction.domain.text.document import Document
from shared.contracts.common import Span

OLD: Final = 3
"""Days; what is older is background, as in the annotation guide."""
_NEAR: Final = 30
"""Characters between the cue and its date; farther off, the date is mostly that of another event. On the annotated
articles 73 % of what this finds is marked as background; 50 characters would find a fifth more, at 72 %."""
_SHARED: Final = 14
"""Days at most that pass on to a neighbour: what is longer ago is mostly no day of saying but one that is spoken of."""
_ADDING: Final = re.compile(r"(?:add|continu|go(?:es)? on|went on)", re.IGNORECASE)


class Telling(msgspec.Struct, frozen=True):
    """One statement as far as its day goes."""

    speaker: str | None
    cue: str
    sentence: int
    """In which sentence of the article its cue, or else its content, stands."""
    ago: int


def days_ago(document: Document, cue: Span | None, content: tuple[Span, ...]) -> int:
    """Days between the date beside the cue, outside of what is said, and the article's; 0 where there is none."""
    if cue is None or document.published_at is None:
        return 0
    today = document.published_at.date()
    line = bisect.bisect_right(document.sentences, cue[0], key=_begin) - 1
    start, end = document.sentences[max(0, line)]
    near = (max(start, cue[0] - 2 * _NEAR), min(end, cue[1] + 2 * _NEAR))
    ago = [
        (today - found.last).days
        for found in dates.find(document.text, near, today)
        if not found.deadline
        and _beside(found.span, cue)
        and not any(a <= found.span[0] < b for a, b in content)
    ]
    return max(0, *ago) if ago else 0


def shared(tellings: Sequence[Telling]) -> list[int]:
    """The days of an article's statements, in the order of the text, each with what it has from its neighbours."""
    dated: dict[tuple[str, int], int] = {}
    for telling in tellings:
        if telling.speaker is not None and telling.ago <= _SHARED:
            where = telling.speaker, telling.sentence
            dated[where] = max(dated.get(where, 0), telling.ago)
    out: list[int] = []
    before: Telling | None = None
    for telling in tellings:
        ago = telling.ago
        if not ago and telling.speaker is not None:
            ago = dated.get((telling.speaker, telling.sentence), 0)
            added = before is not None and before.speaker == telling.speaker and _ADDING.match(telling.cue)
            if not ago and added and out[-1] <= _SHARED:
                ago = out[-1]
        out.append(ago)
        before = telling
    return out


def _begin(span: Span) -> int:
    return span[0]


def _beside(span: Span, cue: Span) -> bool:
    return max(span[0] - cue[1], cue[0] - span[1]) <= _NEAR
