"""Finds the spans of word pieces that the labels outside, begin and inside mark most probably (Viterbi)."""

from __future__ import annotations

import numpy as np

from services.extraction.domain.encoder.encoding import Floats
from shared.contracts.common import Span


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
