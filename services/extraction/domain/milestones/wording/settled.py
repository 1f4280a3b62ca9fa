"""Finds what the words around a deed settle about it.

They can settle its status, give it another type, make it one of former days, or rule out that any step is reported.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import msgspec
import yaml

from services.extraction.domain.milestones.wording.triggers import BadRules, expand
from shared.contracts.common import MilestoneType, ReportStatus, Span

Need = Literal["day ahead", "no recent day", "not at the head"]
"""It names a day to come; it names none of the last week; it stands well into the article."""

_BRACKETS: Final = str.maketrans("[]", "()")


class SettledEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words around a deed and what they settle."""

    id: str
    makes: ReportStatus | Literal["none", "former"]
    """The status of the step; "none": no step is reported; "former": one of former days."""
    types: tuple[MilestoneType, ...]
    becomes: MilestoneType | None = None
    """The type of the step, where it is another one."""
    day: Literal["gone", "latest", "article", "decided"] | None = None
    """The day of the step, where it is another than that first taken: the nearest that is past, the last in time that
    is, the article's, or one that is told of a decision and not of what is said of it."""
    former: bool = False
    """Whether it is one of former days, besides its status."""
    pattern: str
    """Matched against the sentence in lower case, with the deed in [brackets]."""
    not_: str | None = msgspec.field(default=None, name="not")
    """A pattern that must not match the sentence."""
    needs: tuple[Need, ...] = ()
    """What must hold of the sentence besides."""
    match: tuple[str, ...]
    no_match: tuple[str, ...]


class SettledFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file as written."""

    words: dict[str, str]
    entries: tuple[SettledEntry, ...]


class SettledRule(msgspec.Struct, frozen=True):
    """An entry ready to run."""

    entry: SettledEntry
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


def compile_settled(source: str, where: str = "settled.yaml") -> tuple[SettledRule, ...]:
    """The rules of a file; raises BadRules naming what is wrong."""
    try:
        file = msgspec.convert(yaml.safe_load(source), SettledFile)
        return tuple(
            SettledRule(
                each,
                re.compile(expand(each.pattern, file.words)),
                re.compile(expand(each.not_, file.words)) if each.not_ else None,
            )
            for each in file.entries
        )
    except (yaml.YAMLError, msgspec.ValidationError, re.error) as error:
        raise BadRules(f"{where}: {error}") from None


@cache
def built_in() -> tuple[SettledRule, ...]:
    """The rules that ship with this package, read once."""
    return compile_settled(files(__package__ or "").joinpath("settled.yaml").read_text(encoding="utf-8"))


def marked(small: str, sentence: Span, deed: Span) -> str:
    """The sentence with the deed in [brackets], as the rules want it."""
    before, words, after = (
        small[start:end].translate(_BRACKETS)
        for start, end in ((sentence[0], deed[0]), deed, (deed[1], sentence[1]))
    )
    return " ".join(f"{before}[{words}]{after}".split())


def find(text: str, type_: MilestoneType, holds: frozenset[Need]) -> SettledEntry | None:
    """The first entry that fits a step of this type, else None; `text` is `marked`, `holds` what is true of its
    sentence."""
    for rule in built_in():
        if type_ not in rule.entry.types or not holds.issuperset(rule.entry.needs):
            continue
        if rule.pattern.search(text) and not (rule.unless and rule.unless.search(text)):
            return rule.entry
    return None
