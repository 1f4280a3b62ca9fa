"""Recognises negated cues: "did not rule out", "has never accepted"."""

from __future__ import annotations

import re
from typing import Final

from shared.contracts.common import Span

_FARTHEST: Final = 40
"""Characters before a cue in which its negation is looked for."""
_NOT: Final = (
    r"(?:\b(?:do|does|did|has|have|had|is|are|was|were|will|would|can|could|should|may|might)\s+not"
    r"|\b[a-z]+n[’']t|\bcannot|\b(?:(?:has|have|had|will|would)\s+)?never|\bno\s+longer"
    r"|\b(?:stop|f[ae]ll)(?:s|ped|ping|ing)?\s+short\s+of|\bavoid(?:s|ed|ing)?|\b(?:has|have|had)\s+yet\s+to|\bfail(?:s|ed|ing)?\s+to"
    r"|\bcareful\s+not\s+to|\bneither(?:\s+\w+){1,2}\s+nor)"
)
_BETWEEN: Final = r"(?:\s+(?:(?!only)[a-z]+ly|yet|been|ever|even))*"
_BEFORE: Final = re.compile(rf"{_NOT}{_BETWEEN}\s+$", re.IGNORECASE)
_SAYING: Final = re.compile(
    r"(?:announc|assert|claim|confirm|declar|mention|say|specif|stat(?:e|ed|es|ing)\b|tell)\w*(?: \w+)?$|said$|told\b",
    re.IGNORECASE,
)
"""Verbs that say nothing when negated; whoever "did not accept" takes a stand."""
_ACCORDING: Final = re.compile(r"\b[Aa]ccording $")
_OPENING: Final = re.compile(rf"(?:not|never)\b|{_NOT}\b", re.IGNORECASE)


def whole(text: str, cue: Span) -> Span:
    """The cue with the negation before it: who "did not [rule out]" talks has not ruled them out; and all of
    "According [to]"."""
    if text[slice(*cue)] == "to" and (according := _ACCORDING.search(text, max(0, cue[0] - 12), cue[0])):
        return according.start(), cue[1]
    before = _BEFORE.search(text, max(0, cue[0] - _FARTHEST), cue[0])
    return (before.start(), cue[1]) if before else cue


def negated(cue: str) -> bool:
    """Whether the cue begins with a negation."""
    return _OPENING.match(cue) is not None


def silent(cue: str) -> bool:
    """Whether the cue means that nothing is said: "did not say", "neither confirmed nor denied"."""
    opening = _OPENING.match(cue)
    if opening is None:
        return False
    return _SAYING.search(cue, opening.end()) is not None or cue.lower().startswith("neither confirm")
