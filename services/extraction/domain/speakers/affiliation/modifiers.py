"""Reads from the words beside a person's name the country or body for which the person speaks.

A country speaks only through those who hold an office of it ("Arlandic lawmaker Jan Novotny", "Jan Novotny, envoy of
Arland"). Whoever studies a country, lives there or once held an office of it does not speak for it.
"""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.speakers.affiliation.appositions import after
from services.extraction.domain.speakers.affiliation.possessors import PAST, body, is_role, owners, state
from services.extraction.domain.speakers.affiliation.state_organs import around, state_of
from services.extraction.domain.speakers.names.naming import Naming, folded
from services.extraction.domain.speakers.speaking import Place
from shared.catalog import Catalog

_LEAD: Final = 90  # characters before a name in which its titles stand
_LEAD_STOP: Final = re.compile(
    r"[;:!?()\n\"“”—–]|(?:(?<=[a-z]{4})|(?<=\d))\.\s|,(?!\s?$)"
    r"|\b(?:added|and|as|asked|but|by|from|met|on|said|says|than|that|told|when|while|with"
    r"|(?<!ambassador )(?<!consul )(?<!envoy )(?<!representative )in)\s",
    re.I,
)
_POSTED: Final = re.compile(r"\b(?:to|(?:ambassador|consul|envoy|representative) in) (?:the )?$")
"""Before the place where somebody represents a country: "ambassador to the Union", "envoy in Arport"."""
_GAP: Final = re.compile(r"(?P<own>[’']s?)? ?(?P<role>(?:[\w&’'.-]+ ){0,6}?(?:[\w&’'.-]+)?)(?:, ?| )?")
_HEADS: Final = re.compile(
    r"(?:[\w-]+ )?\b(?:chair\w*|chief|commander|director|governor|head|leader|president|secretary|speaker|spokes\w+)"
    r" (?:of|for) (?:the )?(?:[A-Z][\w. ]+[’']s? )?$"
)
_RANKED: Final = frozenset({"rear", "ret", "staff", "vice"})
_EXECUTIVE: Final = frozenset(
    {
        "ceo", "cfo", "coo", "cto", "chief", "director", "executive", "financial", "general", "head", "legal",
        "managing", "marketing", "officer", "operating", "operations", "policy", "president", "product", "technology",
    }
)  # fmt: skip
"""Words of the titles in a company, capitalised as in "Harbour Works Chief Operating Officer Jan Novotny"."""


def employer(n: Naming, place: Place, catalog: Catalog) -> str | None:
    """The country or body that the words around one naming of a person give, None where they give none."""
    start = _name_start(n, place)
    found = (
        _in_title(n, start, place, catalog) or _in_front(n, place, catalog) or after(n, start, place, catalog)
    )
    return None if found == n.name else found


def _name_start(n: Naming, place: Place) -> int:
    """Where the name proper begins after its titles."""
    parts = n.name.split(" ")
    for part in (parts[0], parts[-1]):
        at = place.text.find(part, n.start, n.end)
        if at >= 0:
            return at
    return n.start


def _in_title(n: Naming, start: int, place: Place, catalog: Catalog) -> str | None:
    """ "Bordurian Foreign Minister Jan Novotny", "Harbour Works CEO Jan Novotny": what stands before the title."""
    words, before = place.words, place.text[n.start : start].split(" ")
    roles: list[str] = []
    kept = [word for word in before if word]
    ends = {m.end for m in around(place, n.start, start) if m.via != "title"}
    while kept:
        word = folded(kept[-1])
        if n.start + len(" ".join(kept)) in ends and word not in words.titles:
            break  # "White House Director Jan Novotny"
        if not (
            word in words.titles or word in words.persons or word in words.departments or word in words.modifiers
            or word in _EXECUTIVE or word in _RANKED or (roles and word in ("of", "for", "and", "&"))
        ):  # fmt: skip
            break
        roles.append(word)
        kept.pop()
    if kept and kept[0] in ("of", "for"):
        return None
    owner = " ".join(kept)
    if not owner or not roles or folded(kept[0]) in PAST:
        return None
    end = n.start + len(owner)
    inside = [m for m in around(place, n.start, end) if m.end <= end + 2]
    if any(m.actor.kind == "person" for m in inside) or "by" in kept:
        return None
    last = inside[-1] if inside else None
    if last is not None and last.actor.kind in ("country", "bloc"):
        whole = last.start <= n.start + 1 and last.end >= end - 2
        office = words.state_roles.intersection(roles) - _EXECUTIVE
        if whole or ((office or last.via == "demonym") and folded(kept[-1]) not in words.bodies):
            return state(last, roles, place, catalog)
    if last is not None and last.actor.kind not in ("country", "bloc") and last.end >= end - 2:
        return catalog.side_of(last.actor, place.on)
    lead = Naming(n.start, end, re.sub(r"[’']s?$", "", owner), "other")
    if len(kept) == 1 and not (owner.isupper() or lead.name in place.people.named):
        return None
    return state_of(lead, place, catalog) or lead.name


def _in_front(n: Naming, place: Place, catalog: Catalog) -> str | None:
    """ "Bordurian lawmaker", "Radio Delta's", "Harbour Works economist" in front of the run of the name."""
    begin = max(0, n.start - _LEAD)
    for stop in _LEAD_STOP.finditer(place.text, begin, n.start):
        begin = stop.end()
    title = [folded(word) for word in place.text[n.start : _name_start(n, place)].split(" ") if word]
    for start, end, m, other in owners(begin, n.start, place):
        if _POSTED.search(place.text, begin, start):
            continue
        if other is not None and folded(other.name.split(" ")[0]) in PAST:
            return None  # "Former Harbour Board aide Jan Novotny"
        gap = _GAP.fullmatch(place.text, end, n.start)
        if gap is None:
            return None
        roles = [folded(word) for word in gap.group("role").split(" ") if word] + title
        heads = _HEADS.search(place.text, begin, start)
        if heads is not None and not PAST.intersection(folded(word) for word in heads.group().split(" ")):
            if m is not None and gap.group("own"):
                return catalog.side_of(m.actor, place.on)  # "the head of Arland's spy agency, Jan Novotny"
            if other is not None and not roles:
                owner = next(
                    (c for c in around(place, begin, start) if c.end in (start - 3, start - 2)), None
                )
                return (
                    body(other, place, catalog) if owner is None else catalog.side_of(owner.actor, place.on)
                )
        if m is not None:
            return state(m, roles, place, catalog)
        if other is None or not (roles or gap.group("own")):
            return None
        if PAST.intersection(roles):
            return None
        if gap.group("own") or any(is_role(role, place) for role in roles):
            return body(other, place, catalog)
        return None
    return None
