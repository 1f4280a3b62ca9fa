"""Two statements of one side come in; how likely they say the same goes out."""

import math
from datetime import datetime

import msgspec

from services.statements.domain.words import Text


class Scorer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights of the logistic regression over `features`, by name. See pairs.yaml."""

    bias: float
    weights: dict[str, float]
    join: float
    """Least probability with which a statement joins a saying told within the last days."""
    far: float
    """The same for a saying last told longer ago: only nearly the same words are the same message then."""
    far_hours: float


class Side(msgspec.Struct, frozen=True):
    """One of two statements to compare."""

    text: Text
    speaker: str
    article: str
    at: datetime
    direct: bool


def features(a: Side, b: Side) -> dict[str, float]:
    """What of the two is alike; symmetric."""
    shared = len(a.text.stems & b.text.stems)
    least = min(len(a.text.stems), len(b.text.stems)) or 1
    either = len(a.text.stems | b.text.stems) or 1
    grams = len(a.text.grams & b.text.grams)
    size = math.sqrt(len(a.text.grams) * len(b.text.grams)) or 1.0
    numbers = a.text.numbers, b.text.numbers
    return {
        "jaccard": shared / either,
        "contained": shared / least,
        "shared": min(shared, 8) / 8,
        "grams": grams / size,
        "numbers_same": float(bool(numbers[0] & numbers[1])),
        "numbers_differ": float(bool(numbers[0] and numbers[1] and not numbers[0] & numbers[1])),
        "negation_differs": float(bool(a.text.negations) != bool(b.text.negations)),
        "same_speaker": float(a.speaker == b.speaker),
        "same_article": float(a.article == b.article),
        "short": float(least < 3),
    }


def opposed(a: Side, b: Side) -> bool:
    """Nearly the same words with another figure, or with and without a negation: another message, however alike."""
    plain = a.text.stems - a.text.numbers, b.text.stems - b.text.numbers
    least = min(len(plain[0]), len(plain[1]))
    if least < 3 or len(plain[0] & plain[1]) < 0.7 * least:
        return False
    if a.text.negations % 2 != b.text.negations % 2:
        return True
    return bool(a.text.numbers and b.text.numbers and not a.text.numbers & b.text.numbers)


def probability(scorer: Scorer, values: dict[str, float]) -> float:
    """Logistic of the weighted sum."""
    total = scorer.bias + sum(scorer.weights.get(name, 0.0) * value for name, value in values.items())
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, total))))
