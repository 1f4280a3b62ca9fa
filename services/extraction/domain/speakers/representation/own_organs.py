"""Finds whose an organ or office is that follows the country of its sentence: "Arland will come, its foreign minister
said"."""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.speakers.coreference.acting_government import acting
from services.extraction.domain.speakers.speaking import Scene, Source, Speaker

_OWN: Final = re.compile(
    r"its (?:(?P<ministry>(?:[a-z]+ )?ministry)|(?P<state>army|authorities|government|military|presidency)"
    r"|(?P<office>(?:deputy |vice )?(?:chancellor|president|premier|prime minister"
    r"|(?:[a-z]+ )?(?:minister|ambassador))))",
    re.IGNORECASE,
)


def own_organ(source: Source, scene: Scene) -> Speaker | None:
    """The organ or the holder of the office of the country that acts in the sentence; None for other words."""
    place = scene.place
    found = _OWN.fullmatch(place.text, source.start, source.end)
    country = acting(source, place, back=1) if found else None
    if found is None or country is None or country.actor is None:
        return None
    actor, catalog = country.actor, scene.catalog
    side = catalog.side_of(actor, place.on)
    if found["state"]:
        return Speaker(actor.name, "country", side, actor.name, "description")
    if found["ministry"]:
        name = f"{actor.name}'s {found['ministry'].title()}"
        known = catalog.actor(name)
        return Speaker(known.name if known else name, "body", side, actor.name, "description")
    office = found["office"].lower()
    holder = catalog.holder(office.title(), actor.name, place.on)
    if holder is not None:
        return Speaker(holder.name, "person", catalog.side_of(holder, place.on), side, "title")
    form = actor.demonyms[0] if actor.demonyms else actor.name
    return Speaker(f"{form} {office}", "person", side, actor.name, "description")
