"""Resolves an office to whoever holds it: a bare title, an administration, a government, an army or a ministry."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from services.extraction.domain.speakers.affiliation.named_speaker import named
from services.extraction.domain.speakers.affiliation.state_organs import around
from services.extraction.domain.speakers.coreference import pronouns
from services.extraction.domain.speakers.coreference.acting_government import acting
from services.extraction.domain.speakers.names.naming import Naming
from services.extraction.domain.speakers.speaking import Scene, Source, Speaker
from shared.catalog import Catalog

_ORGAN: Final = re.compile(
    r"^(?:government|administration|military|army|officials?|leadership|authorities|regime|side|delegation|"
    r"forces|armed forces|cabinet|"
    r"(?:\w+ )?ministry(?: of \w+(?: affairs)?)?|presidency|state)\b",
    re.I,
)
_PRESIDENTIAL: Final = "United States"  # whose government is called an administration
ADJECTIVE: Final = {"United Kingdom": "British", "United States": "US"}
_GOVERNED: Final = {"United Kingdom": "UK", "United States": "US"}
_GOVERNMENT: Final = re.compile(r"(?:[’']s?)? (?:[a-z-]+ )?(?:cabinet|government|regime)(?: in [A-Z]\w+)?")
_GOVERNMENT_OF: Final = re.compile(r"(?:[Tt]he )?(?:[a-z-]+ )?(?:government|regime) of (?:[a-z-]+ ){0,3}")
_TITLED: Final = re.compile(r"(?:(?!(?:by|for|from|in|of|to)\b)[\w.-]+ )*")
_RECENT: Final = re.compile(r"^(?:new|newly elected|current|outgoing)\s+")
_ARMED: Final = frozenset({"military", "army", "armed forces"})
_ARMY: Final = re.compile(r"\b(?:[Aa]rmy|[Aa]rmed [Ff]orces|[Dd]efen[cs]e [Ff]orces?|[Mm]ilitary)$")
_STATE: Final = frozenset(
    {"government", "military", "army", "administration", "authorities", "armed forces", "regime"}
)


def by_title(source: Source, low: str, scene: Scene) -> Speaker | None:
    """The person whom a bare title means: one who held it that day by the catalog, else one to whom the article gives
    it."""
    place = scene.place
    low = _RECENT.sub("", re.split(r"[,(]| who ", low)[0].strip())
    able = {
        actor.name
        for actor in place.people.actors
        if actor.kind == "person"
        and any(
            r.held(place.on) and low in (r.title.lower(), *(a.lower() for a in r.also)) for r in actor.roles
        )
    }
    able = able or set(place.people.titled.get(low, ()))
    if not able:
        return None
    speaker, _ = pronouns.ranked(source, "", scene, persons=True, able=able)
    return None if speaker is None else msgspec.structs.replace(speaker, via="title")


def administration(source: Source, low: str, scene: Scene) -> Speaker | None:
    """The administration of the person named in the source; for a bare "the administration", of the president in office
    or of the one last named."""
    place = scene.place
    if not low.endswith("administration") or source.kind == "anonymous":
        return None
    whose = [n for n in place.people.within(source.start, source.end) if n.sort == "person"]
    if not whose and low == "administration":
        whose = [
            n
            for n in place.people.namings
            if n.actor is not None
            and any(
                r.title == "President" and r.of == _PRESIDENTIAL and r.held(place.on) for r in n.actor.roles
            )
        ]
        named_before = place.people.body(low, source.start)
        if not whose and named_before is not None:
            return msgspec.structs.replace(
                named(named_before, scene.catalog, place, "body"), via="description"
            )
    if not whose:
        return None
    side = named(whose[-1], scene.catalog, place, "person")
    name = whose[-1].name.rsplit(" ", 1)[-1] + " administration"
    return Speaker(name, "body", side.side, side.affiliation or side.name, "description")


def governed(source: Source, scene: Scene) -> Speaker | None:
    """The government of the person named as its head ("Prime Minister Novotny's government"): that of the country."""
    place = scene.place
    for n in place.people.within(source.start, source.end):
        ahead = _GOVERNMENT_OF.fullmatch(place.text, source.start, n.start)
        led = n.start <= source.start or _TITLED.fullmatch(place.text, source.start, n.start)
        if n.sort != "person" or not (
            ahead or (led and _GOVERNMENT.fullmatch(place.text, n.end, source.end))
        ):
            continue
        who = named(n, scene.catalog, place, "person")
        return government_of(who, scene.catalog)
    return None


def government_of(who: Speaker, catalog: Catalog) -> Speaker:
    """The government that the person `who` heads: that of the country, where that is known."""
    country = catalog.actor(who.affiliation or "")
    if country is None or country.kind != "country":
        return Speaker(f"{who.name}'s government", "body", who.side, who.affiliation, "description")
    adjective = _GOVERNED.get(country.name) or next(iter(country.demonyms), None)
    name = f"{adjective} government" if adjective else country.name
    return Speaker(name, "body", who.side, country.name, "description")


def bare_organ(source: Source, low: str, scene: Scene) -> Speaker | None:
    """The country or army that a bare "the government" or "the military" means, among those that the article names."""
    if low not in _STATE:
        return None
    place = scene.place
    body = _forces(source, low, scene) if low in _ARMED else None
    if body is not None:
        return msgspec.structs.replace(named(body, scene.catalog, place, source.kind), via="description")
    country = acting(source, place)
    if country is not None:
        return msgspec.structs.replace(
            named(country, scene.catalog, place, source.kind), kind="country", via="description"
        )
    able = {actor.name for actor in place.people.actors if actor.kind == "country"}
    speaker, _ = pronouns.ranked(source, low, scene, persons=False, able=able)
    return None if speaker is None else msgspec.structs.replace(speaker, via="description")


def _forces(source: Source, low: str, scene: Scene) -> Naming | None:
    """The army named before: by the same word, else the only one of the catalog's ("Arland Defence Forces")."""
    people = scene.place.people
    body = people.body(low, source.start)
    if body is not None and body.start < source.start:
        return body
    armies = {
        n.name: n
        for n in people.namings
        if n.actor is not None and n.actor.kind == "body" and _ARMY.search(n.name)
    }
    return next(iter(armies.values())) if len(armies) == 1 else None


def organ(source: Source, scene: Scene) -> Speaker | None:
    """A state's government, army or ministry for which the catalog has no name of its own speaks as the state."""
    place = scene.place
    for m in around(place, source.start, source.end):
        if m.end <= source.end and m.actor.kind in ("country", "bloc"):
            rest = re.sub(r"^[’']s?\s*", "", place.text[m.end : source.end]).strip(" -")
            if _ORGAN.match(rest) and not re.match(r"officials?\b", rest, re.I):
                side = scene.catalog.side_of(m.actor, place.on)
                return Speaker(m.actor.name, "country", side, m.actor.name, "catalog")
    return None
