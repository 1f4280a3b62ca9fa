"""A ministry, government or army of which only the capital before it tells whose it is in ("In Arport, the foreign
ministry said"), the speaker out."""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.speakers.affiliation.state_organs import around
from services.extraction.domain.speakers.speaking import Scene, Source, Speaker

_SEAT: Final = re.compile(
    r"(?:^|[\n.!?;]|[.!?][”\"’'])\s*(?:And |But |Meanwhile,? )?(?:[Ii]n|[Ff]rom) (?P<seat>[A-Z][\w’' -]+), $"
)
_ORGAN: Final = re.compile(
    r"(?:the |an? )?(?:(?P<ministry>(?:[\w-]+ )?ministry)|government|army|military|presidency|authorities)"
    r"(?: (?:officials?|sources?|spokes\w+|statement))?",
    re.IGNORECASE,
)
_AHEAD: Final = 60


def seated(source: Source, scene: Scene) -> Speaker | None:
    """The organ of the country whose capital opens the sentence just before the words for it."""
    place = scene.place
    organ = _ORGAN.fullmatch(place.text, source.start, source.end)
    begin = max(0, source.start - _AHEAD)
    seat = _SEAT.search(place.text[begin : source.start]) if organ else None
    if organ is None or seat is None:
        return None
    for m in around(place, begin + seat.start("seat"), source.start):
        if m.actor.kind != "country" or place.text[m.start : m.end] != m.actor.capital:
            continue
        side = scene.catalog.side_of(m.actor, place.on)
        ministry = organ.group("ministry")
        if ministry is None:
            return Speaker(m.actor.name, "country", side, m.actor.name, "description")
        name = f"{m.actor.name}'s {ministry.title()}"
        known = scene.catalog.actor(name)
        return Speaker(known.name if known else name, "body", side, m.actor.name, "description")
    return None
