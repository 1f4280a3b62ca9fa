"""Defines and checks the reader's word lists; an unknown or missing list is an error."""

from __future__ import annotations

import msgspec

from services.extraction.domain.judging.hints import Hint
from services.extraction.domain.judging.refusals import RefusalRule


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lists of `rules/sources.yaml` and `rules/given_names.yaml`, and the rules of `rules/refusals.yaml`."""

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
    he: frozenset[str] = frozenset()
    she: frozenset[str] = frozenset()
    refusals: tuple[RefusalRule, ...] = ()
    positions: tuple[Hint, ...] = ()


def parse(values: object) -> Vocabulary:
    """The word lists from parsed YAML; raises msgspec.ValidationError with the place of the first mistake."""
    return msgspec.convert(values, Vocabulary)
