"""Recognises cues that attribute words to nobody, whoever else the sentence names.

Such are nouns ("amid reports that", "despite claims that") and impersonal verbs ("it is said that", "one could argue
that").
"""

from __future__ import annotations

import re
from typing import Final

from shared.contracts.common import Span

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
_SAID: Final = re.compile(
    r"(?:acknowledged|alleged|argued|asserted|assumed|believed|claimed|expected|feared|hoped|known|presumed|reported|rumou?red"
    r"|said|speculated|stated|suggested|suspected|thought|understood)\b"
)
_ADVERBS: Final = r"(?: (?:also|always|even|long|often|sometimes|still|then|[a-z]+ly))*"
_IT: Final = re.compile(
    r"\bit(?:[’']s| is| was"
    rf"| (?:has|had){_ADVERBS} been| (?:can|could|may|might|must|should|will){_ADVERBS} be){_ADVERBS}(?: being)? $",
    re.IGNORECASE,
)
_THAT: Final = re.compile(r"(?: (?:at|in|on) [^,.;:“”\"\n]{2,40})? that\b")
_ONE: Final = re.compile(rf"\bone (?:can|could|may|might|must|should|would){_ADVERBS} $", re.IGNORECASE)
_NEAR: Final = 50
_ENDED: Final = re.compile(r"[.!?][”\"’']?\s|\n")


def is_nobodys(text: str, source: Span, cue: Span | None) -> bool:
    """Whether the cue is a noun like "reports" in "amid reports that", with no word on whose they are."""
    if cue is None or source[0] <= cue[0] < source[1] or _NOUN.match(text, cue[0]) is None:
        return False
    if _WHOSE.match(text, cue[1]):
        return False
    return _NOBODY_S.search(text, max(0, cue[0] - _AHEAD), cue[0]) is not None


def is_impersonal(text: str, source: Span | None, cue: Span | None) -> bool:
    """Whether the cue says "it is said" or "one could say", unless somebody else in its sentence is the source."""
    if cue is None:
        return False
    head = _ONE.search(text, max(0, cue[0] - _NEAR), cue[0])
    if head is None and _SAID.match(text, cue[0]) and _THAT.match(text, cue[1]):
        head = _IT.search(text, max(0, cue[0] - _NEAR), cue[0])
    if head is None or source is None:
        return head is not None
    if source[1] <= head.start():
        return _ENDED.search(text, source[1], head.start()) is not None
    return source[0] < cue[0]
