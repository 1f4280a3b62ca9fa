"""Makes a country's state media a medium of its own: "Arlandic state television" is no voice of the government."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from services.extraction.domain.speakers.affiliation.state_organs import around
from services.extraction.domain.speakers.coreference import pronouns
from services.extraction.domain.speakers.coreference.acting_government import acting
from services.extraction.domain.speakers.speaking import Scene, Source, Speaker

_STATE: Final = re.compile(
    r"(?:[’']s?)?\s*(?P<which>"
    r"(?:(?:state|government)(?:[- ](?:run|owned|controlled|funded|backed|affiliated))?|official) "
    r"(?:news )?(?:media|tv|television|radio|broadcaster|press|newspapers?|news agency|news outlets?))"
    r"(?: (?:outlets?|reports?|reporters?|channels?|broadcasts?))?[\s,]*",
    re.IGNORECASE,
)
_BARE: Final = re.compile(r"(?:(?:the|its|their|some)\s+)?(?=(?:state|government|official)\b)", re.IGNORECASE)
_NAMED: Final = re.compile(r"(?:agency|broadcaster|newspaper|outlet)$", re.IGNORECASE)
_TV: Final = {"tv": "TV"}
CLASS_BEFORE: Final = re.compile(
    r"(?:[’']s)? (?:[a-z-]+ ){0,3}?(?:newspapers?|tabloid|daily|weekly|magazine|news agency|agency|broadcaster|website"
    r"|outlet|channel|network|station|wire service) (?=[A-Z])"
)
"""What stands between an owner and the name of its medium ("the Fish Party newspaper Harbour Daily")."""


def state_media(source: Source, scene: Scene) -> Speaker | None:
    """The medium that the words for a country's state media mean; None for other sources, and for one that the article
    names."""
    place = scene.place
    for m in around(place, source.start, source.end):
        if m.actor.kind != "country" or m.end > source.end:
            continue
        found = _STATE.fullmatch(place.text, m.end, source.end)
        return None if found is None else _of(m.actor.name, found.group("which"), scene)
    bare = _BARE.match(place.text, source.start, source.end)
    found = _STATE.fullmatch(place.text, bare.end(), source.end) if bare else None
    if found is None:
        return None
    which = found.group("which")
    if _NAMED.search(which):
        return None  # one of those that the article names
    for earlier in reversed(scene.past.speakers[-12:]):
        if earlier.kind == "media" and earlier.name and earlier.name.lower().endswith(which.lower()):
            return msgspec.structs.replace(earlier, via="description")
    country = acting(source, place, back=1)
    if country is not None:
        return _of(country.name, which, scene)
    able = {actor.name for actor in place.people.actors if actor.kind == "country"}
    whose, _ = pronouns.ranked(source, "", scene, persons=False, able=able)
    return None if whose is None or whose.name is None else _of(whose.name, which, scene)


def _of(country: str, which: str, scene: Scene) -> Speaker:
    actor = scene.catalog.actor(country)
    form = actor.demonyms[0] if actor is not None and actor.demonyms else country
    which = " ".join(_TV.get(word.lower(), word.lower()) for word in which.split())
    return Speaker(f"{form} {which}", "media", country, country, "description")
