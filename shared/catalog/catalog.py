"""Answers questions about the loaded catalog: who is this, for whom do they speak, who held that office, whose outlet
is it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from urllib.parse import urlsplit

import msgspec

from shared.catalog.folding import fold, key
from shared.catalog.model import (
    Actor,
    Ambiguity,
    Generic,
    Issue,
    Negotiation,
    PublisherFamily,
    Question,
    Role,
    Title,
    Venue,
)
from shared.catalog.places import Places
from shared.catalog.stamps import Stamps
from shared.catalog.words import WordIndex


class Catalog(msgspec.Struct, frozen=True, dict=True):
    """Whom and what is watched. Indexes are made at first use and kept with the catalog."""

    actors: tuple[Actor, ...] = ()
    issues: tuple[Issue, ...] = ()
    negotiations: tuple[Negotiation, ...] = ()
    families: tuple[PublisherFamily, ...] = ()
    titles: tuple[Title, ...] = ()
    ambiguities: tuple[Ambiguity, ...] = ()
    generics: tuple[Generic, ...] = ()
    venues: tuple[Venue, ...] = ()

    @cached_property
    def names(self) -> Mapping[str, Actor]:
        """Actors by their canonical name."""
        return {actor.name: actor for actor in self.actors}

    @cached_property
    def _wordings(self) -> Mapping[str, Actor]:
        found: dict[str, Actor] = {}
        for actor in self.actors:
            for word in (actor.name, *actor.aliases, *actor.metonyms, *actor.demonyms):
                found.setdefault(key(word), actor)
        return found

    @cached_property
    def _holders(self) -> Mapping[tuple[str, str], tuple[tuple[Role, Actor], ...]]:
        found: dict[tuple[str, str], list[tuple[Role, Actor]]] = {}
        for actor in self.actors:
            for role in actor.roles:
                for word in {key(role.title), *map(key, role.also)}:
                    found.setdefault((word, role.of), []).append((role, actor))
        return {place: tuple(holders) for place, holders in found.items()}

    @cached_property
    def _hosts(self) -> Mapping[str, PublisherFamily]:
        return {host: family for family in self.families for host in family.hosts}

    @cached_property
    def _outlets(self) -> Mapping[str, PublisherFamily]:
        return {
            key(name): family
            for family in self.families
            for name in (family.id, family.name, *family.outlets)
        }

    @cached_property
    def _credits(self) -> WordIndex:
        return WordIndex((family.id, family.credits) for family in self.families)

    @cached_property
    def _stamps(self) -> Stamps:
        return Stamps(self.negotiations)

    @cached_property
    def _by_id(self) -> Mapping[str, Negotiation]:
        return {each.id: each for each in reversed(self.negotiations)}

    @cached_property
    def _pact_names(self) -> WordIndex:
        return WordIndex(((each.id, each.names) for each in self.negotiations if each.pact), cased=True)

    @cached_property
    def _question_words(self) -> WordIndex:
        return WordIndex((q.id, q.words) for each in self.negotiations for q in each.questions)

    @cached_property
    def _issue_words(self) -> WordIndex:
        return WordIndex((issue.id, issue.words) for issue in self.issues)

    @cached_property
    def headings(self) -> Mapping[str, str]:
        """Names of negotiations and issues for people, by id."""
        return {one.id: one.name for one in self.issues} | {one.id: one.name for one in self.negotiations}

    @cached_property
    def places(self) -> Places:
        """Which city or building lies in which country."""
        return Places(self.actors, self.venues)

    @cached_property
    def bare_titles(self) -> Mapping[str, str]:
        """Titles that mean one country alone when none is named, with that country."""
        return {
            phrase: each.bare for each in self.titles if each.bare for phrase in (each.title, *each.bare_also)
        }

    def actor(self, name: str) -> Actor | None:
        """The actor of that name, alias, metonym or demonym; case, diacritics and a leading "the" do not matter."""
        if (found := self.names.get(name)) is not None:
            return found
        folded = key(name).removesuffix("'s")
        return self._wordings.get(folded) or self._wordings.get(re.sub(r"\s*\([^)]*\)$", "", folded))

    def side_of(self, actor: Actor | str, on: date | None = None) -> str:
        """The principal for whom the actor speaks; of an unknown name the name itself.

        With `on`, a person whose offices were all over by then (or not yet begun) speaks for nobody but themselves.
        """
        found = self.actor(actor) if isinstance(actor, str) else actor
        if found is None:
            return str(actor)
        if on is None or found.kind != "person" or not found.roles:
            return found.side
        held = sorted((role for role in found.roles if role.held(on)), key=lambda role: role.rank)
        if not held:
            return found.name
        of = self.names.get(held[0].of)
        return found.side if of is None else of.side

    def rank(self, actor: Actor, on: date) -> int | None:
        """The highest rank (1 is highest) that a person held that day; None without an office."""
        return min((role.rank for role in actor.roles if role.held(on)), default=None)

    def holder(self, title: str, of: str, on: date) -> Actor | None:
        """Who held the office that day (on a handover day the successor); None if uncertain."""
        found = self.actor(of)
        place = (key(title), found.name if found else of)
        held = [(role, actor) for role, actor in self._holders.get(place, ()) if role.held(on)]
        if len({actor.id for _, actor in held}) > 1:
            held = [each for each in held if each[0].until is None or on < each[0].until]
        return held[0][1] if len({actor.id for _, actor in held}) == 1 else None

    def canonical_party(self, name: str) -> str:
        """The party by its name in negotiations: "Washington", "the Pentagon" -> "United States"; an unknown name
        stays."""
        found = self.actor(name)
        if found is None:
            return " ".join(name.split()).removeprefix("the ").removeprefix("The ")
        seen = {found.id}
        while found.kind in ("person", "body"):
            above = self.names.get(found.parent or found.side)
            if above is None or above.id in seen:
                break
            found = above
            seen.add(found.id)
        return found.name

    def family(self, outlet: str, url: str | None = None) -> str:
        """The id of the publisher family by outlet name, else by host; for an unknown one its folded host or name."""
        found = self.family_of(outlet, url)
        if found is not None:
            return found.id
        return _host(url) or key(outlet) or "unknown"

    def family_of(self, outlet: str, url: str | None = None) -> PublisherFamily | None:
        """The publisher family itself, None if the catalog has none; a mirror's host does not hide the named outlet."""
        named = self._outlets.get(key(outlet))
        if named is not None and not named.mirror:
            return named
        host = _host(url)
        while host:
            if (found := self._hosts.get(host)) is not None:
                return found
            _, _, host = host.partition(".")
        return named

    def credited(self, text: str) -> tuple[str, ...]:
        """Ids of the wire services that a text credits ("(Reuters)"), sorted."""
        return tuple(self._credits.hits(text))

    def issues_in(self, text: str) -> Mapping[str, tuple[str, ...]]:
        """Issue tags whose words occur in the text, each with those words."""
        return self._issue_words.hits(text)

    def questions_in(self, text: str) -> Mapping[str, tuple[str, ...]]:
        """Ids of the questions whose words occur in the text, each with those words."""
        return self._question_words.hits(text)

    @cached_property
    def pact_names(self) -> tuple[str, ...]:
        """The names, in small letters, of pacts that one may leave: of the negotiations with a question about that."""
        asked = (n for n in self.negotiations if any(a.type == "pact" for q in n.questions for a in q.acts))
        return tuple(dict.fromkeys(name for n in asked for name in n.names))

    @cached_property
    def questions(self) -> Mapping[str, tuple[Negotiation, Question]]:
        """Questions by id, each with its negotiation."""
        return {q.id: (each, q) for each in self.negotiations for q in each.questions}

    def negotiation(self, id: str) -> Negotiation | None:
        """The negotiation of that id."""
        return self._by_id.get(id)

    def stamp(
        self, sides: Iterable[str | Actor], text: str, on: date, about: Sequence[str] = ()
    ) -> tuple[str, ...]:
        """Ids of the negotiations that a sentence concerns, in the order of the catalog.

        `sides` are the actors named in it or for it (speaker's side included). A negotiation is meant when one of its
        own names occurs; when a party is there with one of its words; or when two of its parties are there with one
        of its topics, or without where it is all that lies between them (`pair`). Where it turns on some of its
        parties (`core`), one of these must be there for all but a name. Two parties alone say little: where it is
        known what the article is `about`, they count only for that.
        """
        parties = {self.canonical_party(each if isinstance(each, str) else each.name) for each in sides}
        return self._stamps.on(parties, text, on, about)

    def pacts(self, text: str) -> tuple[tuple[str, ...], ...]:
        """Parties of each pact named in a sentence, in the order of the catalog."""
        hits = self._pact_names.hits(text)
        return tuple(each.parties for each in self.negotiations if each.id in hits)


def _host(url: str | None) -> str:
    if not url:
        return ""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return fold(host).lower().removeprefix("www.")
