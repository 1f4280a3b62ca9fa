"""Defines and checks the reader's word lists; an unknown or missing list is an error."""

from __future__ import annotations

from functools import cache

import msgspec

from services.extraction.domain.judging import hints, refusals
from services.extraction.domain.judging.hints import Hint
from services.extraction.domain.judging.refusals import RefusalRule
from shared import rulefiles


class SourceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of `sources.yaml`."""

    aides: frozenset[str]
    announcements: frozenset[str]
    anonymous_heads: frozenset[str]
    companies: frozenset[str]
    company_forms: frozenset[str]
    firms: frozenset[str]
    societies: frozenset[str]
    kin: frozenset[str]
    media: frozenset[str]
    papers_named: frozenset[str]
    no_company: frozenset[str]
    determiners: frozenset[str]
    pronouns_one: frozenset[str]
    pronouns_any: frozenset[str]
    relative: frozenset[str]
    papers: frozenset[str]
    records: frozenset[str]
    titles: frozenset[str]
    modifiers: frozenset[str]
    departments: frozenset[str]
    bodies: frozenset[str]
    persons: frozenset[str]
    private: frozenset[str]
    staff: frozenset[str]
    state_roles: frozenset[str]
    surnames: frozenset[str]
    utterances: frozenset[str]
    women: frozenset[str]
    men: frozenset[str]
    trades: dict[str, frozenset[str]]


class GivenNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of `given_names.yaml`."""

    he: frozenset[str]
    she: frozenset[str]


class Vocabulary(SourceWords, frozen=True):
    """Both, and the rules of `judging/refusals.yaml` and `judging/positions.yaml`."""

    he: frozenset[str]
    she: frozenset[str]
    refusals: tuple[RefusalRule, ...]
    positions: tuple[Hint, ...]


@cache
def built_in() -> Vocabulary:
    """The lists and rules that ship, read once."""
    names = rulefiles.shipped(__package__, "given_names.yaml", GivenNames)
    return Vocabulary(
        **msgspec.structs.asdict(rulefiles.shipped(__package__, "sources.yaml", SourceWords)),
        **msgspec.structs.asdict(names),
        refusals=refusals.built_in(),
        positions=hints.built_in(),
    )
