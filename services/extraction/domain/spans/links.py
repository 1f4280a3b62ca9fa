"""Links a content to its source and its cue: the mentions to which its vector points, near ones sooner than far
ones."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from services.extraction.domain.encoder import labels, probabilities
from services.extraction.domain.encoder.encoding import Encoding, Floats
from services.extraction.domain.spans import best_path
from services.extraction.domain.spans.dials import Dials
from shared.contracts.common import Span

_LINK = 64
_ZERO = np.zeros(1, np.float32)
_STEPS = np.array((2, 5, 10, 20, 40, 80))
_BEFORE = 2 + np.searchsorted(_STEPS, np.arange(2000, 0, -1))  # by distance, the farthest first
_AFTER = 9 + np.searchsorted(_STEPS, np.arange(1, 2001))


class Near(msgspec.Struct, frozen=True):
    """A content's first word piece, the first one near it, and how those from there on lie to it (see `buckets`)."""

    begin: int
    low: int
    lie: NDArray[np.int64]


class Links:
    """Finds the source and the cue to which a content points, each with its probability (0 to 1).

    `reach` [2, 16] is the learned weight of each distance, for sources and for cues (see `buckets`).
    """

    def __init__(self, encoding: Encoding, reach: Floats, dials: Dials) -> None:
        self.groups = probabilities.of_tokens(encoding)
        """Log-probabilities of each token group."""
        self._vectors = {
            name: encoding.links[:, i * _LINK : (i + 1) * _LINK] for i, name in enumerate(labels.LINK_VECTORS)
        }
        self._sources = _candidates(self.groups["source"])
        self._cues = _candidates(self.groups["cue"])
        self._reach = reach
        self._far = dials.reach

    def near(self, content: Sequence[Span]) -> Near:
        """Where source and cue of a content are looked for."""
        low = max(0, content[0][0] - self._far)
        high = min(len(self._vectors["source"]), content[-1][1] + self._far)
        return Near(content[0][0], low, buckets(content, low, high))

    def source(self, near: Near) -> tuple[Span | None, float]:
        """The source among all mentions near the content, with its probability; (None, 0.0) where there is none."""
        return self._linked("source", near, self._sources, self._reach[0])

    def cue(self, near: Near) -> tuple[Span | None, float]:
        """The cue among all cues near the content, with its probability; (None, 0.0) where there is none."""
        return self._linked("cue", near, self._cues, self._reach[1])

    def _linked(self, name: str, near: Near, spans: list[Span], reach: Floats) -> tuple[Span | None, float]:
        if not spans:
            return None, 0.0
        vectors = self._vectors[name][near.low : near.low + len(near.lie)]
        score = vectors @ self._vectors[f"content_to_{name}"][near.begin]
        return _linked(score + reach[near.lie], spans, near.low)


def _candidates(scores: Floats) -> list[Span]:
    """Mentions that the model is sure of, and weaker ones where it has none."""
    sure = best_path.runs(scores)
    taken = np.zeros(len(scores), bool)
    for a, b in sure:
        taken[a:b] = True
    weak = [(a, b) for a, b in best_path.runs(scores, 2.5) if not taken[a:b].any()]
    return sorted(sure + weak)


def _linked(score: Floats, spans: list[Span], low: int) -> tuple[Span | None, float]:
    """Which of `spans` the content points to, and with what probability; `score` is of the tokens from `low` on."""
    high = low + len(score)
    first = bisect.bisect_left(spans, (low, low))
    last = bisect.bisect_right(spans, (high, high))
    inside = [span for span in spans[first:last] if span[1] <= high]
    if not inside:
        return None, 0.0
    chance: Floats = np.exp(score - score.max())
    chance /= chance.sum()
    sums = np.concatenate((_ZERO, chance.cumsum()))
    ends = np.array(inside) - low
    totals = sums[ends[:, 1]] - sums[ends[:, 0]]
    best = int(totals.argmax())
    return inside[best], float(totals[best])


def buckets(content: Sequence[Span], low: int, high: int) -> NDArray[np.int64]:
    """The bucket of each word piece in [low, high): 0 within the content, 1 in a gap of it, 2-8 before, 9-15 after
    it."""
    first, last = content[0][0], content[-1][1]
    if high - low > len(_BEFORE):
        before = 2 + np.searchsorted(_STEPS, np.arange(first - low, 0, -1))
        after = 9 + np.searchsorted(_STEPS, np.arange(1, max(0, high - last) + 1))
    else:
        before, after = _BEFORE[len(_BEFORE) - (first - low) :], _AFTER[: max(0, high - last)]
    out = np.ones(high - low, np.int64)
    out[: first - low] = before
    out[last - low :] = after
    for a, b in content:
        out[max(0, a - low) : max(0, b - low)] = 0
    return out
