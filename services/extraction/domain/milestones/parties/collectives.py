"""Finds groups that the catalog does not know ("European leaders"), by collectives.yaml."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

import msgspec

from services.extraction.domain.milestones.parties.sides import Side
from shared import rulefiles
from shared.contracts.common import Span

FILE: Final = "collectives.yaml"
_NAMELY: Final = re.compile(r"\s?(?:--|[–—:(]|,? (?:such as|like|namely))\s?(?:the\s)?")
"""What stands between a group and the names of its members."""
_SOME: Final = re.compile(r"\b(?:some|several|many|most|other|two|four|few)\s(?:of\sthe\s)?", re.IGNORECASE)
BEFORE: Final = 25
"""Characters before a group in which some of it are counted."""


class CollectiveEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of group. See collectives.yaml."""

    id: str
    pattern: re.Pattern[str]
    members: tuple[str, ...] = ()
    """Whom it stands for, where these are a fixed few."""
    acting: tuple[str, ...] = ()
    """Whom it stands for where it takes a step that is no meeting."""
    match: tuple[str, ...]
    no_match: tuple[str, ...]


class CollectivesFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file as written."""

    words: dict[str, str]
    groups: tuple[CollectiveEntry, ...]


@cache
def built_in() -> tuple[CollectiveEntry, ...]:
    """The kinds that ship with this package, read once."""
    return rulefiles.shipped(__package__, FILE, CollectivesFile).groups


def groups(text: str, span: Span, named: Sequence[Side]) -> list[Span]:
    """The unknown groups that a sentence names, without those that name a known side or list their members."""
    out = []
    for a, b in _within(text[slice(*span)]):
        start, end = span[0] + a, span[0] + b
        told = _NAMELY.match(text, end)
        until = told.end() + 1 if told else end
        if not any(side.mention.start < until and start < side.mention.end for side in named):
            out.append((start, end))
    return out


@lru_cache(maxsize=1 << 10)
def _within(sentence: str) -> tuple[Span, ...]:
    """The groups of one sentence; cached, since every type of step asks for them again."""
    out: list[Span] = []
    for start, end in sorted(each.span() for kind in built_in() for each in kind.pattern.finditer(sentence)):
        if out and start < out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return tuple(out)


def members(text: str, group: Span, *, meeting: bool) -> tuple[str, ...]:
    """Whom a group stands for in a meeting or another step, if these are a fixed few and not only some of them
    ("several ...")."""
    around = max(0, group[0] - BEFORE), group[1]
    if any(each.end() >= group[0] for each in _SOME.finditer(text, *around)):
        return ()
    kinds = [kind for kind in built_in() if kind.pattern.search(text, *group)]
    return next((who for kind in kinds if (who := kind.members or (() if meeting else kind.acting))), ())
