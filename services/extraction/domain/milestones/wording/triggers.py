"""Finds where the rules of triggers.yaml and frames.yaml match in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

import msgspec
import yaml

from services.extraction.domain.milestones.model import MILESTONE_TYPES
from services.extraction.domain.text.sieve import Sieve
from shared.contracts.common import MilestoneType, ReportStatus, Span

FILES: Final = ("triggers.yaml", "frames.yaml")
SURE: Final = 0.4
"""Weight from which a rule alone makes a step likely; rules below it are only weighed with others."""
MASK: Final = "@"
"""Stands in place of every letter of a side's name where rules ask for sides."""


class BadRules(ValueError):
    """A rules file does not follow its form; the message says which rule and what to do."""


class RuleEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule as written in the file."""

    id: str
    type: MilestoneType
    pattern: str
    weight: float
    status: ReportStatus | None = None
    not_: str | None = msgspec.field(default=None, name="not")
    match: tuple[str, ...]
    no_match: tuple[str, ...]


class RulesFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rules file: named pieces and the rules that use them."""

    words: dict[str, str]
    rules: tuple[RuleEntry, ...]


class Trigger(msgspec.Struct, frozen=True):
    """A rule ready to run."""

    entry: RuleEntry
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    masked: bool = False
    """It asks for sides, so it is searched in the text with their names masked."""


class Rules(msgspec.Struct, frozen=True):
    """Rules with the sieve that finds which of them may match a sentence."""

    triggers: tuple[Trigger, ...]
    sieve: Sieve


class Hit(msgspec.Struct, frozen=True):
    """A rule matched `text[start:end]`."""

    rule: str
    type: MilestoneType
    span: Span
    weight: float
    status: ReportStatus | None


def expand(pattern: str, words: Mapping[str, str]) -> str:
    """The pattern with its {pieces} put in."""
    for _ in range(4):
        for name, piece in words.items():
            pattern = pattern.replace("{" + name + "}", piece)
    return pattern


def compile_rules(source: str, where: str = "triggers.yaml") -> tuple[Trigger, ...]:
    """The rules of a file; raises BadRules naming the one that is wrong."""
    try:
        given: Any = yaml.safe_load(source)
        file = msgspec.convert(given, RulesFile)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise BadRules(f"{where}: {error}") from None
    out = []
    for entry in file.rules:
        try:
            pattern = re.compile(expand(entry.pattern, file.words))
            unless = re.compile(expand(entry.not_, file.words)) if entry.not_ else None
        except re.error as error:
            raise BadRules(f"{where}: rule {entry.id}: {error}; correct the pattern") from None
        out.append(Trigger(entry, pattern, unless, MASK in expand(entry.pattern, file.words)))
    missing = set(MILESTONE_TYPES) - {trigger.entry.type for trigger in out}
    if missing:
        raise BadRules(f"{where}: no rule for {', '.join(sorted(missing))}; add one")
    return tuple(out)


def ready(triggers: Sequence[Trigger]) -> Rules:
    """The rules, ready to run."""
    return Rules(tuple(triggers), Sieve([trigger.pattern for trigger in triggers]))


@cache
def built_in() -> Rules:
    """The rules that ship with this package, read once."""
    folder = files(__package__ or "")
    return ready(
        [
            trigger
            for name in FILES
            for trigger in compile_rules(folder.joinpath(name).read_text(encoding="utf-8"), name)
        ]
    )


def lowered(text: str) -> str:
    """The text in lower case with every offset as it was; patterns without case are searched twice as fast."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


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
        trigger = rules.triggers[at]
        text = small if sides is None or not trigger.masked else sides
        found = trigger.pattern.search(text, *span)
        if found is None or (trigger.unless is not None and trigger.unless.search(text, *span)):
            continue
        entry = trigger.entry
        out.append(Hit(entry.id, entry.type, found.span(), entry.weight, entry.status))
    return tuple(out)


def surest(found: Sequence[Hit], type_: MilestoneType) -> Hit | None:
    """The surest rule of a type that alone makes it likely; None where none matched."""
    own = [hit for hit in found if hit.type == type_ and hit.weight >= SURE]
    return max(own, key=lambda hit: hit.weight) if own else None
