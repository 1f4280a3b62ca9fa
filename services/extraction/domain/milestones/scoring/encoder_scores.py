"""Reads log-odds of steps, types and statuses from the encoder's scores of sentences.

They have a say in finding steps (`blending`) and in how far a step is trusted (`trust`). All functions take the scores
of one sentence, [`labels.SENTENCE_COLUMNS`], or of several, [sentences, `labels.SENTENCE_COLUMNS`].
"""

from __future__ import annotations

from typing import Final

import numpy as np

from services.extraction.domain.encoder import labels
from services.extraction.domain.milestones.scoring.columns import Floats

_SENTENCE: Final = labels.columns(labels.SENTENCE_GROUPS)


def any_step(telling: Floats) -> Floats:
    """Log-odds that the sentence reports any step."""
    return np.asarray(np.logaddexp.reduce(types(telling), -1))


def old(telling: Floats) -> Floats:
    """Log-odds that the step it reports is of former days."""
    return np.asarray(telling[..., _SENTENCE["background"]][..., 0])


def types(telling: Floats) -> Floats:
    """Log-odds that it reports a step of each type, in the order of `labels.MILESTONES`."""
    return np.asarray(telling[..., _SENTENCE["milestones"]])


def statuses(telling: Floats) -> Floats:
    """Log-probability of each status, in the order of `labels.STATUSES`."""
    return normal(telling[..., _SENTENCE["status"]])


def normal(scores: Floats) -> Floats:
    """Scores as log-probabilities over the last axis."""
    return np.asarray(scores - np.logaddexp.reduce(scores, -1, keepdims=True))
