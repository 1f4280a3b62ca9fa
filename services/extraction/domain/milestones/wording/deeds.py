"""Tells the factuality of the words that name a deed: done, negated, supposed, wanted or planned.

"They met" is done, "they refused to meet" negated, "they want to meet" wanted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final, Literal

import msgspec

from services.extraction.domain.text.sieve import Sieve
from shared import rulefiles
from shared.contracts.common import MilestoneType, Span

FILE: Final = "deeds.yaml"
Form = Literal["base", "past", "ing", "noun"]
Factuality = Literal["plain", "negated", "supposed", "wanted", "planned", "old"]

REACH: Final = 110
"""Characters before and after a deed within which its mood is looked for."""
_CUT: Final = re.compile(
    r"[;:!?\n\"“”]|\s[–—-]\s|, | but | (?:after|before|since|while|although|though|whereas|because|when) "
)
"""Where a clause ends; what stands beyond it does not govern the deed."""
_AND: Final = re.compile(
    r" and (?!(?:[\w'’-]+ ){0,3}?(?:is|are|was|were|be|been|being|has|have|had) (?:\w+ )?$)"
)
"""What parts two finite verbs ("refused to comment and signed"); in "banks and ports are lifted" it parts nothing."""
_THAT: Final = re.compile(r" that ")

_NEAR: Final = "near"
"""The group of a pattern from which it is counted how near its words stand ("neither side (will)")."""


class Around(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words before or after a deed and the factuality that they give it."""

    mood: Factuality
    forms: tuple[Form, ...]
    types: tuple[MilestoneType, ...] = ()
    """The types of step that it is about; none: all."""
    pattern: re.Pattern[str]
    match: tuple[str, ...]
    no_match: tuple[str, ...]


class Old(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that name an agreement, or a meeting, of former times."""

    id: str
    types: tuple[MilestoneType, ...]
    """The types of step that it makes old."""
    pattern: re.Pattern[str]
    match: tuple[str, ...]
    no_match: tuple[str, ...]


class DeedsFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file as written."""

    words: dict[str, str]
    deeds: dict[MilestoneType, dict[Form, re.Pattern[str]]]
    before: tuple[Around, ...]
    after: tuple[Around, ...]
    old: tuple[Old, ...]


class Deeds(msgspec.Struct, frozen=True):
    """The file ready to run."""

    deeds: Mapping[MilestoneType, tuple[tuple[Form, re.Pattern[str]], ...]]
    named: Mapping[MilestoneType, re.Pattern[str]]
    """Any word that names the deed, whatever its form: a sentence without one is soon done with."""
    sieve: Sieve
    """Over `named`, in its order."""
    before: tuple[Around, ...]
    after: tuple[Around, ...]
    old: tuple[Old, ...]


def compile_deeds(file: DeedsFile) -> Deeds:
    """The rules of a file, ready to run."""
    named = {type_: _whole(*forms.values()) for type_, forms in file.deeds.items()}
    return Deeds(
        {
            type_: tuple((form, _whole(words)) for form, words in forms.items())
            for type_, forms in file.deeds.items()
        },
        named,
        Sieve(list(named.values())),
        file.before,
        file.after,
        file.old,
    )


def _whole(*words: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(each.pattern for each in words)})\b")


@cache
def built_in() -> Deeds:
    """The rules that ship with this package, read once."""
    return compile_deeds(rulefiles.shipped(__package__, FILE, DeedsFile))


def factualities(small: str, sentence: Span, type_: MilestoneType) -> tuple[Factuality, ...]:
    """The factuality of every word in the sentence that names a deed of this type; `small` is in lower case.

    A word that can be of two forms ("release") is plain only if it is so in both.
    """
    out: dict[Span, Factuality] = {}
    rules = built_in()
    if type_ not in rules.deeds or rules.named[type_].search(small, *sentence) is None:
        return ()
    for form, words in rules.deeds[type_]:
        for found in words.finditer(small, *sentence):
            if out.get(found.span(), "plain") == "plain":
                out[found.span()] = factuality_of(small, sentence, found.span(), form, type_)
    return tuple(out.values())


def named(small: str, sentence: Span, type_: MilestoneType) -> Span | None:
    """The first words of the sentence that name a deed of this type; None where none do."""
    pattern = built_in().named.get(type_)
    found = pattern.search(small, *sentence) if pattern else None
    return found.span() if found else None


def all_factualities(small: str, sentence: Span) -> tuple[tuple[MilestoneType, Factuality], ...]:
    """Every type of deed that the sentence names, with each factuality it has there."""
    rules = built_in()
    types = tuple(rules.named)
    there = [types[at] for at in rules.sieve.passing(small[slice(*sentence)])]
    return tuple(sorted({(type_, each) for type_ in there for each in factualities(small, sentence, type_)}))


def factuality_of(small: str, sentence: Span, deed: Span, form: Form, type_: MilestoneType) -> Factuality:
    """The factuality that the words around a deed give it: the nearest before it decide, else those after it; else
    "plain"."""
    rules = built_in()
    left = small[max(sentence[0], deed[0] - REACH) : deed[0]]
    left = _after_last(left, _CUT)
    if form == "past":
        left = _after_last(left, _AND)
    near = _after_last(left, _THAT)
    best: tuple[int, Factuality] | None = None
    for rule in rules.before:
        if form not in rule.forms or (rule.types and type_ not in rule.types):
            continue
        found = rule.pattern.search(left if rule.mood == "wanted" else near)
        if found is None:
            continue
        # Both ends are counted from the deed, as the two stretches of text begin apart.
        length = len(left) if rule.mood == "wanted" else len(near)
        at = found.start(_NEAR if _NEAR in rule.pattern.groupindex else 0) - length
        if best is None or at > best[0]:
            best = at, rule.mood
    if best is not None:
        return best[1]
    right = small[deed[1] : min(sentence[1], deed[1] + REACH)]
    cut = _CUT.search(right)
    right = right[: cut.start()] if cut else right
    return next((r.mood for r in rules.after if form in r.forms and r.pattern.search(right)), "plain")


_TIME: Final = re.compile(
    r"[;:]|,? (?:after|before|since|while|when|until|the day|on the day|hours after) |\s[–—-]\s"
)


def piece(small: str, sentence: Span, deed: Span) -> Span:
    """The part of a sentence about one time: "postponed his visit after they had met" has two."""
    start, end = sentence
    for found in _TIME.finditer(small, *sentence):
        if found.end() <= deed[0]:
            start = found.end()
        elif found.start() >= deed[1]:
            end = found.start()
            break
    return start, end


def old(small: str, sentence: Span, type_: MilestoneType, year: int) -> bool:
    """Whether the sentence names only a deed of former times: of a former year, known by its name, or several together.

    Not where a new one stands beside it ("struck a deal that replaces the 1994 agreement"); `year` is the article's.
    """
    former = [
        found.span()
        for each in built_in().old
        if type_ in each.types
        for found in each.pattern.finditer(small, *sentence)
        if (named := found.groupdict().get("year")) is None or int(named) < year
    ]
    if not former:
        return False
    return not any(
        factuality_of(small, sentence, found.span(), form, type_) == "plain"
        for form, words in built_in().deeds.get(type_, ())
        if form != "noun"
        for found in words.finditer(small, *sentence)
        if not any(start <= found.start() < end for start, end in former)
    )


def _after_last(text: str, cut: re.Pattern[str]) -> str:
    end = 0
    for found in cut.finditer(text):
        end = found.end()
    return text[end:]
