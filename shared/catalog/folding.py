"""Folds text for comparing: removes diacritics and curly apostrophes, with offsets that lead back to the original."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_SPECIAL: Final = {
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ı": "i", "ħ": "h",
    "æ": "a", "Æ": "A", "œ": "o", "Œ": "O", "ß": "s", "þ": "t", "Þ": "T", "ə": "e", "Ə": "E",
    "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "ʿ": "'", "ʾ": "'", "`": "'", "´": "'",
    "‐": "-", "‑": "-", "–": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\n": " ", "\t": " ",
}  # fmt: skip


def _table() -> Mapping[int, str]:
    table = {ord(char): plain for char, plain in _SPECIAL.items()}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        decomposed = unicodedata.normalize("NFD", chr(code))
        if len(decomposed) > 1 and code not in table:
            table[code] = decomposed[0]
    return table


_TABLE: Final = _table()
_COMBINING: Final = re.compile("[\u0300-\u036f]")
_MARKED: Final = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
_PLAIN: Final = tuple(
    (char, plain) for char, plain in _SPECIAL.items() if not char.isalpha() or char in "ʼʻʿʾ"
)


def fold(text: str) -> str:
    """The text without diacritics, one character for each original one; case stays."""
    if text.isascii():
        return text.replace("\n", " ").replace("\t", " ").replace("`", "'")
    if _MARKED.search(text) is None:  # replacing a few signs costs a tenth of a full translation
        for char, plain in _PLAIN:
            text = text.replace(char, plain)
        return text
    return text.translate(_TABLE)


def fold_with_offsets(text: str) -> tuple[str, list[int] | None]:
    """The folded text, and for each of its characters its offset in `text`; None where the two are equal.

    Only a text with combining marks (é written as two code points) becomes shorter.
    """
    if _COMBINING.search(text) is None:
        return fold(text), None
    kept = [at for at, char in enumerate(text) if _COMBINING.match(char) is None]
    return fold("".join(text[at] for at in kept)), [*kept, len(text)]


@lru_cache(maxsize=1 << 14)  # the same names come again and again
def key(name: str) -> str:
    """The form under which names are compared: no diacritics, lower case, one space, no leading article."""
    plain = unicodedata.normalize("NFC", name)
    plain = " ".join(fold(_COMBINING.sub("", plain)).casefold().split())
    return plain.removeprefix("the ")


def slug(name: str) -> str:
    """An id made of a name: lower case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", key(name).replace("'", "")).strip("-")
