"""Finds the armed group or movement that "the militants", "the Islamist movement" or "the rebel group" means."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from services.extraction.domain.speakers.affiliation.named_speaker import named
from services.extraction.domain.speakers.names.naming import Naming
from services.extraction.domain.speakers.speaking import Scene, Source, Speaker

_FIGHTERS: Final = (
    r"fighters|guerrillas|gunmen|insurgents|jihadists|militants|paramilitaries|rebels|separatists"
)
_DESCRIBED: Final = re.compile(
    rf"(?:the )?(?:[\w’'-]+ ){{0,3}}(?:{_FIGHTERS})"
    rf"|(?:the )?(?:[\w’'-]+ ){{0,2}}(?:\w+-(?:aligned|backed|led)|armed|guerrilla|insurgent|Islamist"
    r"|jihadist|Kurdish|Lebanese|militant|Palestinian|paramilitary|rebel|separatist|Shi[’']?(?:a|ite)|Sunni|terrorist|Yemeni)"
    r"(?: [\w’'-]+)? (?:faction|force|group|militia|movement|organi[sz]ation)",
    re.IGNORECASE,
)
_DEFINITE: Final = re.compile(r"the ", re.IGNORECASE)


def armed_group(source: Source, scene: Scene) -> Speaker | None:
    """The only group that the article has named before words that describe an armed one, or the one of several that
    spoke last; None for other words, and where there is none or it cannot be told."""
    place = scene.place
    if _DESCRIBED.fullmatch(place.text, source.start, source.end) is None:
        return None
    begin = max(0, source.start - len("the "))
    if not _DEFINITE.match(place.text, source.start) and not _DEFINITE.match(place.text, begin):
        return None
    before = {n.name: n for n in place.people.within(0, source.start) if _is_group(n)}
    inside = [n for n in place.people.within(source.start, source.end) if _is_group(n)]
    if inside:
        return None
    spoke = next((s for s in reversed(scene.past.speakers) if s.name in before), None)
    if len(before) != 1:
        return None if spoke is None else msgspec.structs.replace(spoke, via="description")
    (one,) = before.values()
    return msgspec.structs.replace(named(one, scene.catalog, place, "group"), via="description")


def _is_group(naming: Naming) -> bool:
    actor = naming.actor
    return actor is not None and actor.kind == "group" and "Party" not in actor.name
