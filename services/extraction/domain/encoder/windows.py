"""Cuts an article's tokens into windows for the encoder, and computes their features."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.text.quotes import Quote
from shared.contracts.common import Span

LEAST: Final = 80  # word pieces of one window, but for the last
MOST: Final = 160  # two more for the marks at both ends
TAIL: Final = 24  # fewer word pieces than that are not left over for the last window, where it can be helped


def cut(ids: Sequence[int], features: Sequence[int], salt: int = 0) -> tuple[Span, ...]:
    """Windows [start, end) one after the other; `ids` are the numbers of the word pieces, `features` as below.

    A cut lies where a paragraph begins, else where a sentence begins; among several such places the words that follow
    decide (content-defined chunking, as where backups look for what is the same), so that behind an insertion the
    cuts soon are where they were: what a revision does not touch is read as before. Another `salt` makes other choices
    (training sees the same article cut in different places).
    """
    count = len(ids)
    if not count:
        return ()
    paragraphs = [i for i, value in enumerate(features) if value % 9 >= 6]
    sentences = openings(features)
    cuts = [0]
    while count - cuts[-1] > MOST:
        low, high = cuts[-1] + LEAST, min(cuts[-1] + MOST, count - TAIL)
        places = _within(paragraphs, low, high) or _within(sentences, low, high) or [high]
        cuts.append(min(places, key=lambda at: (_scrambled(ids[at : at + 4], salt), at)))
    cuts.append(count)
    return tuple(itertools.pairwise(cuts))


def _within(places: Sequence[int], low: int, high: int) -> Sequence[int]:
    return places[bisect.bisect_left(places, low) : bisect.bisect_right(places, high)]


def _scrambled(ids: Sequence[int], salt: int) -> int:
    """A number that looks drawn by chance, and is the same for the same word pieces."""
    value = salt
    for each in ids:
        value = (value ^ int(each)) * 0x9E3779B1 & 0xFFFFFFFF
        value ^= value >> 15
    return value


def features(
    text: str, offsets: Sequence[Span], sentences: Sequence[Span], quotes: Sequence[Quote]
) -> list[int]:
    """One id a token: inside quotation marks, first of a sentence or paragraph, capital letters (see `labels`)."""
    out = []
    sentence = quote = 0
    opened = -1
    total, marks = len(sentences), len(quotes)
    for start, end in offsets:
        while sentence < total and sentences[sentence][1] <= start:
            sentence += 1
        while quote < marks and quotes[quote].end <= start:
            quote += 1
        value = 9 if quote < marks and quotes[quote].start <= start else 0
        if sentence < total and opened != sentence and sentences[sentence][0] <= start:
            opened = sentence
            before = text[max(0, sentences[sentence][0] - 2) : sentences[sentence][0]]
            value += 6 if not before or "\n" in before else 3
        word = text[start:end]
        if word[:1].isupper():
            value += 2 if len(word) > 1 and word.isupper() else 1
        out.append(value)
    return out


def openings(features: Sequence[int]) -> list[int]:
    """Indices of the tokens that begin a sentence or a paragraph."""
    return [i for i, value in enumerate(features) if value % 9 >= 3]
