"""What is alike in two statements of one side comes in; how likely they say the same goes out."""

import math

import msgspec
import numpy as np

from services.statements.domain.compare import FEATURES
from services.statements.domain.lexicon import Floats
from services.statements.domain.words import Text


class Scorer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights of the logistic regression over `compare.FEATURES`, by name. See pairs.yaml."""

    bias: float
    weights: dict[str, float]
    join: float
    """Least mean probability, over the tellings of a saying, with which a statement joins it."""
    far: float
    """The same for a saying last told longer ago: only nearly the same words are the same message then."""
    far_hours: float

    def probabilities(self, features: Floats) -> list[float]:
        """Logistic of the weighted sum, for each row of features."""
        weights = np.array([self.weights.get(name, 0.0) for name in FEATURES])
        return [1 / (1 + math.exp(-max(-40.0, min(40.0, total)))) for total in features @ weights + self.bias]


def opposed(a: Text, b: Text) -> bool:
    """Nearly the same words with another figure, or with and without a negation: another message, however alike."""
    plain = a.stems - a.numbers, b.stems - b.numbers
    least = min(len(plain[0]), len(plain[1]))
    if least < 3 or len(plain[0] & plain[1]) < 0.7 * least:
        return False
    if a.negations % 2 != b.negations % 2:
        return True
    return bool(a.numbers and b.numbers and not a.numbers & b.numbers)


class Overlap(msgspec.Struct, frozen=True):
    """Common stems: how many, and which share of the shorter one."""

    shared: int
    contained: float
    numbers_differ: bool
    negation_differs: bool


def overlap(a: Text, b: Text) -> Overlap:
    """Which words two texts have in common."""
    shared = len(a.stems & b.stems)
    return Overlap(
        shared=shared,
        contained=shared / (min(len(a.stems), len(b.stems)) or 1),
        numbers_differ=bool(a.numbers and b.numbers and not a.numbers & b.numbers),
        negation_differs=bool(a.negations) != bool(b.negations),
    )
