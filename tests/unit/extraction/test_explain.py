"""Pictures of what was read."""

from services.extraction import explain
from services.extraction.domain.reading import read
from shared.catalog import Matcher
from tests.unit.extraction.conftest import CATALOG
from tests.unit.extraction.fake_encoder import marked


def example(words, text="“[c:We <b>stay</b> in the talks],” [q:said] [s:Ada Quill]."):
    """A document with its reading."""
    document, encoder = marked(text, title="Talks & more")
    return document, read(document, encoder, CATALOG, Matcher(CATALOG), words)


def test_page_escapes_the_article(words) -> None:
    """Markup in an article is shown, never run."""
    page = explain.page([example(words)])
    assert "<b>stay</b>" not in page
    assert "&lt;b&gt;stay&lt;/b&gt;" in page
    assert "Talks &amp; more" in page


def test_page_names_the_speaker_and_fetches_nothing(words) -> None:
    """The list beside the text says who; no address is in the page."""
    page = explain.page([example(words)])
    assert "<b>Ada Quill</b>" in page
    assert "http" not in page


def test_terminal_keeps_the_text(words) -> None:
    """Colours change nothing in the words."""
    document, reading = example(words)
    assert explain.terminal(document, reading).plain.startswith(document.text)


def test_marks_do_not_overlap(words) -> None:
    """A source inside a content is marked once."""
    text = "[s:Ada Quill] [q:said] [c:that “[n:we stay in the talks],” as Otto Brandt had put it]."
    document, reading = example(words, text)
    at = 0
    for mark in explain.marks(reading):
        assert at <= mark.start < mark.end <= len(document.text)
        at = mark.end
