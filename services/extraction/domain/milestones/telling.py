"""A day named in a sentence comes in; whether it is the day on which something is told, not that of what is told, goes
out; and whether it is that on which something begins."""

from __future__ import annotations

import re
from typing import Final

from shared.contracts.common import Span

_TOLD: Final = re.compile(
    r"\b(?:said|says|told (?:\w+ ){0,3}?|announced|confirmed|wrote|reported|added|stated|indicated)"
    r"(?: in [\w ]{1,30}?| at [\w ]{1,30}?)? ?(?:late |early )?(?:on )?$",
    re.IGNORECASE,
)
_UTTERED: Final = re.compile(
    r"\b(?:(?:warned|tweeted|announcement|warning|remarks)"
    r"|in an? (?:[\w-]+ ){0,2}?(?:tweet|post|statement|interview|speech|letter|briefing)) ?(?:late |early )?(?:on )?$",
    re.IGNORECASE,
)
_BEGINS: Final = re.compile(
    r"\b(?:(?:take|takes|taking) effect|(?:go|goes|going|come|comes|coming) into (?:effect|force)|kick(?:s|ing)? in"
    r"|begin(?:s|ning)?|start(?:s|ing)?|effective|as of)(?: as (?:early|soon) as)? ?(?:late |early )?(?:on )?$",
    re.IGNORECASE,
)
_TELLS: Final = re.compile(
    r",? (?:said|announced|warned|told|tweeted|wrote|vowed|pledged|unveiled|threatened|called on)\b"
)
"""Straight after a day: "Trump on Thursday said"."""
_TELLER: Final = re.compile(
    r",? (?:[\w.'’-]+ ){1,6}?(?:said|announced|warned|told|tweeted|wrote|vowed|pledged|unveiled|threatened)\b"
)
"""After a day at the head of the sentence: "On Thursday, Trump said"."""
_HEAD: Final = re.compile(r"[\s\"“]*(?:on |late |early )*", re.IGNORECASE)


def told(text: str, sentence: Span, day: Span) -> bool:
    """Whether a verb of saying stands straight before the day ("said on Monday")."""
    return _TOLD.search(text[max(sentence[0], day[0] - 60) : day[0]]) is not None


def begins(text: str, sentence: Span, day: Span) -> bool:
    """Whether it is the day on which something takes effect ("starting on Monday")."""
    return _BEGINS.search(text[max(sentence[0], day[0] - 60) : day[0]]) is not None


def uttered(text: str, sentence: Span, day: Span) -> bool:
    """Whether a telling of another kind goes with it ("its warning on Monday", "On Monday the union vowed")."""
    if _UTTERED.search(text[max(sentence[0], day[0] - 60) : day[0]]) is not None:
        return True
    if _TELLS.match(text, day[1], sentence[1]) is not None:
        return True
    head = _HEAD.fullmatch(text, sentence[0], day[0]) is not None
    return head and _TELLER.match(text, day[1], sentence[1]) is not None
