"""Reads whom a ban, a blacklist or a sanction names: the proper name that its words govern, of whatever firm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.deeds.names import Named
from shared.language import english

_PART: Final = r"[A-Z][\w&’'-]*(?:\.\w+)*"
_NAME: Final = rf"{_PART}(?: (?:& )?{_PART}){{0,3}}"
_NAMES: Final = rf"(?P<names>{_NAME}(?:(?:, (?:and )?| and | or )(?:the )?(?:[a-z-]+ ){{0,2}}{_NAME}){{0,3}})"
_LEADING: Final = (
    r"(?:(?!(?:after|as|because|since|that|who|which|while|when|before|until|unless|if|by|in|at|amid|over|during|"
    r"under|and|but|said|says|saying)\b)[a-z‘“][\w’'-]*,? ){0,7}?"
)
"""Words with a small letter that lead to the name: "American companies from selling to the chip maker"."""
_SPARING: Final = r"(?:reprieves?|licen[cs]es?|waivers?|exemptions?)"
_CURB: Final = rf"(?:sanctions?|embargo(?:es)?|bans?|controls?|blacklist|restrictions?|curbs?|{_SPARING})"
_OBJECTS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:blacklist(?:s|ed|ing)?|bann(?:ed|ing)|ban|bans|bar(?:s|red|ring)?|sanction(?:s|ed|ing)?|"
        rf"restrict(?:s|ed|ing)?|prohibit(?:s|ed|ing)?) {_LEADING}{_NAMES}",
        rf"\b{_CURB} (?:on|against) {_LEADING}{_NAMES}",
        rf"\b{_SPARING} (?:for|to) {_LEADING}{_NAMES}",
        rf"\b(?:imposed|placed|put) on {_LEADING}{_NAMES}",
        rf"\b(?:add|plac|put)\w* {_LEADING}{_NAMES}(?: and [\w ]{{2,40}}?)? (?:to|on) [\w ‘“\"]{{0,30}}"
        r"(?:[Ee]ntity [Ll]ist|blacklist)",
        rf"\b(?:sell|sells|selling|sales|suppl\w+|export\w*|ship\w*|business|trad(?:e|ing)|deal\w*|buy\w*) "
        rf"{_LEADING}(?:to|with|from|for) {_LEADING}{_NAMES}",
        rf"\b(?:grant|giv|gave|offer|extend|issu)\w* {_LEADING}{_NAMES} (?:an?|another|its|more) [\w -]{{0,25}}{_CURB}",
        rf"\b(?:allow|let|permit)\w* {_LEADING}{_NAMES} (?:to )?[a-z]",
        rf"{_NAMES} (?:is|are|was|were|be|been|being) (?:\w+ly |now |also )?"
        r"(?:blacklisted|barred|banned|sanctioned|added|placed|put)\b",
        rf"(?:^|(?<=\s)){_NAMES}(?:[’']s?)? (?:export |sales |trade )?{_CURB}\b",
    )
)
_LEGAL: Final = re.compile(
    r"(?: (?:Technologies|Technology|Inc|Corp|Corporation|Co|Company|Ltd|Limited|Group|Holdings?|AG|SA|PLC|LLC|"
    r"Plc))+\.?$"
)
"""What a firm's full name has and its short one has not."""
_NO_FIRM: Final = re.compile(
    rf"^(?:{english.MONTH}|{english.WEEKDAY}|U\.S|U\.N|US|EU|UN|UK|I|He|She|It|They|We|The|A|An|In|On|For|After|But)"
    r"(?![\w&])|"
    r"\b(?:Department|Ministry|Office|Commission|Administration|Congress|Senate|House|Bureau|List|Act|Committee|"
    r"Council|Court|Government|President|Minister|Secretary|Party)$"
)


def firms(words: str, named: Sequence[Named] = ()) -> tuple[str, ...]:
    """The firms that the words of a measure name as its object, each by its short name, in the order of the text.

    `named` are the names in it that are known, with their offsets in `words`: a side is no firm."""
    masked = words
    for n in named:
        if not n.firm:
            masked = masked[: n.start] + "x" * (n.end - n.start) + masked[n.end :]
    found: dict[str, int] = {}
    for pattern in _OBJECTS:
        for hit in pattern.finditer(masked):
            for part in re.finditer(_NAME, hit["names"]):
                at = hit.start("names") + part.start()
                known = next((n.side for n in named if n.firm and n.start <= at < n.end), None)
                name = known or _short(part.group())
                if len(name) > 1 and (known or not _NO_FIRM.search(name)):
                    found.setdefault(name, at)
    return tuple(sorted(found, key=lambda name: (found[name], name)))


def _short(name: str) -> str:
    """`Quillon` of "Quillon Technologies Co’s"."""
    return _LEGAL.sub("", re.sub(r"[’'](?:s)?$", "", name.rstrip(".,"))).strip()
