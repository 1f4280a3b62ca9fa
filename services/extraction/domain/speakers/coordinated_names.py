"""Reads several names that speak together as one speaker ("Ada Quill, Jan Novotny and Borduria")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from services.extraction.domain.speakers.affiliation.named_speaker import named
from services.extraction.domain.speakers.names.naming import OF_PLACE, Naming, folded
from services.extraction.domain.speakers.speaking import Scene, Source, Speaker

_FIELDS: Final = frozenset(
    {
        "affairs", "agrarian", "agriculture", "aviation", "broadcasting", "climate", "coal", "commerce",
        "commercial", "communications", "cooperation", "culture", "dairying", "defence", "defense",
        "development", "digital", "economic", "economy", "education", "electricity", "employment", "energy",
        "environment", "european", "external", "families", "family", "finance", "fisheries", "fishing",
        "food", "foreign", "forestry", "forests", "gas", "health", "home", "housing", "husbandry",
        "immigration", "industry", "information", "infrastructure", "innovation", "interior", "investment",
        "irrigation", "jobs", "justice", "labor", "labour", "livestock", "logistics", "migration", "mines",
        "mining", "oil", "pensions", "petroleum", "planning", "ports", "power", "railways", "reconstruction",
        "regional", "research", "resources", "roads", "rural", "science", "security", "shipping", "skills",
        "social", "sports", "steel", "technology", "telecommunications", "textiles", "tourism", "trade",
        "transport", "transportation", "treasury", "urban", "veterans", "water", "ways", "welfare", "women", "work",
        "works", "youth",
    }
)  # fmt: skip
"""What ministries are for; before "and", the minister's name follows ("Foreign and Trade Minister Jan Novotny")."""
_WHO: Final = (
    r", (?:(?:an?|the|his|her|its|their|chief|head|former|[a-z]+(?:or|er|ist|man|woman) (?:of|at|for|with)) "
    r"[^,;:.“”\"\n]{2,70}|[A-Z]\w+ (?:Democrat|Republican))(?=, and )"
)
TAG: Final = rf"(?:{OF_PLACE}(?=,| and)|, (?:aged )?\d\d| of [A-Z]\w+(?: [A-Z]\w+)?|{_WHO})?"
"""What may follow a name in a list: "(D-Ohio)", ", R-Ky.", ", 50", " of North Bay", ", the mayor of North Bay"."""
_TOLD: Final = re.compile(_WHO)
_ROLE: Final = r"[a-z-]*(?:[eo]r|ist|ian|man|woman|person|chief|analyst|envoy) "
_OWNS: Final = re.compile(
    rf"(?:[’']s (?:(?!(?:and|of)\b)[a-z][a-z-]+ ){{0,3}}| (?:(?!(?:and|of)\b)[a-z][a-z-]+ ){{0,2}}{_ROLE})"
)
JOINED: Final = re.compile(
    TAG + r"(,?[ \xa0]and|,? as well as|,? along with|,)"
    r"([ \xa0](?:(?!(?:of|for|from|at|in)\b)[a-z][\w’'-]*[ \xa0]){0,5})$"
)
_SUCH: Final = re.compile(
    r"(?:[\w’'.-]+ ){0,5}[\w’'-]+s(?:,? (?:including|such as|notably|especially|namely|among them)| ?[—–:]| -) ?"
)
_OPENING: Final = re.compile(r"(?:(?!(?:of|for|from|at|by|with|to)\b)[\w’'-]+ ){0,5}$")
_GOVERNMENTS: Final = re.compile(r" (?:governments|administrations|delegations)\b")
_QUALIFIED: Final = re.compile(
    rf"(?:[’']s?)? (?:(?!(?:and|or|of|for|in)\b)[a-z][a-z-]+ ){{0,3}}(?:[a-z]{{3,}}s |{_ROLE})"
)
_COMMITTEE: Final = re.compile(r"(?:\w+ ){1,3}(?:Affairs|Committee|Services|Subcommittee) [A-Z]")
_MINISTER: Final = re.compile(r"\w+ (?:Commissioner|Minister|Secretary) [A-Z]")
_OFFICE: Final = re.compile(
    r"\b(?:Adviser|Advisor|Ambassador|Chairman|Chancellor|Chief|Commander|Commissioner|Councill?or|Director|Envoy"
    r"|General|Governor|Leader|Minister|Premier|President|Secretary|Speaker)$"
)
FURTHER: Final = re.compile(
    r",? and ((?:(?:many|several|some) )?other|some|his|her|its|their) ((?:[\w’'-]+ ){0,3}[\w’'-]+s),?$"
    r"|,? and (others),?$"
)
_PARTISANS: Final = re.compile(r"(?:[\w.-]+ )*?[\w-]+s")
_WHICH: Final = re.compile(r" ?(?:(?:[a-z-]+ )?other|some|many|top|senior|leading) ")
_WITHOUT: Final = re.compile(r"^(?:(?:both|the|that|these|those)\b ?)+", re.I)
_END: Final = (",", "(", " of ", " at ", " from ", " with ", " both", "—", "–", "-")


