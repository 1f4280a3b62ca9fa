"""Filters the patterns that can match a text at all, by strings that each of their matches must contain.

Most patterns of a rules file match in few sentences. Each is asked only where one of its strings ("meet", "ceasefire")
stands, and all their strings are looked for at once. RE2 filters many patterns in the same way (`FilteredRE2`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, Final

import msgspec
from ahocorasick_rs import AhoCorasick, Implementation

_MOST: Final = 64
"""Strings up to which all that a piece of a pattern matches are listed."""
_SHORTEST: Final = 2
"""Shorter strings stand in nearly every sentence, so that looking for them spares nothing."""

Strings = frozenset[str]
_NOTHING: Final[Strings] = frozenset({""})


class _Piece(msgspec.Struct, frozen=True):
    """What is known of a piece of a pattern; None where nothing is."""

    exact: Strings | None
    """All that it matches."""
    needed: Strings | None
    """Strings of which every match contains one."""


_UNKNOWN: Final = _Piece(None, None)


class Sieve:
    """Filters patterns for many texts; made once.

    Patterns in lower case are for texts in lower case, others for texts as they are. A pattern that ignores case counts
    as one in lower case.
    """

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        strings: dict[str, list[int]] = {}
        anywhere = []
        for at, pattern in enumerate(patterns):
            needed = needles(pattern)
            for string in needed or ():
                strings.setdefault(string, []).append(at)
            if needed is None:
                anywhere.append(at)
        self._anywhere = tuple(anywhere)
        self._patterns = tuple(map(tuple, strings.values()))
        self._automaton = AhoCorasick(list(strings), implementation=Implementation.DFA)

    def passing(self, text: str) -> list[int]:
        """Indices of the patterns that may match within this text, in order."""
        found = set(self._anywhere)
        for string, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            found.update(self._patterns[string])
        return sorted(found)


def needles(pattern: re.Pattern[str]) -> Strings | None:
    """Strings of which every match of the pattern contains one; None where there are none worth looking for."""
    piece = _sequence(_parser.parse(pattern.pattern, pattern.flags))
    best = _better(piece.exact, piece.needed)
    if best is None or min(map(len, best)) < _SHORTEST:
        return None
    if pattern.flags & re.IGNORECASE:
        best = frozenset(string.lower() for string in best)
    return frozenset(s for s in best if not any(other != s and other in s for other in best))


def _sequence(items: Iterable[tuple[Any, Any]]) -> _Piece:
    """A run of pieces whose strings are known is one longer string; of all such runs the best is kept."""
    run, needed, whole = _NOTHING, None, True
    for kind, value in items:
        piece = _piece(kind, value)
        joined = _joined(run, piece.exact)
        if joined is not None:
            run = joined
            continue
        whole = False
        needed = _better(_better(needed, run), piece.needed)
        run = piece.exact or _NOTHING
    return _Piece(run if whole else None, _better(needed, run))


def _piece(kind: Any, value: Any) -> _Piece:
    match kind:
        case op.LITERAL:
            return _Piece(frozenset(chr(value)), None)
        case op.AT | op.ASSERT | op.ASSERT_NOT:
            return _Piece(_NOTHING, None)
        case op.SUBPATTERN if not value[1]:  # no flags of its own
            return _sequence(value[3])
        case op.ATOMIC_GROUP:
            return _sequence(value)
        case op.BRANCH:
            return _either([_sequence(each) for each in value[1]])
        case op.IN if all(each is op.LITERAL for each, _ in value):
            return _Piece(frozenset(chr(each) for _, each in value), None)
        case op.MAX_REPEAT | op.MIN_REPEAT | op.POSSESSIVE_REPEAT:
            least, most, inner = value
            repeated = _sequence(inner)
            if (least, most) == (0, 1) and repeated.exact is not None:
                return _Piece(repeated.exact | _NOTHING, None)
            return _Piece(None, _better(repeated.exact, repeated.needed)) if least else _UNKNOWN
    return _UNKNOWN


def _either(branches: Sequence[_Piece]) -> _Piece:
    exact = [branch.exact for branch in branches if branch.exact is not None]
    needed = [best for branch in branches if (best := _better(branch.exact, branch.needed)) is not None]
    return _Piece(
        frozenset[str]().union(*exact) if len(exact) == len(branches) else None,
        frozenset[str]().union(*needed) if len(needed) == len(branches) else None,
    )


def _joined(run: Strings, more: Strings | None) -> Strings | None:
    if more is None or len(run) * len(more) > _MOST:
        return None
    return frozenset(before + after for before in run for after in more)


def _better(one: Strings | None, other: Strings | None) -> Strings | None:
    """Of two sets of which every match contains a string, the one whose shortest is longer, or that has fewer."""
    known = [each for each in (one, other) if each and "" not in each]
    return max(known, key=lambda each: (min(map(len, each)), -len(each)), default=None)
