"""Turns the model's scores into log-probabilities, for each group of labels by itself."""

from __future__ import annotations

import numpy as np

from services.extraction.domain.encoder import labels
from services.extraction.domain.encoder.encoding import Encoding, Floats

_COLUMNS = labels.columns(labels.TOKEN_GROUPS)


def log_softmax(x: Floats) -> Floats:
    """Log-softmax over the last axis, safe from overflow."""
    top = x - np.maximum.reduce(x, axis=-1, keepdims=True)
    out: Floats = top - np.log(np.add.reduce(np.exp(top), axis=-1, keepdims=True))
    return out


def of_tokens(encoding: Encoding) -> dict[str, Floats]:
    """Log-probabilities by token group, [word pieces, labels] each."""
    return {name: log_softmax(encoding.tokens[:, where]) for name, where in _COLUMNS.items()}
