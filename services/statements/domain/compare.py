"""Compares a statement with others of its side, as numeric features: shared words, meaning, figures, negation."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from rapidfuzz.distance import LCSseq

from services.statements.domain.document_frequency import HEAVIEST, DocumentFrequency
from services.statements.domain.lexicon import BUCKETS, Floats, Lexicon, Rows
from services.statements.domain.word_arrays import Viewed

FEATURES = (
    "grams",
    "cosine",
    "contained",
    "rarest",
    "meaning_shorter",
    "meaning_longer",
    "meaning_mean",
    "sequence",
    "numbers_same",
    "numbers_differ",
    "negation_differs",
    "same_speaker",
    "same_article",
    "shorter",
    "ratio",
    "stems",
    "few_stems",
)
"""What `compare` tells of a pair; the same whichever of the two came first.

grams: cosine of character n-grams, rare ones weighing more; cosine, contained, rarest: of shared stems, likewise
(contained in the lighter one); meaning_*: how near each word of the shorter (longer) one comes to a word of the other,
and the cosine of their mean vectors; sequence: longest common sequence of words in the shorter one; shorter: its length
in words; ratio of lengths; stems, few_stems: of the one with fewer words that carry meaning."""


class Side(msgspec.Struct, frozen=True, eq=False):
    """One of two statements to compare: its words, its speaker, its article."""

    view: Viewed
    speaker: str
    article: str


def compare(new: Side, others: Sequence[Side], lexicon: Lexicon, common: DocumentFrequency) -> Floats:
    """Features of a statement against others, an array of shape (others, FEATURES); `common` weighs words by rarity."""
    a, views = new.view, [other.view for other in others]
    starts = np.cumsum([0, *(len(v.stems) for v in views[:-1])])
    mine = common.stems(lexicon, a.places)
    theirs = common.stems(lexicon, np.concatenate([v.places for v in views]))
    at = {s: n for n, s in enumerate(a.stems) if s}
    places = np.array([at.get(s, -1) for v in views for s in v.stems])
    same = places >= 0
    shared = np.add.reduceat(theirs * same, starts)
    total = np.add.reduceat(theirs, starts)
    lengths = np.sqrt(np.add.reduceat(theirs**2, starts)) * np.linalg.norm(mine)
    out = np.zeros((len(others), len(FEATURES)), np.float32)
    out[:, 0] = _alike_grams(a, views, lexicon, common)
    out[:, 1] = np.add.reduceat(theirs**2 * same, starts) / lengths
    out[:, 2] = np.minimum(1, shared / np.minimum(total, mine.sum()))
    out[:, 3] = np.maximum.reduceat(theirs * same, starts) / HEAVIEST
    out[:, 4:7] = _meaning(lexicon, a, views, mine, theirs, places, starts)
    for row, (other, v) in enumerate(zip(others, views, strict=True)):
        short, long = sorted((len(a.tokens), len(v.tokens)))
        out[row, 7] = LCSseq.similarity(a.tokens, v.tokens) / max(short, 1)
        fewest = min(len(a.stems), len(v.stems))
        common_numbers = bool(a.numbers & v.numbers)
        out[row, 8:] = (
            common_numbers,
            bool(a.numbers and v.numbers) and not common_numbers,
            a.negated != v.negated,
            new.speaker == other.speaker,
            new.article == other.article,
            min(short, 40) / 40,
            short / max(long, 1),
            min(fewest, 20) / 20,
            fewest < 3,
        )
    return out


def covered(words: Viewed, other: Viewed, lexicon: Lexicon, common: DocumentFrequency) -> float:
    """How much of what the words say the other's say too, from 0 to 1: the share of their stems, rare ones weighing
    more, that are there, or of a word that is missing how near one of the other's comes to it."""
    weights = common.stems(lexicon, words.places)
    near = np.maximum(lexicon.vectors[words.rows] @ lexicon.vectors[other.rows].T, 0).max(axis=1)
    near[[of in other.stems for of in words.stems]] = 1
    return float(weights @ near / weights.sum())


def _alike_grams(a: Viewed, views: Sequence[Viewed], lexicon: Lexicon, common: DocumentFrequency) -> Floats:
    mine = common.grams(lexicon, a.buckets) * a.counts
    buckets = np.concatenate([v.buckets for v in views])
    theirs = common.grams(lexicon, buckets) * np.concatenate([v.counts for v in views])
    spread = np.zeros(BUCKETS, np.float32)
    spread[a.buckets] = mine
    starts = np.cumsum([0, *(len(v.buckets) for v in views[:-1])])
    lengths = np.sqrt(np.add.reduceat(theirs**2, starts)) * np.linalg.norm(mine)
    alike: Floats = np.add.reduceat(spread[buckets] * theirs, starts) / np.maximum(lengths, 1e-6)
    return alike


def _meaning(
    lexicon: Lexicon,
    a: Viewed,
    views: Sequence[Viewed],
    mine: Floats,
    theirs: Floats,
    places: Rows,
    starts: Rows,
) -> Floats:
    vectors = lexicon.vectors
    one, all_ = vectors[a.rows], vectors[np.concatenate([v.rows for v in views])]
    near = np.maximum(one @ all_.T, 0)
    columns = np.flatnonzero(places >= 0)
    near[places[columns], columns] = 1
    total = np.add.reduceat(theirs, starts)
    of_theirs = np.add.reduceat(near.max(axis=0) * theirs, starts) / total
    of_mine = np.maximum.reduceat(near, starts, axis=1).T @ mine / mine.sum()
    i_am_shorter = np.array([len(a.stems) <= len(v.stems) for v in views])
    tie = np.array([len(a.stems) == len(v.stems) for v in views])
    shorter = np.where(tie, np.maximum(of_mine, of_theirs), np.where(i_am_shorter, of_mine, of_theirs))
    longer = np.where(tie, np.minimum(of_mine, of_theirs), np.where(i_am_shorter, of_theirs, of_mine))
    mean = mine @ one
    means = np.add.reduceat(all_ * theirs[:, None], starts, axis=0)
    sizes = np.linalg.norm(means, axis=1) * np.linalg.norm(mean)
    return np.stack([shorter, longer, means @ mean / np.maximum(sizes, 1e-6)], axis=1).astype(np.float32)
