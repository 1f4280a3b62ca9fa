"""Decodes token scores and link vectors into raw statements: spans of content, source and cue.

Who the source is, and what the statement is about, is read elsewhere.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from services.extraction.domain.encoder import labels
from services.extraction.domain.encoder.encoding import Encoding, Floats
from services.extraction.domain.encoder.pooling import mean
from shared.contracts.common import Span

_COLUMNS = labels.columns(labels.TOKEN_GROUPS)
_LINK = 64
_ZERO = np.zeros(1, np.float32)
_STEPS = np.array((2, 5, 10, 20, 40, 80))
_BEFORE = 2 + np.searchsorted(_STEPS, np.arange(2000, 0, -1))  # by distance, the farthest first
_AFTER = 9 + np.searchsorted(_STEPS, np.arange(1, 2001))


class Dials(msgspec.Struct, frozen=True):
    """Thresholds and weights, set by cross-validation over articles where that was possible (see the model card)."""

    start: float = 0.25  # taken from the log-probability that a word is outside
    keep: float = 0.3  # statements whose words are less certain than this are not looked at again
    nested: float = 0.5
    shortest: int = 10  # characters of content
    sure: float = 0.45  # statements less likely than this at the second look are dropped
    governed: float = 0.45  # the same for what was found by its verb alone
    source: float = 0.3  # a source less probable than this is none
    reach: int = 220  # word pieces between content and source
    wording: tuple[float, float, float] = (
        0.7,
        0.5,
        0.4,
    )  # weight of single words on issue, position, background
    tagged: tuple[float, float, float] = (
        2.0,
        1.0,
        2.0,
    )  # weight of an issue's words in content, sentence, article
    hinted: tuple[float, float] = (
        1.0,
        1.0,
    )  # weight of words that show a position, in the cue and in what is said
    evened: tuple[float, float] = (
        0.8,
        0.0,
    )  # how much of an issue's being common is taken out again, and what is taken from the issue `other`
    old: float = -0.5  # log-odds from which on a statement counts as said before


DIALS: Final = Dials()


class RawStatement(msgspec.Struct, frozen=True):
    """Spans of word pieces: contents, source and cue, with how sure the model is of each."""

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    confidence: float
    source_confidence: float
    nested: bool = False
    governed: bool = False
    """Whether it was found by the verb that governs it (see `governed`)."""
    labelled: bool = False
    """Whether it is an answer printed by name (see `transcripts`)."""


def log_softmax(x: Floats) -> Floats:
    """Log-softmax over the last axis, safe from overflow."""
    top = x - np.maximum.reduce(x, axis=-1, keepdims=True)
    out: Floats = top - np.log(np.add.reduce(np.exp(top), axis=-1, keepdims=True))
    return out


def runs(scores: Floats, bonus: float = 0.0) -> list[Span]:
    """Spans of tokens on the best path through outside, begin and inside.

    `scores` are one group's log-probabilities [length, 3 or 4]; `bonus` is taken from the score of being outside.
    """
    some = scores[:, 0] < -0.05
    out: list[Span] = []
    if not some.any():
        return out
    edges = np.flatnonzero(np.diff(some, prepend=False, append=False)).tolist()
    best = scores[:, 1] if scores.shape[1] == 3 else np.maximum(scores[:, 1], scores[:, 3])
    outside, begin, inside = (scores[:, 0] - bonus).tolist(), best.tolist(), scores[:, 2].tolist()
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        out += _path(outside[first:last], begin[first:last], inside[first:last], first)
    return out


def _path(outside: list[float], begin: list[float], inside: list[float], shift: int) -> list[Span]:
    out, held = 0.0, -1e9
    # For each token: whether an outside one comes from inside, and how an inside one was reached (0 begun from outside,
    # 1 begun from inside, 2 carried on).
    trace: list[tuple[bool, int]] = []
    for o, b, i in zip(outside, begin, inside, strict=True):
        from_inside = held > out
        top = held if from_inside else out
        carried, started = held + i, top + b
        trace.append((from_inside, 2 if carried >= started else int(from_inside)))
        out, held = top + o, max(carried, started)
    spans: list[Span] = []
    state = held > out
    end = len(trace)
    for at in range(len(trace) - 1, -1, -1):
        from_inside, how = trace[at]
        if not state:
            state = from_inside
            end = at
            continue
        if how != 2:
            spans.append((at + shift, end + shift))
            end = at
            state = how == 1
    spans.reverse()
    return spans


def scores(encoding: Encoding) -> dict[str, Floats]:
    """Log-probabilities by token group, [word pieces, labels] each."""
    return {name: log_softmax(encoding.tokens[:, where]) for name, where in _COLUMNS.items()}


def decode(encoding: Encoding, links: Links, dials: Dials) -> list[RawStatement]:
    """All statements of an article in the order of their beginnings; `links` are those of the encoding."""
    if not len(encoding.offsets):
        return []
    groups = links.groups
    content = groups["content"]
    pieces: list[tuple[list[Span], float, bool]] = []
    for span in runs(content, dials.start):
        sure = _sureness(content, span)
        goes_on = content[span[0], 3] > content[span[0], 1]
        if goes_on and pieces and span[0] - pieces[-1][0][-1][1] < 120:
            pieces[-1][0].append(span)
        else:
            pieces.append(([span], sure, False))
    for span in runs(groups["nested"]):
        sure = _sureness(groups["nested"], span)
        if sure >= dials.nested:
            pieces.append(([span], sure, True))
    out = []
    for spans, sure, nested in pieces:
        if sure < dials.keep:
            continue
        near = links.near(spans)
        source, how = links.source(near)
        cue, certain = links.cue(near)
        out.append(
            RawStatement(
                tuple(spans),
                source if how >= dials.source else None,
                cue if certain >= 0.2 else None,
                sure,
                how,
                nested,
            )
        )
    out.sort(key=lambda s: (s.content[0][0], -s.content[-1][1]))
    return out


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
        self.groups = scores(encoding)
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
    sure = runs(scores)
    taken = np.zeros(len(scores), bool)
    for a, b in sure:
        taken[a:b] = True
    weak = [(a, b) for a, b in runs(scores, 2.5) if not taken[a:b].any()]
    return sorted(sure + weak)


def _sureness(scores: Floats, span: Span) -> float:
    """Mean probability that the tokens are inside, with that of the begin."""
    return float(mean(1 - np.exp(scores[slice(*span), 0])))


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
