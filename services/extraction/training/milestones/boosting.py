"""Grows boosted oblivious trees that separate labels, from rows of features."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from services.extraction.domain.trees import Trees

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.intp]
TREES: Final = 200
DEPTH: Final = 3
_RATE: Final = 0.1
_SHRINK: Final = 8.0
_FEATURES: Final = 0.25
"""Share of the features that a tree may ask for, drawn anew for each."""
_ROWS: Final = 0.7
"""Share of the rows that a tree is grown from."""
_CUTS: Final = 8
"""At most so many thresholds are tried of one feature."""
_LEAST: Final = 8
"""Rows that must stand on either side of a threshold."""


def softmax(scores: Floats) -> Floats:
    """Probabilities from log-odds, row by row."""
    powers = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(powers / powers.sum(1, keepdims=True))


def boosted(
    names: Sequence[str], x: Floats, y: Floats, weight: Floats, seed: int = 1, count: int = TREES
) -> Trees:
    """`count` oblivious trees, each grown on what those before it leave unexplained.

    `x` is [rows, features], `y` [rows, labels] the share of each label, `weight` [rows].
    """
    draw = np.random.default_rng(seed)
    features, thresholds = _thresholds(x)
    above = (x[:, features] > thresholds).astype(np.float32)
    useful = (above.sum(0) >= _LEAST) & ((1 - above).sum(0) >= _LEAST)
    above, features, thresholds = above[:, useful], features[useful], thresholds[useful]
    asked = np.unique(features)
    start = np.log((y * weight[:, None]).sum(0) / weight.sum())
    totals = np.tile(start, (len(x), 1))
    chosen, leaves = [], []
    for _ in range(count):
        likely = softmax(totals)
        pull = np.hstack((weight[:, None] * (y - likely), weight[:, None] * likely * (1 - likely)))
        rows = np.flatnonzero(draw.random(len(x)) < _ROWS)
        some = draw.choice(asked, max(1, int(len(asked) * _FEATURES)), replace=False)
        columns = np.flatnonzero(np.isin(features, some))
        tree = columns[_grown(above[np.ix_(rows, columns)], pull[rows].astype(np.float32))]
        leaf = _leaf(above[:, tree])
        table = np.zeros((2**DEPTH, y.shape[1]))
        for number in range(len(table)):
            inside = pull[rows][leaf[rows] == number].sum(0)
            table[number] = _RATE * inside[: y.shape[1]] / (inside[y.shape[1] :] + _SHRINK)
        totals += table[leaf]
        chosen.append(tree)
        leaves.append(table)
    trees = np.array(chosen)
    return Trees(
        tuple(names), start.astype(np.float32), features[trees].astype(np.int32),
        thresholds[trees].astype(np.float32), np.array(leaves, np.float32),
    )  # fmt: skip


def _grown(above: npt.NDArray[np.float32], pull: npt.NDArray[np.float32]) -> Whole:
    """The columns that a tree asks for, level by level: at each the one that explains most in all branches."""
    width = pull.shape[1]
    leaf = np.zeros(len(above), np.intp)
    tree = []
    for level in range(DEPTH):
        spread = np.zeros((len(above), 2**level, width), np.float32)
        spread[np.arange(len(above)), leaf] = pull
        over = (above.T @ spread.reshape(len(above), -1)).reshape(-1, 2**level, width)
        gain = _explained(over) + _explained(spread.sum(0) - over)
        tree.append(int(gain.argmax()))
        leaf = leaf * 2 + (above[:, tree[-1]] > 0)
    return np.array(tree)


def _explained(sums: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    half = sums.shape[-1] // 2
    return np.asarray((sums[..., :half] ** 2 / (sums[..., half:] + _SHRINK)).sum((-1, -2)))


def _leaf(answers: npt.NDArray[np.float32]) -> Whole:
    leaf = np.zeros(len(answers), np.intp)
    for column in answers.T:
        leaf = leaf * 2 + (column > 0)
    return leaf


def _thresholds(x: Floats) -> tuple[Whole, Floats]:
    """The feature and the threshold of every question that a tree may ask."""
    features, thresholds = [], []
    for number in range(x.shape[1]):
        for cut in _cuts(x[:, number]):
            features.append(number)
            thresholds.append(float(cut))
    return np.array(features), np.array(thresholds)


def _cuts(values: Floats) -> Floats:
    known = np.unique(values)
    if len(known) <= _CUTS + 1:
        return np.asarray((known[1:] + known[:-1]) / 2)
    there = values[values != 0]
    if len(there) < len(values) / 2:
        cuts = np.unique(np.concatenate(([0.0], np.quantile(there, np.linspace(0, 1, _CUTS)[1:-1]))))
    else:
        cuts = np.unique(np.quantile(values, np.linspace(0, 1, _CUTS + 2)[1:-1]))
    return np.asarray(cuts[cuts < known[-1]])
