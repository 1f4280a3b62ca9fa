"""Reads who is to talk with whom, where a third only wants it ("Peru urged Chile to sit down with Bolivia")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.milestones.parties import encounters, mediators
from services.extraction.domain.milestones.parties.sides import Side
from shared.contracts.common import MilestoneType, Span

TYPES: Final[frozenset[MilestoneType]] = frozenset(
    {"meeting_proposed", "meeting_scheduled", "talks_round_held"}
)
"""Encounters that a third may want of others."""
_URGES: Final = re.compile(
    r"\b(?:urg(?:es?|ed|ing)|encourag(?:es?|ed|ing)|press(?:es|ed|ing)?|push(?:es|ed|ing)?|ask(?:s|ed|ing)?|implor(?:es?|ed|ing)"
    r"|call(?:s|ed|ing)?\s(?:up)?on|advis(?:es?|ed|ing)|appeal(?:s|ed|ing)?\sto|want(?:s|ed)?)\s(?:both\s)?(?:(?:the|his|her|its)\s)?"
)
"""Up to those who are to talk."""
_TALK: Final = (
    r"(?:(?:talk|meet|negotiate|sit\sdown|speak|engage)\b"
    r"|(?:hold|open|begin|start|launch|resum\w+|restart\w*|reviv\w+|return(?:ing)?\sto|re-?enter|go\sback\sto|come\s(?:back\s)?to)\s"
    r"(?:[\w-]+\s){0,3}?(?:talks|negotiations|dialogue|table|discussions)\b)"
)
_TO_TALK: Final = re.compile(rf"(?:[’']s)?(?:\s[\w.’'-]+){{0,4}}?\sto\s(?:[\w-]+\s){{0,3}}?{_TALK}")
"""After those who are urged to talk."""
_SHOULD: Final = re.compile(
    rf"(?:[’']s)?(?:\s[\w.’'-]+){{0,2}}?\s(?:should|must|needs?\sto|ought\sto)\s(?:[\w-]+\s){{0,4}}?{_TALK}"
)
"""After those who are said to have to talk."""
_WITH: Final = re.compile(r"(?:\s[\w-]+){0,3}?\s(?:with|to)\s(?:the\s)?(?P<self>him|her|them|us|me|it)?")
_STRANGERS: Final = re.compile(
    r"(?:(?:representatives|leaders|members)\sof\s(?:the\s)?)?(?:[a-z-]+\s){0,2}?"
    r"(?:protest(?:er|or)s|demonstrators|opposition|rebels|militants|insurgents|separatists|guerrillas|gangs|unions|activists"
    r"|students|dissidents|clans|tribes)\b"
)
"""Others whom the catalog need not know."""
_BEFORE_WHO: Final = re.compile(
    r"\b(?:said|says|added|argued|insisted|believes?d?|thinks?)\s(?:that\s)?(?:the\s)?$"
)
REACH: Final = 20
PAIR: Final = 2


def urged(
    text: str,
    span: Span,
    named: Sequence[Side],
    subjects: Sequence[str],
    negotiations: Sequence[Sequence[str]],
) -> tuple[str, ...]:
    """Those who are to talk with each other by the words of a third, who is none of them; only one where the other is a
    group that is not known ("with the rebels"); empty where nobody urges others, or it is not plain whom.

    Of one who is named alone, the other is that of one of the `negotiations` that go on. `subjects` are whom a pronoun
    means, or whose statement it is.
    """
    acting = [side for side in named if side.weight > 0]
    for found in _URGES.finditer(text, *span):
        whom = encounters.objects_at(text, found.end(), acting, REACH)
        rest = [side for side in acting if side.name not in whom]
        by = encounters.subject_before(text, found.start(), rest) or list(subjects)
        if whom and by and not set(by) & set(whom):
            end = _end(acting, whom, found.end())
            if both := _both(text, (end, span[1]), _TO_TALK, acting, whom, by, negotiations):
                return both
    for side in acting:
        if _BEFORE_WHO.search(text, span[0], side.mention.start) and subjects and side.name not in subjects:
            rest_of_it = (side.mention.end, span[1])
            if both := _both(text, rest_of_it, _SHOULD, acting, [side.name], subjects, negotiations):
                return both
    return ()


def _end(named: Sequence[Side], whom: Sequence[str], start: int) -> int:
    """Where those end who are named at a place: their first names after it, and what stands right behind these."""
    end = start
    for side in named:
        if side.mention.start >= start and side.name in whom and side.mention.start - end <= REACH:
            end = side.mention.end
    return end


def _both(
    text: str,
    span: Span,
    talk: re.Pattern[str],
    named: Sequence[Side],
    whom: Sequence[str],
    by: Sequence[str],
    negotiations: Sequence[Sequence[str]],
) -> tuple[str, ...]:
    """Those who are to talk, if the words at the start of the span say so and who wants it is none of them."""
    told = talk.match(text, *span)
    if told is None:
        return ()
    with_ = _WITH.match(text, told.end(), span[1])
    if with_ is not None and with_["self"]:
        return ()
    partners = encounters.objects_at(text, with_.end(), named, REACH) if with_ else []
    if set(partners) & set(by):
        return ()
    if partners or len(whom) >= PAIR:
        return tuple(dict.fromkeys((*whom, *partners)))
    if with_ is not None and _STRANGERS.match(text, with_.end()):
        return tuple(whom)
    if any({*whom, *by} == set(group) for group in negotiations):
        return ()
    return mediators.the_two(whom, by, negotiations, ())
