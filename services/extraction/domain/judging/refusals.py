"""Finds refusals to comment: what somebody chose not to say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from services.extraction.domain.text.sieve import Sieve
from shared import rulefiles
from shared.contracts.common import Span


class RefusalRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One pattern for a refusal, with sentences that it must and must not match."""

    name: str
    pattern: re.Pattern[str]
    match: tuple[str, ...]
    no_match: tuple[str, ...]


@cache
def built_in() -> tuple[RefusalRule, ...]:
    """The rules that ship, read once."""
    return rulefiles.shipped(__package__, "refusals.yaml", tuple[RefusalRule, ...])


def compiled(rules: Sequence[RefusalRule]) -> re.Pattern[str]:
    """All rules as one pattern."""
    return re.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in rules), re.IGNORECASE)


def find(pattern: re.Pattern[str], text: str) -> tuple[Span, ...]:
    """Where the text reports a refusal, in offsets."""
    if not _sieve(pattern).passing(text.lower()):
        return ()
    return tuple(found.span() for found in pattern.finditer(text))


@cache
def _sieve(pattern: re.Pattern[str]) -> Sieve:
    return Sieve([pattern])
