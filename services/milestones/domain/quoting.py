"""Puts the pieces of an article that prove a step into an order in which they can be read, and shortens them to the
quotation that a headline carries.

A report's evidence begins with the piece that tells the step; those after it tell who, where and when.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from shared.contracts.common import Evidence
from shared.language import english

LONGEST: Final = 110
_MONTH: Final = rf"(?:{english.SHORT_MONTH})\.?"
_DAY: Final = rf" (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_AGENCY: Final = r" ?[(\[][^()\[\]]{2,40}[)\]]"
_LAND: Final = r"(?:, [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)*)?"
_TOWN: Final = rf"[A-ZÀ-Þ][A-ZÀ-Þ .’'/-]+{_LAND}"
_DATELINE: Final = re.compile(
    rf"(?:{_TOWN}(?:{_AGENCY}|,?{_DAY}(?:{_AGENCY})?)"
    rf"|(?![A-Z.]{{2,4}} ){_TOWN}(?= [-–—]+ [A-Z“\"])"
    rf"|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)*{_LAND},{_DAY}{_AGENCY}) ?[-–—]+(?: |(?=[A-Z“\"])|$)"
)
"""Town in capitals (which a short word may not be) with or without an agency or a day, or town, day and agency; then a
dash."""
_GAP: Final = 3
"""Characters at most between two sentences of which one follows the other."""
_BEGINS: Final = r"[\s“\"‘'(]*(?:(?i:and|but|so|yet|still|then|earlier|later),? )?"
_NOW: Final = (
    r" (?:morning|afternoon|evening|night|week|weekend|month|year|spring|summer|autumn|winter|time|day)\b"
)
_PRONOUN: Final = re.compile(
    _BEGINS + r"(?i:he|she|they|it|his|her|hers|him|them|their|its|such|(?:this|these|those|that)(?!"
    rf"{_NOW}))(?:[’'](?:s|d|ll|re|ve))?(?![\w’'-])"
)
_BACK: Final = re.compile(rf"{_PRONOUN.pattern}|{_BEGINS}(?i:the|both)\b(?! (?:[A-Z]|\d))")
"""A noun phrase that opens a sentence without a name stands for what was told before."""


def quoted(words: Sequence[str]) -> str:
    """The words in quotation marks after a dash, without datelines and cut where they are long; empty without words."""
    shown = " … ".join(found for each in words if (found := _without_dateline(" ".join(each.split()))))
    if len(shown) > LONGEST:
        shown = shown[:LONGEST].rsplit(" ", 1)[0].rstrip(" …") + "…"
    return f" – “{shown}”" if shown else ""


def _without_dateline(words: str) -> str:
    found = _DATELINE.match(words)
    return words[found.end() :] if found else words


def readable(evidence: Evidence) -> Evidence:
    """The pieces in the order of the article, without those that begin with a pronoun and do not follow on what is
    shown; the piece that tells the step stays."""
    pieces = list(zip(evidence.spans, evidence.words, strict=True))
    kept: list[tuple[tuple[int, int], str]] = []
    for span, words in sorted(pieces):
        follows = bool(kept) and span[0] - kept[-1][0][1] <= _GAP
        if span == evidence.spans[0] or follows or not _PRONOUN.match(words):
            kept.append((span, words))
    return msgspec.structs.replace(
        evidence, spans=tuple(span for span, _ in kept), words=tuple(words for _, words in kept)
    )


def opening(evidence: Evidence) -> tuple[str, ...]:
    """The readable pieces from the one on that tells the step; all of them where that one points back."""
    shown = readable(evidence)
    start = evidence.spans[0][0]
    if _BACK.match(evidence.words[0]):
        return shown.words
    return tuple(words for span, words in zip(shown.spans, shown.words, strict=True) if span[0] >= start)
