"""Defines `Naming`, words that name somebody, and folds words and names to letters, initials or a pronoun."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final, Literal

import msgspec

from services.extraction.domain.vocabulary import Vocabulary
from shared.catalog import Actor

Sort = Literal["person", "other"]

OF_PLACE: Final = r" ?\([^()\n]{1,40}\)|, [DRI]-[A-Z][\w.]*"
"""After a politician's name, party and state: "(D-Ohio)", ", R-Ky."."""
PARTISANS: Final = r"[A-Z][a-z]+(?:crats|cans|ives|ists|als|ries)"
"""The members of a party by its name."""
_MARKS: Final = ".,’'\"“”‘"


class Naming(msgspec.Struct, frozen=True):
    """Words that name somebody: where, the full name, and whether a person."""

    start: int
    end: int
    name: str
    sort: Sort
    actor: Actor | None = None


@lru_cache(maxsize=1 << 14)
def folded(word: str) -> str:
    """The word in lower case without diacritics, dots or surrounding marks."""
    word = word.strip(_MARKS).lower()
    if word.isascii():
        return word.replace(".", "")
    plain = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).replace(".", "")


def initials(name: str) -> str:
    """The initials of the capitalised words, in lower case ("Arland Trade Union" -> "atu"); empty for a single word."""
    return "".join(p[0] for p in name.split(" ") if p[:1].isupper()).lower() if " " in name else ""


def pronoun_of(first: str, actor: Actor | None, words: Vocabulary) -> str | None:
    """The pronoun of a person, "he" or "she": from the catalog, else from the folded first name; None where neither
    tells."""
    if actor is not None and actor.pronoun is not None:
        return actor.pronoun
    if (first in words.he) == (first in words.she):
        return None  # no such name, or one of women and men
    return "he" if first in words.he else "she"


def body_like(word: str, words: Vocabulary) -> bool:
    """Whether the (folded) word is one of those that end the name of a body, a place or a thing."""
    return word in words.bodies
