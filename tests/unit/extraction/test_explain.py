"""Pictures of what was read."""

import msgspec
import pytest

from services.extraction import explain
from services.extraction.domain.reading import read
from shared.catalog import Matcher
from shared.testing.builders import a_report
from tests.unit.extraction.conftest import CATALOG
from tests.unit.extraction.fake_encoder import marked

STEPS = (a_report(),)


def example(words, text="“[c:We <b>stay</b> in the talks],” [q:said] [s:Ada Quill]."):
    """A document with its reading."""
    document, encoder = marked(text, title="Talks & more")
    return document, read(document, encoder, CATALOG, Matcher(CATALOG), words)


def test_page_escapes_the_article(words) -> None:
    """Markup in an article is shown, never run."""
    page = explain.page([(*example(words), STEPS)])
    assert "<b>stay</b>" not in page
    assert "&lt;b&gt;stay&lt;/b&gt;" in page
    assert "Talks &amp; more" in page


def test_page_names_the_speaker_and_fetches_nothing(words) -> None:
    """The list beside the text says who; no address is in the page."""
    page = explain.page([(*example(words), STEPS)])
    assert "<b>Ada Quill</b>" in page
    assert "http" not in page


def test_colours_change_nothing_in_the_words(words) -> None:
    """The article stands there as it is."""
    document, reading = example(words)
    assert explain.terminal(document, reading, (), coloured=True).plain.startswith(document.text)


def test_without_colours_brackets_tell_the_statements(words) -> None:
    """Each with the number it has in the list; in a file nobody could tell which words were meant."""
    text = (
        "“[c:We stay in the talks],” [q:said] [s:Ada Quill]. “[c:They may leave],” [q:said] [s:Otto Brandt]."
    )
    document, reading = example(words, text)
    shown = explain.terminal(document, reading, (), coloured=False).plain
    assert "“[1 We stay in the talks],” said Ada Quill. “[2 They may leave],” said Otto Brandt." in shown
    assert "1. Ada Quill" in shown


def test_brackets_nest(words) -> None:
    """Words inside the words of another statement close before those do."""
    document, reading = example(words)
    (outer,) = reading.statements
    inner = msgspec.structs.replace(outer, content=((outer.content[0][1] - 5, outer.content[0][1]),))
    both = msgspec.structs.replace(reading, statements=(inner, outer))
    shown = explain.terminal(document, both, (), coloured=False).plain
    assert "[2 We <b>stay</b> in the [1 talks]],”" in shown


@pytest.mark.parametrize("coloured", [True, False])
def test_the_list_has_words_and_steps(words, coloured: bool) -> None:
    """What each statement says, and each step with its words."""
    document, reading = example(words)
    shown = explain.terminal(document, reading, STEPS, coloured=coloured).plain[len(document.text) :]
    assert "We <b>stay</b> in the talks\n" in shown
    (step,) = STEPS
    assert f"*  {step.type} · {step.status}" in shown
    assert step.evidence.words[0] in shown


def test_the_page_has_the_steps(words) -> None:
    """Beside the statements, escaped as all else."""
    step = msgspec.structs.replace(STEPS[0], place="<i>Riyadh</i>")
    page = explain.page([(*example(words), (step,))])
    assert "1 statements, 1 steps" in page
    assert "&lt;i&gt;Riyadh&lt;/i&gt;" in page
    assert STEPS[0].evidence.words[0] in page


def test_marks_do_not_overlap(words) -> None:
    """A source inside a content is marked once."""
    text = "[s:Ada Quill] [q:said] [c:that “[n:we stay in the talks],” as Otto Brandt had put it]."
    document, reading = example(words, text)
    at = 0
    for mark in explain.marks(reading):
        assert at <= mark.start < mark.end <= len(document.text)
        at = mark.end
