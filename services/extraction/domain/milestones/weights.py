"""The learned numbers of milestone reading: a file of arrays comes in; scores of sentences and of steps go out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt

from services.extraction.domain.milestones.model import MILESTONE_TYPES, STATUSES
from shared.contracts.common import MilestoneType, ReportStatus

Floats = npt.NDArray[np.float32]
FILE: Final = "weights.npz"
TYPES: Final = slice(0, len(MILESTONE_TYPES))
TOLD: Final = len(MILESTONE_TYPES)
LIVE: Final = TOLD + 1
OLD: Final = LIVE + 1
STATUS: Final = slice(OLD + 1, OLD + 1 + len(STATUSES))
COLUMNS: Final = OLD + 1 + len(STATUSES)
"""Columns of the head: 22 types (of a sentence that tells a step), tells a step, tells one as news, as past, 6
statuses."""


class Judgement(msgspec.Struct, frozen=True):
    """What is thought of one sentence: probabilities; `types` that it tells a step of this type as news,
    `kinds` which type it is if it tells one."""

    types: tuple[float, ...]
    kinds: tuple[float, ...]
    told: float
    live: float
    old: float
    statuses: tuple[float, ...]


class Weights(msgspec.Struct, frozen=True):
    """Linear heads over the words of a sentence, and over the features of a whole step."""

    words: Mapping[str, int]
    word_weights: Floats
    word_bias: Floats
    step_mean: Floats
    step_scale: Floats
    step_weights: Floats
    step_bias: float
    sure_mean: Floats
    sure_scale: Floats
    sure_weights: Floats
    sure_bias: float
    """The same for whether all that an alert would say of the step is right."""
    priors: Floats
    """[types, statuses]: how often each status goes with each type, relative to how common it is."""
    threshold: float
    card: str
    """What the numbers were learnt from, and how well they do."""


def parse(content: bytes) -> Weights:
    """The weights of a file written by `dump`."""
    with np.load(BytesIO(content), allow_pickle=False) as found:
        get: Any = {name: found[name] for name in found.files}
    words = {word: at for at, word in enumerate(bytes(get["words"]).decode().split("\n"))}
    plain = ("words", "threshold", "step_bias", "sure_bias", "card")
    names = [name for name in Weights.__struct_fields__ if name not in plain]
    arrays = {name: get[name].astype(np.float32) for name in names}
    return Weights(
        words=words,
        threshold=float(get["threshold"]),
        step_bias=float(get["step_bias"]),
        sure_bias=float(get["sure_bias"]),
        card=bytes(get["card"]).decode(),
        **arrays,
    )


def dump(weights: Weights) -> bytes:
    """The weights as a file, in half precision."""
    out = BytesIO()
    arrays: dict[str, Any] = {}
    for name in Weights.__struct_fields__:
        value = getattr(weights, name)
        if isinstance(value, np.ndarray):
            arrays[name] = value.astype(np.float16 if value.size > 10_000 else np.float32)
    arrays["words"] = np.frombuffer("\n".join(weights.words).encode(), np.uint8)
    arrays["card"] = np.frombuffer(weights.card.encode(), np.uint8)
    single = {name: getattr(weights, name) for name in ("threshold", "step_bias", "sure_bias")}
    np.savez_compressed(out, **single, **arrays)
    return out.getvalue()


@cache
def built_in() -> Weights:
    """The weights that ship with this package, read once."""
    return parse(files(__package__ or "").joinpath(FILE).read_bytes())


def word_scores(weights: Weights, features: frozenset[str]) -> Floats:
    """Scores (before any squashing) of a sentence by its words."""
    rows = [at for at in map(weights.words.get, features) if at is not None]
    if not rows:
        return weights.word_bias
    scale = np.float32(4 / np.sqrt(len(rows)))
    return np.asarray(weights.word_weights[rows].sum(0) * scale + weights.word_bias, np.float32)


def judgement(words: Floats) -> Judgement:
    """Probabilities from the scores of a sentence."""
    return judgements([words])[0]


def judgements(words: Sequence[Floats]) -> list[Judgement]:
    """The same for many sentences at once."""
    scores = np.array(words, np.float64).reshape(-1, COLUMNS)
    flags = 1 / (1 + np.exp(-scores[:, [TOLD, LIVE, OLD]]))
    kinds, statuses = _spread(scores[:, TYPES]), _spread(scores[:, STATUS])
    types = flags[:, 1:2] * kinds
    parts = (types.tolist(), kinds.tolist(), flags.tolist(), statuses.tolist())
    return [
        Judgement(tuple(types_), tuple(kinds_), told, live, old, tuple(statuses_))
        for types_, kinds_, (told, live, old), statuses_ in zip(*parts, strict=True)
    ]


def _spread(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(likely / likely.sum(axis=1, keepdims=True))


def step_chance(weights: Weights, features: Sequence[float]) -> float:
    """How likely a step with these features (see `steps.features`) is one that the guide would count."""
    scaled = (np.asarray(features, np.float32) - weights.step_mean) / weights.step_scale
    return float(1 / (1 + np.exp(-(scaled @ weights.step_weights + weights.step_bias))))


def sure_chance(weights: Weights, features: Sequence[float]) -> float:
    """How likely type, parties, status and date of a step with these features are right, and it is news."""
    scaled = (np.asarray(features, np.float32) - weights.sure_mean) / weights.sure_scale
    return float(1 / (1 + np.exp(-(scaled @ weights.sure_weights + weights.sure_bias))))


def status(priors: Floats, type_: MilestoneType, chances: Sequence[float]) -> ReportStatus:
    """The likeliest status of a step of this type in a sentence with these chances of statuses."""
    joint = np.asarray(chances) * priors[MILESTONE_TYPES.index(type_)]
    return STATUSES[int(joint.argmax())]
