"""What the encoder says of a sentence as the report of a step comes in; log-odds of steps, types and statuses go out.

It has a say in finding steps (`blending`) and in how far a step is trusted (`trust`).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from services.extraction.domain.encoder import labels
from services.extraction.domain.milestones.columns import Floats

_SENTENCE: Final = labels.columns(labels.SENTENCE_GROUPS)


def told(telling: Floats) -> float:
    """That the sentence tells any step."""
    return float(np.logaddexp.reduce(telling[_SENTENCE["milestones"]]))


def old(telling: Floats) -> float:
    """That what it tells is of former days."""
    return float(telling[_SENTENCE["background"]][0])


def types(telling: Floats) -> Floats:
    """That it tells a step of each type, in the order of `labels.MILESTONES`."""
    return np.asarray(telling[_SENTENCE["milestones"]])


def statuses(telling: Floats) -> Floats:
    """Log-probability of every status, in the order of `labels.STATUSES`."""
    scores = telling[_SENTENCE["status"]]
    return np.asarray(scores - np.logaddexp.reduce(scores))
