"""Names the days, months and numbers of English, and reads the word lists of english.yaml.

`WEEKDAY` matches "Monday"; `words().function_words` holds "about", but neither days nor months.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import msgspec

from shared import rulefiles

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
NUMBERS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip

WEEKDAY: Final = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
"""A pattern for the name of a day."""
MONTH: Final = "|".join(name.capitalize() for name in MONTHS)
"""Alternatives for a month's full name."""
SHORT_MONTH: Final = (
    r"Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?"
)
"""The same, or for it shortened, without a full stop."""
NUMBER: Final = "|".join(NUMBERS)
"""Alternatives for a number in words."""


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of english.yaml, which says what each is; all in small letters."""

    abbreviations: frozenset[str]
    abbreviations_before_names: frozenset[str]
    function_words: frozenset[str]
    honorifics: frozenset[str]
    no_first_names: frozenset[str]
    openings: frozenset[str]
    starters: frozenset[str]


@cache
def words() -> Words:
    """The lists, read once."""
    return rulefiles.shipped(__package__, "english.yaml", Words)
