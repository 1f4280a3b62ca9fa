"""Recognises meetings, deals and measures that are not between states.

Such are those with people of one's own country (lawmakers, reporters, voters), those against criminals, and sport.
"""

from __future__ import annotations

import re
from typing import Final

from shared.catalog import Mention
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

_CRIMINALS: Final = (
    r"(?:gangs?|cartels?|mafias?|drug lords?|(?:drug|people|arms)[- ](?:traffick|smuggl)(?:ers|ing)"
    r"|crime (?:groups?|syndicates?|rings?|famil(?:y|ies)))\b"
)
_GANG: Final = re.compile(rf"\b{_CRIMINALS}")
_GANG_BEHIND: Final = re.compile(rf"\s(?:[\w-]+\s){{0,2}}?{_CRIMINALS}")
_SPORT: Final = re.compile(
    r"\b(?:goalkeepers?|midfielders?|footballers?|(?:quarter|semi)-?finals?|(?:cup|euro|championship) qualifiers?"
    r"|premier league|la liga|bundesliga|serie a|champions league|nations league|europa league|penalty shoot-?out"
    r"|test (?:match(?:es)?|series)|wickets?|batsm[ae]n|quarterbacks?|transfer (?:fee|window)|loan deal|head coach"
    r"|(?:the|a) (?:[a-z’'-]+ )?striker (?:on|for|until|in|from)"
    r"|host (?:the )?(?:[\w-]+ )?(?:world cup|olympics?|games|championships?)"
    r"|(?:beat|defeated|thrashed|edged) (?:[\w’'-]+ ){1,3}?\d{1,3}-\d{1,3}|\d-\d (?:in|win|victory|defeat|draw|loss)"
    r"|(?:friendly|qualifying|football|rugby|cricket|hockey|soccer) (?:meeting|match(?:es)?|game|fixture|fans|team"
    r"|board|supporters|association|federation))\b"
)
"""Words that only reports of sport have."""


def of_sport(small: str, span: Span) -> bool:
    """Whether those who meet there, or agree, are clubs or teams; `small` is the text in small letters."""
    return _SPORT.search(small, *span) is not None


def of_gang(text: str, mention: Mention) -> bool:
    """Whether an adjective only says where criminals are from ("a Mexican drug cartel")."""
    return mention.via == "demonym" and _GANG_BEHIND.match(text, mention.end) is not None


def on_gang(small: str, span: Span) -> bool:
    """Whether a measure is aimed at criminals, who are no side of a negotiation; `small` is the text in lower case."""
    return _GANG.search(small, *span) is not None


def within(small: str, span: Span) -> bool:
    """Whether a meeting or deal reported there is a domestic one; `small` is the text in lower case."""
    return any(pattern.search(small, *span) for pattern in (_WITH, _SAW, _OF))