def together(source: Source, scene: Scene) -> Speaker | None:
    """The joint speaker of several names, or of one with unnamed others ("Quill and her aides"); None where there is no
    such list."""
    text = scene.place.text
    such = _SUCH.match(text, source.start, source.end)
    begin = such.end() if such else source.start
    found = _listed(text, outermost(scene.place.people.within(begin, source.end)))
    if not found or not _OPENING.match(text[begin : found[0].start]):
        return None
    further = FURTHER.match(text, found[0].end, source.end)
    if further is not None and len(outermost(scene.place.people.within(source.start, source.end))) == 1:
        return with_others(named(found[0], scene.catalog, scene.place, source.kind), further)
    if len(found) < 2:
        return None
    joined = [found[0]]
    leads = [text[begin : found[0].start]]
    last = ""
    for n in found[1:]:
        gap = JOINED.fullmatch(text[joined[-1].end : n.start])
        if gap is None or ("and" in last and gap.group(1) == ","):
            break  # what follows the last of them after a comma says who that is
        if n.sort == "person" and _of_one_office(text, joined[-1], n):
            break
        last = gap.group(1)
        joined.append(n)
        leads.append(gap.group(2))
    after = text[joined[-1].end : source.end].rstrip()
    governments = _GOVERNMENTS.match(after)
    if "and" not in last and "as" not in last and "with" not in last:
        return None
    if after and not governments and not after.lstrip(" ").startswith(_END) and not after.startswith(_END):
        return None
    return united([_conjunct(source, lead, n, scene) for lead, n in zip(leads, joined, strict=True)])


def _conjunct(source: Source, lead: str, n: Naming, scene: Scene) -> Speaker:
    """The speaker for one of a list; members of a party keep the words that say which of them ("other Democrats")."""
    speaker = named(n, scene.catalog, scene.place, source.kind)
    said = scene.place.text[n.start : n.end]
    if n.actor is None:
        partisans = n.sort == "other" and _PARTISANS.fullmatch(said) and _WHICH.fullmatch(lead)
    else:
        partisans = "Party" in n.actor.name and _PARTISANS.fullmatch(said)
    if not partisans:
        return speaker
    name = _WITHOUT.sub("", f"{lead.strip()} {said}".strip())
    return msgspec.structs.replace(speaker, name=name, kind="group")


def _of_one_office(text: str, before: Naming, n: Naming) -> bool:
    """ "Foreign and Trade Minister Jan Novotny", "Budget and Public Works Committee Chair Jan Novotny" and "State
    Councillor and Foreign Minister Jan Novotny" name one."""
    if before.sort != "person" and before.actor is None and _OFFICE.search(text, before.start, before.end):
        return True
    of_field = folded(text[before.start : before.end].rsplit(" ", 1)[-1]) in _FIELDS
    if of_field and _MINISTER.search(text, n.start, n.end):
        return True
    committee = before.actor is None and before.sort != "person"
    return committee and _COMMITTEE.match(text, n.start, n.end) is not None


def outermost(namings: Sequence[Naming]) -> list[Naming]:
    """Without those that lie within another; two that cut one name between them ("Prime Minister Ada [May") are one."""
    spans = {(n.start, n.end) for n in namings}
    out: list[Naming] = []
    for n in namings:
        if any(a <= n.start and n.end <= b and (a, b) != (n.start, n.end) for a, b in spans):
            continue
        if out and n.start < out[-1].end and n.name == out[-1].name:
            out[-1] = msgspec.structs.replace(out[-1], end=n.end)
        else:
            out.append(n)
    return out


def _listed(text: str, namings: list[Naming]) -> list[Naming]:
    """Drops the body or country that only qualifies the names after it ("Harbour Board attorneys A and B"), and what
    only says who somebody is or stands in brackets ("A (X) of North Bay, an heir of Y, and Z's B")."""
    if (
        len(namings) > 2
        and namings[0].sort == "other"
        and _QUALIFIED.fullmatch(text, namings[0].end, namings[1].start)
    ):
        namings = namings[1:]
    out: list[Naming] = []
    told = 0  # where the words end that say who the one before is
    for at, n in enumerate(namings):
        if n.start < told:
            continue
        if at and (
            text[n.start - 1] == "("
            or (namings[at - 1].sort == "person" and text[namings[at - 1].end : n.start] == " of ")
        ):
            continue
        who = _TOLD.match(text, n.end) if n.sort == "person" else None
        told = who.end() if who else told
        behind = namings[at + 1] if at + 1 < len(namings) else None
        if out and behind is not None and _of_the_owner(text, n, behind):
            namings[at + 1] = msgspec.structs.replace(behind, start=n.start)
            continue
        out.append(n)
    return out


def _of_the_owner(text: str, n: Naming, behind: Naming) -> bool:
    """Whether the name only says whose the person behind it is ("Borduria's president Jan Novotny", "Harbour Board
    founder Jan Novotny")."""
    if n.sort == "person" or behind.sort != "person":
        return False
    return _OWNS.fullmatch(text, n.end, behind.start) is not None


def with_others(first: Speaker, further: re.Match[str]) -> Speaker | None:
    """The joint speaker of `first` and the others that `further` matched ("Quill and her aides"); None without a
    name."""
    if first.name is None:
        return None
    name = f"{first.name} and {further.group(3) or f'{further.group(1)} {further.group(2)}'}"
    return Speaker(name, "group", first.side, first.affiliation, "several")


def united(speakers: Sequence[Speaker]) -> Speaker | None:
    """One speaker with the names of all, and their sides joined by " & "; None where fewer than two have a name."""
    names = list(dict.fromkeys(s.name for s in speakers if s.name))
    if len(names) < 2:
        return None
    sides = sorted({s.side for s in speakers})
    affiliations = list(dict.fromkeys(s.affiliation for s in speakers if s.affiliation))
    return Speaker(
        ", ".join(names[:-1]) + " and " + names[-1],
        "group",
        " & ".join(sides),
        affiliations[0] if len(affiliations) == 1 else " and ".join(sorted(affiliations)) or None,
        "several",
    )
