"""Positions that words show by rule."""

import re

from services.extraction.domain.encoder import labels
from services.extraction.domain.judging import hints
from services.extraction.domain.judging.hints import Hint

WEAK = Hint("opposes", cue=re.compile("complain"), said=re.compile("toll"))
STRONG = Hint("opposes", said=re.compile("unfair"), weight=2)
OPPOSES = labels.POSITIONS.index("opposes")


def test_of_several_hints_at_one_position_the_strongest_counts() -> None:
    """Words that say the same thing twice do not count twice."""
    assert [(OPPOSES, 1.0, 2.0)] == hints.shown((WEAK, STRONG), "complained", "the toll is unfair")


def test_a_strong_hint_counts_less_where_much_is_said() -> None:
    """In a long quotation "unfair" can stand beside anything; a weak hint counts there as everywhere."""
    long = "the toll is unfair, and " + "the ferry sails at noon, " * 20
    ((_, _, strong),) = hints.shown((STRONG,), "", long)
    assert 0 < strong < 1
    assert [(OPPOSES, 0.0, 1.0)] == hints.shown((WEAK,), "", long)


def test_what_is_threatened_unless_is_no_condition() -> None:
    """A hint can stand in place of another."""
    found = hints.shown(hints.built_in(), "said", "the gates of hell will open unless they leave")
    assert ["threatens"] == [labels.POSITIONS[column] for column, *_ in found]
