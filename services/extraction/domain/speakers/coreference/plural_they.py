"""Finds the people whom "they" means when they are a group without a name: officials, unions, residents."""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.speakers.speaking import Scene
from services.extraction.domain.text.quotes import Quote
from shared.contracts.common import Span

_PEOPLE: Final = (
    r"(?i:activists|advisers|advisors|advocates|agents|aides|allies|analysts|attorneys|authorities|authors|backers"
    r"|campaigners|candidates|colleagues|companies|conservatives|critics|Democrats|demonstrators|diplomats|doctors"
    r"|economists|employees|executives|experts|families|farmers|firms|groups|insiders|investigators|journalists|judges"
    r"|lawmakers|lawyers|leaders|liberals|loyalists|members|ministers|MPs|moderates|negotiators|officers|officials"
    r"|opponents|organi[sz]ations|parents|politicians|progressives|prosecutors|protesters|rebels|reporters"
    r"|Republicans|researchers|residents|scholars|scientists|senators|strategists|students|supporters"
    r"|survivors|teachers|unions|users|victims|voters|whistle-?blowers|witnesses|women|workers)"
)
_WORD: Final = (
    r"(?!(?i:and|or|of|for|from|at|by|with|to|in|on|that|when|while|who|as|if|so|do|does|but|is|are|was|were|has|have"
    r"|had|said|says|say|after|because|though|although)\b)[\w’'.-]+"
)
_NAME: Final = r"(?:the )?[A-Z][\w’'-]+"
_SUBJECT: Final = re.compile(
    r"(?:^|[,;:—–] |\b(?:[Aa]nd|[Bb]ut|[Ss]o|[Aa]s|[Ww]hile|[Aa]fter|[Ww]hen|because|[Ii]f|[Tt]hough|[Aa]lthough) )"
    rf"(?P<who>(?:{_WORD} ){{0,4}}{_PEOPLE}(?: of {_NAME}(?:(?:, {_NAME})*,? and {_NAME})?)?)(?=[ ,])"
)
_TAG: Final = re.compile(r"[.,!?][”\"’'] $")  # "...,” they said"
_TAGGED: Final = re.compile(r" [a-z]+[.,]")
_VERB: Final = re.compile(
    r"(?:,? (?:who|which|that) [^.;\n]{3,100}?| (?:in|at|from|on|of|across) (?:[\w’'-]+ ){0,4}[\w’'-]+)?"
    r"(?:,[^,.;\n]{2,80},)? (?:also |already |now |still |\w+ly |reportedly |first )*"
    r"(?:are|were|have|had|did|do|say|want|fear|argue|see|think|believe|insist|hope|worry|remain|claim|point|held|met"
    r"|will|would|could|may|might|can|took|gave|made|went|put|wrote|told|said|sided|sent|fought|left|came|\w+ed)\b"
)


def antecedent(they: Span, line: int, scene: Scene) -> Span | None:
    """The words "they" refers to: the subject before it in its sentence, else of the sentence before, if nobody but a
    person told of there has spoken since. None for "they said" after a quotation, which takes up whoever spoke
    before."""
    place, past, start = scene.place, scene.past, they[0]
    since = past.spans[-1][1] if past.spans else 0
    ahead = place.text[max(0, start - 3) : start]
    if _TAG.search(ahead) or (ahead.endswith(", ") and _TAGGED.match(place.text, they[1])):
        return None
    for at in (line, line - 1):
        if at < 1:
            continue
        begin = place.begins[at - 1]
        end = start if at == line else place.begins[at]
        found = _subject(place.text, begin, end, place.quotes)
        if found is not None:
            told_of = found[1] < since and past.spans[-1][0] > found[1] and past.speakers[-1].kind == "person"
            return found if found[0] >= since or told_of else None
    return None


def _subject(text: str, begin: int, end: int, quotes: tuple[Quote, ...]) -> Span | None:
    for found in _SUBJECT.finditer(text[begin:end]):
        a, b = begin + found.start("who"), begin + found.end("who")
        if _VERB.match(text, b, end) and not any(q.start <= a < q.end for q in quotes):
            return a, b
    return None
