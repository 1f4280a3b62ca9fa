"""Tells whose office a title is from the words beside it in folded text: "the Russian foreign minister"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from shared.catalog.context import function_words
from shared.catalog.folding import key
from shared.catalog.model import Actor, Mention

_JOINED: Final = re.compile(r"^(?:'s?)? $|^-$")
_OF: Final = re.compile(r" of (?:the )?$|, $")
_OFFICE: Final = re.compile(r" (?:for|of) (?:the )?((?:[A-Z][\w.&'-]*)(?: [A-Z][\w.&'-]*)*|[a-z]+)")
_DEPARTMENTS: Final = frozenset(
    [
        "defence",
        "defense",
        "education",
        "energy",
        "environment",
        "foreign",
        "health",
        "housing",
        "international",
        "justice",
        "levelling",
        "science",
        "transport",
    ]
)
"""Of which other countries have a "secretary of state for …"; other small words are no office ("for talks")."""


def joins(text: str, start: int, gap: int, by_end: Mapping[int, Mention]) -> bool:
    """Whether a mention ends `gap` before the title and owns it: "Russia's", "the Russian", "US-"."""
    return start - gap in by_end and _JOINED.match(text[start - gap : start]) is not None


def of(text: str, end: int, at: int, by_start: Mapping[int, Mention]) -> bool:
    """Whether the mention that begins at `at` owns the title before it: "of the"."""
    return at in by_start and _OF.match(text[end:at]) is not None and text[end : end + 1] != ","


def of_another(text: str, end: int, country: Actor) -> bool:
    """Whether "for" or "of" after a bare title shows that it is not the country's: "the secretary of state for Northern
    Ireland"."""
    match = _OFFICE.match(text, end)
    if match is None:
        return False
    what = match[1]
    if not what[0].isupper():
        return what in _DEPARTMENTS
    if what.split()[0].lower() in function_words():
        return False
    own = (country.name, *country.aliases, *country.demonyms)
    return not any(re.match(rf"{re.escape(key(word))}(?!\w)", key(what)) for word in own)
