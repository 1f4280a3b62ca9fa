"""Splits the text of an article into sentences, as offsets.

Written for what feeds bring: abbreviations and initials, decimal numbers, closing quotation marks after the full stop,
and sentences run together without a blank ("…on Tuesday.The minister…"). One pass of regular expressions, linear in the
text.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import Final

from shared.contracts.common import Span
from shared.language import english

LONGEST_BEFORE: Final = 400
"""Characters of a sentence that is still worth showing before another."""

_END: Final = re.compile(r"[.!?…]+[\"”’'»“)\]]*(?=\s|$|(?<=[a-z0-9)][.!?])[A-Z“\"‘][a-z ’'A-Z])|\n+")
_CLOSERS: Final = "\"”’'»“)]"
_WORD_BEFORE: Final = re.compile(r"[^\s(\[“\"‘—–]+$")
_NEXT: Final = re.compile(r"[\s]*([\"“‘'«„(\[]*)(\w*)")


def split(text: str) -> tuple[Span, ...]:
    """Sentences as [start, end) without the white space around them; a line break always ends one."""
    out: list[Span] = []
    start = 0
    for found in _END.finditer(text):
        if found.group()[0] == "\n":
            _add(out, text, start, found.start())
            start = found.end()
        elif found.end() == len(text) or _ends(text, found.start(), found.end()):
            cut = found.end()
            marks = found.group()
            # A quotation mark that opens the next sentence is not ours, nor is a mark that opens without a blank.
            if (
                marks[-1] in '“"'
                and cut < len(text)
                and not text[cut].isspace()
                and marks.count('"') + marks.count("“") == 1
            ):
                inside = text.count('"', max(0, text.rfind("\n", 0, cut) + 1), cut) % 2
                cut -= 1 if marks[-1] == "“" or inside else 0
            _add(out, text, start, cut)
            start = cut
    _add(out, text, start, len(text))
    return tuple(out)


def around(sentences: Sequence[Span], span: Span) -> Span:
    """From the sentence before the span to the end of the last sentence it touches; a very long sentence before is left
    out."""
    first = max(0, bisect.bisect_right(sentences, span[0], key=_begin) - 1)
    last = max(first, bisect.bisect_left(sentences, span[1], key=_begin) - 1)
    before = sentences[first - 1] if first else sentences[first]
    start = before[0] if before[1] - before[0] <= LONGEST_BEFORE else sentences[first][0]
    return min(start, span[0]), max(sentences[last][1], span[1])


def _begin(span: Span) -> int:
    return span[0]


def _ends(text: str, stop: int, after: int) -> bool:
    """Whether the full stop at `stop` (marks end at `after`) closes a sentence."""
    following = _NEXT.match(text, after)
    word = following.group(2) if following else ""
    opened = following.group(1) if following else ""
    if not word:
        return True
    if word[0].islower():
        # A closing quotation mark before a small letter goes on with "he said".
        return text[stop] not in ".!?…"
    if text[stop] != "." or after - stop > 1:
        return True
    words = english.words()
    before = _WORD_BEFORE.search(text, max(0, stop - 30), stop)
    last = before.group() if before else ""
    folded = last.lower().strip(_CLOSERS)
    if not last or (opened and opened[0] in '“"‘«„'):
        return folded not in words.abbreviations_before_names
    if folded in words.abbreviations_before_names:
        return False
    if len(last) == 1 and last.isupper():
        return word.lower() in words.starters and len(word) > 1
    if folded in words.abbreviations or re.fullmatch(r"(?:[a-z]\.)+[a-z]", folded):
        return word.lower() in words.starters
    return not (last[-1].isdigit() and word[0].isdigit() and not text[after].isspace())


def _add(out: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        out.append((start, end))
