"""Issues of a statement from the model, its words and the catalog."""

import numpy as np
import pytest

from services.extraction.domain import judging, labels
from services.extraction.domain.decoding import DIALS
from services.extraction.domain.document import document
from tests.unit.extraction.conftest import CATALOG
from tests.unit.extraction.fake_encoder import FakeEncoder


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
    out = judging.combined(row, article, ((0, 15),), "", None, {}, encoder, CATALOG, words, DIALS)
    assert first == labels.ISSUES[int(out[columns].argmax())]
