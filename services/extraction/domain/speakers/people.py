"""An article's text and the catalog's mentions in it in, everybody it names out: which words name whom, by full name.

The catalog knows the well-known with their dates of office; all others are known by what the article itself calls them:
the fullest form of a name is the canonical one, and a surname alone points back (or forward) to it.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, TypeVar

import msgspec

from services.extraction.domain.speakers import names
from services.extraction.domain.speakers.naming import (
    Draft,
    Naming,
    Sort,
    body_like,
    by_members,
    draft,
    folded,
    initials,
    pronoun_of,
)
from services.extraction.domain.vocabulary import Vocabulary
from shared.catalog import Actor, Mention
from shared.catalog.namesakes import barred, usual

Span = tuple[int, int]
N = TypeVar("N", Draft, Naming)

_BY_FIRST_NAME: Final = frozenset({"dame", "sir"})
"""Honorifics that stand before a first name ("Sir Jan")."""
_LONGEST: Final = 90  # characters of a name with its titles
_THE: Final = len("The ")
_FIRST: Final = 3  # namings in which an apposition is looked for
_TITLE_BEFORE: Final = re.compile(r"(?:\b[a-z]+ ){1,3}$")
_TITLE_AFTER: Final = re.compile(r", (?:the |a |an |its |his |her )?(?:\w+ )?((?:[a-z]+ ?){1,3})")
_KIN_BEFORE: Final = re.compile(r"\b([a-z][a-z-]+),? $")
_KIN_AFTER: Final = re.compile(
    r", (?:\d\d, )?(?:(?!of|for|who|and|at|in)[\w’'.-]+ ){0,4}?([a-z-]+)(?=[,.;]| (?:of|for|at|from|in|with) )"
)
_SHORT: Final = re.compile(r",? \(([A-Z][A-Za-z&]{1,9})\)")
_QUALIFIED: Final = re.compile(r" (?:of|for) ")
_OFTEN: Final = 3  # times as often as a longer name that a short one stands for itself
_LOWER: Final = re.compile(r"\b[a-z]{2,}\b")


class People(msgspec.Struct, frozen=True):
    """All namings of an article in order; who stands beside which title; the bodies by last word, first word or
    initials of their names, each with the places where they are named in full."""

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
        return _nearest(self.bodies.get(key, ()), before)


def find(text: str, mentions: Sequence[Mention], words: Vocabulary, title: str = "") -> People:
    """Name everybody; linear in the text. Names that stand only in the headline count too."""
    text = text.replace("\u00a0", " ")
    common = frozenset(_LOWER.findall(text))
    drafts = [d for d in _drafts(text, mentions, words, common) if d is not None]
    headline = [
        d
        for a, b in names.find(title)
        if (d := draft(title, a, b, (), words, common)) is not None and d.parts[0] in words.he | words.she
    ]
    known = _Known(drafts, headline, words)
    found = [n for d in drafts if (n := known.naming(d)) is not None]
    found = _with_mentions(text, found, mentions)
    named: dict[str, tuple[Naming, ...]] = {}
    for n in found:
        if len(some := named.get(n.name, ())) < _FIRST:
            named[n.name] = (*some, n)
    return People(
        namings=tuple(found),
        starts=tuple(n.start for n in found),
        titled=_titled(text, found, words),
        bodies=_bodies(text, found),
        named=named,
        actors=tuple({m.actor.id: m.actor for m in mentions}.values()),
    )


def _drafts(
    text: str, mentions: Sequence[Mention], words: Vocabulary, common: frozenset[str]
) -> list[Draft | None]:
    begins = [m.start for m in mentions]
    out = []
    for start, end in names.find(text):
        at = bisect.bisect_left(begins, start)
        if at and mentions[at - 1].end > start:
            at -= 1
        inside = []
        while at < len(mentions) and mentions[at].start < end:
            inside.append(mentions[at])
            at += 1
        out.append(draft(text, start, end, inside, words, common))
    return out


def _with_mentions(text: str, found: list[Naming], mentions: Sequence[Mention]) -> list[Naming]:
    """Adds the mentions of the catalog that no run covers, as titles in small letters ("the Arlandic president")."""
    taken = [(n.start, n.end) for n in found]
    starts = [a for a, _ in taken]
    media = {(n.start, n.end) for n in found if n.actor is not None and n.actor.kind == "media"}
    out = list(found)
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


def _sort(actor: Actor) -> Sort:
    return "person" if actor.kind == "person" else "other"


class _Known:
    """The full names of an article: whom a surname, a first name or the initials of a body mean there."""

    def __init__(self, drafts: Sequence[Draft], headline: Sequence[Draft], words: Vocabulary) -> None:
        self._words = words
        self._last: dict[str, list[Draft]] = {}
        self._first: dict[str, list[Draft]] = {}
        self._short: dict[str, list[Draft]] = {}
        self._full: dict[tuple[str, str], str] = {}
        self._begins: dict[str, int] = {}
        for d in drafts:
            self._begins.setdefault(d.name, d.start)
        self._often = Counter(d.name for d in drafts)
        before = [msgspec.structs.replace(d, start=-1) for d in headline]  # as if the headline came first
        for d in (*before, *drafts):
            parts = d.parts
            if len(parts) < 2:
                continue
            self._last.setdefault(_surname(parts), []).append(d)
            if d.sort == "person" or body_like(parts[1], self._words):
                self._first.setdefault(parts[0], []).append(d)
            if len(short := initials(d.name)) > 1 and d.sort != "person":
                self._short.setdefault(short, []).append(d)
            if d.sort == "person" and d.actor is None:
                self._full.setdefault((parts[0], _surname(parts)), d.name)

    def naming(self, d: Draft) -> Naming | None:
        """Whom the words of this draft name; None where they name nobody."""
        namesake = self._namesake(d) if d.demonym else None
        if namesake is not None:
            return Naming(d.start, d.end, namesake.name, "person", None)
        if d.actor is not None:
            medium = self._longer_medium(d) or d
            return Naming(d.start, d.end, medium.name, d.sort, medium.actor)
        whole = self._whole(d)
        if whole is not None:
            return Naming(d.start, d.end, whole.name, whole.sort, whole.actor)
        if len(d.parts) == 1 and (
            d.parts[0] in self._words.titles
            or (d.parts[0] in self._words.bodies and d.parts[0] not in self._words.firms)
        ):
            return None
        name = self._full.get((d.parts[0], _surname(d.parts)), d.name) if len(d.parts) > 1 else d.name
        return Naming(d.start, d.end, name, d.sort, None)

    def _namesake(self, d: Draft) -> Draft | None:
        """The person named in full before whose surname is a word for people of a country ("Eric Frenchman")."""
        some = self._last.get(d.parts[-1], []) if len(d.parts) == 1 else []
        return next(
            (o for o in reversed(some) if o.start < d.start and o.sort == "person" and not o.actor), None
        )

    def _longer_medium(self, d: Draft) -> Draft | None:
        """The medium named before whose name ends with the whole name of this one ("Times" is the "Delta Times")."""
        if d.actor is None or d.actor.kind != "media":
            return None
        own = tuple(p for p in d.parts if p != "the")
        some = [
            o
            for o in self._last.get(d.parts[-1], [])
            if o.actor is not None
            and o.actor.kind == "media"
            and o.actor != d.actor
            and len(o.parts) > len(own)
            and o.parts[-len(own) :] == own
        ]
        return _nearest(some, d.start)

    def _usual(self, some: list[Draft], before: int) -> Draft | None:
        """Of several of one surname the usual one, by a naming outside headings."""
        if len({o.parts[0] for o in some}) < 2 or any(o.sort != "person" for o in some):
            return _nearest(some, before)
        first = usual([(o.start, o.parts[0]) for o in some], before) or some[0].parts[0]
        meant = [o for o in some if o.parts[0] == first]
        return _nearest([o for o in meant if not o.name.isupper()] or meant, before)

    def _alone(self, d: Draft, whole: Draft) -> bool:
        """Whether the name goes by itself, for all that some other name ends with it ("Delta" beside "North Delta")."""
        given = whole.parts[0] in self._words.he or whole.parts[0] in self._words.she
        return (
            whole.parts[-1] == d.parts[0]
            and not given
            and not body_like(d.parts[0], self._words)
            and self._often[d.name] >= _OFTEN * self._often[whole.name]
        )

    def _no_person(self, d: Draft, whole: Draft) -> bool:
        """Whether what looks like a surname is a firm's name, told first and mostly by itself: a person is introduced
        by the full name ("Delta said", then "Special Delta flights")."""
        return (
            whole.sort == "person"
            and whole.actor is None
            and not (d.titled or whole.titled)
            and whole.parts[0] not in self._words.he | self._words.she
            and self._begins[d.name] < self._begins.get(whole.name, 0)
            and self._often[d.name] >= _OFTEN * self._often[whole.name]
        )

    def _whole(self, d: Draft) -> Draft | None:
        """The draft with the fuller name of the same person or body."""
        if len(d.parts) == 1:
            some = self._last.get(_surname(d.parts), [])
            some = [o for o in some if o.sort == "person" or not d.titled]
            some = _agreeing(some, d.honour, self._words) or (
                self._first.get(d.parts[0], [])
                if (not d.titled and d.parts[0] not in self._words.firms) or d.honour in _BY_FIRST_NAME
                else []
            )
            if not some and d.name.isupper():
                some = self._short.get(d.name.replace(".", "").lower(), [])
            whole = self._usual(some, d.start)
            if whole is not None and self._no_person(d, whole):
                return None
            if whole is not None and whole.sort != "person" and self._often[d.name] > self._often[whole.name]:
                first = whole.parts[0] == d.parts[0]  # "Delta" makes the "Delta Watch"
                return None if first or self._alone(d, whole) else whole
            return whole
        if d.sort != "person" and not any(o.sort == "person" for o in self._last.get(_surname(d.parts), [])):
            fuller = [
                o
                for o in self._last.get(_surname(d.parts), [])
                if len(d.parts) < len(o.parts) < len(d.parts) + 3
                and o.parts[-len(d.parts) :] == d.parts
                and o.parts[-len(d.parts) - 1] not in ("and", "of", "for", "the", "&")
            ]
            return _nearest(fuller, d.start)
        longer = [
            o
            for o in self._last.get(_surname(d.parts), [])
            if len(o.parts) > len(d.parts) and o.parts[-len(d.parts) :] == d.parts and o.sort == "person"
        ]
        if not longer:
            longer = [
                o
                for o in self._first.get(d.parts[0], [])
                if len(o.parts) > len(d.parts) + 1 and o.parts[: len(d.parts)] == d.parts
            ]
        return _nearest(longer, d.start)


def _surname(parts: Sequence[str]) -> str:
    last = parts[-2] if parts[-1].rstrip(".") in ("jr", "sr", "ii", "iii") and len(parts) > 1 else parts[-1]
    return last[3:] if last[:3] in ("al-", "el-") else last


def _agreeing(some: list[Draft], honour: str, words: Vocabulary) -> list[Draft]:
    """Without those whom the honorific rules out."""
    out = barred(honour)
    if out is None:
        return some
    return [d for d in some if pronoun_of(d.parts[0], d.actor, words) != out]


def _nearest(some: Sequence[N], before: int) -> N | None:
    """The last that begins before, else the first of all; `some` are in the order of the text."""
    at = bisect.bisect_left(some, before, key=_begin)
    return some[max(0, at - 1)] if some else None


def _begin(one: Draft | Naming) -> int:
    return one.start


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
        if not titles:
            titles = _role(text, n, words)
        if titles and "former" not in titles:
            whole = " ".join(titles)
            keys = {whole} if titles[0] in ("vice", "deputy", "prime") else {whole, titles[-1]}
            for key in keys:
                out.setdefault(key, []).append(n.name)
    return {key: tuple(dict.fromkeys(names)) for key, names in out.items()}


def _role(text: str, n: Naming, words: Vocabulary) -> list[str]:
    """The word for kin, trade or office beside a name: "his uncle, Jan Novotny", "Jan Novotny, an uncle of Quill"."""
    before = _KIN_BEFORE.search(text, max(0, n.start - 40), n.start)
    after = _KIN_AFTER.match(text, n.end, n.end + 80)
    for found in (before, after):
        word = found.group(1).lower() if found else ""
        if word in words.kin or word in words.persons or word.startswith("spokes"):
            return [word]
    return []


__all__: Sequence[str] = ("Naming", "People", "find")
