"""Limits a description with a country ("the Arlandic leader", "Arland's envoy") to people who may speak for that
country."""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.speakers.affiliation.named_speaker import named
from services.extraction.domain.speakers.affiliation.state_organs import around
from services.extraction.domain.speakers.names.naming import Naming
from services.extraction.domain.speakers.speaking import Scene, Source
from shared.catalog import Catalog, Mention

_CAPITALS: Final = re.compile(r"(?:[A-Z]\.?){2,3}")  # "US", "U.S.", "UK" are their own adjectives
_OWNER: Final = re.compile(r"[’'](?:s\b|(?= ))")


def nationals(source: Source, noun: str, scene: Scene) -> set[str] | None:
    """Names of those who may be the person described: nobody who speaks for another country. None where the words
    before `noun` name no country."""
    if noun.endswith("s"):
        return None
    country = _country(source, noun, scene)
    if country is None:
        return None
    people = scene.place.people.namings
    return {n.name for n in people if n.sort == "person" and _speaks_for(n, scene) in (None, country)}


def _country(source: Source, noun: str, scene: Scene) -> str | None:
    """The country given as an adjective or as the owner. One that only says what the work is about ("the Arland envoy",
    "the envoy for Arland") does not count."""
    text = scene.place.text
    for m in around(scene.place, source.start, source.end):
        if m.actor.kind != "country" or not _belongs(text, m):
            continue
        if text[m.end : m.end + 1] != "-" and noun in text[m.end : source.end].lower():
            return m.actor.name
    return None


def _belongs(text: str, m: Mention) -> bool:
    if m.via == "demonym" or _CAPITALS.fullmatch(text, m.start, m.end):
        return True
    return m.via != "metonym" and _OWNER.match(text, m.end) is not None


def _speaks_for(naming: Naming, scene: Scene) -> str | None:
    """The country for which the person is known to speak, themselves or through their body; None: not known."""
    return _state(named(naming, scene.catalog, scene.place, "person").side, scene.catalog)


def _state(side: str, catalog: Catalog) -> str | None:
    party = catalog.actor(catalog.canonical_party(side))
    return party.name if party is not None and party.kind == "country" else None
