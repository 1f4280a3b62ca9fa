"""Looks at the words beside a name in folded text to tell whether they rule an actor out ("May" in "in May")."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from shared.catalog.model import Ambiguity
from shared.language import english

_BEFORE: Final = re.compile(r"([\w'.&-]+) $")
_AFTER: Final = re.compile(r" ([\w'&-]+)")
_INITIAL: Final = re.compile(r"^(?:[A-Z]\.){1,3}$|^[A-Z]$")

_NUMBERS: Final = frozenset({"one", "two"})


@cache
def function_words() -> frozenset[str]:
    """Words that, with a capital beside a surname, are no part of a name, days and months among them."""
    words = english.words()
    return words.function_words | words.no_first_names | {*english.WEEKDAYS, *english.MONTHS} | _NUMBERS


def word_before(text: str, start: int) -> str:
    """The word directly before, with one space between, or "" (punctuation other than of the word breaks)."""
    match = _BEFORE.search(text, max(0, start - 40), start)
    return match[1] if match else ""


def word_after(text: str, end: int) -> str:
    """The word directly after, with one space between, or ""."""
    match = _AFTER.match(text, end)
    return match[1] if match else ""


def name_before(text: str, start: int, own: frozenset[str]) -> bool:
    """Whether a first name that is not one of `own` stands directly before, so that someone else is meant."""
    before = word_before(text, start)
    if _INITIAL.match(before) and before not in ("A", "I"):
        before = word_before(text, start - len(before) - 1)
    if not before[:1].isupper() or before.endswith((".", "'s", "s'")):
        return False
    if before.isupper() and len(before) > 1:
        return False  # an acronym ("US", "NATO") is nobody's first name, and in a headline all is upper case
    plain = before.lower()
    return plain not in own and not _beside_names(plain) and not plain.endswith("ly")


def name_after(text: str, end: int) -> bool:
    """Whether a capitalised word stands directly after, as in a person's or a place's longer name."""
    after = word_after(text, end)
    if not after[:1].isupper() or (after.isupper() and len(after) > 1):
        return False
    return not _beside_names(after.lower())


def _beside_names(word: str) -> bool:
    return word in english.words().honorifics or word in function_words()


def ruled_out(rule: Ambiguity, text: str, start: int, end: int) -> bool:
    """Whether the rule says that the word does not mean the actor here."""
    if rule.alone and (name_before(text, start, frozenset()) or name_after(text, end)):
        return True
    before, after = word_before(text, start).lower(), word_after(text, end).lower()
    number_before, number_after = (
        before[:1].isdigit(),
        after[:1].isdigit() or text[end : end + 2].strip(", ").isdigit(),
    )
    if before in rule.not_after or (number_before and "#" in rule.not_after):
        return True
    if after in rule.not_before or (number_after and "#" in rule.not_before):
        return True
    return bool(rule.needs) and not any(word in text for word in rule.needs)


def shouted(text: str, start: int, end: int) -> bool:
    """Whether the words on both sides are in capitals, so that capitals mean nothing ("TELL US WHY")."""
    before, after = word_before(text, start), word_after(text, end)
    return len(before) > 2 and len(after) > 2 and before.isupper() and after.isupper()
