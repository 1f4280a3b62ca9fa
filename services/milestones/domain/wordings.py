"""Finds the line for a step that says what its article says: "tariffs eased" instead of "a decision on sanctions or
tariffs"."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from shared import rulefiles
from shared.contracts.common import MilestoneType


class Wording(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way to tell a step, and the words of the article that allow it. A line that is empty is told as that of the
    type."""

    id: str
    type: MilestoneType
    pattern: re.Pattern[str]
    not_: re.Pattern[str] = msgspec.field(name="not")
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    happened: str = ""
    scheduled: str = ""
    proposed: str = ""
    threatened: str = ""
    cancelled: str = ""

    def fits(self, piece: str) -> bool:
        """Whether the piece of an article tells the step so."""
        return bool(self.pattern.search(piece) and not self.not_.search(piece))


class WordingsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file: named pieces of patterns, and entries, of each type the most particular first."""

    words: dict[str, str]
    entries: tuple[Wording, ...]


@cache
def built_in() -> tuple[Wording, ...]:
    """The wordings in wordings.yaml, read once."""
    return rulefiles.shipped(__package__, "wordings.yaml", WordingsFile).entries


def wording(type_: MilestoneType, piece: str) -> Wording | None:
    """The first wording of the type that fits the piece of evidence which tells the step."""
    piece = " ".join(piece.split())
    return next((each for each in built_in() if each.type == type_ and each.fits(piece)), None)
