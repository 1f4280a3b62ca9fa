"""The rules of triggers.yaml come in; for a sentence, which of them match and where goes out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import yaml

from services.extraction.domain.milestones.model import MILESTONE_TYPES
from shared.contracts.common import MilestoneType, ReportStatus, Span


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
        out.append(Trigger(entry, pattern, unless))
    missing = set(MILESTONE_TYPES) - {trigger.entry.type for trigger in out}
    if missing:
        raise BadRules(f"{where}: no rule for {', '.join(sorted(missing))}; add one")
    return tuple(out)


@cache
def built_in() -> tuple[Trigger, ...]:
    """The rules that ship with this package, read once."""
    text = files(__package__ or "").joinpath("triggers.yaml").read_text(encoding="utf-8")
    return compile_rules(text)


def lowered(text: str) -> str:
    """The text in small letters with every offset as it was; patterns without case are searched twice as fast."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def hits(text: str, span: Span, triggers: Sequence[Trigger]) -> tuple[Hit, ...]:
    """The first match of every rule within a sentence of `text`, which is in small letters (`lowered`)."""
    out = []
    for trigger in triggers:
        found = trigger.pattern.search(text, *span)
        if found is None or (trigger.unless is not None and trigger.unless.search(text, *span)):
            continue
        entry = trigger.entry
        out.append(Hit(entry.id, entry.type, found.span(), entry.weight, entry.status))
    return tuple(out)
