"""Looks up how common a word is in statements, and its meaning as a vector."""

from __future__ import annotations

import zlib
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from services.statements.domain.tokens import stem

Floats = NDArray[np.float32]
Rows = NDArray[np.int32]

BUCKETS = 1 << 16
_FACTORS = (1, 263, 69169, 18191447, 489583)
"""Powers of 263, wrapped: characters of a gram are mixed so that their order counts."""
RAREST = 2e-5
"""Share of a word that the lexicon does not know."""


class Lexicon(msgspec.Struct, frozen=True):
    """See `services/statements/lexicon.npz` and `training/lexicon.py`, which makes it."""

    rows: dict[str, int]
    """Word -> row of `vectors`."""
    vectors: Floats
    """One row a word, of length one; the last row is nought and stands for words not known."""
    shares: Floats
    """Share of sentences that have a stem of the bucket."""
    grams: Floats
    """Share of sentences that have a character n-gram of the bucket."""


def unpacked(stored: Any) -> Lexicon:
    """The lexicon from its stored arrays: words, vectors, shares, grams."""
    words = str(stored["words"]).split("\n")
    vectors = stored["vectors"].astype(np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    vectors = np.vstack([vectors, np.zeros((1, vectors.shape[1]), np.float32)])
    shares = np.full(BUCKETS, RAREST, np.float32)
    np.add.at(shares, [stem_bucket(stem(word)) for word in words], stored["shares"].astype(np.float32))
    grams = np.exp(-stored["grams"].astype(np.float32))
    return Lexicon({word: row for row, word in enumerate(words)}, vectors, np.minimum(shares, 1), grams)


def stem_bucket(of: str) -> int:
    """The bucket in which a stem is counted."""
    return zlib.crc32(of.encode("utf-8", "surrogatepass")) % BUCKETS


def gram_buckets(text: str) -> tuple[Rows, Floats]:
    """Buckets of the text's character n-grams (three to five letters), sorted, with their counts."""
    letters = np.frombuffer(f"  {text}  ".encode("utf-8", "surrogatepass"), np.uint8).astype(np.uint32)
    found = []
    for size in (3, 4, 5):
        count = len(letters) - size + 1
        if count > 0:
            mixed = np.zeros(count, np.uint32)
            for place in range(size):
                mixed += letters[place : place + count] * np.uint32(_FACTORS[place])
            found.append((mixed * np.uint32(2654435761)) >> np.uint32(16))
    if not found:
        return np.zeros(0, np.int32), np.zeros(0, np.float32)
    buckets, counts = np.unique(np.concatenate(found).astype(np.int32), return_counts=True)
    return buckets, counts.astype(np.float32)
