"""Recognises cues of denial: "denied", "rejected claims that"."""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.text import negation
from shared.contracts.common import Span

_DENIAL: Final = re.compile(r"\b(?:den(?:y|ies|ied|ying|ial)|refut\w*|rebut\w*)\b", re.IGNORECASE)
_VERB: Final = (
    r"\b(?:(?:dismiss|disput|reject|refut|rebut)(?:e?s|t?ed|t?ing|e)?|den(?:y|ies|ied|ying)|scoff(?:s|ed|ing)? at"
    r"|play(?:s|ed|ing)? down|(?:brush|wav|laugh|shrug|pour)(?:es?|s|ed|ing)? (?:aside|away|off|cold water on))"
)
_WORDS: Final = (
    r"(?: as [\w-]+)?(?: (?!(?:about|after|as|at|by|for|from|in|of|on|over|to|with)\b)[\w’'-]+){0,3}? "
)
_CLAIMED: Final = (
    r"(?:accounts?|accusations?|allegations?|assertions?|claims?(?! (?:for|on|over|to)\b)|reports?|rumou?rs?"
    r"|speculation|suggestions? that|talk of)\b"
)
_NOT_BELIEVED: Final = re.compile(rf"{_VERB}{_WORDS}{_CLAIMED}|disput(?:es?|ed|ing) that\b", re.IGNORECASE)
"""Who dismisses a proposal rejects it; who dismisses a report denies it."""
_NOUN: Final = re.compile(_CLAIMED, re.IGNORECASE)
_BEFORE: Final = re.compile(rf"{_VERB}(?!.*\b(?:and|but|or)\b){_WORDS}$", re.IGNORECASE)
_FARTHEST: Final = 60
"""Characters before the noun in which its verb is looked for."""


def whole(text: str, cue: Span, source: Span | None) -> Span:
    """The cue with the verb that governs it: in "rejects [claims]" the claims are not those of whoever rejects them."""
    if _NOUN.match(text, cue[0]) is None:
        return cue
    before = _BEFORE.search(text, max(0, cue[0] - _FARTHEST), cue[0])
    if before is None or (source is not None and source[0] > before.start()):
        return cue
    return before.start(), cue[1]


def denies(text: str, cue: Span, end: int) -> bool:
    """Whether the cue, with what follows it up to `end`, denies what is reported."""
    said = text[slice(*cue)]
    if negation.negated(said):
        return False
    return _DENIAL.search(said) is not None or _NOT_BELIEVED.match(text, cue[0], end) is not None
