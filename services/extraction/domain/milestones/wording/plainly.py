"""Finds steps that a construction reports plainly, whatever was learnt of its words.

The sentences to learn from are mostly of trade: "the truce is due to take effect on Sunday" is hardly recognised by
what was learnt from them, though nobody would doubt it. Such constructions are data with cases (`plainly.yaml`). They
say nothing of sentences that have no such form.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import msgspec

from services.extraction.domain.text.sieve import Sieve
from shared import rulefiles
from shared.contracts.common import MilestoneType, ReportStatus, Span

FILE: Final = "plainly.yaml"
LIKELY: Final = 0.7
"""Chance of a step that is reported so of two sides that the sentence names."""


class PlainRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One construction, and the step that it reports."""

    id: str
    type: MilestoneType
    status: ReportStatus
    pattern: re.Pattern[str]
    not_: re.Pattern[str] = msgspec.field(name="not")
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    sides: int = 2
    """Sides that the sentence must name."""
    instead_of: tuple[MilestoneType, ...] = ()
    """Types that the sentence does not report besides, though its words would allow them."""

    def fits(self, small: str, sentence: Span) -> bool:
        """Whether the sentence has the form."""
        return bool(self.pattern.search(small, *sentence) and not self.not_.search(small, *sentence))


class PlainFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file: named pieces and entries."""

    words: dict[str, str]
    entries: tuple[PlainRule, ...]


@cache
def built_in() -> tuple[PlainRule, ...]:
    """The rules that ship with this package, read once."""
    return rulefiles.shipped(__package__, FILE, PlainFile).entries


@cache
def _sieve() -> Sieve:
    return Sieve([rule.pattern for rule in built_in()])


def find(small: str, sentence: Span) -> tuple[PlainRule, ...]:
    """The entries that fit the sentence of a text in lower case (`letters.lowered`), in the order of the file."""
    rules = built_in()
    passing = _sieve().passing(small[slice(*sentence)])
    return tuple(rules[at] for at in passing if rules[at].fits(small, sentence))
