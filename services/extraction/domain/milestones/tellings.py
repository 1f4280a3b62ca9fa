"""What words and what the encoder say of a sentence as the report of a step come in; one row of scores goes out.

Words know deeds and moods one by one; the encoder has read what stands around. Their scores are summed with the weights
of tellings.yaml, which `training.tellings` learns on articles that the encoder has not seen.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

import msgspec
import numpy as np

from services.extraction.domain.encoder import labels
from services.extraction.domain.milestones.weights import LIVE, OLD, STATUS, TOLD, TYPES, Floats

FILE: Final = "tellings.yaml"
_SENTENCE: Final = labels.columns(labels.SENTENCE_GROUPS)


class Mixing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights of the score by words, of the encoder's that the sentence tells any step and that it tells an old one,
    and a constant; and what the encoder's types and statuses weigh beside those by words."""

    card: str
    told: tuple[float, float, float, float]
    live: tuple[float, float, float, float]
    old: tuple[float, float, float, float]
    types: float
    statuses: float


@cache
def built_in() -> Mixing:
    """The weights that ship, read once."""
    return msgspec.yaml.decode(files(__package__ or "").joinpath(FILE).read_bytes(), type=Mixing)


def signs(telling: Floats) -> tuple[float, float]:
    """Log-odds, by the encoder, that the sentence tells any step, and that what it tells is of former days."""
    return float(np.logaddexp.reduce(telling[_SENTENCE["milestones"]])), float(
        telling[_SENTENCE["background"]][0]
    )


def types(telling: Floats) -> Floats:
    """The encoder's score of every type."""
    return np.asarray(telling[_SENTENCE["milestones"]])


def statuses(telling: Floats) -> Floats:
    """The encoder's log-probability of every status."""
    scores = telling[_SENTENCE["status"]]
    return np.asarray(scores - np.logaddexp.reduce(scores))


def mixed(mixing: Mixing, words: Floats, telling: Floats) -> Floats:
    """Scores of a sentence as in `weights.COLUMNS`, from those by its words and by the encoder."""
    out = words.copy()
    any_, old = signs(telling)
    for column, (by_words, by_any, by_old, constant) in (
        (TOLD, mixing.told),
        (LIVE, mixing.live),
        (OLD, mixing.old),
    ):
        out[column] = by_words * words[column] + by_any * any_ + by_old * old + constant
    out[TYPES] += np.float32(mixing.types) * types(telling)
    out[STATUS] += np.float32(mixing.statuses) * statuses(telling)
    return out
