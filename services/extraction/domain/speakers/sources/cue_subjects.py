"""Finds by word order the name that is the subject of a verb of saying, where the model found no source."""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.speakers import salience
from services.extraction.domain.speakers.names.naming import OF_PLACE
from services.extraction.domain.speakers.names.people import People
from services.extraction.domain.text.quotes import Quote
from shared.contracts.common import Span

_NEAR: Final = 40  # characters between a name and its verb
_CLAUSE: Final = 160  # characters in which a relative clause after a name ends
_HEAD: Final = 40  # characters of a sentence before its subject ("In May last year, ...")
HELPERS: Final = (
    r"(?:(?:also|again|already|first|has|have|had|is|are|was|still|later|now|then|repeatedly|recently|appears?|appeared|seems?"
    r"|seemed|to|would|will|\w+ly) ){0,4}"
)
_TAG: Final = rf"(?:{OF_PLACE})?"
_DIRECT: Final = re.compile(rf"{_TAG} {HELPERS}$")
_RELATIVE: Final = re.compile(rf"{_TAG},?[”\"]? (?P<who>who|which) {HELPERS}$")
_CLOSED: Final = re.compile(rf"{_TAG}, (?P<who>who|which) [^.;:“”\"\n]{{3,}}, {HELPERS}$")
_APPOSED: Final = re.compile(rf"{_TAG}, (?:an?|its|the) [^,.;:“”\"\n]{{3,80}}, {HELPERS}$")
_TITLE: Final = re.compile(r" (?:[a-z-]+ ){1,3}")  # "Opposition [chief] Ada Quill"
_NO_SUBJECT: Final = re.compile(
    r"\b(?:about|against|at|between|by|for|from|in|into|of|on|than|to)(?: the)? $", re.I
)
FINITE: Final = r"[a-z]+(?<!ing)(?: (?:for|in|on|out|to|that))?$"
"""The words for saying as a verb that has a subject of its own."""
_FINITE: Final = re.compile(rf"(?!according){FINITE}")
_PARTICIPLE: Final = re.compile(r"(?!according)[a-z]+ing\b")


def subject_before(
    text: str, cue: Span, everybody: People, begin: int, quotes: tuple[Quote, ...]
) -> Span | None:
    """Where the name stands that is the subject of the verb `cue`, in the sentence that begins at `begin`; else
    None."""
    verb = text[cue[0] : cue[1]]
    if _PARTICIPLE.match(verb):
        return _head(text, cue, everybody, begin, quotes)
    if not _FINITE.match(verb):
        return None
    for naming in reversed(everybody.within(max(begin, cue[0] - _CLAUSE), cue[0])):
        near = cue[0] - naming.end <= _NEAR
        if near and _DIRECT.fullmatch(text, naming.end, cue[0]):
            return None if _NO_SUBJECT.search(text, begin, naming.start) else (naming.start, naming.end)
        if (
            naming.actor is not None
            and _APPOSED.fullmatch(text, naming.end, cue[0])
            and not _NO_SUBJECT.search(text, begin, naming.start)
        ):
            return naming.start, naming.end
        clause = _RELATIVE.fullmatch(text, naming.end, cue[0]) if near else None
        clause = clause or _CLOSED.fullmatch(text, naming.end, cue[0])
        if clause is not None and (clause.group("who") == "who") == (naming.sort == "person"):
            return naming.start, naming.end
    return None


def _head(text: str, cue: Span, everybody: People, begin: int, quotes: tuple[Quote, ...]) -> Span | None:
    """The subject at the head of the sentence, for a participle ("Arland closed its ports, warning ...")."""
    if text[max(0, cue[0] - 2) : cue[0]] != ", " or any(q.start < cue[0] and q.end > begin for q in quotes):
        return None
    some = everybody.within(begin, cue[0])
    if not some or some[0].start - begin > _HEAD or _NO_SUBJECT.search(text, begin, some[0].start):
        return None
    for at, naming in enumerate(some):
        if salience.SUBJECT_AHEAD.match(text, naming.end):
            return naming.start, naming.end
        if at + 1 == len(some) or not _TITLE.fullmatch(text, naming.end, some[at + 1].start):
            return None
    return None
