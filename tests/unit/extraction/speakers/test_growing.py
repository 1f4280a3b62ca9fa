"""The words for a source as a whole phrase: nothing cut off, nothing that belongs to the verb."""

import pytest

from services.extraction.domain.speakers import people
from services.extraction.domain.speakers.growing import grown


@pytest.mark.parametrize(
    ("text", "taken", "cue", "whole"),
    [
        ("the spokesman, Jan Novotny, said it", "the spokesman", "said", "the spokesman, Jan Novotny"),
        ("a miner identified as Jan Novotny.", "a miner", None, "a miner"),
        ("a teacher identified as Jan Novotny.", "a teacher", None, "a teacher identified as Jan Novotny"),
        ("the spokesman, whom Jan Novotny met", "the spokesman", None, "the spokesman"),
        ("a clerk of the Harbour Board said so", "a clerk of the", "said", "a clerk of the Harbour Board"),
        (
            "people familiar with the plan say so",
            "people familiar with the",
            "say",
            "people familiar with the plan",
        ),
        ("many believe that it is over", "many", "believe", "many"),
        ("many sailors believe that it is over", "many", "believe", "many sailors"),
        ("Most docks closed\n\nJan Novotny said so", "docks closed\n\nJan Novotny", "said", "Jan Novotny"),
        ("the hard-liners said so", "liners", "said", "hard-liners"),
        ("The Harbour Times reports it", "The Harbour Times reports", "reports", "The Harbour Times"),
    ],
)
def test_whole_phrase(words, text: str, taken: str, cue: str | None, whole: str) -> None:
    """An apposition and an unfinished end belong to the source; the cue and another paragraph do not."""
    start = text.index(taken)
    span = (start, start + len(taken))
    verb = (text.index(cue), text.index(cue) + len(cue)) if cue else None
    found = grown(text, span, verb, people.find(text, (), words), words)
    assert found is not None
    assert whole == text[found[0] : found[1]]


def test_no_source(words) -> None:
    """Where the model took none there is none."""
    assert grown("It rained.", None, None, people.find("It rained.", (), words), words) is None
