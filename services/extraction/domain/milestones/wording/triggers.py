"""Finds where the rules of triggers.yaml and frames.yaml match in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

import msgspec

from services.extraction.domain.encoder.labels import MILESTONES
from services.extraction.domain.text.sieve import Sieve
from shared import rulefiles
from shared.contracts.common import MilestoneType, ReportStatus, Span

FILES: Final = ("triggers.yaml", "frames.yaml")
SURE: Final = 0.4
"""Weight from which a rule alone makes a step likely; rules below it are only weighed with others."""
MASK: Final = "@"
"""Stands in place of every letter of a side's name where rules ask for sides."""


class TriggerRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that tell of a step. See triggers.yaml."""

    id: str
    type: MilestoneType
    pattern: re.Pattern[str]
    weight: float
    status: ReportStatus | None = None
    not_: re.Pattern[str] | None = msgspec.field(default=None, name="not")
    match: tuple[str, ...]
    no_match: tuple[str, ...]

    @property
    def masked(self) -> bool:
        """Whether it asks for sides, so that it is searched in the text with their names masked."""
        return MASK in self.pattern.pattern


class RulesFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rules file: named pieces and the rules that use them, at least one for each type."""

    words: dict[str, str]
    rules: tuple[TriggerRule, ...]

    def __post_init__(self) -> None:
        missing = set(MILESTONES) - {rule.type for rule in self.rules}
        if missing:
            raise ValueError(f"no rule for {', '.join(sorted(missing))}; add one")


class Rules(msgspec.Struct, frozen=True):
    """Rules with the sieve that finds which of them may match a sentence."""

    triggers: tuple[TriggerRule, ...]
    sieve: Sieve


class Hit(msgspec.Struct, frozen=True):
    """A rule matched `text[start:end]`."""

    rule: str
    type: MilestoneType
    span: Span
    weight: float
    status: ReportStatus | None


def ready(triggers: Sequence[TriggerRule]) -> Rules:
    """These rules, ready to run."""
    return Rules(tuple(triggers), Sieve([trigger.pattern for trigger in triggers]))


@cache
def built_in() -> Rules:
    """The rules that ship with this package, read once."""
    shipped = [rulefiles.shipped(__package__, name, RulesFile) for name in FILES]
    return ready([rule for file in shipped for rule in file.rules])


def masked(small: str, sides: Iterable[Span]) -> str:
    """The text with the names of sides masked, every offset as it was."""
    out, at = [], 0
    for start, end in sides:
        if start >= at:
            out += [small[at:start], MASK * (end - start)]
            at = end
    return "".join((*out, small[at:]))


def hits(small: str, span: Span, rules: Rules, sides: str | None = None) -> tuple[Hit, ...]:
    """The first match of every rule within a sentence of `small`, the text in lower case (`lowered`).

    `sides` is the same text with the sides' names masked.
    """
    out = []
    within = small[slice(*span)] if sides is None else f"{small[slice(*span)]}\n{sides[slice(*span)]}"
    for at in rules.sieve.passing(within):
        rule = rules.triggers[at]
        text = small if sides is None or not rule.masked else sides
        found = rule.pattern.search(text, *span)
        if found is None or (rule.not_ is not None and rule.not_.search(text, *span)):
            continue
        out.append(Hit(rule.id, rule.type, found.span(), rule.weight, rule.status))
    return tuple(out)


def surest(found: Sequence[Hit], type_: MilestoneType) -> Hit | None:
    """The surest rule of a type that alone makes it likely; None where none matched."""
    own = [hit for hit in found if hit.type == type_ and hit.weight >= SURE]
    return max(own, key=lambda hit: hit.weight) if own else None
