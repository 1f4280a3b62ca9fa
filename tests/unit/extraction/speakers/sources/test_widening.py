"""The words for a source as a whole phrase: nothing cut off, nothing that belongs to the verb."""

from datetime import date

import pytest

from services.extraction.domain.speakers.names import people
from services.extraction.domain.speakers.sources.widening import widened
from shared.catalog import Matcher
from tests.unit.extraction.conftest import CATALOG


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "the leaders of Borduria, Arland and the Fish Party warned them",
            "the leaders of Borduria, Arland and the Fish Party",
        ),
        ("reporters from Arland and the Fish Party asked", "reporters from Arland and the Fish Party"),
        ("In Borduria, Arland and the Fish Party warned them", "Arland and the Fish Party"),
        ("a note from the Arlandic Army, Arland and the Fish Party", "the Arlandic Army, Arland and the Fish Party"),
    ],
)  # fmt: skip
def test_whole_list(words, text: str, whole: str) -> None:
    """Who speak together are a list from where a preposition begins it; a place before a comma is none of them."""
    mentions = Matcher(CATALOG).mentions(text, date(2024, 1, 1))
    taken = text.index("Arland and")
    span = (taken, text.index("Party") + len("Party"))
    found = widened(text, span, None, people.find(text, mentions, words), words)
    assert found is not None
    assert whole == text[found[0] : found[1]]


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
        (
            "two people briefed on what Quill told them said so",
            "two people briefed on what Quill",
            "said",
            "two people briefed on what Quill told them",
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
    found = widened(text, span, verb, people.find(text, (), words), words)
    assert found is not None
    assert whole == text[found[0] : found[1]]


def test_no_source(words) -> None:
    """Where the model took none there is none."""
    assert widened("It rained.", None, None, people.find("It rained.", (), words), words) is None


@pytest.mark.parametrize(
    ("text", "taken", "whole"),
    [
        ("Ada Quill and other Fishists said so", "other Fishists", "Ada Quill and other Fishists"),
        ("Nobody in Arland and its allies complained", "its allies", "Arland and its allies"),
        ("Ada Quill (F-Delta), Borduria, and Arland said", "and Arland", "Ada Quill (F-Delta), Borduria, and Arland"),
        ("He came late and Arland said so", "and Arland", "Arland"),
        ("ministers of Arland, the Fish Party and Borduria met", "ministers of Arland, the",
         "ministers of Arland, the Fish Party and Borduria"),
        ("clerks of Arland said Borduria and Delta lost", "clerks of Arland", "clerks of Arland"),
    ],
)  # fmt: skip
def test_cut_list(words, text: str, taken: str, whole: str) -> None:
    """A list of which the words show that it goes on before or behind them is taken whole."""
    mentions = Matcher(CATALOG).mentions(text, date(2024, 1, 1))
    span = (text.index(taken), text.index(taken) + len(taken))
    found = widened(text, span, None, people.find(text, mentions, words), words)
    assert found is not None
    assert whole == text[found[0] : found[1]]
