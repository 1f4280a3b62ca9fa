"""What the encoder says of a sentence as the report of a step: how it is pooled, mixed with the words, and trusted."""

from __future__ import annotations

from datetime import date

import msgspec
import numpy as np

from services.extraction.domain.encoder import labels, pooling
from services.extraction.domain.encoder.encoding import Encoding
from services.extraction.domain.milestones import tellings, trust, weights
from services.extraction.domain.milestones.article import known
from services.extraction.domain.milestones.model import MILESTONE_TYPES, STATUSES, ReadMilestone
from services.extraction.domain.milestones.tellings import Mixing
from services.extraction.domain.text.sentences import split
from shared.catalog import Matcher, load

PLAIN = Mixing(
    "",
    told=(1.0, 0.0, 0.0, 0.0),
    live=(0.5, 0.5, -0.1, 0.0),
    old=(0.0, 0.0, 1.0, 0.0),
    types=1.0,
    statuses=1.0,
)


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


def test_what_the_encoder_is_sure_of_is_likelier_to_be_told() -> None:
    """Of two sentences with the same words, the one that the encoder takes for a step."""
    words = np.zeros(weights.COLUMNS, np.float32)
    sure, unsure = (weights.judgement(tellings.mixed(PLAIN, words, telling(sure=how))) for how in (4.0, -6.0))
    at = MILESTONE_TYPES.index("meeting_held")
    assert sure.live > 0.5 > unsure.live
    assert max(sure.kinds) == sure.kinds[at]
    assert sure.statuses[STATUSES.index("happened")] == max(sure.statuses)


def test_what_the_encoder_takes_for_old_is_less_likely_news() -> None:
    """Old by the encoder, old in the judgement."""
    words = np.zeros(weights.COLUMNS, np.float32)
    old, new = (weights.judgement(tellings.mixed(PLAIN, words, telling(old=how))) for how in (4.0, -4.0))
    assert old.old > 0.5 > new.old
    assert old.live < new.live


def test_the_words_are_left_as_they_were() -> None:
    """Mixing makes a row of its own."""
    words = np.zeros(weights.COLUMNS, np.float32)
    tellings.mixed(tellings.built_in(), words, telling())
    assert not words.any()


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
