"""Gives extra weight, as the antecedent of "he" or "she", to a person who has just been introduced as a subject.

"Quill said no. Jan Novotny flew home. He said ...": "he" is Novotny, though Quill spoke last.
"""

from __future__ import annotations

import bisect
import re
from typing import Final

from services.extraction.domain.speakers import salience
from services.extraction.domain.speakers.names.naming import Naming
from services.extraction.domain.speakers.speaking import Past, Place, Source

_CAME_IN: Final = (
    3.5  # nearly as much as having spoken last and just before; a subject has its own weight besides
)
_GOES_ON: Final = re.compile(r"(?:add|conclud|continu|went on)", re.IGNORECASE)  # whoever spoke before
_BEHIND: Final = 2  # characters between a quotation and "he said"


def newcomer_weight(
    source: Source, naming: Naming, line: int, standing: float, place: Place, past: Past
) -> float:
    """The weight for a person who is the subject of the sentence just before `source` (or before its quotation), in the
    same paragraph, if nobody has spoken since; else 0. `line` is the sentence number of the naming."""
    last = past.speakers[-1].name if past.speakers else None
    if naming.sort != "person" or naming.name == last or _GOES_ON.match(source.cue):
        return 0.0
    if past.lines and line <= past.lines[-1]:
        return 0.0
    if line + 1 not in (source.line, _opening(source, place)):
        return 0.0
    if place.text.find("\n", naming.end, source.start) >= 0:
        return 0.0
    return _CAME_IN if salience.subject(place.text, naming, standing) else 0.0


def _opening(source: Source, place: Place) -> int:
    """The sentence in which the quotation before the pronoun begins, else the sentence of the pronoun."""
    at = bisect.bisect_right(place.quote_ends, source.start) - 1
    if at < 0 or source.start - place.quote_ends[at] > _BEHIND:
        return source.line
    return bisect.bisect_right(place.begins, place.quotes[at].start)
