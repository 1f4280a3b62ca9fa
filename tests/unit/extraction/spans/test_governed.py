"""What verbs of attitude govern is a statement where the model passes it over and the weights are for it."""

from datetime import UTC, datetime

import numpy as np
import pytest

from services.extraction.domain.findings import ReadStatement
from services.extraction.domain.reading import read
from services.extraction.domain.spans import governed, governing, subjects
from services.extraction.domain.spans.governed import GovernedWeights
from shared.catalog import Matcher
from tests.unit.extraction.conftest import CATALOG
from tests.unit.extraction.fake_encoder import marked

SHIPPED = governed.built_in()


@pytest.fixture(autouse=True)
def sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only "oppose" and "praise" make a statement."""
    features = {"verb=oppose": 3.0, "verb=praise": 2.0}
    weights = GovernedWeights(features, np.zeros(len(governed.SIGNS), np.float32), -1.0)
    monkeypatch.setattr(governed, "built_in", lambda: weights)


def found(words, text: str) -> list[ReadStatement]:
    """Statements of a text with marks."""
    article, encoder = marked(text, published_at=datetime(2025, 5, 20, tzinfo=UTC))
    return list(read(article, encoder, CATALOG, Matcher(CATALOG), words).statements)


def told(words, text: str) -> list[tuple[str | None, str, str]]:
    """Speaker, content and how it was found."""
    plain = marked(text)[0].text
    return [(s.speaker, plain[slice(*s.content[0])], s.found_by) for s in found(words, text)]


def test_object_is_a_statement_of_the_subject(words) -> None:
    """Nobody "said that"; the speaker is the name beside the verb."""
    text = "Ada Quill has opposed the tolls, which begin in May."
    assert [("Ada Quill", "the tolls", "verb")] == told(words, text)
    assert 0.88 == pytest.approx(found(words, text)[0].confidence, abs=0.01)


def test_speaker_before_who(words) -> None:
    """The name that "who" takes up."""
    text = "The tolls worry Ada Quill, who opposed the bridge."
    assert [("Ada Quill", "the bridge", "verb")] == told(words, text)


def test_other_verbs_are_none(words) -> None:
    """What the weights do not favour is left out."""
    assert [] == told(words, "Ada Quill described the tolls.")


def test_what_was_found_is_left_alone(words) -> None:
    """An object inside a statement, or whose verb is the cue of one, is no statement besides."""
    inside = "[s:Ada Quill] [q:said] [c:Otto Brandt opposed the tolls]."
    assert ["Otto Brandt opposed the tolls"] == [content for _, content, _ in told(words, inside)]
    cue = "[s:Ada Quill] [q:opposed] the tolls, [c:they are unfair]."
    assert ["they are unfair"] == [content for _, content, _ in told(words, cue)]


def test_nothing_inside_quotations(words) -> None:
    """Somebody else's words tell nothing of their own."""
    assert [] == told(words, "It read: “Ada Quill opposed the tolls.”")


def test_likeliest_of_those_that_overlap(words) -> None:
    """One object, one statement."""
    text = "Ada Quill opposed plans to praise the mayor."
    assert ["plans to praise the mayor"] == [content for _, content, _ in told(words, text)]


def test_without_a_subject_it_is_none(words) -> None:
    """Nobody is known to say it."""
    assert [] == told(words, "After that, and opposed the tolls.")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Yesterday she praised the offer.", "she"),
        ("Some former ministers opposed the offer.", "Some former ministers"),
        ("But one official opposed the offer.", "one official"),
        ("They came on Monday opposed the offer.", None),
    ],
)
def test_subject(text: str, subject: str | None) -> None:
    """A pronoun or the phrase right before the verb, never a day."""
    each = next(iter(governing.built_in().find(text, [(0, len(text))])))
    span = subjects.subject(text, each)
    assert subject == (text[slice(*span)] if span else None)


def test_shipped_weights_fit_the_signs() -> None:
    """One weight a sign, and verbs among the features."""
    weights = SHIPPED
    assert len(governed.SIGNS) == len(weights.signs)
    assert "verb=oppose" in weights.features
