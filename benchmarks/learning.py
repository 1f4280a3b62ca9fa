"""Rows of numbers with the shares of their labels in, a regression that tells the labels apart out."""

from __future__ import annotations

import numpy as np

from services.extraction.training.milestones.boosting import Floats, softmax


def regression(x: Floats, y: Floats, weight: Floats, ridge: float, steps: int = 12) -> Floats:
    """Weights (features × labels) of a ridge-regularised multinomial regression, by Newton's method."""
    size, columns = x.shape[1], y.shape[1]
    solution = np.zeros((size, columns))
    for _ in range(steps):
        likely = softmax(x @ solution)
        slope = x.T @ ((likely - y) * weight[:, None]) + ridge * solution
        curve = np.zeros((size * columns, size * columns))
        for a in range(columns):
            for b in range(a, columns):
                part = weight * likely[:, a] * ((a == b) - likely[:, b])
                block = x.T @ (x * part[:, None])
                curve[a * size : (a + 1) * size, b * size : (b + 1) * size] = block
                curve[b * size : (b + 1) * size, a * size : (a + 1) * size] = block
        curve[np.diag_indices_from(curve)] += ridge
        step = np.linalg.solve(curve, slope.T.ravel()).reshape(columns, size).T
        solution -= step
        if np.abs(step).max() < 1e-3:
            break
    return solution
