"""Where names begin and end in a text, what belongs to them, and which are persons."""

import pytest

from services.extraction.domain.speakers.names import capitalised, people
from services.extraction.domain.speakers.names.naming import folded
from services.extraction.domain.speakers.names.titles import proper


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Radio Delta's Eva Lindqvist", ["Radio Delta", "Eva Lindqvist"]),
        ("the People's Bank of Arland", ["People's Bank of Arland"]),
        ("Hill & Sons", ["Hill & Sons"]),
        ("at the F.H.A. today", ["F.H.A."]),
        ("Arland and Borduria", ["Arland", "Borduria"]),
        ("Centre for War and Peace", ["Centre for War and Peace", "Centre for War", "Peace"]),
        ('Rep. William "Bill" Berg', ['Rep. William "Bill" Berg']),
    ],
)
def test_runs_of_capitals(text: str, runs: list[str]) -> None:
    """Where names begin and end."""
    assert runs == [text[a:b] for a, b in capitalised.find(text)]


@pytest.mark.parametrize(
    ("run", "name"),
    [
        ("President Jan Novotny", "Jan Novotny"),
        ("Deputy Foreign Minister Jan Novotny", "Jan Novotny"),
        ("Justice Department", "Justice Department"),
        ("Labour Party", "Labour Party"),
        ("Minister of Foreign Affairs Eva Lindqvist", "Eva Lindqvist"),
    ],
)
def test_core_of_a_name(words, run: str, name: str) -> None:
    """A title before a person goes, one that belongs to a body's name stays."""
    found = proper(run, 0, len(run), words)
    assert name == (run[found.start : found.end] or run)


def test_words_are_no_persons(words) -> None:
    """Capitalised words that the article also writes small, and names of bodies and places, are no persons."""
    text = "Golden Dome rises; the dome is golden. North Street, Harbour Works Corp and Quality Council met."
    assert {"other"} == {n.sort for n in people.find(text, (), words).namings}


def test_folding() -> None:
    """Case, marks and diacritics do not part two spellings."""
    assert "sokol" == folded("Šokol.")
