"""Patterns are asked only where they may match; none that would match is left out."""

import re

import pytest

from services.extraction.domain.text.sieve import Sieve, needles


@pytest.mark.parametrize(
    ("pattern", "strings"),
    [
        (r"\bmeet(?:ing|s)?\b", {"meet"}),
        (r"\b(?:said|says) (?:he|she)\b", {"said he", "said she", "says he", "says she"}),
        (r"\b(?:sign|ink)\w+ (?:\w+ ){0,3}pact", {"pact"}),
        (r"(?:quickly )?agreed", {"agreed"}),
        (r"(?:very )*warm(?! welcome)", {"warm"}),
        (r"(?<=then )left", {"left"}),
        (r"(?:call|talk)+ed", {"call", "talk"}),
    ],
)
def test_strings_that_every_match_holds(pattern, strings):
    """The longest that are sure to stand in it."""
    assert strings == needles(re.compile(pattern))


@pytest.mark.parametrize(
    "pattern", [r"\w+", r"(?:deal)?", r"a|deal", r"[a-z]{4}", r"(?:deal|\d+)", r"(?i:deal)"]
)
def test_patterns_without_such_strings(pattern):
    """They may match anywhere."""
    assert needles(re.compile(pattern)) is None
    assert Sieve([re.compile(pattern)]).passing("nothing of the kind") == [0]


def test_only_what_may_match_passes_in_its_order():
    """Strings that only stand beside one another are for the pattern to judge."""
    sieve = Sieve(
        [re.compile(p) for p in (r"\bpacts?\b", r"[xyz]", r"\btalks (?:held|in)\b", r"\bpact talks\b")]
    )
    assert sieve.passing("they held talks in lima on the pact") == [0, 1, 2]
    assert sieve.passing("nobody came") == [1]


def test_case_does_not_matter_where_the_pattern_does_not_look_at_it():
    """Such patterns are looked for in small letters."""
    assert Sieve([re.compile("Monday", re.IGNORECASE)]).passing("on monday") == [0]
