"""Finds the subject of a verb of attitude: who thinks, wants or announces."""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.spans.governing import NO_OBJECT, Governed
from shared.contracts.common import Span
from shared.language import english

_PRONOUNS: Final = frozenset({"he", "she", "they", "it", "others", "many", "some", "i", "we"})
_TIME: Final = re.compile(rf"{english.WEEKDAY}|{english.MONTH}")
_NO_SUBJECT: Final = NO_OBJECT | frozenset((
    "always", "besides", "days", "his", "hours", "its", "minutes", "months", "perhaps", "this", "times",
    "towards", "unless", "weeks", "whereas", "years",
))  # fmt: skip
_FAR: Final = 60  # characters of a subject
_RELATIVES: Final = frozenset({"who", "which"})
_TAKEN_UP: Final = re.compile(r"((?:[A-Z][\w.’'-]*\s)*[A-Z][\w’'-]*)(?:,|\s[–—-]+)?\s$")
_ABBREVIATED: Final = re.compile(
    r"((?:[A-Z][\w’'-]*\s(?:(?:of|to|for|on|the|and)\s){0,2})*[A-Z][\w’'-]*)\s\($"
)
_PHRASE: Final = re.compile(
    r"((?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Mm]any|[Ss]ome|[Ss]everal|[Mm]ost|[Oo]ther"
    r"|[Tt]wo|[Tt]hree)\s)?"
    r"(?:(?:[A-Z][\w.’'-]*|[a-z]+(?:an|ish|ese|al|ic|ive|ary|ior|ing|ed)|top|former|foreign)\s)*$"
)
_OPENING: Final = re.compile(
    r"(?:(?:But|And|Yet|Still|However|Meanwhile),?\s)?"
    r"((?![A-Z]{4}|(?:After|Although|Amid|As|At|Before|By|Despite|During|For|From|He|Her|His|I|If|In|It|Its|On|Over"
    r"|She|Since|Such|That|Their|There|These|They|This|Those|Though|To|Under|We|What|When|While|With|You)\b)"
    r"(?:(?:[A-Z][\w.’'-]*|former|senior|top)\s)+(?:[a-z]{3,}s\s)?)"
)


def subject(text: str, each: Governed) -> Span | None:
    """The pronoun or noun phrase right before the verb; None where something else stands there."""
    if each.subject is None or each.before[0] in "^<" or "to" in each.auxiliaries:
        return None
    start, end = each.subject
    if each.before in _PRONOUNS:
        return start, end
    word = text[start:end]
    if each.before in _NO_SUBJECT or _TIME.fullmatch(word) or word.endswith(("'s", "’s")):
        return None
    head = _PHRASE.search(text, max(each.sentence[0], start - _FAR), start)
    several = word[0].isupper() or (word.endswith("s") and not word.endswith("ss"))
    if head is None or not (several or head[1]):
        return None
    return head.start(), end


def opening(text: str, each: Governed) -> Span | None:
    """The subject where none stands before the verb: the antecedent of "who" or of an abbreviation in brackets, else
    those with whom the sentence begins; None where there is none."""
    if each.before in _RELATIVES and each.subject is not None:
        start = each.subject[0]
        before = _TAKEN_UP.search(text, max(each.sentence[0], start - _FAR), start)
        return before.span(1) if before else None
    if each.before == "<)" and each.subject is not None:
        named = _ABBREVIATED.search(text, max(each.sentence[0], each.subject[0] - _FAR), each.subject[0])
        return named.span(1) if named else None
    found = _OPENING.match(text, each.sentence[0], each.verb[0])
    return (found.start(1), found.start(1) + len(found[1].rstrip())) if found else None
