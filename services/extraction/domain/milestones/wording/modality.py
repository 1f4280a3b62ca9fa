"""Tells the modality of a clause that reports a step: fact, plan, wish, threat, claim or denial."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import msgspec

from services.extraction.domain.text.sieve import Sieve
from shared import rulefiles
from shared.contracts.common import Span

FILE: Final = "modality.yaml"


class ModalityEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of clause and the words that show it."""

    id: str
    pattern: re.Pattern[str]
    match: tuple[str, ...]
    no_match: tuple[str, ...]


class ModalityFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file: named pieces and entries."""

    words: dict[str, str]
    entries: tuple[ModalityEntry, ...]


class Modality(msgspec.Struct, frozen=True):
    """Which kinds of words stand around a step, by id of modality.yaml."""

    found: frozenset[str]

    def has(self, *ids: str) -> bool:
        """Whether any of these was found."""
        return any(each in self.found for each in ids)


@cache
def built_in() -> tuple[ModalityEntry, ...]:
    """The entries that ship with this package, read once."""
    return rulefiles.shipped(__package__, FILE, ModalityFile).entries


@cache
def _sieve() -> Sieve:
    return Sieve([entry.pattern for entry in built_in()])


_BREAK = re.compile(r"[;:!?\n]|\s[–—-]\s|,? but |, (?:while|although|though|whereas) ")


def clause(text: str, sentence: Span, hit: Span) -> Span:
    """The part of the sentence around a hit, cut at semicolons, dashes and "but"."""
    start, end = sentence
    for found in _BREAK.finditer(text, *sentence):
        if found.end() <= hit[0]:
            start = found.end()
        elif found.start() >= hit[1]:
            end = found.start()
            break
    return start, end


def modality_of(text: str, span: Span) -> Modality:
    """The kinds of words within `span` of `text`, which is in lower case (`letters.lowered`)."""
    entries = built_in()
    found = []
    for at in _sieve().passing(text[slice(*span)]):
        if entries[at].pattern.search(text, *span):
            found.append(entries[at].id)
    return Modality(frozenset(found))
