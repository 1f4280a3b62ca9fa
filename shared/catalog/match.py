"""Finds where a text names actors of the catalog, given its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec
from ahocorasick_rs import AhoCorasick, Implementation

from shared.catalog import common_heads, offices, surnames
from shared.catalog.catalog import Catalog
from shared.catalog.context import name_after, name_before, ruled_out, shouted, word_before
from shared.catalog.folding import fold, fold_with_offsets
from shared.catalog.foreign import foreign
from shared.catalog.model import Actor, Mention, Via
from shared.catalog.patterns import Hit, Meaning, meanings

_HEAD: Final = 800
"""Most articles name an actor this early, so that the gate seldom reads further."""
_PAST: Final = frozenset({"former", "ex", "late", "then", "ousted", "onetime", "deposed", "ex-", "previous"})


class Matcher:
    """Finds the catalog's actors in text; made once for a catalog (some 50 ms) and kept by the caller."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        table = meanings(catalog)
        self._forms = table
        self._meanings = tuple(table.values())
        self._automaton = AhoCorasick(list(table), implementation=Implementation.ContiguousNFA)
        gate = [
            form
            for form, meaning in table.items()
            if meaning.actor is not None and meaning.actor.kind != "media" and form not in _words(catalog)
        ]
        self._gate = AhoCorasick(gate, implementation=Implementation.ContiguousNFA)
        self._rules = {
            form: rule for rule in catalog.ambiguities for form in (fold(rule.word), fold(rule.word).upper())
        }
        self._own = {
            actor.id: frozenset(
                fold(word).lower() for name in (actor.name, *actor.aliases) for word in name.split()
            )
            for actor in catalog.actors
            if actor.kind == "person"
        }

    def any(self, text: str) -> bool:
        """Whether the text names an actor at all, as a filter before reading. Media and ambiguous words do not
        count."""
        return self._passes(text[:_HEAD]) or (len(text) > _HEAD and self._passes(text[_HEAD - 60 :]))

    def _passes(self, text: str) -> bool:
        plain = fold(text)
        return any(
            _bounded(plain, start, end)
            for _, start, end in self._gate.find_matches_as_indexes(plain, overlapping=True)
        )

    def mentions(self, text: str, on: date) -> list[Mention]:
        """Mentions in order, not overlapping, the longest first; offsets are code points of `text` as it stands.

        A surname alone counts if the text has the person's full name, or if only one person of that name held an
        office about that day. A title counts with its country ("the Russian foreign minister") where the catalog knows
        who held it that day. Metonyms are marked: whether Moscow is the town or the government is for the caller.
        """
        plain, offsets = fold_with_offsets(text)
        hits = self._hits(plain)
        found = self._named(plain, hits)
        # Surnames come twice: some own a title ("Trump's trade representative"), and some stand inside one.
        found = self._titled(plain, hits, found + self._surnamed(plain, hits, found, on), on)
        found = [each for each in found if each.via != "surname"]
        found += self._surnamed(plain, hits, found, on)
        found.sort(key=lambda mention: (mention.start, -mention.end))
        if offsets is None:
            return found
        return [
            msgspec.structs.replace(each, start=offsets[each.start], end=offsets[each.end]) for each in found
        ]

    def _hits(self, text: str) -> list[Hit]:
        spans = [
            (start, -end, at)
            for at, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if _bounded(text, start, end)
        ]
        spans.sort()
        hits: list[Hit] = []
        last = 0
        for start, minus_end, at in spans:
            if start >= last:
                last = -minus_end
                hits.append(Hit(start, last, self._meanings[at]))
        return hits

    def _allowed(self, text: str, hit: Hit) -> bool:
        word = text[hit.start : hit.end]
        rule = self._rules.get(word)
        if rule is not None and ruled_out(rule, text, hit.start, hit.end):
            return False
        return not (len(word) < 4 and word.isupper() and shouted(text, hit.start, hit.end))

    def _named(self, text: str, hits: Sequence[Hit]) -> list[Mention]:
        others = foreign(text, hits, self._catalog)
        named = [
            Mention(hit.start, hit.end, hit.meaning.actor, hit.meaning.via)
            for hit in hits
            if hit.meaning.actor is not None and hit.start not in others and self._allowed(text, hit)
        ]
        return common_heads.with_firsts(text, named, self._forms)

    def _titled(self, text: str, hits: Sequence[Hit], named: list[Mention], on: date) -> list[Mention]:
        """Joins a country with the title or common body beside it; the joined mention replaces the country's."""
        by_end = {each.end: each for each in named}
        by_start = {each.start: each for each in named}
        joined: list[Mention] = []
        for hit in hits:
            meaning = hit.meaning
            if meaning.title is None and meaning.generic is None:
                continue
            left = next(
                (
                    by_end.get(hit.start - gap)
                    for gap in (1, 2, 3)
                    if offices.joins(text, hit.start, gap, by_end)
                ),
                None,
            )
            right = next(
                (
                    by_start[at]
                    for at in range(hit.end + 2, hit.end + 9)
                    if offices.of(text, hit.end, at, by_start)
                ),
                None,
            )
            for place in (left, right):
                if place is None:
                    continue
                actor = self._composed(meaning, place.actor, on)
                start, end = min(hit.start, place.start), max(hit.end, place.end)
                if actor is None or (meaning.title and self._contradicted(text, hits, start, hit.end, actor)):
                    continue
                if joined and start < joined[-1].end:
                    continue  # "the spokesman of Israel, spokesman": a country serves one title
                joined.append(
                    Mention(start, end, actor, "title" if meaning.title and actor.roles else "name")
                )
                break
            else:
                bare = self._bare(text, hit, on) if left is None and right is None else None
                if bare is not None and not self._contradicted(text, hits, hit.start, hit.end, bare):
                    joined.append(Mention(hit.start, hit.end, bare, "title"))
        return [
            each
            for each in named
            if not any(one.start <= each.start and each.end <= one.end for one in joined)
        ] + joined

    def _composed(self, meaning: Meaning, place: Actor, on: date) -> Actor | None:
        if (
            place.kind == "person"
        ):  # "Trump's trade representative": the office under a head of state or government
            if meaning.title is None or self._catalog.rank(place, on) != 1:
                return None
            found = self._catalog.holder(meaning.title, place.side, on)
            return None if found is place else found
        if meaning.title is not None:
            return self._catalog.holder(meaning.title, place.name, on) or (
                self._catalog.holder(meaning.title, place.side, on) if place.kind == "body" else None
            )
        if place.kind != "country" or meaning.generic is None:
            return None
        demonym = place.demonyms[0] if place.demonyms else place.name
        return self._catalog.actor(meaning.generic.format(country=place.name, demonym=demonym))

    def _bare(self, text: str, hit: Hit, on: date) -> Actor | None:
        title = hit.meaning.title or ""
        country = self._catalog.names.get(self._catalog.bare_titles.get(title, ""))
        if country is None or offices.of_another(text, hit.end, country):
            return None
        return self._catalog.holder(title, country.name, on)

    def _contradicted(self, text: str, hits: Sequence[Hit], start: int, end: int, actor: Actor) -> bool:
        """Whether the words around mean someone else: "former", or another name right after the title."""
        if word_before(text, start).lower() in _PAST or text[max(0, start - 3) : start].lower() == "ex-":
            return True
        after = next((hit for hit in hits if hit.start == end + 1), None)
        if after is not None and after.meaning.actor is not None:
            return after.meaning.actor.kind == "person" and after.meaning.actor.id != actor.id
        if after is not None and after.meaning.surname:
            return actor not in after.meaning.surname
        return name_after(text, end)

    def _surnamed(self, text: str, hits: Sequence[Hit], found: list[Mention], on: date) -> list[Mention]:
        full = [each for each in found if each.actor.kind == "person"]
        covered = [(each.start, each.end) for each in found if each.via == "title"]
        places = {each.end for each in found if each.actor.kind != "person"}
        open_hits = [hit for hit in hits if hit.meaning.surname and not _inside(hit, covered)]
        others: dict[tuple[Actor, ...], int] = {}
        alone = []
        for hit in open_hits:
            if hit.start - 1 not in places and name_before(text, hit.start, self._given(hit.meaning.surname)):
                others.setdefault(hit.meaning.surname, hit.start)
            elif self._allowed(text, hit):
                alone.append(hit)
        opening: dict[tuple[Actor, ...], Actor | None] = {}
        result = []
        for hit in alone:
            candidates = hit.meaning.surname
            able = surnames.meant(text, candidates, hit.start)
            if candidates not in opening and not name_after(text, hit.end):
                other = others.get(candidates)
                opening[candidates] = surnames.unintroduced(candidates, full, other, hit.start, on)
            known = opening.get(candidates)
            actor = known if known in able else surnames.introduced(text, able, full, hit.start, on)
            unnamed = (
                actor is None and candidates not in others and not any(each.actor in able for each in full)
            )
            if unnamed and not name_after(text, hit.end):
                actor = surnames.in_office(able, on)
            if actor is not None:
                result.append(Mention(hit.start, hit.end, actor, "surname"))
        return result

    def _given(self, candidates: tuple[Actor, ...]) -> frozenset[str]:
        return frozenset().union(*(self._own[actor.id] for actor in candidates))


def _words(catalog: Catalog) -> frozenset[str]:
    return frozenset(
        form for rule in catalog.ambiguities for form in (fold(rule.word), fold(rule.word).upper())
    )


def _bounded(text: str, start: int, end: int) -> bool:
    if start and (text[start - 1].isalnum() or text[start - 1] in "@_"):
        return False
    return end == len(text) or not (text[end].isalnum() or text[end] in "$_@")


def _inside(hit: Hit, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= hit.start and hit.end <= end for start, end in spans)


__all__ = ["Matcher", "Via"]
