"""Estimates the probability of each verdict from the features of a statement and a question.

Half of the vote is a multinomial logistic regression's, half is boosted trees'.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import msgspec

from services.extraction.domain import trees
from services.extraction.domain.trees import Trees
from shared import rulefiles

Label = Literal["for", "against", "conditional", "open", "unrelated"]
LABELS: Final[tuple[Label, ...]] = ("for", "against", "conditional", "open", "unrelated")
FILE: Final = "verdicts.yaml"
TREES: Final = "verdicts.npz"


class VerdictWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Multinomial logistic regression over the numbers of `questions.features`. See verdicts.yaml."""

    card: str
    """What it was learnt from and how well it does."""
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    """Feature -> log-odds of each of `LABELS`."""


class Judgement(msgspec.Struct, frozen=True):
    """The two models that judge, a regression and trees; their log-odds are averaged."""

    weights: VerdictWeights
    trees: Trees


@cache
def built_in() -> Judgement:
    """The weights and trees that ship, read once."""
    return Judgement(
        rulefiles.shipped(__package__, FILE, VerdictWeights),
        trees.parse(files(__package__ or "").joinpath(TREES).read_bytes()),
    )


def judged(judgement: Judgement, features: Mapping[str, float]) -> dict[Label, float]:
    """How likely each label is; the five add up to 1."""
    grown = trees.totals(judgement.trees, trees.row(judgement.trees, features))[0]
    return _chances(
        [(a + float(b)) / 2 for a, b in zip(_totals(judgement.weights, features), grown, strict=True)]
    )


def chances(weights: VerdictWeights, features: Mapping[str, float]) -> dict[Label, float]:
    """How likely each label is by the regression alone; the five add up to 1."""
    return _chances(_totals(weights, features))


def _totals(weights: VerdictWeights, features: Mapping[str, float]) -> list[float]:
    """Log-odds, so far from one another as the chances are."""
    totals = list(weights.bias)
    for name, value in features.items():
        row = weights.weights.get(name)
        if row is not None:
            totals = [total + value * weight for total, weight in zip(totals, row, strict=True)]
    return totals


def _chances(totals: list[float]) -> dict[Label, float]:
    highest = max(totals)
    powers = [math.exp(total - highest) for total in totals]
    whole = sum(powers)
    return {label: power / whole for label, power in zip(LABELS, powers, strict=True)}
