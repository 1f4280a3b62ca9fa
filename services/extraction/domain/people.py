"""An article's text and the catalog's mentions in it in, everybody it names out: which words name whom, by full name.

The catalog knows the well-known with their dates of office; all others are known by what the article itself calls them:
the fullest form of a name is the canonical one, and a surname alone points back (or forward) to it.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from services.extraction.domain import names
from services.extraction.domain.vocabulary import Vocabulary
from shared.catalog import Actor, Mention

Span = tuple[int, int]
Sort = Literal["person", "other"]

_BODY_WORDS: Final = frozenset(
    [
        "agency",
        "administration",
        "alliance",
        "army",
        "assembly",
        "association",
        "authority",
        "bank",
        "board",
        "bureau",
        "cabinet",
        "center",
        "centre",
        "church",
        "club",
        "college",
        "commission",
        "committee",
        "company",
        "conference",
        "congress",
        "corporation",
        "corps",
        "council",
        "court",
        "department",
        "embassy",
        "federation",
        "force",
        "forces",
        "foundation",
        "front",
        "government",
        "group",
        "house",
        "institute",
        "institution",
        "international",
        "journal",
        "league",
        "media",
        "ministry",
        "movement",
        "network",
        "news",
        "office",
        "organisation",
        "organization",
        "parliament",
        "party",
        "police",
        "post",
        "press",
        "project",
        "service",
        "senate",
        "society",
        "telegraph",
        "times",
        "tribune",
        "trust",
        "union",
        "university",
        "watch",
        "world",
        "party",
        "guard",
        "organisation",
        "inc",
        "corp",
        "ltd",
        "plc",
        "agreement",
        "accord",
        "act",
        "bill",
        "treaty",
        "deal",
        "protocol",
        "summit",
        "war",
        "street",
        "city",
        "state",
        "states",
        "county",
        "island",
        "islands",
        "river",
        "sea",
        "ocean",
        "street",
        "avenue",
        "road",
        "airport",
        "square",
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "republic",
        "kingdom",
        "province",
        "region",
        "day",
        "week",
        "month",
        "american",
        "british",
        "russian",
        "chinese",
        "israeli",
        "palestinian",
        "iranian",
        "ukrainian",
        "european",
        "french",
        "german",
        "republican",
        "republicans",
        "democrat",
        "democrats",
        "democratic",
        "conservative",
        "conservatives",
        "labour",
        "labor",
        "liberal",
        "nato",
        "eu",
        "un",
        "us",
        "uk",
        "u.s",
        "u.k",
        "brexit",
    ]
)
_GENERIC: Final = frozenset(
    [
        "ministry",
        "department",
        "office",
        "government",
        "committee",
        "court",
        "party",
        "house",
        "council",
        "agency",
        "commission",
        "parliament",
        "congress",
        "embassy",
        "police",
        "army",
        "military",
        "state",
        "union",
        "bank",
        "company",
        "university",
        "school",
        "hospital",
    ]
)
_TITLE_BEFORE: Final = re.compile(r"(?:\b[a-z]+ ){1,3}$")
_TITLE_AFTER: Final = re.compile(r", (?:the |a |an |its |his |her )?(?:\w+ )?((?:[a-z]+ ?){1,3})")


class Naming(msgspec.Struct, frozen=True):
    """Words that name somebody: where, the full name, and whether a person."""

    start: int
    end: int
    name: str
    sort: Sort
    actor: Actor | None = None


class People(msgspec.Struct, frozen=True):
    """All namings of an article in order; who stands beside which title; the fullest form by last word or initials."""

    namings: tuple[Naming, ...]
    starts: tuple[int, ...]
    titled: dict[str, tuple[str, ...]]
    fullest: dict[str, str]

    def within(self, start: int, end: int) -> tuple[Naming, ...]:
        """Namings that lie in [start, end)."""
        first = bisect.bisect_left(self.starts, start)
        last = bisect.bisect_left(self.starts, end)
        return tuple(n for n in self.namings[first:last] if n.end <= end + 2)


def find(text: str, mentions: Sequence[Mention], words: Vocabulary) -> People:
    """Name everybody; linear in the text."""
    runs = names.find(text)
    fullest = _fullest(text, runs, words)
    for m in mentions:
        if m.actor.kind in ("body", "group") and m.via in ("name", "alias"):
            fullest.setdefault(text[m.start : m.end].rsplit(" ", 1)[-1].lower(), m.actor.name)
    begins = [m.start for m in mentions]
    found: list[Naming] = []
    for start, end in runs:
        at = bisect.bisect_left(begins, start)
        if at and mentions[at - 1].end > start:
            at -= 1
        inside = []
        while at < len(mentions) and mentions[at].start < end:
            inside.append(mentions[at])
            at += 1
        naming = _naming(text, start, end, inside, fullest, words)
        if naming is not None:
            found.append(naming)
    taken = {n.end for n in found}
    for m in mentions:
        if m.via != "demonym" and m.end not in taken:
            found.append(Naming(m.start, m.end, m.actor.name, _sort(m.actor), m.actor))
    found.sort(key=lambda n: (n.start, n.end))
    return People(tuple(found), tuple(n.start for n in found), _titled(text, found, words), fullest)


def _titled(text: str, namings: Sequence[Naming], words: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Titles that the article puts before a person's name or right after it, lower case, with the names of those
    persons."""
    out: dict[str, list[str]] = {}
    for n in namings:
        if n.sort != "person":
            continue
        run = text[n.start : n.end].split(" ")
        before = _TITLE_BEFORE.search(text, max(0, n.start - 40), n.start)
        titles = [w.strip(".,").lower() for w in run[:-1] if w.strip(".,").lower() in words.titles]
        if before and not titles:
            titles = [w for w in before.group().lower().split() if w in words.titles]
        after = _TITLE_AFTER.match(text, n.end)
        if after and not titles:
            titles = [w for w in after.group(1).lower().split() if w in words.titles]
        if titles and "former" not in titles:
            whole = " ".join(titles)
            keys = {whole} if titles[0] in ("vice", "deputy", "prime") else {whole, titles[-1]}
            for key in keys:
                out.setdefault(key, []).append(n.name)
    return {key: tuple(dict.fromkeys(names)) for key, names in out.items()}


