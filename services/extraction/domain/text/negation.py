"""The words of saying in, whether they are denied out: "did not rule out", "has never accepted"."""

from __future__ import annotations

import re
from typing import Final

Span = tuple[int, int]
_FARTHEST: Final = 40
"""Characters before a cue in which its negation is looked for."""
_NOT: Final = (
    r"(?:\b(?:do|does|did|has|have|had|is|are|was|were|will|would|can|could|should|may|might)\s+not"
    r"|\b[a-z]+n[’']t|\bcannot|\b(?:(?:has|have|had|will|would)\s+)?never|\bno\s+longer)"
)
_BETWEEN: Final = r"(?:\s+(?:[a-z]+ly|yet|been|ever|even))*"
_BEFORE: Final = re.compile(rf"{_NOT}{_BETWEEN}\s+$", re.IGNORECASE)
_OPENING: Final = re.compile(rf"(?:not|never)\b|{_NOT}\b", re.IGNORECASE)


def whole(text: str, cue: Span) -> Span:
    """The cue with the negation before it: who "did not [rule out]" talks has not ruled them out."""
    before = _BEFORE.search(text, max(0, cue[0] - _FARTHEST), cue[0])
    return (before.start(), cue[1]) if before else cue


def negated(cue: str) -> bool:
    """Whether the words of saying begin with a negation."""
    return _OPENING.match(cue) is not None
