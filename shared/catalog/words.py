"""Finds which words of many keyed word lists occur in a text, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from shared.catalog.folding import fold

_SPACE: Final = re.compile(r"[^\S ]")
GAP: Final = " .. "
"""In a word: up to three other words of the same sentence may stand here ("troops .. ukraine")."""
BETWEEN: Final = r"(?:\s+(?:(?:[a-z]\.)+|[\w'’-]+)){0,3}?\s+"
"""What stands there in plain text, as a pattern."""

_OPEN: Final = re.compile(rf"{re.escape(GAP)}|\*")
"""A gap or an open ending: what stands before the first is looked up as it is."""


class Entry(NamedTuple):
    """A word, as far as the automaton matches it, and what must follow."""

    word: str
    open_end: bool
    rest: re.Pattern[str] | None
    """All behind the first gap or open ending, if there is any more."""
    name: str
    keys: tuple[str, ...]


class WordIndex:
    """Finds the words of all keys in one pass: case does not matter, `*` stands for any ending, `..` between two for up
    to three others.

    `cased`: a word with a capital is found as it is written only ("New START" is not "a new start").
    """

    def __init__(self, lists: Iterable[tuple[str, Iterable[str]]], *, cased: bool = False) -> None:
        keys: dict[str, list[str]] = {}
        for name, words in lists:
            for word in words:
                keys.setdefault(fold(word) if cased else fold(word).lower(), []).append(name)
        self._entries = [_entry(word, tuple(names)) for word, names in keys.items()]
        self._automaton = (
            AhoCorasick([each.word.lower() for each in self._entries], implementation=Implementation.DFA)
            if self._entries
            else None
        )

    def hits(self, text: str) -> Mapping[str, tuple[str, ...]]:
        """For each key with a hit, its words that occur in `text`, each once, sorted."""
        if self._automaton is None:
            return {}
        written = _SPACE.sub(" ", fold(text))
        plain = written.lower()
        found: dict[str, set[str]] = {}
        for at, start, end in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            entry = self._entries[at]
            if (start and plain[start - 1].isalnum()) or (
                not entry.open_end and end < len(plain) and plain[end].isalnum()
            ):
                continue
            if entry.word != entry.word.lower() and written[start:end] != entry.word:
                continue
            if entry.rest is not None and entry.rest.match(plain, end) is None:
                continue
            for key in entry.keys:
                found.setdefault(key, set()).add(entry.name)
        return {key: tuple(sorted(words)) for key, words in sorted(found.items())}


def _entry(word: str, keys: tuple[str, ...]) -> Entry:
    head = _OPEN.split(word, maxsplit=1)[0]
    rest = re.escape(word[len(head) :].lower()).replace(re.escape(GAP), BETWEEN).replace(r"\*", r"\w*")
    open_end = word[len(head) :].startswith("*")
    return Entry(
        head, open_end, re.compile(rest + r"(?!\w)") if rest not in ("", r"\w*") else None, word, keys
    )
