"""Locates a source or a cue, annotated as words, in the text of its article."""

from __future__ import annotations

from typing import Any

from shared.contracts.common import Span


def nearest(text: str, words: str | None, near: list[Any]) -> Span | None:
    """The occurrence of `words` nearest to the spans `near`; None where the text lacks them.

    One inside a span counts as a little farther than one beside it.
    """
    if not words:
        return None
    best: tuple[float, Span] | None = None
    at = text.find(words)
    while at >= 0:
        span = (at, at + len(words))
        whole = not (text[at - 1 : at].isalnum() or text[span[1] : span[1] + 1].isalnum()) if at else True
        far = min(max(a - span[1], span[0] - b, 0) for a, b in near) + (0 if whole else 200)
        if any(a <= span[0] and span[1] <= b for a, b in near):
            far += 25
        if best is None or far < best[0]:
            best = (far, span)
        at = text.find(words, at + 1)
    return best[1] if best else None
