"""Finds the positions that the cue and the words of a statement show by rule."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

import msgspec

from services.extraction.domain.encoder import labels
from services.extraction.domain.text import negation
from services.extraction.domain.text.sieve import Sieve
from shared import rulefiles
from shared.contracts.common import Position

NEVER: Final = re.compile(r"(?!)")
"""Finds nothing."""
_BRIEF: Final = 100
"""Characters up to which a strong hint counts in full."""


class Hint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns that show one position, with contents that must and must not match."""

    position: Position
    cue: re.Pattern[str] = NEVER
    said: re.Pattern[str] = NEVER
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    negated: re.Pattern[str] | None = None
    """What shows it in a cue that begins with a negation, where `cue` is not asked: who "did not [rule out]" talks is
    open to them."""
    instead_of: Position | None = None
    """A position that is not shown where this one is: what is threatened "unless …" is no offer."""
    weight: float = 1.0
    """How much it counts. More than 1 where the words leave little doubt; in what is long, where they are one thing
    among many, that is less, in proportion."""

    def worth(self, said: str) -> float:
        """How much the words count in what is said."""
        return self.weight if self.weight <= 1 else self.weight * min(1.0, _BRIEF / len(said))


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


def shown(hints: tuple[Hint, ...], cue: str, said: str) -> list[tuple[int, float, float]]:
    """For each position shown: its column in `labels.POSITIONS`, and how much the cue and the words show it (0: not at
    all). Of several hints at one position the strongest counts."""
    found = []
    passing = _sieve(tuple([hint.said for hint in hints])).passing(said.lower())
    negated = negation.negated(cue)
    for at, hint in enumerate(hints):
        pattern = hint.negated if negated else hint.cue
        by_cue = bool(cue) and pattern is not None and _cued(pattern, cue)
        by_words = at in passing and hint.said.search(said) is not None
        if by_cue or by_words:
            found.append((hint, hint.weight * by_cue, hint.worth(said) * by_words))
    overruled = {hint.instead_of for hint, *_ in found}
    strongest: dict[int, tuple[float, float]] = {}
    for hint, cued, worded in found:
        if hint.position not in overruled:
            column = labels.POSITIONS.index(hint.position)
            most_cued, most_worded = strongest.get(column, (0.0, 0.0))
            strongest[column] = max(most_cued, cued), max(most_worded, worded)
    return [(column, *weights) for column, weights in strongest.items()]
