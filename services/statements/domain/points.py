"""Splits a statement into its points, each a claim of its own with its own spans.

A quotation of three sentences makes three points, and another outlet may print only one; so points are compared across
articles, not attributions. Cuts fall between sentences and before a clause with its own subject, complementiser or
quotation. A piece too short to stand alone stays with its neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from shared.contracts import Span

LEAST_WORDS: Final = 4
"""A point has at least so many words."""
_EDGES: Final = " \t\n\r\xa0,;:“”\"‘’'–—-"
_SENTENCE: Final = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])")
_ABBREVIATED: Final = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Col|Lt|Sgt|Capt|Prof|St|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|"
    r"Dec|No|vs|etc|Co|Corp|Inc))\.$"
)
_OPENS: Final = re.compile(r"[\"“‘'(\[]*[A-Z0-9]")
_CONNECTIVE: Final = re.compile(r"(?P<mark>[”\"]?,?[”\"]?)\s+(?P<word>and|but|while|whereas)\s+|;\s+")
_AUXILIARY: Final = (
    r"(?:is|are|was|were|will|would|has|have|had|can|could|should|must|may|might|shall|did|does|do|cannot|"
    r"\w+n[’']t)\b"
)
_PRONOUN: Final = re.compile(
    r"(?:it|they|he|she|we|i|you|there|this|these|those)(?:[’']\w+|\s+\w+)", re.IGNORECASE
)
_DETERMINER: Final = re.compile(
    r"(?:the|a|an|its|their|his|her|our|my|any|no|some|all|many|most)\b", re.IGNORECASE
)
_CLAUSE: Final = re.compile(rf"[\"“]?(?:[\w’'-]+\s+){{1,6}}?{_AUXILIARY}")
_INFINITIVE: Final = re.compile(r"\bto\s+(?!the\b|an?\b|its\b)\w+")
_FOR_TO: Final = re.compile(r"for\s+\w+.*\sto\s")
_OF_DOING: Final = re.compile(r"of\s+\w+ing\b")
_LEADING: Final = re.compile(r"(?:that|and|but)\s+")
_WORD: Final = re.compile(r"\w+")

Said = tuple[Sequence[str], Sequence[Span]]
"""Words and where they stand."""
Piece = list[tuple[int, int, int]]
"""(number of the content, from, to): a point before its words are counted and its edges trimmed."""


def points(words: Sequence[str], spans: Sequence[Span]) -> tuple[tuple[Span, ...], ...]:
    """Spans of each point in text order; all spans in one where the statement makes a single point."""
    pieces: list[Piece] = []
    for piece in _pieces(words, cuts):
        if pieces and min(_size(piece, words), _size(pieces[-1], words)) < LEAST_WORDS:
            pieces[-1] = _joined(pieces[-1], piece)
        else:
            pieces.append(piece)
    if len(pieces) < 2:
        return (tuple(spans),)
    trimmed = [_trimmed(piece, words, first=not n) for n, piece in enumerate(pieces)]
    return tuple(tuple((spans[k][0] + a, spans[k][0] + b) for k, a, b in piece) for piece in trimmed if piece)


def sentences(words: Sequence[str], spans: Sequence[Span], wanted: Sequence[Span]) -> tuple[Span, ...]:
    """The parts of the statement in the sentences of the `wanted` spans: half a sentence is misread."""
    out: list[Span] = []
    for piece in _pieces(words, stops):
        each = [(spans[k][0] + a, spans[k][0] + b) for k, a, b in _trimmed(piece, words, first=True)]
        if any(a < d and c < b for a, b in each for c, d in wanted):
            out += each
    return tuple(out)


def carried(wanted: Sequence[Span], before: Said, after: Said) -> tuple[Span, ...]:
    """The spans that hold the words of the `wanted` spans after a change of punctuation; empty where the words do not
    correspond."""
    old, new = _placed(before), _placed(after)
    if len(old) != len(new):
        return ()
    out: list[Span] = []
    last: tuple[int, int] | None = None
    for n, ((_, start, end), (k, a, b)) in enumerate(zip(old, new, strict=True)):
        if not any(c <= start and end <= d for c, d in wanted):
            continue
        if last == (k, n - 1):
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
        last = k, n
    return tuple(out)


def _placed(said: Said) -> list[tuple[int, int, int]]:
    """(number of the content, start, end) of each word."""
    words, spans = said
    return [
        (k, spans[k][0] + found.start(), spans[k][0] + found.end())
        for k, text in enumerate(words)
        for found in _WORD.finditer(text)
    ]


def cuts(text: str) -> list[Span]:
    """Offsets where one point ends and the next begins, in one piece of content."""
    found = stops(text)
    found += [m.span() for m in _CONNECTIVE.finditer(text) if _begins(text[: m.start()], m, text[m.end() :])]
    return sorted(found)


def stops(text: str) -> list[Span]:
    """Offsets where one sentence ends and the next begins."""
    return [
        (m.start() + 1, m.end())
        for m in _SENTENCE.finditer(text)
        if not _ABBREVIATED.search(text[max(0, m.start() - 6) : m.start() + 1])
    ]


def _begins(before: str, connective: re.Match[str], after: str) -> bool:
    """Whether a new point follows the connective."""
    word, mark = connective["word"], connective["mark"] or ""
    if word is None or after.startswith("that ") or _PRONOUN.match(after):
        return True
    if word == "but":
        return "," in mark or _DETERMINER.match(after) is not None
    if after.startswith("to "):
        return bool(_INFINITIVE.match(after) and _INFINITIVE.search(before))
    if after.startswith("for "):
        return before.startswith("for ") or _FOR_TO.match(after) is not None
    if _OF_DOING.match(after):
        return True
    if mark.strip(",") and after[:1] in '"“':
        return True
    return "," in mark and _CLAUSE.match(after) is not None


def _pieces(words: Sequence[str], parted: Callable[[str], list[Span]]) -> Iterator[Piece]:
    current: Piece = []
    for k, text in enumerate(words):
        if current and _OPENS.match(text):
            yield current
            current = []
        at = 0
        for end, begin in parted(text):
            if end <= at:
                continue
            yield [*current, (k, at, end)]
            current, at = [], begin
        if at < len(text):
            current.append((k, at, len(text)))
    if current:
        yield current


def _size(piece: Piece, words: Sequence[str]) -> int:
    return sum(len(_WORD.findall(words[k], a, b)) for k, a, b in piece)


def _joined(first: Piece, second: Piece) -> Piece:
    (k, a, _), (other, _, b) = first[-1], second[0]
    if k == other:
        return [*first[:-1], (k, a, b), *second[1:]]
    return [*first, *second]


def _trimmed(piece: Piece, words: Sequence[str], *, first: bool) -> Piece:
    out: Piece = []
    for k, a, b in piece:
        text = words[k]
        while a < b and text[a] in _EDGES:
            a += 1
        while a < b and text[b - 1] in _EDGES:
            b -= 1
        leading = None if first or out else _LEADING.match(text, a, b)
        a = leading.end() if leading else a
        if a < b:
            out.append((k, a, b))
    return out
