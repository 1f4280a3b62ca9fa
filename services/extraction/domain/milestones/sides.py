"""Mentions of actors come in; which parties they stand for, and how surely each acts there, goes out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec

from shared.catalog import Catalog, Mention

_PLACE_BEFORE: Final = re.compile(
    r"\b(?:in|at|near|from|to|inside|outside|across|into|around|for|via)\s(?:the\s)?$", re.IGNORECASE
)
_IN: Final = re.compile(r"\b(?:in|at|near|inside|outside)\s(?:the\s)?$", re.IGNORECASE)
_CITY: Final = re.compile(r"\b[A-Z][\w’'.-]+, $")
_BY_MEDIATOR: Final = re.compile(r"^(?:[-\s](?:mediated|brokered|sponsored|led))\b", re.IGNORECASE)
_MEDIATED_BY: Final = re.compile(
    r"\b(?:mediated|brokered|facilitated|hosted|sponsored|mediation|auspices) (?:by|of)\s"
    r"(?:the\s)?(?:[\w.'-]+\s){0,3}$",
    re.IGNORECASE,
)
_MEDIATORS: Final = re.compile(
    r"^\s(?:\w+\s)?(?:mediators?|mediation|intermediar\w+|brokers?)\b", re.IGNORECASE
)
_PEOPLES: Final = frozenset({"Palestinian Authority"})
"""Parties whose demonym names a people ("Palestinian militants") more often than the party itself."""
_PLACED: Final = re.compile(
    r"^[’']?s?\s(?:[\w-]+\s)?(?:capital|port|city|town|resort|border|soil|territory|airspace|coast|peninsula|island|province|region"
    r"|embassy|consulate|palace|village)\b"
)
"""What makes the adjective before it a place ("the Saudi capital"): who meets there need not be of that country."""
_CITY_OF: Final = re.compile(r"\b(?:capital|city|port|town)(?: city)?(?: of)?,?\s$")
TOPIC: Final = re.compile(
    r"\b(?:(?:war|conflict|fighting|invasion|peace|settlement|ceasefire|truce|future|situation|crisis)\s(?:in|of|on|for|over)"
    r"|without|if|unless|(?:envoy|representative|ambassador|adviser)s?\s(?:for|on|to)(?:\s[A-Z]\w+\sand)?)\s(?:the\s)?$",
    re.IGNORECASE,
)
"""What makes a country the matter and not a party ("the war in Ukraine", "without Ukraine")."""
_TELLS: Final = re.compile(
    r"^[,\s](?:\w+\s){0,3}?(?:said|says|told|announced|confirmed|wrote|reported|added|argued|stated)\b"
)
_TOLD_BY: Final = re.compile(
    r"\b(?:according to|said|told|added)\s(?:the\s)?(?:[\w.'’-]+\s){0,3}$", re.IGNORECASE
)
KINDS: Final = frozenset({"country", "bloc", "group"})


class Side(msgspec.Struct, frozen=True):
    """A party named in the text, by which mention, and how surely it acts there (0 to 1)."""

    name: str
    mention: Mention
    weight: float


def party_of(mention: Mention, catalog: Catalog, on: date) -> str | None:
    """The country, bloc or armed group that the mention stands for; None for media and private persons."""
    actor = mention.actor
    if actor.kind == "media":
        return None
    if actor.kind == "person":
        side = catalog.side_of(actor, on)
        if side == actor.name:
            side = actor.side
        principal = catalog.canonical_party(side)
    else:
        principal = catalog.canonical_party(actor.name)
    found = catalog.actor(principal)
    return principal if found is not None and found.kind in KINDS else None


def sides(text: str, mentions: Sequence[Mention], catalog: Catalog, on: date) -> tuple[Side, ...]:
    """Parties named by `mentions`, in order; places ("in Qatar") count little, metonyms after "in" not at all."""
    out = []
    last = -1
    for mention in mentions:
        name = party_of(mention, catalog, on)
        after_other, last = mention.start - last <= 2, mention.end
        if name is None:
            continue
        before = text[max(0, mention.start - 14) : mention.start]
        weight = 1.0
        if mention.via == "demonym" and _PLACED.match(text[mention.end : mention.end + 40]):
            out.append(Side(name, mention, 0.25))
            continue
        if mention.actor.kind != "person" and TOPIC.search(text[max(0, mention.start - 45) : mention.start]):
            out.append(Side(name, mention, 0.25))
            continue
        if mention.via != "demonym" and mention.actor.kind in ("country", "bloc", "group"):
            if mention.via == "metonym" and _CITY_OF.search(before):
                weight = 0.0
            elif _IN.search(before):
                weight = 0.0 if mention.via == "metonym" else 0.25
            elif mention.via == "metonym" and _PLACE_BEFORE.search(before):
                weight = 0.2
            elif mention.actor.kind == "country" and not after_other and _CITY.search(before):
                # "in Osaka, Japan": where it was; in "China, Japan and Korea" the word before is an actor too.
                weight = 0.25
        elif mention.via == "demonym" and name in _PEOPLES:
            weight = 0.3
        out.append(Side(name, mention, weight))
    return tuple(out)


def mediating(text: str, side: Side) -> bool:
    """Whether the words around a mention make it a go-between."""
    start, end = side.mention.start, side.mention.end
    return bool(
        _MEDIATED_BY.search(text[max(0, start - 70) : start])
        or _BY_MEDIATOR.match(text[end : end + 12])
        or _MEDIATORS.match(text[end : end + 24])
    )


def telling(text: str, side: Side) -> bool:
    """Whether a mention is only who tells of the step ("..., the Kremlin said")."""
    start, end = side.mention.start, side.mention.end
    return bool(_TELLS.match(text[end : end + 40]) or _TOLD_BY.search(text[max(0, start - 40) : start]))
