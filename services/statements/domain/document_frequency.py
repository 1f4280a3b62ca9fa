"""Counts how often words and letter groups occur in current statements, to weigh rare ones more when statements are
compared."""

import numpy as np

from services.statements.domain.lexicon import BUCKETS, Floats, Lexicon, Rows
from services.statements.domain.word_arrays import Viewed

PRIOR = 30.0
"""How many statements the lexicon's shares are worth beside what is said now: "hostages" tells little where all
speak of them, whatever the language at large does."""
HEAVIEST = 9.0
LIGHTEST = 0.1


class DocumentFrequency:
    """Counts over the live statements of the partition; a function of their set."""

    def __init__(self) -> None:
        self.size = 0
        self._stems = np.zeros(BUCKETS, np.int32)
        self._grams = np.zeros(BUCKETS, np.int32)

    def count(self, view: Viewed, by: int) -> None:
        """Count a statement in (1) or out (-1)."""
        self.size += by
        self._stems[np.unique(view.places)] += by
        self._grams[view.buckets] += by

    def stems(self, lexicon: Lexicon, places: Rows) -> Floats:
        """Weights of stems, the rarer the heavier: the negative logarithm of the share of statements that have it."""
        return self._weights(self._stems[places], lexicon.shares[places])

    def grams(self, lexicon: Lexicon, buckets: Rows) -> Floats:
        """The same for character n-grams."""
        return self._weights(self._grams[buckets], lexicon.grams[buckets])

    def _weights(self, counts: Rows, shares: Floats) -> Floats:
        share = (counts + PRIOR * shares) / (self.size + PRIOR)
        weights: Floats = np.clip(-np.log(np.maximum(share, 1e-9)), LIGHTEST, HEAVIEST).astype(np.float32)
        return weights
