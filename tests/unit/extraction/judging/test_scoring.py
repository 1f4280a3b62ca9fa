"""Issues of a statement from the model, its words and the catalog."""

import msgspec
import numpy as np
import pytest

from services.extraction.domain.encoder import labels
from services.extraction.domain.judging import scoring
from services.extraction.domain.spans.dials import DIALS
from services.extraction.domain.text.document import document
from tests.unit.extraction.conftest import CATALOG
from tests.unit.extraction.fake_encoder import FakeEncoder


def test_watched_issues_together_stay_as_likely() -> None:
    """Evening moves chances between watched issues; only the share named for it comes from `other`."""
    scores = np.linspace(-3, 1, len(labels.ISSUES), dtype=np.float32)
    usual = np.linspace(0.01, 0.1, len(labels.ISSUES), dtype=np.float32)
    dials = msgspec.structs.replace(DIALS, evened=(0.7, 0.5))
    found = scoring.evened(scores, usual, dials)
    assert np.logaddexp.reduce(scores[:-1]) == pytest.approx(np.logaddexp.reduce(found[:-1]), abs=1e-5)
    assert scores[-1] - 0.5 == pytest.approx(found[-1])
    assert (np.diff(found[:-1] - scores[:-1]) < 0).all()  # the rarer, the more it gains


@pytest.mark.parametrize(("usual", "first"), [(None, "talks_process"), (0.001, "nuclear_enrichment")])
def test_rarity_among_the_annotations_is_taken_out(words, usual: float | None, first: str) -> None:
    """An issue that hardly occurred in training wins where the rest speaks nearly as much for it."""
    columns = labels.columns(labels.STATEMENT_GROUPS)["issue"]
    row = np.zeros(labels.STATEMENT_COLUMNS, np.float32)
    row[columns.start + labels.ISSUES.index("talks_process")] = 3
    row[columns.start + labels.ISSUES.index("nuclear_enrichment")] = 2
    encoder = FakeEncoder()
    if usual is not None:
        encoder.usual = np.full(len(labels.ISSUES), 0.1, np.float32)
        encoder.usual[labels.ISSUES.index("nuclear_enrichment")] = usual
    article = document("a1", "The two went on.")
    out = scoring.combined(row, article, ((0, 15),), "", None, {}, encoder, CATALOG, words, DIALS)
    assert first == labels.ISSUES[int(out[columns].argmax())]


@pytest.mark.parametrize(("habit", "position"), [(0.0, "supports"), (0.5, "none")])
def test_positions_are_taken_as_often_as_the_annotators_take_them(words, habit: float, position: str) -> None:
    """What the annotators call a plain report more often than the reader does wins where the two are near."""
    columns = labels.columns(labels.STATEMENT_GROUPS)["position"]
    row = np.full(labels.STATEMENT_COLUMNS, -3, np.float32)
    row[columns.start + labels.POSITIONS.index("supports")] = 1.2
    row[columns.start + labels.POSITIONS.index("none")] = 1.0
    encoder = FakeEncoder()
    encoder.habit = np.zeros(len(labels.POSITIONS), np.float32)
    encoder.habit[labels.POSITIONS.index("none")] = habit
    article = document("a1", "The two went on.")
    out = scoring.combined(row, article, ((0, 15),), "", None, {}, encoder, CATALOG, words, DIALS)
    assert position == labels.POSITIONS[int(out[columns].argmax())]
