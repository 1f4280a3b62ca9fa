"""Finds the source of a quotation that follows a colon without a verb of saying.

"Arport was scathing: “…”" and "Arland's answer: “…”" announce the words of Arport and of Arland.
"""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.speakers.names.people import People
from shared.contracts.common import Span

_NOUN: Final = (
    r"(?:answers?|comments?|messages?|reactions?|rebuff|rebuke|rebuttal|rejoinder|repl(?:y|ies)|responses?|retorts?"
    r"|signals?|verdicts?)\b"
)
_TONE: Final = (
    r"(?:adamant|angry|blunt|brief|brusque|categorical|cautious|clear|cool|curt|defiant|direct|dismissive|emphatic|explicit"
    r"|firm|forthright|frank|furious|guarded|harsh|icy|indignant|laconic|outraged|reserved|scathing|sceptical|scornful"
    r"|sharp|skeptical|succinct|terse|unequivocal|unimpressed|unmoved|upbeat)\b"
)
_PACE: Final = r"(?:different|immediate|prompt|quick|short|simple|swift|unambiguous|unchanged)\b"
_DEGREE: Final = r"(?: [a-z]+ly| as| equally| far| just as| less| more| no less)*"
_REST: Final = r"(?:(?!\b(?:he|I|it|she|they|we)\b)[^:;“”\"\n]){0,60}"
_TAIL: Final = (
    rf"(?: (?:is|was|came|followed|read|remained){_DEGREE}(?: (?:{_TONE}|{_PACE}))?)?"
    rf"(?:,? (?:and|at|in|on|to|via|within)\b{_REST})?"
)
"""What may stand between "Arland's answer" and the colon: no judgement on it ("was a mistake")."""
_ANNOUNCED: Final = re.compile(r": ?[“\"‘]$")
_LEAD: Final = r"\s*(?:(?:And|But|So|Then|Yet|Meanwhile|Still),? )?(?:[Tt]he )?"
_HEAD: Final = re.compile(_LEAD)
_SUBJECT: Final = re.compile(rf" (?:is|remained|sounded|stayed|was|were){_DEGREE} {_TONE}{_REST}")
_OWNS: Final = re.compile(rf"[’']s? (?:[a-z-]+ ){{0,3}}{_NOUN}{_TAIL}")
_OUT_OF: Final = re.compile(r"\s*(?:But )?[Ff]rom (?:the )?")
_CAME: Final = re.compile(rf",? (?:came|comes) (?:[a-z-]+ ){{0,4}}{_NOUN}{_REST}")
_ANSWER_FROM: Final = re.compile(rf"{_LEAD}(?:An? )?(?:[a-z-]+ ){{0,3}}{_NOUN} from (?:the )?", re.IGNORECASE)
_BEHIND: Final = re.compile(_TAIL)
_ORDERS: Final = (
    (_HEAD, _SUBJECT),
    (_HEAD, _OWNS),
    (_OUT_OF, _CAME),
    (_ANSWER_FROM, _BEHIND),
)
"""What stands before the name, and what between it and the colon."""


def announced_by(text: str, begin: int, start: int, everybody: People) -> Span | None:
    """The name of whoever answers with the quotation at `start`, in the sentence that begins at `begin`; else None."""
    colon = _ANNOUNCED.search(text, max(begin, start - 4), start)
    if colon is None:
        return None
    for n in everybody.within(begin, colon.start()):
        if n.sort != "person" and n.actor is None:
            continue
        for ahead, behind in _ORDERS:
            if ahead.fullmatch(text, begin, n.start) and behind.fullmatch(text, n.end, colon.start()):
                return n.start, n.end
    return None
