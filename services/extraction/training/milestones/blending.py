"""Learns how to weigh words and encoder against each other, on sentences from which neither has learnt.

See `domain.milestones.scoring.blending`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from services.extraction.domain.encoder.labels import MILESTONES, STATUSES
from services.extraction.domain.milestones.scoring.blending import GROUPS, Said, by_encoder, by_words
from services.extraction.domain.milestones.scoring.columns import Floats

_WEAK: Final = 10.0
"""Regularisation of a few numbers learnt from thousands of sentences."""
Labels = Sequence[set[tuple[str, str, bool]]]


def learn(scores: Floats, tellings: Floats, labels: Labels) -> Floats:
    """The weights [groups, 5] for `blending.blended`.

    `scores` are the words' [sentences, `columns.COLUMNS`], `tellings` the encoder's [sentences, `SENTENCE_COLUMNS`],
    `labels` what each sentence reports (type, status, whether former).
    """
    words, encoder = by_words(scores), by_encoder(tellings)
    told = np.array([bool(each) for each in labels])
    live = np.array([any(not old for *_, old in each) for each in labels])
    out = [
        _binary("live", words, encoder, live, np.ones(len(told), bool)),
        _binary("told", words, encoder, told, np.ones(len(told), bool)),
        _binary("old", words, encoder, ~live, told),
        _several("kinds", words, encoder, *_single(labels, 0, MILESTONES)),
        _several("statuses", words, encoder, *_single(labels, 1, STATUSES)),
    ]
    assert len(out) == len(GROUPS)
    return np.array(out, np.float32)


def _binary(name: str, words: Said, encoder: Said, wanted: np.ndarray, some: np.ndarray) -> list[float]:
    mine, its = getattr(words, name)[some], getattr(encoder, name)[some]
    both = LogisticRegression(C=_WEAK).fit(np.c_[mine, its], wanted[some])
    alone = LogisticRegression(C=_WEAK).fit(mine[:, None], wanted[some])
    return [*both.coef_[0], both.intercept_[0], *alone.coef_[0], alone.intercept_[0]]


def _single(labels: Labels, place: int, names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """The sentences that report one type (or status) alone, and which."""
    known = [(at, {label[place] for label in each}) for at, each in enumerate(labels)]
    rows = [(at, names.index(next(iter(found)))) for at, found in known if len(found) == 1]
    return np.array([at for at, _ in rows]), np.array([number for _, number in rows])


def _several(name: str, words: Said, encoder: Said, rows: np.ndarray, wanted: np.ndarray) -> list[float]:
    mine, its = getattr(words, name)[rows], getattr(encoder, name)[rows]

    def surprise(weights: np.ndarray) -> float:
        summed = weights[0] * mine + (weights[1] * its if len(weights) > 1 else 0)
        right = summed[np.arange(len(wanted)), wanted]
        return float((np.logaddexp.reduce(summed, 1) - right).mean())

    both = minimize(surprise, np.array([0.5, 0.5]), method="Nelder-Mead").x
    alone = minimize(surprise, np.array([0.5]), method="Nelder-Mead").x
    return [*both, 0.0, *alone, 0.0]
