"""Resolves a bare "the police" or "the navy" to a named force, and "both sides" to the article's two countries.

Where no force is named, it is the one of the country that the article is plainly about; where there is no such country,
nothing is guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

import msgspec

from services.extraction.domain.speakers.affiliation.named_speaker import named
from services.extraction.domain.speakers.representation.offices import ADJECTIVE
from services.extraction.domain.speakers.speaking import Place, Scene, Source, Speaker
from shared.catalog import Actor

_FORCES: Final = frozenset({"air force", "coast guard", "navy", "police"})
_PAIR: Final = re.compile(r"(?:both|the two) (?:countries|governments|nations|sides)$", re.I)
_PLAIN: Final = (
    2.0  # how many times as often as the next one a country is named that the article is plainly about
)


def force(source: Source, low: str, scene: Scene) -> Speaker | None:
    """The force named last before (else first after) the source, else that of the country that the article is plainly
    about."""
    place = scene.place
    if low not in _FORCES:
        return None
    full = [n for n in place.people.namings if n.sort == "other" and " " in n.name and low in n.name.lower()]
    if full:
        nearest = next((n for n in reversed(full) if n.start < source.start), full[0])
        return msgspec.structs.replace(named(nearest, scene.catalog, place, "body"), via="description")
    ranked = _countries(place)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < _PLAIN * ranked[1][1]):
        return None
    country = ranked[0][0]
    adjective = ADJECTIVE.get(country.name) or next(iter(country.demonyms), None)
    if adjective is None:
        return None
    name = f"{adjective} {low if low == 'police' else low.title()}"
    return Speaker(name, "body", scene.catalog.side_of(country, place.on), country.name, "description")


def pair_of_countries(source: Source, scene: Scene) -> Speaker | None:
    """The two countries with which the article plainly deals, for "both sides"; None where a third is named nearly as
    often."""
    place = scene.place
    if not _PAIR.match(place.text, source.start, source.end):
        return None
    ranked = _countries(place)
    if len(ranked) < 2 or (len(ranked) > 2 and ranked[1][1] < _PLAIN * ranked[2][1]):
        return None
    first, second = ranked[0][0], ranked[1][0]
    sides = sorted({scene.catalog.side_of(a, place.on) for a in (first, second)})
    return Speaker(
        f"{first.name} and {second.name}", "group", " & ".join(sides), " and ".join(sides), "description"
    )


def _countries(place: Place) -> list[tuple[Actor, int]]:
    """The countries that an article names, the most often named first."""
    found = [m.actor for m in place.mentions if m.actor.kind == "country"]
    actors = {actor.name: actor for actor in found}
    return [(actors[name], count) for name, count in Counter(a.name for a in found).most_common()]
