"""Words for saying that are a noun in, whether the article tells whose they are out: "amid reports that", "despite
claims that" are nobody's, whoever is named in the sentence."""

from __future__ import annotations

import re
from typing import Final

Span = tuple[int, int]

_NOUN: Final = re.compile(
    r"(?:accusations|allegations|claims|complaints|demands|reports|rumou?rs|speculation|suggestions|warnings)\b"
)
_NOBODY_S: Final = re.compile(
    r"\b(?:after|amid(?:st)?|despite|following|over|in the (?:face|light|wake) of|there (?:are|is|was|were)(?: also)?)"
    r" (?:(?:earlier|media|multiple|new|news|numerous|press|previous|recent|repeated|several|such|unconfirmed"
    r"|widespread) )?$",
    re.IGNORECASE,
)
_WHOSE: Final = re.compile(r" (?:by|from|of|in|on)\b")
_AHEAD: Final = 60


def nobody_s(text: str, source: Span, cue: Span | None) -> bool:
    """Whether the cue is such a noun, which no source stands beside."""
    if cue is None or source[0] <= cue[0] < source[1] or _NOUN.match(text, cue[0]) is None:
        return False
    if _WHOSE.match(text, cue[1]):
        return False
    return _NOBODY_S.search(text, max(0, cue[0] - _AHEAD), cue[0]) is not None
