"""Reads deeds.yaml: the words for what sides do, and how far each has gone by the mood it is told in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, Literal

import msgspec

from services.extraction.domain.text import letters
from shared import rulefiles

FILE: Final = "deeds.yaml"
PACT: Final = "þ"
"""Stands in the patterns for each letter of a pact's name."""
Mood = Literal["done", "planned", "agreed", "ordered", "forgone"]


class DeedRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words for a deed. See deeds.yaml."""

    id: str
    kind: str
    pattern: re.Pattern[str]
    steps: dict[Mood, str | None]
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    passive: bool = False

    def step(self, mood: Mood) -> str | None:
        """How far it has gone where it is told so; None where that tells nothing."""
        return self.steps.get(mood)


class DeedFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file as written."""

    words: dict[str, str]
    keys: dict[str, re.Pattern[str]]
    ways: dict[str, dict[str, tuple[str, ...]]]
    entries: tuple[DeedRule, ...]


class Match(msgspec.Struct, frozen=True):
    """Where a rule's words stand in a sentence: [start, end), and where the verb begins."""

    rule: DeedRule
    start: int
    end: int
    verb: int


@cache
def built_in() -> DeedFile:
    """The rules that ship with this package, read once."""
    return rulefiles.shipped(__package__, FILE, DeedFile)


@cache
def way_of(step: str) -> tuple[str, str]:
    """Which act of the catalog a step is, and which way it goes."""
    return next(
        (of, way) for of, ways in built_in().ways.items() for way, steps in ways.items() if step in steps
    )


def matches(sentence: str, pacts: Sequence[str] = ()) -> list[Match]:
    """Every deed that the words may tell, in the order of the text; of those that overlap the one that begins first.
    `pacts` are names of pacts, in small letters."""
    small = letters.lowered(sentence)
    if pacts:
        names = rf"\b(?:{'|'.join(map(re.escape, sorted(pacts, key=len, reverse=True)))})\b"
        small = re.sub(names, lambda found: PACT * len(found.group()), small)
    told = []
    kinds = {kind for kind, key in built_in().keys.items() if key.search(small)}
    for order, rule in enumerate(built_in().entries if kinds else ()):
        if rule.kind not in kinds:
            continue
        for hit in rule.pattern.finditer(small):
            verb = hit.start("verb") if "verb" in rule.pattern.groupindex else -1
            told.append(
                (hit.start(), order, Match(rule, hit.start(), hit.end(), verb if verb >= 0 else hit.start()))
            )
    found: list[Match] = []
    for _, _, match in sorted(told, key=lambda each: each[:2]):
        if not any(
            m.rule.kind == match.rule.kind and m.start < match.end and match.start < m.end for m in found
        ):
            found.append(match)
    return found
