"""Makes a speaker of a naming, with the country or body for which they speak."""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.speakers.affiliation import modifiers, state_organs
from services.extraction.domain.speakers.affiliation.state_organs import around
from services.extraction.domain.speakers.names.naming import Naming
from services.extraction.domain.speakers.speaking import Place, Source, Speaker
from shared.catalog import Actor, Catalog
from shared.contracts.common import SpeakerKind

_CHAMBER: Final = re.compile(r"\b(?:Senate|House of|Parliament|Duma|Knesset|Congress|Commons)\b")

TOLD_OF: Final = re.compile(
    r"\b(?:about|of|on|over|to|with) (?:how|what|when|where|whether|which|whom|why)\b[^,]*$"
)
"""Before those of whom a source only knows: "people with knowledge of what Quill told them"."""


def named(naming: Naming, catalog: Catalog, place: Place, kind: SpeakerKind) -> Speaker:
    """The speaker whom the naming names; `kind` is what the model expects, used where the catalog does not know
    better."""
    actor = naming.actor
    if actor is not None:
        side = catalog.side_of(actor, place.on)
        if naming.name != actor.name:  # a party by its members
            return Speaker(naming.name, "group", side, actor.name, "catalog")
        known: SpeakerKind = "group" if actor.kind == "bloc" else actor.kind
        if actor.kind == "person" and side == actor.name:
            # Whose offices, as far as the catalog knows, are over may have another by now: the text says so.
            post = _of_person(naming, place, catalog)
            if post is not None:
                return Speaker(actor.name, known, post, post, "article")
        return Speaker(actor.name, known, side, _speaks_for(actor, side, catalog), "catalog")
    if naming.sort == "person":
        affiliation = _of_person(naming, place, catalog)
        return Speaker(naming.name, "person", affiliation or naming.name, affiliation, "article")
    sort: SpeakerKind = kind if kind != "person" else "body"
    state = state_organs.state_of(naming, place, catalog) if sort != "media" else None
    name = state_organs.with_state(naming, state, place) if state else naming.name
    own = None if _common(name, place) else state or name
    return Speaker(name, sort, state or name, None if sort == "media" else own, "article")


def _common(name: str, place: Place) -> bool:
    """Whether the name is a noun for people or papers with a capital ("Experts say"): they speak for nobody."""
    word, words = name.lower(), place.words
    return word in words.anonymous_heads | words.private | words.papers or word in words.staff


def _speaks_for(actor: Actor, side: str, catalog: Catalog) -> str | None:
    """The affiliation of an actor of the catalog; None for a newspaper and a person without an office, who speak for
    nobody else. Members of a legislature speak for their country."""
    if side == actor.name and actor.kind in ("person", "media"):
        return None
    if actor.kind == "person" and _CHAMBER.search(side):
        return catalog.canonical_party(side)
    return side


def _of_person(naming: Naming, place: Place, catalog: Catalog) -> str | None:
    """The country or body beside the first namings of a person: before it as in "Russian lawmaker X" or "Harbour Works
    CEO X", or in the apposition after."""
    for n in place.people.named.get(naming.name, (naming,)):
        found = modifiers.employer(n, place, catalog)
        if found is not None:
            return found
    return None


def owner(source: Source, place: Place, catalog: Catalog) -> str | None:
    """The side for which a described source speaks, that of the first actor named in its words; None without one."""
    for m in around(place, source.start, source.end):
        if TOLD_OF.search(place.text, source.start, m.start):
            return None
        if m.end <= source.end + 1 and m.actor.kind != "media":
            return catalog.side_of(m.actor, place.on)
    return None
