"""The second look drops what the model marked without much to speak for it."""

from datetime import UTC, datetime

import numpy as np

from services.extraction.adapters.onnx_encoder import OnnxEncoder
from services.extraction.domain.encoder.encoding import Look
from services.extraction.domain.reading import read
from services.extraction.domain.spans import secondlook
from shared.catalog import Matcher
from tests.unit.extraction.conftest import CATALOG
from tests.unit.extraction.fake_encoder import marked

TEXT = (
    "[s:Ada Quill] [q:said] [c:the talks would go on].\n\nRain fell on [c:the mountains of Arland] all day."
)


def look(**weights: float) -> Look:
    """Weights by sign, blanks as underscores; all others nothing."""
    named = {name.replace("_", " "): weight for name, weight in weights.items()}
    assert set(named) <= set(secondlook.SIGNS)
    return Look(np.array([named.get(sign, 0.0) for sign in secondlook.SIGNS], np.float32), -1.0)


def contents(words, look: Look | None) -> list[str]:
    """What is read of TEXT."""
    article, encoder = marked(TEXT, published_at=datetime(2025, 5, 20, tzinfo=UTC))
    encoder.look = look
    found = read(article, encoder, CATALOG, Matcher(CATALOG), words).statements
    return [article.text[s.content[0][0] : s.content[-1][1]] for s in found]


def test_without_a_look_all_stays(words) -> None:
    """The model alone keeps both."""
    assert 2 == len(contents(words, None))


def test_unlikely_is_dropped(words) -> None:
    """What ends within a sentence is no statement, where the look says so."""
    assert ["the talks would go on"] == contents(words, look(ends_at_punctuation=3))


def test_confidence_is_the_probability(words) -> None:
    """What the look thinks is what the statement carries."""
    article, encoder = marked(TEXT)
    encoder.look = look(ends_at_punctuation=3)
    (statement,) = read(article, encoder, CATALOG, Matcher(CATALOG), words).statements
    assert 0.881 == statement.confidence  # 1 / (1 + e^-(3 - 1))


def test_shipped_look_fits_the_signs() -> None:
    """One weight a sign, and the clearer the words the likelier the statement."""
    shipped = OnnxEncoder.load().look
    assert shipped is not None
    assert (len(secondlook.SIGNS),) == shipped.weights.shape
    assert shipped.weights[secondlook.SIGNS.index("mean certainty of the words")] > 0
