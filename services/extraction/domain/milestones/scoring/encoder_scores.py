"""What the encoder says of sentences as reports of steps comes in; log-odds of steps, types and statuses go out.

It has a say in finding steps (`blending`) and in how far a step is trusted (`trust`). All take the scores of one
sentence, [`labels.SENTENCE_COLUMNS`], or of several, [sentences, `labels.SENTENCE_COLUMNS`].
"""

from __future__ import annotations

from typing import Final

import numpy as np

from services.extraction.domain.encoder import labels
from services.extraction.domain.milestones.scoring.columns import Floats

_SENTENCE: Final = labels.columns(labels.SENTENCE_GROUPS)


def any_step(telling: Floats) -> Floats:
    """That the sentence tells any step."""
    return np.asarray(np.logaddexp.reduce(types(telling), -1))


def old(telling: Floats) -> Floats:
    """That what it tells is of former days."""
    return np.asarray(telling[..., _SENTENCE["background"]][..., 0])


def types(telling: Floats) -> Floats:
    """That it tells a step of each type, in the order of `labels.MILESTONES`."""
    return np.asarray(telling[..., _SENTENCE["milestones"]])


def statuses(telling: Floats) -> Floats:
    """Log-probability of every status, in the order of `labels.STATUSES`."""
    return normal(telling[..., _SENTENCE["status"]])


def normal(scores: Floats) -> Floats:
    """Log-probabilities of scores."""
    return np.asarray(scores - np.logaddexp.reduce(scores, -1, keepdims=True))
