"""Finds names that mean another country's body in their context, such as "Congress" in "Peru's Congress"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from shared.catalog.catalog import Catalog
from shared.catalog.model import Actor
from shared.catalog.patterns import Hit

_OWNS: Final = re.compile(r"'s? (?:[a-z]+-?[a-z]* )?$")
_OF: Final = re.compile(r" of (?:the )?$")


def foreign(text: str, hits: Sequence[Hit], catalog: Catalog) -> frozenset[int]:
    """The starts of such hits. The first that names a body says whose is meant until another country is named with it,
    or it gets a name of its own ("the US Congress")."""
    found: set[int] = set()
    elsewhere: dict[str, bool] = {}
    for at, hit in enumerate(hits):
        body = hit.meaning.actor
        if body is None or body.kind != "body":
            continue
        owners = {owner.name for owner in _owners(text, hits, at)} if hit.meaning.common else set()
        if not hit.meaning.common or catalog.canonical_party(body.name) in owners:
            elsewhere[body.id] = False
        elif owners:
            elsewhere.setdefault(body.id, True)
            found.add(hit.start)
        elif elsewhere.setdefault(body.id, False):
            found.add(hit.start)
    return frozenset(found)


def _owners(text: str, hits: Sequence[Hit], at: int) -> Iterator[Actor]:
    """Countries that the words beside the hit give it to: "the Peruvian …", "Peru's …", "… of Peru"."""
    hit = hits[at]
    before, after = hits[at - 1] if at else None, hits[at + 1] if at + 1 < len(hits) else None
    if before is not None and (country := _country(before)) is not None:
        between = text[before.end : hit.start]
        if _OWNS.fullmatch(between) or (between == " " and before.meaning.via == "demonym"):
            yield country
    if after is None or (country := _country(after)) is None:
        return
    if _OF.fullmatch(text[hit.end : after.start]):
        yield country


def _country(hit: Hit) -> Actor | None:
    actor = hit.meaning.actor
    return actor if actor is not None and actor.kind == "country" else None
