"""The days, months, numbers and word lists of English that all parts share."""

import re
from importlib.resources import files

import pytest
import yaml

from shared.language import english

LISTS = yaml.safe_load(files("shared.language").joinpath("english.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(LISTS))
def test_lists_are_sorted_without_doubles_and_in_small_letters(name):
    """A list is easy to read and to extend."""
    assert LISTS[name] == sorted(set(LISTS[name]))
    assert LISTS[name] == [word.lower() for word in LISTS[name]]


def test_what_several_need_stands_in_one_list():
    """A further list holds only what the common one does not, and days, months and numbers stand in none of them."""
    words = english.words()
    further = (words.no_first_names, words.openings)
    assert [words.function_words & each for each in further] == [frozenset()] * 2
    closed = {*english.WEEKDAYS, *english.MONTHS, *english.NUMBERS}
    assert words.function_words.union(*further) & closed == frozenset()


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        (english.WEEKDAY, english.WEEKDAYS),
        (english.MONTH, english.MONTHS),
        (english.SHORT_MONTH, (*english.MONTHS, *(month[:3] for month in english.MONTHS), "sept")),
    ],
)
def test_patterns_match_every_name(pattern, names):
    """Each is matched as it is written, with its capital, and as a whole."""
    assert [name for name in names if re.fullmatch(pattern, name.capitalize()) is None] == []
    assert [name for name in names if re.fullmatch(pattern, name)] == []


def test_numbers_are_matched_in_words():
    """From one to twelve; beyond, news writes figures."""
    assert [word for word in english.NUMBERS if re.fullmatch(english.NUMBER, word) is None] == []
    assert re.fullmatch(english.NUMBER, "thirteen") is None
