"""Finds the positions that the cue and the words of a statement show by rule."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from services.extraction.domain.encoder import labels
from services.extraction.domain.text import negation
from services.extraction.domain.text.sieve import Sieve
from shared import rulefiles
from shared.contracts.common import Position


class Hint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns that show one position, with contents that must and must not match."""

    position: Position
    cue: re.Pattern[str]
    said: re.Pattern[str]
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    cues: tuple[str, ...] = ()
    negated: re.Pattern[str] | None = None
    """What shows it in a cue that begins with a negation, where `cue` is not asked: who "did not [rule out]" talks is
    open to them."""
    instead_of: Position | None = None
    """A position that is not shown where this one is: what is threatened "unless …" is no offer."""


@cache
def built_in() -> tuple[Hint, ...]:
    """The hints that ship, read once."""
    return rulefiles.shipped(__package__, "positions.yaml", tuple[Hint, ...], re.IGNORECASE)


@cache
def _sieve(patterns: tuple[re.Pattern[str], ...]) -> Sieve:
    return Sieve(patterns)


@lru_cache(maxsize=1 << 14)
def _cued(pattern: re.Pattern[str], cue: str) -> bool:
    """Most cues are one of a few verbs."""
    return pattern.search(cue) is not None


def shown(hints: tuple[Hint, ...], cue: str, said: str) -> list[tuple[int, bool, bool]]:
    """For each position shown: its column in `labels.POSITIONS`, whether the cue shows it, and whether the words do."""
    found = []
    passing = _sieve(tuple([hint.said for hint in hints])).passing(said.lower())
    negated = negation.negated(cue)
    for at, hint in enumerate(hints):
        pattern = hint.negated if negated else hint.cue
        by_cue = bool(cue) and pattern is not None and _cued(pattern, cue)
        by_words = at in passing and hint.said.search(said) is not None
        if by_cue or by_words:
            found.append((hint, by_cue, by_words))
    overruled = {hint.instead_of for hint, *_ in found}
    return [
        (labels.POSITIONS.index(hint.position), by_cue, by_words)
        for hint, by_cue, by_words in found
        if hint.position not in overruled
    ]
