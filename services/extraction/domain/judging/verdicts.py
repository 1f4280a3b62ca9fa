"""Estimates the probability of each verdict from a statement as it is judged for one question."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final, Literal

import numpy as np

from services.extraction.domain.judging import leanings
from services.extraction.domain.judging.leanings import Case, Reader

Label = Literal["for", "against", "conditional", "open", "unrelated"]
LABELS: Final[tuple[Label, ...]] = ("for", "against", "conditional", "open", "unrelated")
FILE: Final = "verdicts.npz"


@cache
def built_in() -> Reader:
    """The weights that ship, read once."""
    return Reader(leanings.parse(files(__package__ or "").joinpath(FILE).read_bytes()))


def judged(reader: Reader, case: Case) -> dict[Label, float]:
    """How likely each label is; the five add up to 1."""
    totals = reader.totals(case).astype(np.float64)
    powers = np.exp(totals - totals.max())
    return {label: float(power) for label, power in zip(LABELS, powers / powers.sum(), strict=True)}
