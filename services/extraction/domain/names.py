"""The text of an article in, the places where it may name somebody out: runs of capitalised words, as offsets.

These are candidates only: whom a pronoun or a title means is decided among them. Words that merely open a sentence are
left out by a short list of function words.
"""

from __future__ import annotations

import re
from typing import Final

Span = tuple[int, int]

_WORD: Final = r"(?:(?:[A-Z]\.){1,3}(?=[ \u00a0]?[A-Z])|[^\W\d_a-zß-öø-ÿ][\w’'\-‑]*|[a-z]{1,2}[’'][A-Z]\w+)"
_RUN: Final = re.compile(
    rf"(?:[A-Z]\.){{2,}}(?= )(?: {_WORD})+|"
    rf"{_WORD}(?:(?:(?<=\b[A-Z])\.|(?<=\b[A-Z][a-z])\.|(?<=\b[A-Z][a-z][a-z])\.)?[ \u00a0]"
    r"(?:(?:de|del|della|di|da|dos|van|von|der|den|la|le|al|el|bin|bint|ibn|ben|bar|ter|af|zu|of the|of|for|and) )?"
    rf"(?:al-|el-|ul-|ur-)?{_WORD})*"
)
_JOINERS: Final = re.compile(r" (?:of the|of|for|and) ")
SMALL: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "it",
        "he",
        "she",
        "they",
        "we",
        "i",
        "you",
        "this",
        "that",
        "these",
        "those",
        "but",
        "and",
        "or",
        "nor",
        "so",
        "in",
        "on",
        "at",
        "to",
        "as",
        "for",
        "if",
        "when",
        "while",
        "after",
        "before",
        "however",
        "his",
        "her",
        "its",
        "their",
        "there",
        "our",
        "my",
        "your",
        "what",
        "who",
        "whom",
        "whose",
        "how",
        "why",
        "where",
        "which",
        "with",
        "without",
        "by",
        "from",
        "since",
        "although",
        "though",
        "despite",
        "according",
        "asked",
        "not",
        "no",
        "yes",
        "also",
        "both",
        "each",
        "every",
        "many",
        "most",
        "much",
        "more",
        "some",
        "such",
        "other",
        "others",
        "another",
        "any",
        "all",
        "few",
        "several",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "now",
        "then",
        "later",
        "earlier",
        "still",
        "yet",
        "even",
        "just",
        "only",
        "once",
        "here",
        "last",
        "next",
        "first",
        "second",
        "meanwhile",
        "instead",
        "under",
        "over",
        "during",
        "between",
        "among",
        "against",
        "into",
        "through",
        "about",
        "because",
        "until",
        "unless",
        "whether",
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "should",
        "shall",
        "let",
        "asked",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "today",
        "yesterday",
        "tomorrow",
        "speaking",
        "citing",
        "based",
        "given",
        "like",
        "added",
        "said",
        "says",
        "well",
        "ok",
        "okay",
        "mr",
        "mrs",
        "ms",
        "dr",
    ]
)
_POSSESSIVE: Final = re.compile(r"[’']s?$")


def find(text: str) -> tuple[Span, ...]:
    """Runs of capitalised words, in order; a run with "of", "for" or "and" in it is also given in its parts."""
    out: list[Span] = []
    for found in _RUN.finditer(text):
        start, end = found.span()
        whole = _trim(text, start, end)
        if whole is None:
            continue
        at = whole[0]
        parts: list[Span] = []
        for joiner in _JOINERS.finditer(text, whole[0], whole[1]):
            part = _trim(text, at, joiner.start())
            if part:
                parts.append(part)
            at = joiner.end()
        if parts:
            last = _trim(text, at, whole[1])
            parts += [last] if last else []
        run = text[whole[0] : whole[1]]
        if not (" and " in run and " of " not in run and " for " not in run and parts):
            out.append(whole)
        out.extend(parts)
    return tuple(out)


def _trim(text: str, start: int, end: int) -> Span | None:
    while True:
        stop = text.find(" ", start, end)
        word = text[start : end if stop < 0 else stop].rstrip(".’'").lower()
        if word not in SMALL or (word == "he" and stop > 0):
            break
        if stop < 0:
            return None
        start = stop + 1
    while (stop := text.rfind(" ", start, end)) > 0:
        word = text[stop + 1 : end].rstrip(".’'").lower()
        if word not in SMALL or word == "he":
            break
        end = stop
    found = _POSSESSIVE.search(text, start, end)
    if found:
        end = found.start()
    while end > start and text[end - 1] in ".-‑’'":
        end -= 1
    if text[start:end] == "May" and text[end : end + 2].strip(" ").isdigit():
        return None
    return (start, end) if end - start > 1 else None
