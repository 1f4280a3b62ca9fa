"""Word lists of many keys and a text come in; which words of which key occur in the text goes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

from shared.catalog.folding import fold

_SPACE: Final = re.compile(r"[^\S ]")


class WordIndex:
    """Finds the words of all keys in one pass: case does not matter, `*` at the end stands for any ending.

    `cased`: a word with a capital is found as it is written only ("New START" is not "a new start").
    """

    def __init__(self, lists: Iterable[tuple[str, Iterable[str]]], *, cased: bool = False) -> None:
        keys: dict[tuple[str, bool], list[str]] = {}
        for name, words in lists:
            for word in words:
                plain = fold(word) if cased else fold(word).lower()
                keys.setdefault((plain.rstrip("*"), plain.endswith("*")), []).append(name)
        self._entries = [(word, open_end, tuple(names)) for (word, open_end), names in keys.items()]
        self._automaton = (
            AhoCorasick([word.lower() for word, _, _ in self._entries], implementation=Implementation.DFA)
            if self._entries
            else None
        )

    def hits(self, text: str) -> Mapping[str, tuple[str, ...]]:
        """For each key with a hit its words that occur in `text`, each once, sorted."""
        if self._automaton is None:
            return {}
        written = _SPACE.sub(" ", fold(text))
        plain = written.lower()
        found: dict[str, set[str]] = {}
        for at, start, end in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            word, open_end, names = self._entries[at]
            if (start and plain[start - 1].isalnum()) or (
                not open_end and end < len(plain) and plain[end].isalnum()
            ):
                continue
            if word != word.lower() and written[start:end] != word:
                continue
            for name in names:
                found.setdefault(name, set()).add(word + "*" * open_end)
        return {name: tuple(sorted(words)) for name, words in sorted(found.items())}
