"""Finds everybody whom an article names, and links each naming to a full name.

The catalog knows the well-known with their dates of office; all others are known by what the article itself calls them:
the fullest form of a name is the canonical one, and a surname alone points back (or forward) to it.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import Final

import msgspec

from services.extraction.domain.speakers.names import capitalised
from services.extraction.domain.speakers.names.candidates import NameCandidate, by_members, candidate
from services.extraction.domain.speakers.names.descriptors import titled
from services.extraction.domain.speakers.names.full_forms import Known, nearest
from services.extraction.domain.speakers.names.naming import Naming, Sort, folded, initials
from services.extraction.domain.vocabulary import Vocabulary
from shared.catalog import Actor, Mention

_LONGEST: Final = 90  # characters of a name with its titles
_THE: Final = len("The ")
_FIRST: Final = 3  # namings in which an apposition is looked for
_SHORT: Final = re.compile(r",? \(([A-Z][A-Za-z&]{1,9})\)")
_QUALIFIED: Final = re.compile(r" (?:of|for) ")
_LOWER: Final = re.compile(r"\b[a-z]{2,}\b")


class People(msgspec.Struct, frozen=True):
    """All namings of an article in order, by title, and the bodies by last word, first word or initials of their
    names."""

    namings: tuple[Naming, ...]
    starts: tuple[int, ...]
    titled: dict[str, tuple[str, ...]]
    bodies: dict[str, tuple[Naming, ...]]
    named: dict[str, tuple[Naming, ...]]
    """The first few namings of each name."""
    actors: tuple[Actor, ...]
    """The catalog's actors that the article mentions."""

    def within(self, start: int, end: int) -> tuple[Naming, ...]:
        """Namings that lie in [start, end)."""
        first = bisect.bisect_left(self.starts, start)
        last = bisect.bisect_left(self.starts, end)
        return tuple(n for n in self.namings[first:last] if n.end <= end + 2)

    def about(self, start: int, end: int) -> tuple[Naming, ...]:
        """Namings that end in [start, end), also those that begin before with a title that the span lacks."""
        first = bisect.bisect_left(self.starts, start - _LONGEST)
        last = bisect.bisect_left(self.starts, end)
        return tuple(n for n in self.namings[first:last] if start + 1 < n.end <= end + 2)

    def body(self, key: str, before: int) -> Naming | None:
        """The body whose name ends with this word (or is abbreviated by it): the last one named before, else the
        first after."""
        return nearest(self.bodies.get(key, ()), before)

    def surnames(self) -> frozenset[str]:
        """Last words of the names of persons."""
        return frozenset(n.name.rsplit(" ", 1)[-1] for n in self.namings if n.sort == "person")


def find(text: str, mentions: Sequence[Mention], words: Vocabulary, title: str = "") -> People:
    """Everybody named in the text, in time linear in its length. Names given in full only in the headline count too.

    `mentions` are those of the catalog in the text, in order.
    """
    text = text.replace("\u00a0", " ")
    common = frozenset(_LOWER.findall(text))
    drafts = [d for d in _drafts(text, mentions, words, common) if d is not None]
    headline = [
        d
        for a, b in capitalised.find(title)
        if (d := candidate(title, a, b, (), words, common)) is not None and d.parts[0] in words.he | words.she
    ]
    known = Known(drafts, headline, words)
    found = [n for d in drafts if (n := known.naming(d)) is not None]
    found = _with_mentions(text, found, mentions)
    named: dict[str, tuple[Naming, ...]] = {}
    for n in found:
        if len(some := named.get(n.name, ())) < _FIRST:
            named[n.name] = (*some, n)
    return People(
        namings=tuple(found),
        starts=tuple(n.start for n in found),
        titled=titled(text, found, words),
        bodies=_bodies(text, found),
        named=named,
        actors=tuple({m.actor.id: m.actor for m in mentions}.values()),
    )


def _drafts(
    text: str, mentions: Sequence[Mention], words: Vocabulary, common: frozenset[str]
) -> list[NameCandidate | None]:
    begins = [m.start for m in mentions]
    out = []
    for start, end in capitalised.find(text):
        at = bisect.bisect_left(begins, start)
        if at and mentions[at - 1].end > start:
            at -= 1
        inside = []
        while at < len(mentions) and mentions[at].start < end:
            inside.append(mentions[at])
            at += 1
        out.append(candidate(text, start, end, inside, words, common))
    return out


def _with_mentions(text: str, found: list[Naming], mentions: Sequence[Mention]) -> list[Naming]:
    """Adds the mentions of the catalog that no run covers, such as titles in lower case ("the Arlandic president")."""
    taken = [(n.start, n.end) for n in found]
    starts = [a for a, _ in taken]
    media = {(n.start, n.end) for n in found if n.actor is not None and n.actor.kind == "media"}
    titles = {m.start: m for m in mentions if m.via == "title"}
    out = [n for n in found if not _begins(n, titles.get(n.start))]
    for m in mentions:
        at = bisect.bisect_right(starts, m.start)
        covered = any(a <= m.start and m.end <= b for a, b in taken[max(0, at - 3) : at])
        covered = covered or (m.actor.kind == "media" and (m.start + _THE, m.end) in media)
        if m.via != "demonym" and not covered:
            name = by_members(text, m.start, m.end, m.actor) or m.actor.name
            out.append(Naming(m.start, m.end, name, _sort(m.actor), m.actor))
    out.sort(key=lambda n: (n.start, n.end))
    last: dict[int, Naming] = {}
    for n in out:  # of two that end together the longer, whose words include the title
        if n.end in last and last[n.end].actor is not None and n.actor is None:
            continue
        last.setdefault(n.end, n)
        if n.actor is not None and last[n.end].actor is None:
            last[n.end] = n
    return sorted(last.values(), key=lambda n: (n.start, n.end))


def _begins(naming: Naming, title: Mention | None) -> bool:
    """Whether the words are but the first of a title that goes on in small letters ("Arlandic" of "Arlandic envoy")."""
    return title is not None and naming.actor == title.actor and naming.end < title.end


def _sort(actor: Actor) -> Sort:
    return "person" if actor.kind == "person" else "other"


def _bodies(text: str, namings: Sequence[Naming]) -> dict[str, tuple[Naming, ...]]:
    out: dict[str, list[Naming]] = {}
    for n in namings:
        if n.sort == "person":
            continue
        said = text[n.start : n.end]
        lead = _QUALIFIED.split(said, maxsplit=1)[0]
        keys = {
            folded(lead.rsplit(" ", 1)[-1]),
            folded(said.rsplit(" ", 1)[-1]),
            folded(n.name.rsplit(" ", 1)[-1]),
            initials(said),
        }
        if short := _SHORT.match(text, n.end):
            keys.add(folded(short.group(1)))
        for key in keys:
            if len(key) > 1 and (" " in said or n.actor is not None):
                out.setdefault(key, []).append(n)
    return {key: tuple(some) for key, some in out.items()}


__all__: Sequence[str] = ("Naming", "People", "find")
