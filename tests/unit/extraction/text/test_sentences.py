"""Sentences survive what feeds bring."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.extraction.domain.text import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Mr. Adams met Sen. Brown. They left.", ["Mr. Adams met Sen. Brown.", "They left."]),
        ("J. R. Miller spoke. He left.", ["J. R. Miller spoke.", "He left."]),
        ("The U.S. Senate voted. It passed.", ["The U.S. Senate voted.", "It passed."]),
        ("They left the U.S. The talks went on.", ["They left the U.S.", "The talks went on."]),
        ("“We stay.” Then they left.", ["“We stay.”", "Then they left."]),
        ("“Why?” he asked. Nobody knew.", ["“Why?” he asked.", "Nobody knew."]),
        ("It ended on Tuesday.The minister left.", ["It ended on Tuesday.", "The minister left."]),
        ("Growth was 3.5 percent. Fine.", ["Growth was 3.5 percent.", "Fine."]),
        ("Headline without stop\n\nFirst line.", ["Headline without stop", "First line."]),
    ],
)
def test_splits(text: str, expected: list[str]) -> None:
    """Abbreviations, initials, decimals, closing quotation marks and run-together text."""
    assert expected == [text[a:b] for a, b in sentences.split(text)]


@given(st.text(alphabet='aB .!?\n"“”’U.S1', max_size=200))
def test_covers_everything_but_blanks(text: str) -> None:
    """Whatever the text, sentences come in order and only white space lies between them."""
    spans = sentences.split(text)
    at = 0
    for start, end in spans:
        assert at <= start < end
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("must close", "Two ships came. The port must close, they said."),
        ("close, they said. Nobody", "Two ships came. The port must close, they said. Nobody knew."),
        ("Two ships", "Two ships came."),
    ],
)
def test_around(words: str, expected: str) -> None:
    """The sentence before and all that the span stands in."""
    text = "Two ships came. The port must close, they said. Nobody knew."
    start, end = sentences.around(sentences.split(text), (text.index(words), text.index(words) + len(words)))
    assert expected == text[start:end]


def test_a_long_sentence_before_is_left_out() -> None:
    """A paragraph explains nothing at a glance."""
    text = f"{'Many ships came and ' * 25}went. The port must close."
    assert sentences.around(sentences.split(text), (len(text) - 5, len(text)))[0] == text.index("The port")
