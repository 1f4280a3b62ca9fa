"""Tells the modality of a clause that reports a step: fact, plan, wish, threat, claim or denial."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from services.extraction.domain.milestones.wording.triggers import BadRules, expand
from services.extraction.domain.text.sieve import Sieve
from shared.contracts.common import Span


class ModalityEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of clause and the words that show it."""

    id: str
    pattern: str
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


def compile_modality(
    source: str, where: str = "modality.yaml"
) -> tuple[tuple[ModalityEntry, re.Pattern[str]], ...]:
    """Entries with their patterns; raises BadRules naming what is wrong."""
    try:
        file = msgspec.convert(yaml.safe_load(source), ModalityFile)
        return tuple((entry, re.compile(expand(entry.pattern, file.words))) for entry in file.entries)
    except (yaml.YAMLError, msgspec.ValidationError, re.error) as error:
        raise BadRules(f"{where}: {error}") from None


@cache
def built_in() -> tuple[tuple[ModalityEntry, re.Pattern[str]], ...]:
    """The entries that ship with this package, read once."""
    return compile_modality(files(__package__ or "").joinpath("modality.yaml").read_text(encoding="utf-8"))


@cache
def _sieve() -> Sieve:
    return Sieve([pattern for _, pattern in built_in()])


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
    """The kinds of words within `span` of `text`, which is in lower case (`triggers.lowered`)."""
    entries = built_in()
    found = []
    for at in _sieve().passing(text[slice(*span)]):
        entry, pattern = entries[at]
        if pattern.search(text, *span):
            found.append(entry.id)
    return Modality(frozenset(found))
