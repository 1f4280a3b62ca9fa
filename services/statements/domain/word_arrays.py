"""Turns a statement's words into the arrays that comparing needs, and caches them."""

from __future__ import annotations

from functools import lru_cache, partial

import msgspec
import numpy as np

from services.statements.domain.lexicon import Floats, Lexicon, Rows, gram_buckets, stem_bucket
from services.statements.domain.tokens import STOPWORDS, analyse, stem

REMEMBERED = 10_000
"""Statements whose views are kept at hand."""


class Viewed(msgspec.Struct, frozen=True, eq=False):
    """A statement's words, ready for comparing; at least one (perhaps empty) stem."""

    tokens: tuple[str, ...]
    stems: tuple[str, ...]
    places: Rows
    """Bucket of each stem."""
    rows: Rows
    """Row of each stem's word in the lexicon's vectors."""
    buckets: Rows
    """Of the character n-grams."""
    counts: Floats
    """How often each occurs, damped."""
    numbers: frozenset[str]
    negated: bool


def view(lexicon: Lexicon, words: tuple[str, ...]) -> Viewed:
    """The words of a statement as the lexicon knows them."""
    text = analyse(words)
    rows: dict[str, int] = {}
    unknown = len(lexicon.vectors) - 1
    for token in text.tokens:
        if token not in STOPWORDS and (len(token) > 1 or token.isdigit()):
            rows.setdefault(stem(token), lexicon.rows.get(token, unknown))
    buckets, counts = gram_buckets(" ".join(text.tokens))
    stems = tuple(rows) or ("",)
    return Viewed(
        tokens=text.tokens,
        stems=stems,
        places=np.array([stem_bucket(of) for of in stems], np.int32),
        rows=np.array(list(rows.values()) or [unknown], np.int32),
        buckets=buckets,
        counts=1 + np.log(counts),
        numbers=text.numbers,
        negated=text.negations > 0,
    )


class Viewer:
    """A lexicon with a cache of views; its answers depend on its arguments alone."""

    def __init__(self, lexicon: Lexicon, remembered: int = REMEMBERED) -> None:
        self.lexicon = lexicon
        self.view = lru_cache(remembered)(partial(view, lexicon))
