"""Quotation marks of all kinds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.extraction.domain.text import quotes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "we stay" and left.', ["we stay"]),
        ("“We stay,” he said. “Now go.”", ["We stay,", "Now go."]),
        ("«We stay», he said, „and go“.", ["We stay", "and go"]),
        ("“They called it ‘peace’ and left,” she said.", ["They called it ‘peace’ and left,"]),
        ("She called it 'a mistake', no more.", ["a mistake"]),
        ("The workers' union doesn't agree.", []),
        ("“First paragraph.\n\n“Second one.” The end.", ["First paragraph.", "Second one."]),
        ("“Never closed.\n\nNext paragraph.", ["Never closed."]),
    ],
)
def test_finds(text: str, expected: list[str]) -> None:
    """Straight, curly, low, angle, nested, single, multi-paragraph and missing closing marks."""
    assert expected == [text[q.start : q.end] for q in quotes.find(text)]


def test_knows_which_marks_are_missing() -> None:
    """A paragraph of a longer quotation is not closed, its last one is."""
    assert [False, True] == [q.closed for q in quotes.find("“One.\n\n“Two.”")]


@given(st.text(alphabet="ab “”\"'‘’«»„\n.", max_size=120))
def test_never_overlap(text: str) -> None:
    """Quotations come in order, do not overlap and lie in the text."""
    at = 0
    for q in quotes.find(text):
        assert at <= q.start < q.end <= len(text)
        at = q.end
