"""Defines the columns in which the words' weights score a sentence."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from services.extraction.domain.encoder.labels import MILESTONES, STATUSES

Floats = npt.NDArray[np.float32]
TYPES: Final = slice(0, len(MILESTONES))
TOLD: Final = len(MILESTONES)
LIVE: Final = TOLD + 1
OLD: Final = LIVE + 1
STATUS: Final = slice(OLD + 1, OLD + 1 + len(STATUSES))
COLUMNS: Final = OLD + 1 + len(STATUSES)
"""The types (of a sentence that reports a step), reports a step, reports one as news, as past, the statuses."""
