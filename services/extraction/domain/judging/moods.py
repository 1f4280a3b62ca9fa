"""Computes features for the modality of the words that name what a question is about.

The mood of the clause that names what the question is about says more than that of the whole statement; and it matters
whether the question is named in a condition ("if the tolls go, …") or is what the condition is set for ("we drop the
tolls if …").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

import msgspec

from services.extraction.domain.judging import bearing, conditions
from services.extraction.domain.judging.attitudes import Language, pattern
from shared import rulefiles
from shared.catalog import Question

FILE: Final = "moods.yaml"
_PART: Final = re.compile(r"[.;:!?…]|,? but |, (?:and|while|although|though) |, ")
_CONDITION: Final = re.compile(
    r"\b(?:if|unless|until|provided(?: that)?|on (?:the )?condition|(?:as|so) long as|only (?:if|when|after|once)|"
    r"in (?:exchange|return) for|contingent|conditional|depend\w*|subject to|once|before|without)\b"
)
_THEY: Final = re.compile(r"^\W*(?:they|he|she|it|his|her|their|these|this|that|those)\b")
_PLANS: Final = re.compile(r"plan|threat|vow|pledg|promis|announc|agree|offer|order|decid|intend")
_NOWHERE: Final = 1.2


class MoodRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mood and the words that show it, with their cases. See moods.yaml."""

    mood: str
    pattern: re.Pattern[str]
    match: tuple[str, ...]
    no_match: tuple[str, ...]


class Place(msgspec.Struct, frozen=True):
    """A statement and where it stands, all in plain text."""

    text: str
    cue: str
    before: str
    """The end of what stands before it."""
    title: str
    lead: str
    """The first two sentences of the article."""


@cache
def built_in() -> tuple[MoodRule, ...]:
    """The moods that ship, read once."""
    return rulefiles.shipped(__package__, FILE, tuple[MoodRule, ...])


@lru_cache(maxsize=256)
def shown(text: str) -> frozenset[str]:
    """The moods that plain text shows."""
    bare = conditions.bare(text)
    return frozenset(
        rule.mood for rule in built_in() if rule.pattern.search(bare if rule.mood == "condition" else text)
    )


def features(question: Question, place: Place, language: Language) -> Mapping[str, float]:
    """Features by name, zeros left out; names that end in + or - speak for or against."""
    text = place.text
    naming = _naming(question)
    parts = _PART.split(text)
    clauses = [part for part in parts if naming.search(part)]
    found = naming.search(text)
    out = {
        "mood:clauses": min(len(clauses), 4) / 4,
        "mood:first": float(bool(naming.search(parts[0]))),
        "mood:place": found.start() / max(1, len(text)) if found else _NOWHERE,
        "mood:begins with they": float(bool(_THEY.search(text))),
        "mood:plans": float(bool(_PLANS.search(place.cue))),
    }
    out |= {f"mood:{name}": 1.0 for name in shown(text)}
    if clauses:
        out |= {f"clause:{name}": 1.0 for name in shown(" ".join(clauses))}
    out |= _condition(text, naming)
    for where in ("title", "lead", "before"):
        net = sum(m.sign for m in _mentions(question, getattr(place, where), language))
        out |= {f"{where} told{mark}": float(net * sign > 0) for sign, mark in ((1, "+"), (-1, "-"))}
    return {name: value for name, value in out.items() if value}


@lru_cache(maxsize=1024)
def _named_by(words: tuple[str, ...]) -> re.Pattern[str]:
    return pattern(words)


def _naming(question: Question) -> re.Pattern[str]:
    return _named_by(question.words + question.things + question.counters)


@lru_cache(maxsize=256)
def _mentions(question: Question, text: str, language: Language) -> tuple[bearing.Mention, ...]:
    return tuple(bearing.mentions(question, text, "", language))


def _condition(text: str, naming: re.Pattern[str]) -> dict[str, float]:
    """Whether a condition is set, and whether the question is named in it or in what depends on it."""
    found = _CONDITION.search(conditions.bare(text))
    if found is None:
        return {}
    main, condition = conditions.parted(text, *found.span())
    return {
        "condition:depends": float(bool(naming.search(main))),
        "condition:names": float(bool(naming.search(condition))),
        "condition:elsewhere": float(not naming.search(text)),
        "condition:at first": float(found.start() < conditions.AT_FIRST),
    }
