"""What one attribution tells is one statement."""

from __future__ import annotations

import pytest

from services.extraction.domain.spans.adjoining import unite
from services.extraction.domain.spans.decoding import RawStatement
from services.extraction.domain.text.document import document

Told = tuple[str, str, str]
"""Content, source and verb."""


def read(text: str, *told: Told) -> list[list[str]]:
    """Contents after the rule; one token a character."""
    offsets = [(i, i + 1) for i in range(len(text))]

    def at(words: str) -> tuple[int, int] | None:
        return (text.index(words), text.index(words) + len(words)) if words else None

    raws = [
        RawStatement((at(words) or (0, 0),), at(source), at(cue), 0.9, 0.9, False)
        for words, source, cue in told
    ]
    return [[text[a:b] for a, b in raw.content] for raw in unite(document("a1", text), offsets, raws)]


def test_an_attribution_in_the_midst_of_a_sentence_parts_one_statement() -> None:
    """The second half is not said a second time."""
    text = "The road to the mill, the mayor said, will be closed on Monday."
    assert read(
        text,
        ("The road to the mill", "the mayor", "said"),
        ("will be closed on Monday", "the mayor", "said"),
    ) == [["The road to the mill", "will be closed on Monday"]]


def test_nothing_parts_one_content() -> None:
    """Whom the speaker calls on belongs to what they are called on to do."""
    text = "Ms Dale urged the towns and all villages to save water."
    assert read(text, ("the towns and", "Ms Dale", "urged"), ("all villages to save water", "Ms Dale", "urged")) == [
        ["the towns and all villages to save water"]
    ]  # fmt: skip


def test_that_joins_a_claim_to_what_is_claimed() -> None:
    """`the claim` is no statement without its clause, nor the clause without it."""
    text = "Ms Dale dismissed the claim that the mill is unsafe."
    assert read(text, ("the claim", "Ms Dale", "dismissed"), ("the mill is unsafe", "Ms Dale", "dismissed")) == [
        ["the claim that the mill is unsafe"]
    ]  # fmt: skip


def test_those_who_are_told_are_none_of_the_words() -> None:
    """`told a meeting that` names the hearers."""
    text = "She told a meeting that the mill is safe."
    assert read(text, ("a meeting", "She", "told"), ("the mill is safe", "She", "told")) == [
        ["a meeting"],
        ["the mill is safe"],
    ]


def test_the_outer_statement_has_the_inner_one_in_it() -> None:
    """Who says that somebody asked says what was asked; that somebody asked it stays a statement, too."""
    text = "She said some drivers asked the mayor to act."
    assert read(
        text, ("some drivers asked", "She", "said"), ("the mayor to act", "some drivers", "asked")
    ) == [["some drivers asked the mayor to act"], ["the mayor to act"]]


def test_a_further_verb_of_the_speaker_is_none_of_the_words() -> None:
    """Two verbs of one speaker tell two statements."""
    text = "She said the river rises and warned that roads will flood."
    assert read(
        text, ("the river rises and warned that", "She", "said"), (" roads will flood", "She", "warned")
    ) == [["the river rises"], [" roads will flood"]]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("She said on Monday the road is closed.", "Monday", "the road is closed"),
        ("She said the road is closed. The mill is open.", "the road is closed.", "The mill is open"),
        ("For now, she said, the road is closed.", "For now", "the road is closed"),
        ("In another letter, she said, the road is closed.", "In another letter", "the road is closed"),
    ],
)
def test_what_stands_beside_stays_apart(text: str, first: str, second: str) -> None:
    """A day is no part of what is said on it, and a sentence ends at its full stop."""
    source = "She" if "She" in text else "she"
    assert read(text, (first, source, "said"), (second, source, "said")) == [[first], [second]]
