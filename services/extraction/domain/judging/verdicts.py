"""Numbers about a statement and a question come in; how likely each verdict is goes out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import msgspec

Label = Literal["for", "against", "conditional", "open", "unrelated"]
LABELS: Final[tuple[Label, ...]] = ("for", "against", "conditional", "open", "unrelated")
FILE: Final = "verdicts.yaml"


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Multinomial logistic regression over the numbers of `bearing.features`. See verdicts.yaml."""

    card: str
    """What it was learnt from and how well it does."""
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    """Feature -> log-odds of each of `LABELS`."""


@cache
def built_in() -> Weights:
    """The weights that ship, read once."""
    content = files("services.extraction").joinpath("rules").joinpath(FILE).read_bytes()
    return msgspec.yaml.decode(content, type=Weights)


def chances(weights: Weights, features: Mapping[str, float]) -> dict[Label, float]:
    """How likely each label is; the five add up to 1."""
    totals = list(weights.bias)
    for name, value in features.items():
        row = weights.weights.get(name)
        if row is not None:
            totals = [total + value * weight for total, weight in zip(totals, row, strict=True)]
    highest = max(totals)
    powers = [math.exp(total - highest) for total in totals]
    whole = sum(powers)
    return {label: power / whole for label, power in zip(LABELS, powers, strict=True)}
