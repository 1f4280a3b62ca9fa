"""Tells which state a court, ministry or police force belongs to; other bodies speak for themselves.

The country stands in the body's name or beside it; for a bare ministry it is the one whose minister the article names,
else the one that the article is most about.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from typing import Final

from services.extraction.domain.speakers.names.naming import Naming
from services.extraction.domain.speakers.speaking import Place
from shared.catalog import Catalog, Mention

_STATE: Final = re.compile(
    r"\b(?:Ministry|Department|Police|Agency|Committee|Service|Judiciary|General Staff|Army|Navy|Forces|Court|Embassy"
    r"|Government|Parliament|Congress|Senate|Guard|Prison|Treasury|Commission|Council|Authority|Bureau|Customs|Border"
    r"|Prosecution|Office)\b|^National (?:\w+ ){0,3}Cent(?:re|er)\b"
)
_PRIVATE: Final = re.compile(
    r"\b(?:Association|Bar|Business|Chamber|Export|Football|Foreign Relations|International Affairs|Institute"
    r"|Manufacturers|National Council|Olympic|Opposition|Policy Council|Transitional|University)\b"
)
_PLAIN: Final = re.compile(
    r"\b(?:Ministry|Department|Treasury|Supreme Court|High Court|General Staff|Judiciary|(?:Agency|Committee|Service)$)"
)
_MINISTER: Final = re.compile(r"(?:[’']s?)? (\w+) [Mm]inister\b")
_ADJECTIVE: Final = {"United Kingdom": "UK", "United States": "US"}
_STOP: Final = re.compile(r"[.;:!?\n”\"]\s|,")


def state_of(naming: Naming, place: Place, catalog: Catalog) -> str | None:
    """The country of a court, ministry or police force; None for bodies that speak for themselves or whose country is
    unknown."""
    if not _STATE.search(naming.name) or _PRIVATE.search(naming.name):
        return None
    for n in place.people.named.get(naming.name, (naming,)):
        for m in (*around(place, n.start, n.end), *reversed(around(place, n.start - 30, n.start))):
            if m.actor.kind == "country" and not _STOP.search(place.text, m.end, max(m.end, n.start)):
                return catalog.side_of(m.actor, place.on)
    return _home(naming.name, place)


def with_state(naming: Naming, state: str, place: Place) -> str:
    """The name of a ministry, department or court, with its country where the name alone does not tell ("Arland's
    Interior Ministry")."""
    name = naming.name
    if not _PLAIN.search(name) or any(
        m.end <= n.end for n in place.people.named.get(name, (naming,)) for m in around(place, n.start, n.end)
    ):
        return name
    return f"{_ADJECTIVE[state]} {name}" if state in _ADJECTIVE else f"{state}'s {name}"


def _home(name: str, place: Place) -> str | None:
    """The country that the article is most about, for a ministry; departments are the United States'."""
    countries = Counter(m.actor.name for m in place.mentions if m.actor.kind == "country")
    if "Department" in name:
        return "United States" if countries["United States"] else None
    if "Ministry" not in name:
        return None
    minister = _minister(name, place)
    if minister is not None:
        return minister
    del countries["United States"]
    return countries.most_common(1)[0][0] if countries else None


def _minister(ministry: str, place: Place) -> str | None:
    """The country whose minister of that department the article names first."""
    department = ministry.replace("Ministry", "").replace(" of ", " ").strip().lower()
    if not department or " " in department:
        return None
    for m in place.mentions:
        if m.actor.kind == "person" and f"{department} minister" in place.text[m.start : m.end].lower():
            return m.actor.side
        found = _MINISTER.match(place.text, m.end) if m.actor.kind == "country" else None
        if found is not None and found.group(1).lower() == department:
            return m.actor.name
    return None


def around(place: Place, start: int, end: int) -> tuple[Mention, ...]:
    """Mentions of the catalog that begin in [start, end)."""
    first = bisect.bisect_left(place.mentions, start, key=_begin)
    return place.mentions[first : bisect.bisect_left(place.mentions, end, key=_begin)]


def _begin(mention: Mention) -> int:
    return mention.start
