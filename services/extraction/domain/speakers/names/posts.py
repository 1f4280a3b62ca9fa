"""Finds where a name begins behind an office with the body or country that it is of ("Chairman of the Harbour Board of
Arland [Jan Novotny]", "ambassador to Arland [Jan Novotny]")."""

from __future__ import annotations

import itertools
import re
from typing import Final

import msgspec

from services.extraction.domain.speakers.names.naming import body_like, folded
from services.extraction.domain.speakers.names.titles import Core
from services.extraction.domain.vocabulary import Vocabulary

_PART: Final = re.compile(r"[^ ]+")
_OF_OFFICE: Final = re.compile(r" (?:of|for) ")
_JOINTS: Final = frozenset({"of", "for", "the", "and", "&"})
_SAINTS: Final = frozenset(
    {"st", "saint", "san", "santa", "sao", "port", "fort", "lake", "mount", "king", "queen"}
)
_TO: Final = (" to ", " to the ")
_POSTED: Final = re.compile(
    r"(?:ambassador|consul|delegate|emissary|envoy|negotiator|representative)(?:[- ]general)? (?:for|in|to) (?:the )?$",
    re.IGNORECASE,
)


def behind_office(text: str, start: int, found: Core, words: Vocabulary) -> Core:
    """The core of a name without the body or country of the office before it, where a first name shows the begin
    ("Chairman of the Harbour Board of Arland [Jan Novotny]"). `start` is where the run begins."""
    if not found.titled or not _OF_OFFICE.search(text, start, found.end):
        return found
    parts = [(part.start(), folded(part.group())) for part in _PART.finditer(text, found.start, found.end)]
    for at in range(len(parts) - 2, 0, -1):
        begin, word = parts[at]
        rest = [w for _, w in parts[at + 1 :]]
        if len(rest) > 2 or any(body_like(w, words) or w in _JOINTS for w in rest):
            return found
        if (word in words.he or word in words.she) and parts[at - 1][1] not in _JOINTS | _SAINTS:
            given = at > 1 and (
                parts[at - 1][1] in words.he or parts[at - 1][1] in words.she
            )  # "Mary Anne Novotny"
            return msgspec.structs.replace(found, start=parts[at - 1][0] if given else begin)
    return found


def behind_post(text: str, found: Core, words: Vocabulary) -> int:
    """Where the name of an envoy begins behind the country or body of the post ("ambassador to [Arland Jan Novotny]"):
    at a first name, or behind letters; 0 where no post stands before."""
    if not _POSTED.search(text, max(0, found.start - 40), found.start):
        return 0
    parts = list(_PART.finditer(text, found.start, found.end))
    for place, part in itertools.pairwise(parts[:-1]):
        first = folded(part.group())
        given = first in words.he or first in words.she
        if given or (part is parts[1] and place.group().isupper()):
            return part.start()
    if len(parts) == 3 and text.endswith(_TO, 0, found.start):  # nobody is ambassador to a person
        return 0 if body_like(folded(parts[1].group()), words) else parts[1].start()
    return 0
