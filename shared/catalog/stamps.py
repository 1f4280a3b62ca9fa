"""Decides which negotiations a sentence concerns, from the parties and words in it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date
from itertools import combinations

import msgspec

from shared.catalog.model import Negotiation
from shared.catalog.words import WordIndex


class _Entry(msgspec.Struct, frozen=True):
    """A negotiation as sentences are compared with it, with its words' keys in the index."""

    id: str
    since: date | None
    until: date | None
    members: frozenset[str]
    core: frozenset[str]
    pairs: tuple[frozenset[str], ...]
    name: str
    word: str
    topic: str


class Stamps:
    """Made once for a catalog."""

    def __init__(self, negotiations: Sequence[Negotiation]) -> None:
        self._entries = tuple(map(_entry, negotiations))
        lists = [(f"name {each.id}", each.names) for each in negotiations]
        lists += [(f"word {each.id}", each.words) for each in negotiations]
        lists += [(f"topic {each.id}", each.topics) for each in negotiations]
        self._words = WordIndex(lists, cased=True)

    def on(self, parties: Set[str], text: str, day: date, about: Sequence[str]) -> tuple[str, ...]:
        """Ids in the order of the catalog."""
        hits = self._words.hits(text)
        return tuple(
            each.id
            for each in self._entries
            if (not each.since or day >= each.since)
            and (not each.until or day <= each.until)
            and (each.name in hits or _meant(each, parties & each.members, hits.keys(), about))
        )


def _meant(each: _Entry, here: Set[str], hits: Set[str], about: Sequence[str]) -> bool:
    if not here or (each.core and not here & each.core):
        return False
    if each.word in hits:
        return True
    if len(here) < 2 or (about and each.id not in about):
        return False
    return each.topic in hits or any(pair <= here for pair in each.pairs)


def _entry(each: Negotiation) -> _Entry:
    pairs: Sequence[tuple[str, str]] = ()
    if each.pair is True:
        pairs = tuple(combinations(each.parties, 2))
    elif each.pair:
        pairs = each.pair
    return _Entry(
        each.id, each.since, each.until, frozenset(each.parties), frozenset(each.core),
        tuple(map(frozenset, pairs)), f"name {each.id}", f"word {each.id}", f"topic {each.id}",
    )  # fmt: skip
