"""A naming in, the speaker it names out, with the country or body for which they speak."""

from __future__ import annotations

import bisect
import re
from typing import Final

from services.extraction.domain.naming import Naming
from services.extraction.domain.speaking import Place, Source, Speaker
from shared.catalog import Catalog, Mention
from shared.contracts.common import SpeakerKind

_STOP: Final = re.compile(r"[.;:!?\n”\"]\s")
_OTHER: Final = re.compile(r"\b(?:and|said|told|with|met|by|,)\b|,")


def named(naming: Naming, catalog: Catalog, place: Place, kind: SpeakerKind) -> Speaker:
    """A speaker that is named."""
    actor = naming.actor
    if actor is not None:
        side = catalog.side_of(actor, place.on)
        if naming.name != actor.name:  # a party by its members
            return Speaker(naming.name, "group", side, actor.name, "catalog")
        known: SpeakerKind = "group" if actor.kind == "bloc" else actor.kind
        return Speaker(
            actor.name, known, side, side if side != actor.name or actor.kind != "person" else None, "catalog"
        )
    affiliation = _affiliation(naming, place, catalog)
    if naming.sort == "person":
        return Speaker(naming.name, "person", affiliation or naming.name, affiliation, "article")
    sort: SpeakerKind = kind if kind != "person" else "body"
    return Speaker(naming.name, sort, affiliation or naming.name, affiliation or naming.name, "article")


def _affiliation(naming: Naming, place: Place, catalog: Catalog) -> str | None:
    """The country or body beside the first naming of a person: before it as in "Russian lawmaker X", or in the
    apposition after."""
    for n in place.people.named.get(naming.name, (naming,)):
        near = [m for m in around(place, n.start - 50, n.end + 90) if m.actor.kind not in ("person", "media")]
        for m in near:
            gap = (
                place.text[m.end : n.start]
                if m.end <= n.start
                else place.text[n.end : m.start]
                if m.start >= n.end
                else ""
            )
            if _STOP.search(gap) or (
                m.start >= n.end and not gap.lstrip().startswith((",", "of", "from", "for", "(", "—", "–"))
            ):
                continue
            if m.end <= n.start and _OTHER.search(gap):
                continue
            return catalog.side_of(m.actor, place.on)
    return None


def around(place: Place, start: int, end: int) -> tuple[Mention, ...]:
    """Mentions of the catalog that begin in [start, end)."""
    first = bisect.bisect_left(place.mentions, start, key=_begin)
    return place.mentions[first : bisect.bisect_left(place.mentions, end, key=_begin)]


def _begin(mention: Mention) -> int:
    return mention.start


def owner(source: Source, place: Place, catalog: Catalog) -> str | None:
    """For whom a described source speaks: the first actor named in its words."""
    for m in around(place, source.start, source.end):
        if m.end <= source.end + 1 and m.actor.kind != "media":
            return catalog.side_of(m.actor, place.on)
    return None
