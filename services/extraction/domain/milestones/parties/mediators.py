"""A side that a text names comes in; whether the words around make it a go-between goes out."""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.milestones.parties.sides import Side

_BY_MEDIATOR: Final = re.compile(r"^(?:[-\s](?:mediated|brokered|sponsored|led))\b", re.IGNORECASE)
_MEDIATED_BY: Final = re.compile(
    r"\b(?:mediated|brokered|facilitated|hosted|sponsored|mediation|auspices) (?:by|of)\s"
    r"(?:(?:the\s)?(?:[\w.'-]+\s){0,3}|(?:(?-i:[A-Z])[\w.’'-]*,?\s|and\s|the\s){0,9})$",
    re.IGNORECASE,
)
_MEDIATORS: Final = re.compile(
    r"^\s(?:\w+\s)?(?:mediators?|mediation|intermediar\w+|brokers?)\b", re.IGNORECASE
)


def mediating(text: str, side: Side) -> bool:
    """Whether the words around a mention make it a go-between."""
    start, end = side.mention.start, side.mention.end
    return bool(
        _MEDIATED_BY.search(text[max(0, start - 100) : start])
        or _BY_MEDIATOR.match(text[end : end + 12])
        or _MEDIATORS.match(text[end : end + 24])
    )
