"""Reads whose gathering is reported: that of a body's ministers or leaders among themselves, or a club's summit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.milestones.parties import encounters
from services.extraction.domain.milestones.parties.sides import ACTS, CLUBS, Side
from shared.contracts.common import Span

_ORGAN: Final = re.compile(
    r"(?:['’]s?)?\s(?:[\w-]+\s){0,3}?(?:ministers|leaders|ambassadors|envoys|chiefs|heads\sof\sstate)\b"
)
_ORGAN_OF: Final = re.compile(
    r"\b(?:[Mm]inisters|[Ll]eaders|[Aa]mbassadors|[Ee]nvoys|[Mm]embers)\sof\s(?:the\s)?$"
)
_AMONG_THEMSELVES: Final = re.compile(
    r"\s(?:(?:met|meeting|gathered|gathering|convened)\b(?!\s(?:with|[A-Z]))|(?:will|are\sto)\s(?:meet|gather|convene)\b(?!\s(?:with|[A-Z])))"
)
"""After ministers or leaders of a body: they meet without others ("the bloc's ministers meeting in the port")."""
_MEETING_OF: Final = re.compile(rf"\b{encounters.MEETING}\s(?:of|between|among)\s(?:the\s)?$")
_SUMMIT: Final = re.compile(
    r"(?:['’]s?)?\s(?:\(\S+\)\s)?(?:[\w-]+\s){0,3}?(?:summit|meetings?|talks|gathering|ministers|leaders|chiefs|heads\sof\sstate)\b"
)
_SUMMIT_OF: Final = re.compile(
    r"\b(?:summit|meetings?|gathering)\s(?:of|for|with)\s(?:[\w-]+\s){0,3}?(?:the\s)?$"
    r"|\b(?:[Mm]inisters|[Ll]eaders|[Oo]fficials)\s(?:of|from)\s(?:the\s)?$"
)
"""Beside a club of states: its own gathering."""
_THERE: Final = re.compile(r"\b(?:at|during|sidelines\sof)\s(?:the|an?)\s$")
"""Before a club of states whose summit is where somebody does something."""


def of_body(text: str, deed: Span, here: Sequence[Side]) -> tuple[str, ...]:
    """The one body whose ministers or leaders meet among themselves ("a meeting of the bloc's foreign ministers"), or
    empty."""
    for side in here:
        start, end = side.mention.start, side.mention.end
        if (
            side.mention.actor.kind != "bloc"
            or not deed[0] - encounters.REACH < start < deed[1] + encounters.REACH
        ):
            continue
        organ = _ORGAN.match(text, end)
        if organ and (
            _MEETING_OF.search(text, max(0, start - 40), start) or _AMONG_THEMSELVES.match(text, organ.end())
        ):
            return (side.name,)
        if _ORGAN_OF.search(text, max(0, start - 40), start) and _AMONG_THEMSELVES.match(text, end):
            return (side.name,)
    return ()


def of_club(text: str, span: Span, deed: Span, here: Sequence[Side]) -> tuple[str, ...]:
    """The club of states whose summit is reported ("the summit of the seven in Lima ended"); empty where two others
    act in the sentence, one does so there, or somebody meets another by its words: then it is a place to meet."""
    if encounters.with_another(text, span, here):
        return ()
    others = {side.name for side in here if side.weight >= ACTS and side.name not in CLUBS}
    for side in here if len(others) < encounters.TWO else ():
        start, end = side.mention.start, side.mention.end
        if side.name not in CLUBS or not deed[0] - encounters.REACH < start < deed[1] + encounters.REACH:
            continue
        if others and _THERE.search(text, max(0, start - 40), start):
            return ()
        if _SUMMIT.match(text, end) or _SUMMIT_OF.search(text, max(0, start - 60), start):
            return (side.name,)
    return ()
