"""Weighs all signs at once of whether a statement that the model marked really is one.

The model judges word by word. Whether the words between two marks are a statement shows in other things as well:
whether it begins and ends clearly, at a mark of punctuation, whether somebody was found who says it, how long it is. A
logistic regression, learnt from the annotated articles (`training.statements.secondlook`), weighs these signs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from services.extraction.domain.encoder.encoding import Encoding, Floats, Look
from services.extraction.domain.encoder.pooling import mean
from services.extraction.domain.spans.decoding import RawStatement
from shared.contracts.common import Span

SIGNS: Final = (
    "mean certainty of the words", "least certain word", "certainty of the beginning", "certainty of the end",
    "another statement begins at the end", "inside another statement", "further contents", "length", "very short",
    "direct", "mixed", "has a source", "has a cue", "certainty of the source", "certainty of the cue",
    "certainty that the source belongs to it", "ends at punctuation", "begins with a capital", "has a number",
    "four words at most", "ends with a word that must go on",
)  # fmt: skip
_PUNCTUATED: Final = re.compile(r"[\s]*([.,;:!?—–\"”’\n]|$)")
_DIGIT: Final = re.compile(r"\d")
_SHORT: Final = 25


def likely(look: Look, signs: Floats) -> Floats:
    """The probability [count] that each statement is one, given its signs [count, len(SIGNS)]."""
    out: Floats = 1 / (1 + np.exp(-(signs @ look.weights + look.bias)))
    return out


def signs(
    text: str,
    encoding: Encoding,
    groups: Mapping[str, Floats],
    raw: RawStatement,
    content: Sequence[Span],
    manner: str,
) -> list[float]:
    """The signs of one statement in the order of `SIGNS`; `groups` are log-probabilities by token group."""
    scores = groups["nested" if raw.nested else "content"]
    inside = np.concatenate([1 - np.exp(scores[a:b, 0]) for a, b in raw.content])
    first, last = raw.content[0][0], raw.content[-1][1]
    begins = float(np.exp(scores[first, 1]) + (np.exp(scores[first, 3]) if scores.shape[1] > 3 else 0))
    ends, goes_on = (
        (float(np.exp(scores[last, 0])), float(np.exp(scores[last, 1]))) if last < len(scores) else (1.0, 0.0)
    )
    start, end = content[0][0], content[-1][1]
    length = sum(b - a for a, b in content)
    said = text[start:end]
    return [
        odds(float(mean(inside))), odds(float(inside.min())), odds(begins), odds(ends), goes_on,
        float(raw.nested), len(raw.content) - 1.0, float(np.log(length)), float(length < _SHORT),
        float(manner == "direct"), float(manner == "mixed"), float(raw.source is not None), float(raw.cue is not None),
        _mention(groups["source"], raw.source), _mention(groups["cue"], raw.cue), odds(raw.source_confidence),
        float(_PUNCTUATED.match(text, end) is not None), float(said[:1].isupper()),
        float(_DIGIT.search(said) is not None), float(len(said.split()) <= 4),
        float(said.endswith((" that", " the", " of"))),
    ]  # fmt: skip


def odds(probability: float) -> float:
    """Log-odds, kept within bounds near 0 and 1."""
    return float(np.log((probability + 0.01) / (1.01 - probability)))


def _mention(scores: Floats, span: Span | None) -> float:
    return odds(float(mean(1 - np.exp(scores[slice(*span), 0])))) if span else 0.0
