"""Tells whether two names of places can mean the same place, and in which country a place lies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shared.catalog.folding import key
from shared.catalog.model import Actor, Venue


class Places:
    """Where each known place lies: venues in cities or countries, capitals and government nicknames in their countries.
    `unplaced` reports a capital that shares a venue's name, and a venue that lies nowhere."""

    def __init__(self, actors: Iterable[Actor], venues: Iterable[Venue]) -> None:
        self._names: dict[str, str] = {}
        self._within: dict[str, str] = {}
        self._countries: dict[str, str] = {}
        for country in (actor for actor in actors if actor.kind == "country"):
            self._countries[key(country.name)] = country.name
            self._name(country.name, (country.name, *country.aliases))
            if country.capital:
                self._name(country.capital, (country.capital, *country.metonyms))
                if key(country.capital) != key(country.name):
                    self._within[key(country.capital)] = key(country.name)
        self._venues = tuple(venues)
        for venue in self._venues:
            self._name(venue.name, (venue.name, *venue.aliases))
            self._within.setdefault(key(venue.name), key(venue.within))
        self._seats = frozenset(key(venue.name) for venue in self._venues if venue.seat)

    def _name(self, name: str, wordings: Iterable[str]) -> None:
        for word in wordings:
            self._names.setdefault(key(word), key(name))

    def one(self, a: str, b: str) -> bool:
        """Whether both can mean one place: two names of the same, or one inside the other."""
        return self.inside(a, b) or self.inside(b, a)

    def inside(self, inner: str, outer: str) -> bool:
        """Whether `inner` is `outer`, by whatever name, or lies in it."""
        return self._canonical(outer) in self._around(inner)

    def apart(self, a: str | None, b: str | None) -> bool:
        """Whether both are known and cannot be one place."""
        if not a or not b:
            return False
        return not self.one(a, b)

    def country(self, name: str) -> str | None:
        """The country of a known place; None for a country itself and for an unknown place."""
        around = self._around(name) - {self._canonical(name)}
        return next((self._countries[each] for each in around if each in self._countries), None)

    def seat(self, name: str) -> bool:
        """Whether world bodies sit in a known place, so that a visitor need not come to see the country."""
        return self._canonical(name) in self._seats

    def unplaced(self) -> Iterator[str]:
        """A line for each venue that lies in no country, or shares another place's name."""
        for venue in self._venues:
            if self.country(venue.name) is None:
                yield f"venues.yaml: {venue.name}: within {venue.within!r}, which is in no country"
            for word in (venue.name, *venue.aliases):
                if self._names[key(word)] != key(venue.name) or self._within[key(venue.name)] != key(
                    venue.within
                ):
                    yield f"venues.yaml: {venue.name}: {word!r} is also a name of another place"

    def _canonical(self, name: str) -> str:
        return self._names.get(key(name), key(name))

    def _around(self, name: str) -> set[str]:
        """The place itself and all in which it lies."""
        found: set[str] = set()
        inner: str | None = self._canonical(name)
        while inner is not None and inner not in found:
            found.add(inner)
            outer = self._within.get(inner)
            inner = self._names.get(outer, outer) if outer is not None else None
        return found
