"""Tells what part a name has where it stands: a subject next to its verb, a place, what owns goods, one of a list."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from services.extraction.domain.deeds.governing import DAY

_BODIES: Final = (
    r"(?:Ministry|Department|Council|Office|Commission|Administration|Representative|Secretary|"
    r"Minister|Government|Parliament|House|President|Committee|"
    r"ministry|department|commission|secretary|minister|representative|committee)"
)
_OFFICE: Final = (
    r"(?:administration|government|officials?|negotiators?|leaders?|leadership|ministry|cabinet|"
    r"authorities|team|side|"
    r"president|premier|prime minister|parliament|trade representative|treasury|military|forces|insurgents|"
    r"militants|council|chief|leader|spokesman|spokeswoman|spokesperson|party|nations|members|states|"
    rf"(?:(?!{_BODIES}\b)(?:[A-Z]\w+|ruling|foreign|top|senior|new|own|of|and|for|the|trade|commerce|"
    rf"defen[cs]e|finance|treasury|state) ){{0,5}}(?:{_BODIES}|council|leadership|leaders))"
)
"""What comes before the name of a body is none itself, so that a row of them is read in one way only."""
_TAIL: Final = re.compile(
    rf"(?:[’']s?(?= {_OFFICE}))?(?:,? (?:{_OFFICE}|{DAY}|in (?:a|an) (?:[\w-]+ ){{1,3}}|in a tweet|"
    rf"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){{0,2}}(?=,| $|$))){{0,5}}(?:,[^,;]{{3,110}},|"
    rf" ?[—–] ?[^—–]{{3,80}}[—–])? ?$"
)
_PLACE: Final = re.compile(
    r"\b(?:in|on|against|from|to|with|for|of|at|into|near|between|towards?|over|than|by|through|about)"
    r"(?: the| an?| all| its| his| most| some)?(?: [\w-]+)? $",
    re.IGNORECASE,
)
_OFFICE_OF: Final = re.compile(
    r"\b(?:president|secretary|minister|leader|premier|minister|ministry|government|administration|"
    r"chancellor|head|parliament) of (?:the )?$",
    re.IGNORECASE,
)
_GOODS: Final = re.compile(
    r"(?:['’]s?)?(?:[ -](?!administration|government|president|trade rep)[\w-]+)?[ -](?:goods|"
    r"imports?|products|exports?|compan(?:y|ies)|firms|steel|cars|tariffs?|border|"
    r"adviser|aides?|stocks?|economy|market|markets|consumers|farmers|businesses|farm|soybeans?|pork|"
    r"technology|telecom)\b",
    re.IGNORECASE,
)
_AND: Final = re.compile(r",? ?(?:and |& )(?:the )?|[-/–]|, (?:the )?")


class Named(msgspec.Struct, frozen=True):
    """A side named in a sentence, [start, end); `person`: by one of its people."""

    start: int
    end: int
    side: str
    person: bool = False
    adjective: bool = False
    """By a word for its people or its things ("American")."""
    firm: bool = False
    """A body that belongs to no country, as a firm or a group does."""


def reaches(left: str, named: Named) -> bool:
    """Whether nothing but its office, a day or an apposition stands between the name and the end of `left`, where the
    verb begins."""
    return _TAIL.fullmatch(left[named.end :]) is not None


def owns_goods(left: str, named: Named) -> bool:
    """Whether it is named for its goods, firms or aides, which do not act for it."""
    return _GOODS.match(left, named.end) is not None


def is_place(ahead: str) -> bool:
    """Whether what stands ahead of a name makes it a place or an object, and not whose office it is ("the ministry of
    the island")."""
    return governs(ahead) and _OFFICE_OF.search(ahead) is None


def is_office(left: str, named: Named) -> bool:
    """Whether an office follows the name ("island officials")."""
    return re.match(rf" (?:{_OFFICE})", left[named.end :]) is not None


def joins(between: str) -> bool:
    """Whether what stands between two names makes them a list."""
    return _AND.fullmatch(between) is not None


def governs(ahead: str) -> bool:
    """Whether what stands ahead of a name ends in a preposition that governs it."""
    return _PLACE.search(ahead) is not None


def beside(sentence: str, named: Named) -> bool:
    """Whether a preposition governs the name, so that it is no subject."""
    return governs(sentence[: named.start])
