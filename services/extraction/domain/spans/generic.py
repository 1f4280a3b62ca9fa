"""Recognises cues whose subject is nobody in particular ("one could argue"), so that nobody has said what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

import msgspec

from services.extraction.domain.text.quotes import Quote
from shared import rulefiles
from shared.contracts.common import Span

FILE: Final = "generic.yaml"
_BEGINS: Final = re.compile(
    r"(?:^|[.,;:–—(“\"‘!?]|\b(?:and|but|yet|or|so|though|although|while|whereas|because|since|as|that|if|then|indeed"
    r"|perhaps|still|maybe))\s*",
    re.IGNORECASE,
)
"""What a clause begins with."""
_REACH: Final = 80
"""Characters before the verb within which its subject and its modal verb stand."""


class Subject(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of subject, with sentences that must and must not match; see generic.yaml."""

    name: str
    pattern: re.Pattern[str]
    quoted: bool = True
    match: tuple[str, ...]
    no_match: tuple[str, ...]


class GenericFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file as written."""

    words: dict[str, str]
    subjects: tuple[Subject, ...]


class Subjects:
    """The subjects, compiled."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        self.subjects = tuple(subjects)
        self._patterns = tuple((_before_verb(each.pattern), each.quoted) for each in subjects)

    def before(self, text: str, verb: Span, sentence: int, quotes: Sequence[Quote]) -> Span | None:
        """Where such a subject and its modal verb stand before `verb`, in the sentence that begins at `sentence`.

        `verb` may hold the modal verb already. None where somebody in particular, or nothing, is its subject.
        """
        last = verb[1] - len(text[slice(*verb)].split(" ")[-1])
        start = max(sentence, last - _REACH)
        clause = text[start:last]
        begins = [begin.end() for begin in _BEGINS.finditer(clause)]
        for pattern, quoted in self._patterns:
            found = next((m for at in begins if (m := pattern.match(clause, at))), None)
            if found is None:
                continue
            who = start + found.start("who"), start + found.end("who")
            if quoted or not any(quote.start <= who[0] < quote.end for quote in quotes):
                return who
        return None


def _before_verb(who: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(rf"(?P<who>{who.pattern})\s$", re.IGNORECASE)


@cache
def built_in() -> Subjects:
    """The subjects that ship, read once."""
    return Subjects(rulefiles.shipped(__package__, FILE, GenericFile).subjects)
