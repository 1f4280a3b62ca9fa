"""Bodies with a name that those of other countries have, too: whose is meant is said right beside it, or before."""

from datetime import date

import pytest

from shared.catalog import Matcher

ON = date(2025, 11, 20)


def named(matcher: Matcher, text: str) -> list[str]:
    return [each.actor.name for each in matcher.mentions(text, ON)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("India's PMO denied it.", ["India"]),
        ("The PMO denied it.", []),
        ("The Prime Minister's Office in New Delhi denied it.", ["India"]),
        ("Peru's Congress sat late.", ["Peru"]),
        ("the Peruvian Congress", ["Peru"]),
        ("Peru's deadlocked Congress", ["Peru"]),
        ("the Congress of Peru", ["Peru"]),
        ("Australia's House of Representatives", ["Australia"]),
        ("the House of Representatives of Japan", ["Japan"]),
        ("Britain's National Security Council", ["United Kingdom"]),
        ("Kenya's Justice Department", ["Kenya"]),
        ("London's High Court of Justice", ["United Kingdom"]),
        ("NSA Doval arrived.", ["Ajit Doval"]),
    ],
)
def test_anothers_body_is_not_ours(matcher: Matcher, text: str, expected: list[str]) -> None:
    """A demonym, a possessive or "of" gives it to another country."""
    assert expected == named(matcher, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Israel's PMO denied it.", ["Israeli Prime Minister's Office"]),
        ("The Israeli Prime Minister's Office", ["Israeli Prime Minister's Office"]),
        ("the High Court of Justice", ["Israeli Supreme Court"]),
        ("Congress sat late.", ["US Congress"]),
        ("the Justice Department of the United States", ["US Department of Justice", "United States"]),
        ("the National Security Council", ["National Security Council"]),
        ("The NSA listened.", ["National Security Agency"]),
        ("Ukraine's White House talks", ["Ukraine", "White House"]),
        ("A deal on Iran: Congress will vote.", ["Iran", "US Congress"]),
        ("Iran's case before Congress", ["Iran", "US Congress"]),
    ],
)
def test_our_body_stays(matcher: Matcher, text: str, expected: list[str]) -> None:
    """Alone, with its own country, or with a country beside it that does not own it; no other has a White House."""
    assert expected == named(matcher, text)


def test_the_first_says_whose_the_name_means_alone(matcher: Matcher) -> None:
    """Until the text calls our own by its country."""
    assert ["Peru"] == named(matcher, "Peru's Congress sat late. Congress went home.")
    assert ["US Congress", "Peru", "US Congress"] == named(
        matcher, "Congress sat. Peru's Congress went home. Congress stayed."
    )
    assert ["Peru", "US Congress", "US Congress"] == named(
        matcher, "Peru's Congress sat late. The US Congress went home. Congress said so."
    )
