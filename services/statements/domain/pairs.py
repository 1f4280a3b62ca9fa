"""Scores how likely two statements of one side say the same, from their compared features."""

import math

import msgspec
import numpy as np

from services.statements.domain.compare import FEATURES
from services.statements.domain.lexicon import Floats
from services.statements.domain.tokens import STOPWORDS, Text, negations, stem

BEFORE, AFTER = 4, 1
"""Words before and behind what two texts share that still govern it."""


class Scorer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights of the logistic regression over `compare.FEATURES`, by name. See pairs.yaml."""

    bias: float
    weights: dict[str, float]
    join: float
    """Least mean probability, over the tellings of a saying, with which a statement joins it."""
    far: float
    """The same for a saying last told longer ago: only nearly the same words are the same message then."""
    far_hours: float
    agree: float = 0.25
    """Least probability with which another telling of a saying bears out the words that an alert shows, whatever else
    the side has said: a saying holds what is a little alike, a number of publishers is a number of those words."""
    cover: float = 0.5
    """Least part of the words that an alert shows that another publisher must tell, to count as one that has them."""
    crowd: float = 0.0
    """Taken from the log-odds each time that the side has said e times as much: of a thousand statements a few look
    like any new one by chance. See benchmarks/SAYINGS.md."""
    crowd_from: float = 30.0
    """Statements of a side from which on this counts: about as many as one event has, from which the weights are."""

    def probabilities(self, features: Floats, said: int = 0) -> list[float]:
        """Logistic of the weighted sum for each row of features, 0 to 1; `said` is how much the side is known to have
        said."""
        weights = np.array([self.weights.get(name, 0.0) for name in FEATURES])
        bias = self.bias - self.crowd * math.log(max(1.0, said / self.crowd_from))
        return [1 / (1 + math.exp(-max(-40.0, min(40.0, total)))) for total in features @ weights + bias]


def opposed(a: Text, b: Text) -> bool:
    """Whether nearly the same words differ in a figure or a negation, which makes them another message."""
    return negated_otherwise(a, b) or other_figures(a, b)


def negated_otherwise(a: Text, b: Text) -> bool:
    """Whether nearly the same words differ in a negation."""
    one, other = _alike(a, b)
    return negations(one) % 2 != negations(other) % 2


def other_figures(a: Text, b: Text) -> bool:
    """Whether nearly the same words differ in a figure: each has one that the other lacks ("20 in two stages" and "200
    in two stages")."""
    one, other = ({t for t in tokens if t[:1].isdigit()} for tokens in _alike(a, b))
    return bool(one - other and other - one)


def _alike(a: Text, b: Text) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The stretch that both share, where it is nearly all of one of them; else nothing."""
    plain = a.stems - a.numbers, b.stems - b.numbers
    least, shared = min(len(plain[0]), len(plain[1])), plain[0] & plain[1]
    if least < 3 or len(shared) < 0.7 * least:
        return (), ()
    return _around(a, shared), _around(b, shared)


def _around(text: Text, shared: frozenset[str]) -> tuple[str, ...]:
    """The stretch of the text that holds the shared words; anything beyond only adds to them."""
    at = [n for n, token in enumerate(text.tokens) if token not in STOPWORDS and stem(token) in shared]
    return text.tokens[max(0, at[0] - BEFORE) : at[-1] + AFTER + 1] if at else ()


class Overlap(msgspec.Struct, frozen=True):
    """Common stems: how many, and their share of the shorter text's."""

    shared: int
    contained: float
    numbers_differ: bool


def overlap(a: Text, b: Text) -> Overlap:
    """The words that two texts have in common."""
    shared = len(a.stems & b.stems)
    return Overlap(
        shared=shared,
        contained=shared / (min(len(a.stems), len(b.stems)) or 1),
        numbers_differ=bool(a.numbers and b.numbers and not a.numbers & b.numbers),
    )
