"""Recognises cues whose subject is nobody in particular ("one could argue"), so that nobody has said what follows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec
import yaml

from services.extraction.domain.text.quotes import Quote

Span = tuple[int, int]

_BEGINS: Final = (
    r"(?:^|[.,;:–—(“\"‘!?]|\b(?:and|but|yet|or|so|though|although|while|whereas|because|since|as|that|if|then|indeed"
    r"|perhaps|still|maybe))\s*"
)
"""What a clause begins with."""
_REACH: Final = 80
"""Characters before the verb within which its subject and its modal verb stand."""


class Subject(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of subject, with sentences that must and must not match; see generic.yaml."""

    name: str
    pattern: str
    quoted: bool = True
    match: tuple[str, ...]
    ignore: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    words: Mapping[str, str]
    subjects: tuple[Subject, ...]


class Subjects:
    """The subjects, compiled."""

    def __init__(self, words: Mapping[str, str], subjects: Sequence[Subject]) -> None:
        self.subjects = tuple(subjects)
        self._patterns = tuple((_compiled(each.pattern, words), each.quoted) for each in subjects)

    def before(self, text: str, verb: Span, sentence: int, quotes: Sequence[Quote]) -> Span | None:
        """Where such a subject and its modal verb stand before `verb`, in the sentence that begins at `sentence`.

        `verb` may hold the modal verb already. None where somebody in particular, or nothing, is its subject.
        """
        last = verb[1] - len(text[slice(*verb)].split(" ")[-1])
        start = max(sentence, last - _REACH)
        clause = text[start:last]
        for pattern, quoted in self._patterns:
            found = pattern.search(clause)
            if found is None:
                continue
            who = start + found.start("who"), start + found.end("who")
            if quoted or not any(quote.start <= who[0] < quote.end for quote in quotes):
                return who
        return None


def _compiled(pattern: str, words: Mapping[str, str]) -> re.Pattern[str]:
    for name, piece in words.items():
        pattern = pattern.replace("{" + name + "}", piece)
    return re.compile(rf"{_BEGINS}(?P<who>{pattern})\s$", re.IGNORECASE)


@cache
def built_in() -> Subjects:
    """The subjects that ship, read once."""
    content = files("services.extraction").joinpath("rules").joinpath("generic.yaml").read_bytes()
    file = msgspec.convert(yaml.safe_load(content), _File)
    return Subjects(file.words, file.subjects)
