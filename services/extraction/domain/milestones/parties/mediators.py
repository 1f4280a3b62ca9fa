"""Recognises go-betweens by the words around them, and those between whom they go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.milestones.parties import encounters
from services.extraction.domain.milestones.parties.sides import Side
from shared.contracts.common import MilestoneType, Span

HOSTED: Final[frozenset[MilestoneType]] = frozenset(
    {
        "mediation_offered_or_accepted",
        "meeting_held",
        "meeting_proposed",
        "meeting_scheduled",
        "talks_round_held",
    }
)
"""Steps of others that somebody hosts or mediates."""

_BY_MEDIATOR: Final = re.compile(r"^(?:[-\s](?:mediated|brokered|sponsored|led))\b", re.IGNORECASE)
_MEDIATED_BY: Final = re.compile(
    r"\b(?:mediated|brokered|facilitated|hosted|sponsored|mediation|auspices) (?:by|of)\s"
    r"(?:(?:the\s)?(?:[\w.'-]+\s){0,3}|(?:(?-i:[A-Z])[\w.’'-]*,?\s|and\s|the\s){0,9})$",
    re.IGNORECASE,
)
_MEDIATORS: Final = re.compile(
    r"^\s(?:\w+\s)?(?:mediators?|mediation|intermediar\w+|brokers?)\b", re.IGNORECASE
)
_HOSTS: Final = re.compile(
    r"\b(?:host(?:s|ed|ing)?|mediat(?:e|es|ed|ing)|broker(?:s|ed|ing)?|facilitat(?:e|es|ed|ing)|chair(?:s|ed|ing)?)\s"
    r"(?:(?!(?:and|but|which|who|that|when|after|before)\b)[\w’'-]+\s){0,8}?between\s(?:the\s)?"
)
PAIR: Final = 2


def mediating(text: str, side: Side) -> bool:
    """Whether the words around a mention make it a go-between."""
    start, end = side.mention.start, side.mention.end
    return bool(
        _MEDIATED_BY.search(text[max(0, start - 100) : start])
        or _BY_MEDIATOR.match(text[end : end + 12])
        or _MEDIATORS.match(text[end : end + 24])
    )


def between(
    text: str, span: Span, named: Sequence[Side], subjects: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Those between whom somebody hosts, mediates or brokers something, and who does ("Peru will host talks between
    Chile and Bolivia"); None where the sentence does not name two.

    `subjects` are whom a pronoun means that opens the sentence.
    """
    for found in _HOSTS.finditer(text, *span):
        both = encounters.objects_at(text, found.end(), [side for side in named if side.weight > 0])
        rest = [side for side in named if side.name not in both]
        within = [side.name for side in rest if found.start() < side.mention.start < found.end()]
        hosts = within or encounters.subject_before(text, found.start(), rest) or list(subjects)
        if len(both) >= PAIR and not set(hosts) & set(both):
            return tuple(both), tuple(dict.fromkeys(hosts))
    return None
