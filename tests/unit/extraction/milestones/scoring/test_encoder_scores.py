"""What the encoder says of a sentence as the report of a step: how it is pooled and trusted."""

from __future__ import annotations

from datetime import date

import msgspec
import numpy as np

from services.extraction.domain.encoder import labels, pooling
from services.extraction.domain.encoder.encoding import Encoding
from services.extraction.domain.milestones.model import ReadMilestone
from services.extraction.domain.milestones.scoring import encoder_scores
from services.extraction.domain.milestones.steps import trust
from services.extraction.domain.milestones.steps.article import known
from services.extraction.domain.text.sentences import split
from shared.catalog import Matcher, load


def telling(
    type_: str = "meeting_held", status: str = "happened", sure: float = 4.0, old: float = -4.0
) -> np.ndarray:
    """What an encoder says that is `sure` of one type and status."""
    row = np.full(labels.SENTENCE_COLUMNS, -6.0, np.float32)
    row[labels.MILESTONES.index(type_)] = sure
    row[22 + labels.STATUSES.index(status)] = 3.0
    row[-1] = old
    return row


def test_a_sentence_is_seen_with_its_neighbours() -> None:
    """Mean, strongest values, the article, and the mean of the sentences beside it."""
    hidden = np.array([[0.0], [2.0], [4.0], [6.0]], np.float32)
    offsets = ((0, 2), (3, 5), (6, 8), (9, 11))
    nothing = np.zeros((4, 0), np.float32)
    encoding = Encoding(offsets, nothing, nothing, hidden, ((0, 4),))
    seen = pooling.sentence_vectors(encoding, ((0, 5), (6, 8), (9, 11)))
    assert seen.tolist() == [[1, 2, 3, 2.5], [4, 4, 3, 3.5], [6, 6, 3, 5]]


def test_a_sentence_without_word_pieces_is_like_the_article() -> None:
    """A rule between two paragraphs is a sentence, but no word."""
    nothing = np.zeros((1, 0), np.float32)
    encoding = Encoding(((0, 2),), nothing, nothing, np.ones((1, 2), np.float32), ((0, 1),))
    assert pooling.sentence_vectors(encoding, ((0, 2), (3, 6))).shape == (2, 8)


def test_what_the_encoder_says_is_told_apart() -> None:
    """Any step, which one, how, and whether of former days."""
    row = telling("meeting_held", "scheduled", sure=4.0, old=-4.0)
    assert encoder_scores.any_step(row) > 3.9
    assert int(encoder_scores.types(row).argmax()) == labels.MILESTONES.index("meeting_held")
    assert int(encoder_scores.statuses(row).argmax()) == labels.STATUSES.index("scheduled")
    assert encoder_scores.statuses(row).max() < 0
    assert encoder_scores.old(row) == -4.0


def test_a_step_that_the_encoder_sees_too_is_trusted_more() -> None:
    """The same step in the same article, once with and once without the encoder's say."""
    text = "China and the United States held talks in Geneva on Monday. Markets rose."
    day = date(2024, 5, 14)
    matcher = Matcher(load())
    plain = known(text, "", day, matcher.mentions(text, day), [], split(text), load(), [])
    step = ReadMilestone(
        type="meeting_held", status="happened", parties=("China", "United States"), spans=(plain.sentences[0],),
        date="2024-05-13", confidence=0.5,
    )  # fmt: skip
    sure, unsure, usual = (
        trust.chance(trust.built_in(), msgspec.structs.replace(plain, tellings=said), step)
        for said in (
            np.stack([telling(sure=3.0)] * 2),
            np.stack([telling(sure=-6.0, old=2.0)] * 2),
            None,
        )
    )
    assert sure > usual > unsure
