"""Reads who does a step to whom, by the rules of dealings.yaml ("urged Borland to withdraw")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

import msgspec

from services.extraction.domain.milestones.parties import encounters
from services.extraction.domain.milestones.parties.sides import ACTS, Side
from shared import rulefiles
from shared.contracts.common import MilestoneType, Span

FILE: Final = "dealings.yaml"
PAIR: Final = 2
_HE: Final = re.compile(r"\b(?:he|she)\b")
SIGNED: Final[frozenset[MilestoneType]] = frozenset(
    {"agreement_in_principle", "agreement_signed", "ceasefire_agreed_or_declared"}
)
_SIGN: Final = re.compile(
    r"\b(?:(?:have|has|had)\s)?(?:signed|initialled|agreed|reached|struck|concluded|sealed)\b"
)
_WITH: Final = re.compile(r"\bwith\b")
_IT: Final = re.compile(r"\b(?:it|they)\b")
_HIM: Final = re.compile(r"(?:him|her|them)\b")

_ASKING: Final[frozenset[MilestoneType]] = frozenset({"demand_or_condition_stated", "threat_or_ultimatum"})
_AND_ON: Final = re.compile(r"\band (?:on|upon|for) (?:the )?$")
"""Before a further addressee ("called on the senate and on Peru")."""

_FRIENDS: Final = re.compile(
    r"[\w.’'-]+ (?:[\w-]+ ){0,2}?(?:allies|ally|partners?|friends?|rivals?|foes|neighbou?rs?)\b"
)
"""Others who are named by a side's name ("pressed American allies")."""


class DealingRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that stand right before the one to whom a step is done. See dealings.yaml."""

    id: str
    types: tuple[MilestoneType, ...]
    pattern: re.Pattern[str]
    reach: int = 5
    """Characters between the words and whom they name."""
    foreseen: bool = False
    """Whether it is he who does it, and who is named before only warns of that."""
    lands: bool = False
    """Whether he is named by more than his capital, which is only a place there."""
    match: tuple[str, ...]
    no_match: tuple[str, ...]


class RulesFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file as written."""

    words: dict[str, str]
    rules: tuple[DealingRule, ...]


@cache
def rules() -> tuple[DealingRule, ...]:
    """The rules that ship with this package, read once."""
    return rulefiles.shipped(__package__, FILE, RulesFile).rules


@cache
def by_type() -> Mapping[MilestoneType, tuple[DealingRule, ...]]:
    """The rules that ship, by type of step."""
    out: dict[MilestoneType, tuple[DealingRule, ...]] = {}
    for rule in rules():
        for type_ in rule.types:
            out[type_] = (*out.get(type_, ()), rule)
    return out


def dealt(
    text: str,
    span: Span,
    here: Sequence[Side],
    type_: MilestoneType,
    subjects: Sequence[str],
    main: Sequence[str] = (),
) -> tuple[str, ...]:
    """Who does the step, and to whom; empty where the sentence does not name both.

    `subjects` are whom a pronoun means that opens the sentence, `main` whom the article is plainly about: where nobody
    is named before the words, one of these does it ("the agreement with ...").
    """
    return next(
        (
            pair
            for rule in by_type().get(type_, ())
            if not rule.foreseen and (pair := parties_by_rule(text, span, here, rule, subjects, main))
        ),
        (),
    )


def together(text: str, span: Span, named: Sequence[Side]) -> tuple[str, ...]:
    """Those who are strung together before the words that they signed or agreed on something, and with nobody else."""
    for found in _SIGN.finditer(text, *span):
        who = encounters.subject_before(text, found.start(), [s for s in named if s.weight > 0])
        if len(who) > PAIR or (len(who) == PAIR and not _WITH.search(text, found.end(), span[1])):
            return tuple(who)
    return ()


def foreseen(
    text: str, span: Span, here: Sequence[Side], type_: MilestoneType, subjects: Sequence[str]
) -> bool:
    """Whether somebody only warns of what another will do."""
    return any(
        parties_by_rule(text, span, here, rule, subjects)
        for rule in by_type().get(type_, ())
        if rule.foreseen
    )


def at_home(text: str, span: Span, here: Sequence[Side], type_: MilestoneType) -> bool:
    """Whether the sentence only reports what a side wants of its own people ("the president called on the senate to
    ...")."""
    named = [side for side in here if side.weight > 0]
    if type_ not in _ASKING or any(_AND_ON.search(text, span[0], side.mention.start) for side in named):
        return False
    pairs = []
    for rule in by_type().get(type_, ()):
        if rule.foreseen:
            continue
        for found in rule.pattern.finditer(text, *span):
            to = [] if _FRIENDS.match(text, found.end()) else encounters.objects_at(text, found.end(), named)
            pairs.append((encounters.subject_before(text, found.start(), named), to))
    known = [(by, to) for by, to in pairs if by and to]
    return bool(known) and all(set(to) <= set(by) for by, to in known)


def parties_by_rule(
    text: str,
    span: Span,
    here: Sequence[Side],
    rule: DealingRule,
    subjects: Sequence[str],
    main: Sequence[str] = (),
) -> tuple[str, ...]:
    """Who does the step, and to whom, by one rule; empty where it does not match."""
    named = [side for side in here if side.weight > 0]
    for found in rule.pattern.finditer(text, *span):
        if rule.lands and _at_a_capital(found.end(), named, rule.reach):
            continue
        to = encounters.objects_at(text, found.end(), named, rule.reach)
        if not to and _HIM.match(text, found.end()):
            by, to = _met_before(found.start(), named)
        else:
            rest = [side for side in named if side.name not in to]
            by = encounters.subject_before(text, found.start(), rest) or list(subjects)
            by = by or _who_is_he(text, found.start(), rest)
            if not by and not any(s.weight >= ACTS and s.mention.end <= found.start() for s in rest):
                by = [name for name in main if name not in to][:1]
        if to and by and not set(to) & set(by):
            return (*by, *to)
    return ()


def _at_a_capital(start: int, named: Sequence[Side], reach: int) -> bool:
    """Whether what is named at a place of the text is a capital ("it would strike Beirut")."""
    return any(s.mention.via == "metonym" and 0 <= s.mention.start - start <= reach for s in named)


def _met_before(verb: int, named: Sequence[Side]) -> tuple[list[str], list[str]]:
    """Who is meant in "X met Y and urged him ...": the first and the second named, if there are no others."""
    before = list(dict.fromkeys(s.name for s in named if s.mention.end <= verb and s.weight >= ACTS))
    return (before[:1], before[1:]) if len(before) == PAIR else ([], [])


def _who_is_he(text: str, verb: int, named: Sequence[Side]) -> list[str]:
    """Who is named first, where a pronoun stands for him before the verb ("X said ... that he would lift ..."); a side
    that is no person only where no other is named there ("the group said they had accepted ...")."""
    before = [s for s in named if s.mention.end <= verb and s.weight >= ACTS]
    if not before:
        return []
    person = before[0].mention.actor.kind == "person"
    meant = (_HE if person else _IT).search(text, before[-1].mention.end, verb) is not None
    return [before[0].name] if meant and (person or len({s.name for s in before}) == 1) else []
