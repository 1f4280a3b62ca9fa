"""A sentence that tells of a meeting or a deal comes in; whether it was with people of one's own country, who are no
party to a negotiation between states, goes out."""

from __future__ import annotations

import re
from typing import Final

from shared.contracts.common import Span

_PEOPLE: Final = (
    r"(?:reporters|journalists|senators?|lawmakers|legislators|congress(?:men|women|ional)?"
    r"|democrats|republicans|mps|parliamentarians|backbenchers|governors|mayors|ceos|executives|investors|bankers"
    r"|business (?:leaders|groups)|companies|farmers|ranchers|growers|unions?|workers|voters|supporters|activists"
    r"|volunteers?|students|families|relatives|survivors|troops|soldiers|commanders of his|cabinet|aides|advis[eo]rs"
    r"|residents|villagers|townspeople|locals|local (?:officials|leaders|authorities)|civilians|veterans|pupils"
    r"|children|firefighters|rescuers|rescue (?:workers|teams)|medics|doctors|nurses"
    r"|rabbis?|rebbe|bishops|clergy)"
)
_WITH: Final = re.compile(
    r"\b(?:met|meets?|meeting|call|calls|talks|conversation|spoke|speaking|deal|agreement|gathering)\s"
    r"(?:[\w-]+\s){0,4}?(?:with|between|to|among)\s(?:[\w.’'-]+\s){0,4}?" + _PEOPLE + r"\b"
)
_SAW: Final = re.compile(
    r"\b(?:met|meets?|meeting|visited|visiting|greeted|greeting|received|hosted)\s"
    r"(?:(?!(?:and|with|in|at|on|as|to)\b)[\w’'-]+\s){0,3}?" + _PEOPLE + r"\b"
)
"""The same without a preposition ("met volunteers")."""
_OF: Final = re.compile(
    r"\b" + _PEOPLE + r"(?:,\s[^.;:,!?\n]{1,60},)?\s(?:[^.;:,!?\n]{0,40}\s)?"
    r"(?:met\s|reached (?:a |an )?(?:deal|agreement)|struck (?:a |an )?deal)"
)


def within(small: str, span: Span) -> bool:
    """Whether a meeting or deal told there is one at home; `small` is the text in small letters."""
    return any(pattern.search(small, *span) for pattern in (_WITH, _SAW, _OF))
