"""Finds who made a document that speaks ("the memo", "the lawsuit"), where the article says so.

A document without a known maker speaks for itself, and never for somebody who happens to be named near it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import msgspec

from services.extraction.domain.speakers.affiliation.named_speaker import named
from services.extraction.domain.speakers.names.naming import Naming
from services.extraction.domain.speakers.salience import SUBJECT_AHEAD
from services.extraction.domain.speakers.speaking import Scene, Source, Speaker
from services.extraction.domain.vocabulary import Vocabulary

_ABOUT_ONE: Final = frozenset({"affidavit", "indictment", "law", "ruling", "subpoena", "transcript"})
"""Records whose maker is not the person named beside them ("Quill's indictment")."""
_INDEFINITE: Final = re.compile(r"\b(?:an?|another|new|one) (?:[\w-]+ ){0,3}$", re.IGNORECASE)
_OWNED: Final = re.compile(r"(?:[’']s?)? (?:(?!and\b|or\b|of\b|in\b|to\b|by\b)[a-z-]+ ){0,2}")
_FROM: Final = re.compile(
    r",? (?:(?:that was |which was )?(?:authored|compiled|conducted|drafted|filed|issued|prepared|published|released"
    r"|sent|signed|written)(?: (?:\w+day|on \w+day|last \w+|in \w+))? )?(?:by|from) (?:the )?(?:[a-z-]+ ){0,3}"
)
_MADE: Final = re.compile(
    r" (?:(?:also|has|had|have|recently|then) ){0,2}(?:drafted|filed|issued|published|released|sent|unveiled|wrote)"
    r" (?:an?|its|his|her|the|their) (?:[\w-]+ ){0,4}"
)
_STATEMENT: Final = re.compile(
    r"(?:brief |joint |lengthy |new |separate |short |written )?"
    r"(?P<noun>[a-z]+(?: [a-z]+)??)"
    r"(?: (?:of (?:the|their) (?:calls?|meetings?|talks)|on \w+day.*|(?:issued|posted|published|released|seen by) .*))?"
)
_OPENING: Final = re.compile(r"\s*(?:[Tt]he )?")
_SOON: Final = 3  # sentences in which "a statement" is that of whoever spoke
_AHEAD: Final = 90
_BEFORE: Final = 120
_BACK: Final = 5000  # characters in which the document is looked for: an article is seldom longer


def maker(source: Source, last: str, scene: Scene) -> Speaker | None:
    """The maker of the document that a definite source means; None where the article does not tell, or the source
    itself names somebody."""
    place = scene.place
    one = _record(last, scene.words)
    if one is None:
        return None
    if place.people.about(source.start, source.end):
        return None
    who = _maker(one, source, scene)
    if who is None:
        return None
    return msgspec.structs.replace(named(who, scene.catalog, place, "body"), via="description")


def maker_of_statement(source: Source, low: str, scene: Scene) -> Speaker | None:
    """The speaker behind a bare "a statement" or "a readout of the calls": the subject at the head of its sentence,
    else whoever spoke just before."""
    place, past = scene.place, scene.past
    told = _STATEMENT.fullmatch(low)
    if (
        told is None
        or told["noun"] not in scene.words.announcements
        or place.people.within(source.start, source.end)
    ):
        return None
    begin = place.begins[source.line - 1] if 0 < source.line <= len(place.begins) else 0
    first = next(iter(place.people.within(begin, source.start)), None)
    if (
        first is not None
        and first.sort == "other"
        and _OPENING.fullmatch(place.text, begin, first.start)
        and SUBJECT_AHEAD.match(place.text, first.end)
    ):
        return msgspec.structs.replace(named(first, scene.catalog, place, "body"), via="description")
    if not past.speakers or source.line - past.lines[-1] > _SOON:
        return None
    last = past.speakers[-1]
    return None if last.kind in ("anonymous", "media") else msgspec.structs.replace(last, via="description")


def speaks_for_itself(last: str, words: Vocabulary) -> bool:
    """Whether the noun means a record, whose maker is never guessed."""
    return _record(last, words) is not None


def _maker(one: str, source: Source, scene: Scene) -> Naming | None:
    """Who is named with the nearest document of that sort before the source."""
    text = scene.place.text
    near = _noun(one).finditer(text, max(0, source.start - _BACK), source.start)
    for found in reversed(list(near)):
        who = _beside(one, found.start(), found.end(), scene)
        if who is not None:
            return who
        if _INDEFINITE.search(text, max(0, found.start() - 40), found.start()):
            return None  # another one, of which nobody is told
    return None


def _beside(one: str, start: int, end: int, scene: Scene) -> Naming | None:
    text, people = scene.place.text, scene.place.people
    for n in reversed(people.within(max(0, start - _BEFORE), start)):
        between = text[n.end : start]
        if _OWNED.fullmatch(between) and _makes(n, one, owning=between[:1] in "’'"):
            return n
        if _MADE.fullmatch(between):
            return n
    for n in people.within(end, end + _AHEAD):
        if _FROM.fullmatch(text, end, n.start):
            return n
    return None


def _makes(n: Naming, one: str, owning: bool) -> bool:
    """Whether the name before the noun is the maker's rather than that of the matter."""
    if n.sort == "person":
        return owning and one not in _ABOUT_ONE
    if n.actor is not None and n.actor.kind in ("country", "bloc"):
        return False
    return owning or n.actor is not None or " " in n.name


@lru_cache(maxsize=64)
def _noun(one: str) -> re.Pattern[str]:
    forms = f"{one[:-1]}(?:y|ies)" if one.endswith("y") else f"{one}s?"
    return re.compile(rf"(?<![\w’'-]){forms}\b(?![’'])", re.IGNORECASE)


def _record(noun: str, words: Vocabulary) -> str | None:
    """The record that the noun means, one or several ("policies" is "policy")."""
    one = f"{noun[:-3]}y" if noun.endswith("ies") else noun.removesuffix("s")
    return one if one in words.records else None
