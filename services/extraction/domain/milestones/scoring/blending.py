"""Blends the scores that words and the encoder give sentences.

Words know deeds and moods one by one, the encoder has read what stands around; each is surer than it should be. Their
log-odds, weighed by what both are worth on articles from which neither has learnt, are better than either
(`training.milestones.blending` has the weights' source and figures).
"""

from __future__ import annotations

from typing import Final

import msgspec
import numpy as np

from services.extraction.domain.milestones.scoring import columns, encoder_scores
from services.extraction.domain.milestones.scoring.columns import Floats

GROUPS: Final = ("live", "told", "old", "kinds", "statuses")
"""What is blended: reports a step as news, reports one, reports a former one; which type; which status."""


class Said(msgspec.Struct, frozen=True):
    """The scores of sentences by words or by the encoder: log-odds [sentences] of `live`, `told` and `old`,
    log-probabilities [sentences, names] of `kinds` and `statuses`."""

    live: Floats
    told: Floats
    old: Floats
    kinds: Floats
    statuses: Floats


def by_words(scores: Floats) -> Said:
    """The parts of `weights.word_scores`, [sentences, `columns.COLUMNS`]."""
    return Said(
        scores[:, columns.LIVE],
        scores[:, columns.TOLD],
        scores[:, columns.OLD],
        encoder_scores.normal(scores[:, columns.TYPES]),
        encoder_scores.normal(scores[:, columns.STATUS]),
    )


def by_encoder(scores: Floats) -> Said:
    """The parts of the scores of the encoder's head for sentences, [sentences, `labels.SENTENCE_COLUMNS`]."""
    told, old = encoder_scores.any_step(scores), encoder_scores.old(scores)
    kinds = encoder_scores.normal(encoder_scores.types(scores))
    live = np.asarray(told - np.logaddexp(0, old))
    return Said(live, told, old, kinds, encoder_scores.statuses(scores))


def blended(scores: Floats, said_of: Floats | None, weights: Floats) -> Floats:
    """Scores [sentences, `columns.COLUMNS`] for `weights.judgements`, from those of the words and, where it was asked,
    the encoder's (`said_of`, [sentences, `labels.SENTENCE_COLUMNS`]).

    `weights` [groups, 5]: of words and of encoder, bias; of words alone, bias.
    """
    words, out = by_words(scores), np.zeros_like(scores)
    other = by_encoder(said_of) if said_of is not None else None
    where: tuple[int | slice, ...] = (columns.LIVE, columns.TOLD, columns.OLD, columns.TYPES, columns.STATUS)
    for name, place, (mine, its, bias, alone, alone_bias) in zip(GROUPS, where, weights, strict=True):
        said = getattr(words, name)
        out[:, place] = (
            alone * said + alone_bias if other is None else mine * said + its * getattr(other, name) + bias
        )
    return out
