"""Reads a title: with capitals for names alone, so that a name next to a verb is no longer one with it."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from services.extraction.domain.text import letters
from shared.catalog import Matcher

_WORD: Final = re.compile(r"[^\W\d_][\w’'-]*")
_WITHIN: Final = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]*[^\W_]")
_SMALL: Final = re.compile(r"(?<![^\W_])[a-z][\w’'-]*[^\W_]")
_CAPITALS: Final = 0.7
"""Share of a title's words with a capital from which capitals show no names."""


def plain(title: str, matcher: Matcher, on: date, text: str = "") -> str:
    """The title with capitals for names alone, where every word has one; as long as before. Names are those of the
    catalog, and words that the text has within a sentence with a capital and nowhere without."""
    words = [found for found in _WORD.finditer(title) if len(found.group()) > 3]
    if sum(found.group()[0].isupper() for found in words) < _CAPITALS * len(words):
        return title
    known = [(m.start, m.end) for m in matcher.mentions(title, on)]
    names = {found.group() for found in _WITHIN.finditer(text)} - {
        small.group().capitalize() for small in _SMALL.finditer(text)
    }

    def lowered(found: re.Match[str]) -> str:
        word = found.group()
        named = any(start <= found.start() < end for start, end in known) or word in names
        return word if named or matcher.mentions(word, on) else letters.lowered(word)

    return _WORD.sub(lowered, title)
