"""Loads the learned weights of milestone reading and scores sentences and steps with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt

from services.extraction.domain import trees
from services.extraction.domain.encoder.labels import MILESTONES, STATUSES
from services.extraction.domain.milestones.scoring.columns import LIVE, OLD, STATUS, TOLD, TYPES, Floats
from services.extraction.domain.trees import Trees
from shared.contracts.common import MilestoneType, ReportStatus

FILE: Final = "weights.npz"


class Judgement(msgspec.Struct, frozen=True):
    """The probabilities for one sentence: `types` that it reports a step of each type as news, `kinds` which type it is
    if it reports one."""

    types: tuple[float, ...]
    kinds: tuple[float, ...]
    told: float
    live: float
    old: float
    statuses: tuple[float, ...]


class Weights(msgspec.Struct, frozen=True):
    """Linear heads over the words of a sentence, what words and encoder are worth, and trees over a whole step."""

    words: Mapping[str, int]
    word_weights: Floats
    word_bias: Floats
    blend: Floats
    """As `blending.blended` takes them."""
    step: Trees
    """Over `grouping.features`: whether the guide would count the step."""
    sure: Trees
    """The same for whether all that an alert would say of the step is right."""
    priors: Floats
    """[types, statuses]: how often each status goes with each type, relative to how common it is."""
    threshold: float
    card: str
    """What the numbers were learnt from, and how well they do."""


_PLAIN: Final = ("words", "step", "sure", "threshold", "card")


def parse(content: bytes) -> Weights:
    """The weights of a file written by `dump`."""
    with np.load(BytesIO(content), allow_pickle=False) as found:
        get: Any = {name: found[name] for name in found.files}
    words = {word: at for at, word in enumerate(bytes(get["words"]).decode().split("\n"))}
    names = [name for name in Weights.__struct_fields__ if name not in _PLAIN]
    arrays = {name: get[name].astype(np.float32) for name in names}
    return Weights(
        words=words,
        step=trees.parse(bytes(get["step"])),
        sure=trees.parse(bytes(get["sure"])),
        threshold=float(get["threshold"]),
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
    texts = {"words": "\n".join(weights.words).encode(), "card": weights.card.encode()}
    texts |= {"step": trees.written(weights.step), "sure": trees.written(weights.sure)}
    arrays |= {name: np.frombuffer(text, np.uint8) for name, text in texts.items()}
    np.savez_compressed(out, threshold=weights.threshold, **arrays)
    return out.getvalue()


@cache
def built_in() -> Weights:
    """The weights that ship with this package, read once."""
    return parse(files(__package__ or "").joinpath(FILE).read_bytes())


def word_scores(weights: Weights, features: frozenset[str]) -> Floats:
    """Scores [`columns.COLUMNS`] of a sentence by its words, before any squashing."""
    rows = [at for at in map(weights.words.get, features) if at is not None]
    if not rows:
        return weights.word_bias
    scale = np.float32(4 / np.sqrt(len(rows)))
    return np.asarray(weights.word_weights[rows].sum(0) * scale + weights.word_bias, np.float32)


def judgement(scores: Floats) -> Judgement:
    """The probabilities from the scores of one sentence, [`columns.COLUMNS`]."""
    return judgements(scores[None])[0]


def judgements(rows: Floats) -> list[Judgement]:
    """The probabilities for many sentences at once, [sentences, `columns.COLUMNS`]."""
    scores = rows.astype(np.float64)
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


def chance(judges: Trees, features: Mapping[str, float]) -> float:
    """The probability, by these trees, for a step with these features (see `grouping.features`)."""
    no, yes = trees.totals(judges, trees.row(judges, features))[0]
    return float(1 / (1 + np.exp(no - yes)))


def status(priors: Floats, type_: MilestoneType, chances: Sequence[float]) -> ReportStatus:
    """The likeliest status for a step of this type; `chances` are those of each status in its sentence."""
    joint = np.asarray(chances) * priors[MILESTONES.index(type_)]
    return STATUSES[int(joint.argmax())]
