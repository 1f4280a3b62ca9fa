"""No statement stops at a word that must go on."""

from __future__ import annotations

import pytest

from services.extraction.domain.spans.decoding import RawStatement
from services.extraction.domain.spans.endings import complete
from services.extraction.domain.text.document import document
from tests.faults.bad_input import bounded


def read(text: str, *marked: str, cue: str = "") -> list[str]:
    """Contents after the rule; one token a character."""
    offsets = [(i, i + 1) for i in range(len(text))]
    verb = (text.index(cue), text.index(cue) + len(cue)) if cue else None
    raws = [
        RawStatement(((text.index(m), text.index(m) + len(m)),), None, verb, 0.9, 0.0, False) for m in marked
    ]
    return [text[a:b] for raw in complete(document("a1", text), offsets, raws) for a, b in raw.content]


@pytest.mark.parametrize(
    ("text", "marked", "whole"),
    [
        (
            "She wants an end to the strike and a better wage, he wrote.",
            "an end to the strike and",
            "an end to the strike and a better wage",
        ),
        ("He said the bridge would be ready by the end of May.", "the bridge would be ready by the",
         "the bridge would be ready by the end of May"),
        ("They said that the old ferry to town was late – again.", "the old ferry to town was",
         "the old ferry to town was late "),
        ("They voted for the fifth time on Resolution 12 (2020), which failed.", "for the fifth time on Resolution",
         "for the fifth time on Resolution 12"),
        ("He wants to stay on in the 120-seat chamber until May.", "to stay on in the 120",
         "to stay on in the 120-seat chamber"),
        ("He said he would press them on the fares despite the storm.", "he would press them on the fares despite",
         "he would press them on the fares despite the storm"),
        ("She expects a long winter in the Lofoten Islands, she said.", "a long winter in the Lofoten",
         "a long winter in the Lofoten Islands"),
        ("He called for an end to the 11-week strike on Monday.", "for an end to the 11-week",
         "for an end to the 11-week strike"),
        ("She said the storm broke windows and left the harbour dark.", "the storm broke windows and left",
         "the storm broke windows and left the harbour dark"),
    ],
)  # fmt: skip
def test_what_is_cut_goes_on_to_the_end_of_its_clause(text: str, marked: str, whole: str) -> None:
    """Nobody reads "an end to the strike and" as news."""
    assert read(text, marked) == [whole]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("“That is what the bridge is for,” she said.", "That is what the bridge is for"),
        ("He said the bridge was what they would build on.", "the bridge was what they would build on"),
        ("She wants an end to the strike, and a better wage.", "an end to the strike"),
        ("He praised the end of the foreign rule in 1905.", "the end of the foreign rule"),
        ("She had expected the town to open a year ago.", "the town to open"),
        ("He praised the new bridge to Oslo Monday, his office said.", "the new bridge to Oslo"),
    ],
)
def test_what_may_end_there_stays(text: str, marked: str) -> None:
    """A mark of punctuation after the word says that it is the last one."""
    assert read(text, marked) == [marked]


def test_a_slip_is_not_drawn_out() -> None:
    """A word or two that the model marked by mistake do not become a statement."""
    assert read("He met the mayor of the town.", "the") == ["the"]


def test_another_statement_is_not_run_into() -> None:
    """Two statements share no word."""
    text = "He said the ferry was late and the bridge was closed on Monday."
    assert read(text, "the ferry was late and", "the bridge was closed") == [
        "the ferry was late",
        "the bridge was closed",
    ]


def test_a_conjunction_goes_with_its_subject() -> None:
    """What another says is not begun in the words before."""
    text = "He said the ferry was late, but Oslo has to pay for the bridge at the end of May."
    assert read(text, "the ferry was late, but Oslo has", "to pay for the bridge") == [
        "the ferry was late",
        "to pay for the bridge",
    ]


def test_the_verb_of_saying_is_no_content() -> None:
    """A content does not grow over its own cue."""
    text = "The bridge was closed and she said it would stay so."
    assert read(text, "The bridge was closed and", cue="said") == ["The bridge was closed"]


def test_statements_far_apart_cost_little() -> None:
    """A briefing may hold thousands."""
    one = "He said the bridge would be ready by the end of May. "
    text, offsets = one * 5_000, [(i, i + 1) for i in range(len(one) * 5_000)]
    begins = range(0, len(text), len(one))
    raws = [RawStatement(((a + 8, a + 51),), None, None, 0.9, 0.0, False) for a in begins]
    article = document("a1", text)
    with bounded(1.5, 500):
        assert raws == complete(article, offsets, raws)
