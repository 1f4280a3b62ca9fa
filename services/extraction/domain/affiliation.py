"""A naming in, the speaker it names out, with the country or body for which they speak."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from typing import Final

from services.extraction.domain.naming import Naming
from services.extraction.domain.speaking import Place, Source, Speaker
from shared.catalog import Actor, Catalog, Mention
from shared.contracts.common import SpeakerKind

_APPOSED: Final = (",", "of", "from", "for", "(", "—", "–")
_LEAD: Final = re.compile(
    r"((?:[A-Z][\w&’'-]*|of|for|and)(?: (?:[A-Z][\w&’'-]*|of|for|and)){0,5}?)"
    r" (?:CEO|CFO|COO|MK|MP|chief|Chief Executive|President and CEO|Chairman|Spokesm[ae]n|Spokeswoman) "
)
_OWNS: Final = re.compile(r"(?:[’']s?)? (?:[a-z-]+ ){0,4}")
_HEADS: Final = re.compile(
    r",? (?:\([^)]{1,20}\) )?[^.;:!?”\"\n]{0,70}?\b(?:of|at|for|with|from|in) (?:the )?"
)
_CHAMBER: Final = re.compile(r"\b(?:Senate|House of|Parliament|Duma|Knesset|Congress|Commons)\b")
_STATE: Final = re.compile(
    r"\b(?:Ministry|Department|Police|Agency|Committee|Service|Judiciary|General Staff|Army|Navy|Forces|Court|Embassy"
    r"|Government|Parliament|Congress|Senate|Guard|Prison|Treasury|Commission|Council|Authority|Bureau|Customs|Border"
    r"|Prosecution|Office)\b"
)
_PLAIN: Final = re.compile(
    r"\b(?:Ministry|Department|Treasury|Supreme Court|High Court|General Staff|Judiciary|(?:Agency|Committee|Service)$)"
)
_ADJECTIVE: Final = {"United Kingdom": "UK", "United States": "US"}
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
        return Speaker(actor.name, known, side, _speaks_for(actor, side, catalog), "catalog")
    if naming.sort == "person":
        affiliation = _of_person(naming, place, catalog)
        return Speaker(naming.name, "person", affiliation or naming.name, affiliation, "article")
    sort: SpeakerKind = kind if kind != "person" else "body"
    state = _of_state(naming, place, catalog) if sort != "media" else None
    name = _of_which(naming, state, place) if state else naming.name
    return Speaker(name, sort, state or name, None if sort == "media" else state or name, "article")


def _of_which(naming: Naming, state: str, place: Place) -> str:
    """A ministry, department or court with the country that it is of ("Arland's Interior Ministry"), where its name
    does not tell."""
    name = naming.name
    if not _PLAIN.search(name) or any(
        m.end <= n.end for n in place.people.named.get(name, (naming,)) for m in around(place, n.start, n.end)
    ):
        return name
    return f"{_ADJECTIVE[state]} {name}" if state in _ADJECTIVE else f"{state}'s {name}"


def _speaks_for(actor: Actor, side: str, catalog: Catalog) -> str | None:
    """The affiliation of an actor of the catalog: members of a legislature are told by their country, a newspaper and
    a person without an office speak for nobody else."""
    if side == actor.name and actor.kind in ("person", "media"):
        return None
    if actor.kind == "person" and _CHAMBER.search(side):
        return catalog.canonical_party(side)
    return side


def _of_state(naming: Naming, place: Place, catalog: Catalog) -> str | None:
    """The country of a court, ministry or police whose name or neighbourhood has it; other bodies speak for
    themselves."""
    if not _STATE.search(naming.name):
        return None
    for n in place.people.named.get(naming.name, (naming,)):
        for m in around(place, n.start - 30, n.end):
            if m.actor.kind == "country" and not _STOP.search(place.text, m.end, max(m.end, n.start)):
                return catalog.side_of(m.actor, place.on)
    return _home(naming.name, place)


def _home(name: str, place: Place) -> str | None:
    """The country that the article is most about, for a ministry; departments are the United States'."""
    countries = Counter(m.actor.name for m in place.mentions if m.actor.kind == "country")
    if "Department" in name:
        return "United States" if countries["United States"] else None
    if "Ministry" not in name:
        return None
    del countries["United States"]
    return countries.most_common(1)[0][0] if countries else None


def _of_person(naming: Naming, place: Place, catalog: Catalog) -> str | None:
    """The country or body beside the first namings of a person: before it as in "Russian lawmaker X" or "Harbour Works
    CEO X", or in the apposition after."""
    for n in place.people.named.get(naming.name, (naming,)):
        beside = _country(n, place, catalog) or _employer(n, place, catalog)
        if beside is not None:
            return beside
    return None


def _country(n: Naming, place: Place, catalog: Catalog) -> str | None:
    for m in around(place, n.start - 50, n.end + 90):
        if m.actor.kind in ("person", "media"):
            continue
        before = m.end <= n.start
        gap = place.text[m.end : n.start] if before else place.text[n.end : m.start]
        if _STOP.search(gap) or (m.start >= n.end and not gap.lstrip().startswith(_APPOSED)):
            continue
        if before and _OTHER.search(gap):
            continue
        return catalog.side_of(m.actor, place.on)
    return None


def _employer(n: Naming, place: Place, catalog: Catalog) -> str | None:
    """The body in front of the title ("Harbour Works CEO X"), that owns the person, or after it ("X, head of Y")."""
    lead = _LEAD.match(place.text, n.start, n.end)
    if lead is not None:
        actor = catalog.actor(lead.group(1))
        return catalog.side_of(actor, place.on) if actor else lead.group(1)
    for other in place.people.within(n.start - 60, n.end + 110):
        if other.sort == "person" or other is n:
            continue
        before = other.end <= n.start and _OWNS.fullmatch(place.text, other.end, n.start)
        after = other.start >= n.end and _HEADS.fullmatch(place.text, n.end, other.start)
        if before or after:
            return catalog.side_of(other.actor, place.on) if other.actor else other.name
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
