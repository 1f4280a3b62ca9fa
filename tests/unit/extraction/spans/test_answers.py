"""Answers of a word or two are found by who stands with the verb."""

import pytest

from services.extraction.domain.spans.answers import missed
from services.extraction.domain.spans.decoding import RawStatement
from services.extraction.domain.text.document import document


def read(text: str, *told: RawStatement) -> list[tuple[str, str, str]]:
    """Content, source and verb of what is found; one token a character."""
    offsets = [(i, i + 1) for i in range(len(text))]
    found = missed(document("a1", text), offsets, told)
    return [
        (
            text[slice(*raw.content[0])],
            text[slice(*(raw.source or (0, 0)))],
            text[slice(*(raw.cue or (0, 0)))],
        )
        for raw in found
    ]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("“Never,” said Quill, when asked of the bridge.", ("Never,", "Quill", "said")),
        ("“No,” said Ada Quill.", ("No,", "Ada Quill", "said")),
        ("“Yes,” the minister replied.", ("Yes,", "the minister", "replied")),
        ("Asked of the bridge, she answered: “No.”", ("No.", "she", "answered")),
        ("Quill told Radio Delta: “Of course.”", ("Of course.", "Quill", "told")),
        ("A spokesman for it left. His deputy would only say: “Let’s see.”", ("Let’s see.", "His deputy", "say")),
    ],
)  # fmt: skip
def test_an_answer(text: str, answer: tuple[str, str, str]) -> None:
    """Before its verb or behind it."""
    assert [answer] == read(text)


@pytest.mark.parametrize(
    "text",
    [
        "The “Never,” a ship, said goodbye to Arport.",
        "They call it “war”, Quill said.",
        "Quill said “yes” to the deal.",
        "The sign said nothing. “No.” It was old.",
        "“The bridge is safe and will stay so,” said Quill.",
    ],
)
def test_no_answer(text: str) -> None:
    """Names, single words of a sentence, and what nobody gives."""
    assert [] == read(text)


def test_what_is_told_is_told_once() -> None:
    """An answer that a statement has is none more."""
    assert [] == read("“No,” said Quill.", RawStatement(((1, 4),), None, None, 0.9, 0.0))
