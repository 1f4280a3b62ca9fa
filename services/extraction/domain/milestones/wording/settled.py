"""Finds what the words around a deed settle about it.

They can settle its status, give it another type, make it one of former days, or rule out that any step is reported.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

import msgspec

from shared import rulefiles
from shared.contracts.common import MilestoneType, ReportStatus, Span

FILE: Final = "settled.yaml"
Need = Literal["day ahead", "no recent day", "not at the head"]
"""It names a day to come; it names none of the last week; it stands well into the article."""

_BRACKETS: Final = str.maketrans("[]", "()")


class SettledRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words around a deed and what they settle. See settled.yaml."""

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
    pattern: re.Pattern[str]
    """Matched against the sentence in lower case, with the deed in [brackets]."""
    not_: re.Pattern[str] | None = msgspec.field(default=None, name="not")
    """A pattern that must not match the sentence."""
    needs: tuple[Need, ...] = ()
    """What must hold of the sentence besides."""
    match: tuple[str, ...]
    no_match: tuple[str, ...]


class SettledFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file as written."""

    words: dict[str, str]
    entries: tuple[SettledRule, ...]


@cache
def built_in() -> tuple[SettledRule, ...]:
    """The rules that ship with this package, read once."""
    return rulefiles.shipped(__package__, FILE, SettledFile).entries


def marked(small: str, sentence: Span, deed: Span) -> str:
    """The sentence with the deed in [brackets], as the rules want it."""
    before, words, after = (
        small[start:end].translate(_BRACKETS)
        for start, end in ((sentence[0], deed[0]), deed, (deed[1], sentence[1]))
    )
    return " ".join(f"{before}[{words}]{after}".split())


def find(text: str, type_: MilestoneType, holds: frozenset[Need]) -> SettledRule | None:
    """The first entry that fits a step of this type, else None; `text` is `marked`, `holds` what is true of its
    sentence."""
    for rule in built_in():
        if type_ not in rule.types or not holds.issuperset(rule.needs):
            continue
        if rule.pattern.search(text) and not (rule.not_ and rule.not_.search(text)):
            return rule
    return None
