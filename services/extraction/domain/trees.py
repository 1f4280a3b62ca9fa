"""Computes what boosted trees say of each label, and stores the trees.

The trees are oblivious: all branches of a level ask the same, whether one number is greater than a threshold. So a tree
is a few questions and a table with one row for every way of answering them.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

import msgspec
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]


class Trees(msgspec.Struct, frozen=True):
    """Trees of equal depth, learnt one after the other."""

    names: tuple[str, ...]
    """Features, by their number."""
    start: Floats
    """Log-odds of each label before the first tree, [labels]."""
    features: Integers
    """[trees, depth]: number of the feature that is asked for."""
    thresholds: Floats
    """[trees, depth]."""
    leaves: Floats
    """[trees, 2 ** depth, labels]; the first question is the highest bit."""


def totals(trees: Trees, values: Floats) -> Floats:
    """The log-odds of each label, [rows, labels], from features [rows, features]."""
    answers = values[:, trees.features] > trees.thresholds
    powers = 1 << np.arange(trees.features.shape[1])[::-1]
    rows = (answers * powers).sum(2)
    return np.asarray(trees.start + trees.leaves[np.arange(len(trees.features)), rows].sum(1), np.float32)


def row(trees: Trees, features: Mapping[str, float]) -> Floats:
    """Features by name as one row for `totals`, [1, features]; absent ones are 0."""
    return np.array([[features.get(name, 0.0) for name in trees.names]], np.float32)


def parse(content: bytes) -> Trees:
    """The trees from bytes that `written` made."""
    stored = np.load(io.BytesIO(content), allow_pickle=False)
    return Trees(
        tuple(str(name) for name in stored["names"]), stored["start"], stored["features"].astype(np.int32),
        stored["thresholds"], stored["leaves"].astype(np.float32),
    )  # fmt: skip


def written(trees: Trees) -> bytes:
    """The trees as bytes, with only the features they ask for; leaves are stored in half precision."""
    used = np.unique(trees.features)
    out = io.BytesIO()
    np.savez_compressed(
        out,
        names=np.array([trees.names[i] for i in used]),
        start=trees.start.astype(np.float32),
        features=np.searchsorted(used, trees.features).astype(np.int16),
        thresholds=trees.thresholds.astype(np.float32),
        leaves=trees.leaves.astype(np.float16),
    )
    return out.getvalue()
