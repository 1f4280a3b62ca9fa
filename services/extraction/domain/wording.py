"""The words of a statement in, the features by which a linear model judges its issue, position and age out.

A vector from the encoder says what a statement is like; single words ("demands", "unless", "in 2014") say it more
exactly
where they occur. Both are summed as log-probabilities.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_WORD: Final = re.compile(r"\b\w[\w'’-]*")
_OPENING: Final = 1500


class Wording(msgspec.Struct, frozen=True):
    """A linear model over words: rows of `weights` by feature, columns as in `labels.STATEMENT_GROUPS` (log-odds)."""

    rows: Mapping[str, int]
    weights: Floats
    bias: Floats


def words(text: str) -> list[str]:
    """Lower-case words; every number of four digits that is a year looks the same but for its decade."""
    return [w.lower().replace("’", "'") for w in _WORD.findall(text)]


def parts(cue: str, content: str, around: str) -> tuple[list[str], list[str], list[str]]:
    """Features of cue, content and the rest of the sentence, each marked by where it stands."""
    said = words(cue) or ["-"]
    inside = words(content)
    beside = words(around)
    return (
        [f"c:{w}" for w in said] + ["c:" + " ".join(said)],
        [f"t:{w}" for w in inside] + [f"t:{a} {b}" for a, b in itertools.pairwise(inside)],
        [f"a:{w}" for w in beside] + [f"a:{a} {b}" for a, b in itertools.pairwise(beside)],
    )


def opening(title: str, text: str) -> list[str]:
    """Features of the article: words of its title and its beginning."""
    return [f"d:{w}" for w in words(f"{title} {text[:_OPENING]}")]


def indices(model: Wording, groups: tuple[list[str], ...]) -> list[tuple[list[int], float]]:
    """Rows that occur, by group, with the weight of each so that every group has length one."""
    out = []
    for group in groups:
        known = sorted({row for w in group if (row := model.rows.get(w)) is not None})
        if known:
            out.append((known, len(known) ** -0.5))
    return out


def score(model: Wording, groups: tuple[list[str], ...]) -> Floats:
    """Log-odds of all columns that these features add; the bias is not in them."""
    total: Floats = np.zeros_like(model.bias)
    for known, weight in indices(model, groups):
        total += model.weights[known].sum(0) * np.float32(weight)
    return total
