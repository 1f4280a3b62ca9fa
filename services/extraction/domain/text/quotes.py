"""Finds the quotations of an article: what stands between quotation marks, as offsets.

Knows straight, curly, low-high and angle marks, single marks that are no apostrophes, quotations that run over several
paragraphs (each paragraph opens, only the last closes), and marks that nobody closed (they end with the paragraph).
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

_MARKS: Final = re.compile(r"[\"“”„«»‘’']|\n+")
_CLOSE: Final = {"“": "”", "„": "“", "«": "»", '"': '"', "‘": "’", "'": "'"}


class Quote(msgspec.Struct, frozen=True):
    """Text between quotation marks: [start, end) without the marks; `closed` unless the closing mark is missing."""

    start: int
    end: int
    closed: bool = True


def find(text: str) -> tuple[Quote, ...]:
    """Outermost quotations in order; marks nested in another quotation do not count."""
    out: list[Quote] = []
    opened: str | None = None
    start = 0
    for found in _MARKS.finditer(text):
        mark, at = found.group(), found.start()
        if mark[0] == "\n":
            if opened is not None:
                # Unclosed at the end of its paragraph: it runs on in the next one, which opens anew, or it was
                # forgotten.
                if opened not in "'‘" and at > start:
                    out.append(Quote(start, at, False))
                opened = None
            continue
        if opened is None:
            if mark in "'‘":
                if _opens(text, at) and _single_end(text, at) > 0:
                    opened, start = mark, at + 1
            elif mark in '"“„«':
                opened, start = mark, at + 1
            continue
        if (
            mark == _CLOSE[opened]
            or (opened == "„" and mark == "”")
            or (opened == "“" and mark == '"')
            or (opened == '"' and mark == "”")
        ):
            if mark in "'’" and not _closes(text, at):
                continue
            if at > start:
                out.append(Quote(start, at))
            opened = None
        elif opened in "'‘" and mark in '"“„«':
            # A double mark inside what looked like a single quotation: the single one was an apostrophe.
            opened, start = mark, at + 1
        elif opened == mark and mark == "“" and at > start:
            # Opened again before it was closed: the closing mark was forgotten (or typed the wrong way round).
            if at + 1 < len(text) and text[at + 1].isalnum():
                out.append(Quote(start, at, False))
                start = at + 1
            else:
                out.append(Quote(start, at))
                opened = None
    if opened is not None and opened not in "'‘" and len(text) > start:
        out.append(Quote(start, len(text), False))
    return tuple(out)


def _opens(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return (before.isspace() or before in "(—–[-") and (after.isalnum() or after in '“"…[$£€')


def _closes(text: str, at: int) -> bool:
    before = text[at - 1]
    after = text[at + 1] if at + 1 < len(text) else " "
    if after.isalnum() or before.isspace():
        return False
    return not (before == "s" and after == " " and text[at + 2 : at + 3].islower())


def _single_end(text: str, at: int) -> int:
    """Where a single quotation opened at `at` is closed within its paragraph and 600 characters; 0 if nowhere."""
    mark = _CLOSE[text[at]]
    limit = text.find("\n", at)
    limit = min(len(text) if limit < 0 else limit, at + 600)
    found = text.find(mark, at + 2, limit)
    while found > 0:
        if _closes(text, found):
            return found
        found = text.find(mark, found + 1, limit)
    return 0
