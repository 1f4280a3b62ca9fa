"""Finds the attitudes that a text shows, by rules: accepting, refusing, wanting, hedging, setting a condition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

import msgspec

from services.extraction.domain.judging import conditions
from services.extraction.domain.text import negation
from shared import rulefiles
from shared.catalog.folding import fold
from shared.catalog.words import BETWEEN, GAP

_CLAUSE: Final = re.compile(r"[.;:!?]|,? but |, (?:and|while|although|though) ")
_CONDITIONS: Final = frozenset(("conditional", "conditions", "if", "unless"))
"""What is not shown by words that only sound like a condition."""
_TURNED: Final = {"accepts": "refuses", "wants": "refuses", "refuses": "open"}
"""What a negated cue shows: whoever "did not rule out" talks is open to them."""


class Attitude(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way of taking a stand, with the patterns that show it and their cases. See attitudes.yaml."""

    attitude: str
    said: re.Pattern[str] | None = None
    cue: re.Pattern[str] | None = None
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()


class Directions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words by what is to become of a thing. See directions.yaml."""

    more: tuple[str, ...]
    less: tuple[str, ...]
    negations: tuple[str, ...]
    hedges: tuple[str, ...]


class Language:
    """The rules, compiled."""

    def __init__(self, attitudes: Sequence[Attitude], directions: Directions) -> None:
        self.attitudes = tuple(attitudes)
        self._said = [(r.attitude, r.said) for r in attitudes if r.said]
        self._cue = [(r.attitude, r.cue) for r in attitudes if r.cue]
        self.more = pattern(directions.more)
        self.less = pattern(directions.less, "|n't(?!\\w)")
        self.negations = pattern(directions.negations, "|n't(?!\\w)")
        self.hedges = pattern(directions.hedges)
        self.shown = lru_cache(maxsize=256)(self._shown)
        """Attitudes that (plain) cue and text show; `cue:` before those of the cue. Kept for all questions."""

    def _shown(self, cue: str, text: str) -> frozenset[str]:
        bare = conditions.bare(text)
        said = [name for name, found in self._said if found.search(bare if name in _CONDITIONS else text)]
        by_cue = [name for name, found in self._cue if found.search(cue)]
        if negation.negated(cue):
            by_cue = [_TURNED[name] for name in by_cue if name in _TURNED]
        return frozenset(said + [f"cue:{name}" for name in by_cue])


@cache
def built_in() -> Language:
    """The rules that ship, read once."""
    return Language(
        rulefiles.shipped(__package__, "attitudes.yaml", tuple[Attitude, ...], re.IGNORECASE),
        rulefiles.shipped(__package__, "directions.yaml", Directions),
    )


@lru_cache(maxsize=4096)
def pattern(words: tuple[str, ...], more: str = "") -> re.Pattern[str]:
    """A pattern that finds the words in plain text: `*` stands for any ending, `..` for up to three words. Without
    words it finds nothing."""
    parts = []
    for word in sorted(words, key=lambda w: (-len(w), w)):
        each = re.escape(plain(word)).replace(r"\*", r"\w*")
        parts.append(each.replace(re.escape(GAP), BETWEEN).replace(r"\ ", r"\s+"))
    return re.compile((rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)" if parts else r"(?!)") + more)


def plain(text: str) -> str:
    """The text in lower case without accents, with straight apostrophes and single blanks."""
    return " ".join(fold(text).lower().replace("’", "'").split())


def clauses(text: str) -> list[str]:
    """Splits plain text roughly into clauses, across which no attitude and no negation reaches."""
    return _CLAUSE.split(text)
