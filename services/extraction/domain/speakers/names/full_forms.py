"""Links short forms of a name to its fullest form in the article: a surname, a first name or initials.

After "Ada Quill" a bare "Quill" is she; "HB" is the Harbour Board. Of several with one surname the usual one is meant.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Sequence
from typing import Final, TypeVar

import msgspec

from services.extraction.domain.speakers.names.candidates import NameCandidate
from services.extraction.domain.speakers.names.naming import Naming, body_like, initials, pronoun_of
from services.extraction.domain.vocabulary import Vocabulary
from shared.catalog.namesakes import barred, usual

N = TypeVar("N", NameCandidate, Naming)
_BY_FIRST_NAME: Final = frozenset({"dame", "sir"})
"""Honorifics that stand before a first name ("Sir Jan")."""
_OFTEN: Final = 3  # times as often as a longer name that a short one stands for itself


class Known:
    """The full names of an article, to which surnames, first names and initials of bodies are linked."""

    def __init__(
        self, drafts: Sequence[NameCandidate], headline: Sequence[NameCandidate], words: Vocabulary
    ) -> None:
        self._words = words
        self._last: dict[str, list[NameCandidate]] = {}
        self._written: dict[str, list[NameCandidate]] = {}  # as `_last`, without bare surnames
        self._first: dict[str, list[NameCandidate]] = {}
        self._short: dict[str, list[NameCandidate]] = {}
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
            if not _bare(d):
                self._written.setdefault(_surname(parts), []).append(d)
            if d.sort == "person" or body_like(parts[1], self._words):
                self._first.setdefault(parts[0], []).append(d)
            if len(short := initials(d.name)) > 1 and d.sort != "person":
                self._short.setdefault(short, []).append(d)
            if d.sort == "person" and d.actor is None:
                self._full.setdefault((parts[0], _surname(parts)), d.name)

    def naming(self, d: NameCandidate) -> Naming | None:
        """What the words of this candidate name; None where they name nobody."""
        namesake = self._namesake(d) if d.demonym else None
        if namesake is not None:
            return Naming(d.start, d.end, namesake.name, "person", None)
        other = self._named_before(d)
        if other is not None:
            return Naming(d.start, d.end, other.name, "person", other.actor)
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

    def _namesake(self, d: NameCandidate) -> NameCandidate | None:
        """The person named in full before whose surname is a word for people of a country ("Eric Frenchman")."""
        some = self._last.get(d.parts[-1], []) if len(d.parts) == 1 else []
        return next(
            (o for o in reversed(some) if o.start < d.start and o.sort == "person" and not o.actor), None
        )

    def _named_before(self, d: NameCandidate) -> NameCandidate | None:
        """The person of the same surname, not the catalog's, whom the article named in full before a bare surname, if
        it has not named the catalog's so ("Olga Quill came. Quill said": not Ada Quill)."""
        if d.actor is None or d.sort != "person" or not _bare(d):
            return None
        some = [o for o in self._last.get(_surname(d.parts), []) if o.start < d.start and not _bare(o)]
        if (
            not some
            or any(o.actor == d.actor for o in some)
            or any(o.kin or o.sort != "person" for o in some)
        ):
            return None
        return some[-1]

    def _longer_medium(self, d: NameCandidate) -> NameCandidate | None:
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
        return nearest(some, d.start)

    def _usual(self, some: list[NameCandidate], before: int) -> NameCandidate | None:
        """Of several of one surname the usual one, by a naming outside headings."""
        if len({o.parts[0] for o in some}) < 2 or any(o.sort != "person" for o in some):
            return nearest(some, before)
        kin = {o.parts[0] for o in some if o.kin}
        some = [o for o in some if o.parts[0] not in kin] or some
        first = usual([(o.start, o.parts[0]) for o in some], before) or some[0].parts[0]
        meant = [o for o in some if o.parts[0] == first]
        return nearest([o for o in meant if not o.name.isupper()] or meant, before)

    def _alone(self, d: NameCandidate, whole: NameCandidate) -> bool:
        """Whether the name goes by itself, for all that some other name ends with it ("Delta" beside "North Delta")."""
        given = whole.parts[0] in self._words.he or whole.parts[0] in self._words.she
        return (
            whole.parts[-1] == d.parts[0]
            and not given
            and not body_like(d.parts[0], self._words)
            and self._often[d.name] >= _OFTEN * self._often[whole.name]
        )

    def _no_person(self, d: NameCandidate, whole: NameCandidate) -> bool:
        """Whether what looks like a surname is a firm's name, given first and mostly by itself ("Delta said", then
        "Special Delta flights"); a person is introduced by the full name."""
        return (
            whole.sort == "person"
            and whole.actor is None
            and not (d.titled or whole.titled)
            and whole.parts[0] not in self._words.he | self._words.she
            and self._begins[d.name] < self._begins.get(whole.name, 0)
            and self._often[d.name] >= _OFTEN * self._often[whole.name]
        )

    def _whole(self, d: NameCandidate) -> NameCandidate | None:
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
            return nearest(fuller, d.start)
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
        return nearest(longer, d.start)


def _bare(d: NameCandidate) -> bool:
    """Whether a person is named by nothing but the surname; the headline's names are given in full."""
    return d.start >= 0 and d.end - d.start <= len(d.name.rsplit(" ", 1)[-1]) + 1


def _surname(parts: Sequence[str]) -> str:
    last = parts[-2] if parts[-1].rstrip(".") in ("jr", "sr", "ii", "iii") and len(parts) > 1 else parts[-1]
    return last[3:] if last[:3] in ("al-", "el-") else last


def _agreeing(some: list[NameCandidate], honour: str, words: Vocabulary) -> list[NameCandidate]:
    """The candidates without those that the honorific rules out."""
    out = barred(honour)
    if out is None:
        return some
    return [d for d in some if pronoun_of(d.parts[0], d.actor, words) != out]


def nearest(some: Sequence[N], before: int) -> N | None:
    """The last that begins before the offset, else the first of all, None of none; `some` are in the order of the
    text."""
    at = bisect.bisect_left(some, before, key=_begin)
    return some[max(0, at - 1)] if some else None


def _begin(one: NameCandidate | Naming) -> int:
    return one.start