def _sort(actor: Actor) -> Sort:
    return "person" if actor.kind == "person" else "other"


def core(text: str, start: int, end: int, words: Vocabulary) -> Span:
    """The run without titles before the name ("President Donald Trump" -> "Donald Trump")."""
    at = cut = start
    while (stop := text.find(" ", at, end)) >= 0:
        if text[at:stop].strip(".,’'").lower() in words.titles:
            cut = stop + 1
        at = stop + 1
    return cut, end


def _fullest(text: str, runs: Sequence[Span], words: Vocabulary) -> dict[str, str]:
    """Last word of a name -> the fullest form that the article has of it; the first one counts where several do."""
    out: dict[str, str] = {}
    for run in runs:
        start, end = core(text, *run, words)
        name = " ".join(text[start:end].split())
        parts = name.split(" ")
        if (
            not 2 <= len(parts) <= 6
            or (" and " in name and " of " not in name)
            or (parts[-1].lower().rstrip(".") in ("jr", "sr") and len(parts) < 3)
        ):
            continue
        last = parts[-1].lower()
        if last not in words.titles:
            out.setdefault(last, name)
            short = "".join(p[0] for p in parts if p[0].isupper())
            if len(short) > 2:
                out.setdefault(short.lower(), name)
    return out


def _naming(
    text: str, start: int, end: int, inside: Sequence[Mention], fullest: dict[str, str], words: Vocabulary
) -> Naming | None:
    office = [m for m in inside if m.via == "title" and m.start <= start + 4 and m.end >= end]
    if office:
        return Naming(start, end, office[0].actor.name, _sort(office[0].actor), office[0].actor)
    people = [m for m in inside if m.actor.kind == "person" and m.via != "title"]
    if people:
        last = people[-1]
        if last.end >= end - 2 or not text[last.end : end].strip(" ’'s"):
            return Naming(start, end, last.actor.name, "person", last.actor)
    whole = [m for m in inside if m.start <= start and m.end >= end and m.actor.kind != "person"]
    if whole and whole[0].via != "demonym":
        return Naming(start, end, whole[0].actor.name, "other", whole[0].actor)
    if whole:
        return Naming(start, end, whole[0].actor.name, "other", whole[0].actor)
    a, b = core(text, start, end, words)
    leading = [m for m in inside if m.actor.kind != "person" and m.start <= a]
    for m in leading:
        if m.end < b:
            after = m.end
            while after < b and not text[after].isalnum():
                after += 1
            trimmed = core(text, after, b, words)
            if (trimmed[0] < trimmed[1] and trimmed[0] > after) or m.via == "demonym":
                a, b = trimmed
    name = " ".join(text[a:b].split())
    parts = name.split(" ")
    last_word = parts[-1].lower()
    if len(parts) == 1:
        full = fullest.get(last_word)
        if full is not None:
            name, parts = full, full.split(" ")
    person = (
        2 <= len(parts) <= 4
        and not any(p.lower().rstrip(".") in _BODY_WORDS for p in parts)
        and not any(p.isupper() and len(p) > 3 for p in parts)
    )
    person = person or (a > start and len(parts) == 1 and last_word not in _BODY_WORDS)
    if not person and a > start and leading and leading[0].via == "demonym":
        name = " ".join(text[start:end].split())
    if not name or name.lower() in words.titles or (len(parts) == 1 and last_word in _GENERIC):
        return None
    return Naming(start, end, name, "person" if person else "other")
