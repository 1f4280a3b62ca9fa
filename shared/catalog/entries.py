"""Defines the entries of the catalog's YAML files, and turns them into catalog values with defaults filled in."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from shared.catalog.folding import slug
from shared.catalog.model import (
    Actor,
    Ambiguity,
    Issue,
    Kind,
    Negotiation,
    PublisherFamily,
    Question,
    Role,
    Title,
    Venue,
)
from shared.catalog.parsing import act, surnames


class Entry(msgspec.Struct, forbid_unknown_fields=True):
    """An entry of a file; unknown keys are refused."""


class ActorEntry(Entry):
    """An actor as written; `roles` are lines "Title[ @ Of], since/until" with ISO dates, days, months or years."""

    name: str
    id: str | None = None
    kind: Kind = "person"
    side: str | None = None
    own_side: bool = False
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    members: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    surnames: tuple[str, ...] | None = None
    pronoun: Literal["he", "she", "they"] | None = None
    introduce: bool = False


class GenericEntry(Entry):
    """A body that every country has; `as_named` builds its name from {country} and {demonym}."""

    name: str
    as_named: str
    aliases: tuple[str, ...] = ()
    own_side: bool = False


class QuestionEntry(Entry):
    """A question as written; an act is "type status verdict[ @ party]"."""

    id: str
    text: str
    issues: tuple[str, ...]
    words: tuple[str, ...]
    for_words: tuple[str, ...]
    against_words: tuple[str, ...]
    sides: tuple[str, ...]
    acts: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
    usually_for: tuple[str, ...] = ()
    usually_against: tuple[str, ...] = ()
    short: str = ""


class NegotiationEntry(Entry):
    """A negotiation as written."""

    id: str
    name: str
    parties: tuple[str, ...]
    issues: tuple[str, ...]
    words: tuple[str, ...]
    questions: tuple[QuestionEntry, ...]
    mediators: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    pair: bool | tuple[tuple[str, str], ...] = False
    pact: bool = False
    separate: bool = False
    core: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


class FamilyEntry(Entry):
    """A publisher family as written."""

    name: str
    id: str | None = None
    outlets: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    wire: bool = False
    credits: tuple[str, ...] = ()
    mirror: bool = False


class IssueEntry(Entry):
    """An issue tag as written."""

    id: str
    name: str
    words: tuple[str, ...]


class TitleEntry(Entry):
    """A title as written."""

    title: str
    rank: int
    also: tuple[str, ...] = ()
    bare: str | None = None
    bare_also: tuple[str, ...] = ()
    one: bool = True


class AmbiguityEntry(Entry):
    """An ambiguous word as written."""

    word: str
    alone: bool = False
    needs: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


class VenueEntry(Entry):
    """A place where sides meet; `seat` marks one where world bodies sit."""

    name: str
    within: str
    aliases: tuple[str, ...] = ()
    seat: bool = False


def actor(entry: ActorEntry, file_side: str | None, roles: tuple[Role, ...], *, surname_first: bool) -> Actor:
    """The actor of an entry; a country, bloc, group or medium is its own side unless it says otherwise."""
    own = entry.own_side or entry.kind in ("country", "bloc", "group", "media")
    parent = entry.parent or (file_side if entry.kind == "body" and file_side != entry.name else None)
    side = entry.side or (
        entry.name if own else parent or file_side or (roles[-1].of if roles else entry.name)
    )
    short = entry.surnames
    if short is None:
        short = surnames(entry.name, first=surname_first) if entry.kind == "person" else ()
    return Actor(
        entry.id or slug(entry.name), entry.name, entry.kind, side, parent, entry.aliases, entry.metonyms,
        entry.demonyms, entry.capital, entry.members, roles, short, entry.pronoun, entry.introduce,
    )  # fmt: skip


def generic(entry: GenericEntry, country: Actor) -> Actor:
    """The body of one country: "Iran's Foreign Ministry", with the wordings that stand for it."""
    demonym = country.demonyms[0] if country.demonyms else country.name
    name = entry.as_named.format(country=country.name, demonym=demonym)
    wordings = (entry.name, *entry.aliases)
    also = {f"{country.name}'s {word}" for word in wordings} | {
        f"{form} {word}" for word in wordings for form in country.demonyms
    }
    also |= {f"{word} of {country.name}" for word in wordings}
    side = name if entry.own_side else country.name
    return Actor(slug(name), name, "body", side, country.name, tuple(sorted(also - {name})))


def question(entry: QuestionEntry) -> Question:
    """The question of an entry; ValueError where an act cannot be read."""
    return Question(
        entry.id, entry.text, entry.issues, entry.words, entry.for_words, entry.against_words, entry.sides,
        tuple(act(line) for line in entry.acts), entry.things, entry.counters,
        entry.usually_for, entry.usually_against, entry.short,
    )  # fmt: skip


def negotiation(entry: NegotiationEntry, questions: tuple[Question, ...]) -> Negotiation:
    """The negotiation of an entry."""
    return Negotiation(
        entry.id, entry.name, entry.parties, entry.mediators, entry.issues, questions, entry.words,
        entry.since, entry.until, entry.names, entry.topics, entry.pair, entry.pact, entry.core,
        entry.separate,
    )  # fmt: skip


def family(entry: FamilyEntry) -> PublisherFamily:
    """The publisher family of an entry."""
    return PublisherFamily(
        entry.id or slug(entry.name),
        entry.name,
        entry.outlets,
        entry.hosts,
        entry.wire,
        entry.credits,
        entry.mirror,
    )


def issue(entry: IssueEntry) -> Issue:
    """The issue of an entry."""
    return Issue(entry.id, entry.name, entry.words)


def title(entry: TitleEntry) -> Title:
    """The title of an entry."""
    return Title(entry.title, entry.rank, entry.also, entry.bare, entry.bare_also, entry.one)


def ambiguity(entry: AmbiguityEntry) -> Ambiguity:
    """The ambiguous word of an entry."""
    return Ambiguity(entry.word, entry.alone, entry.needs, entry.not_after, entry.not_before)


def venue(entry: VenueEntry) -> Venue:
    """The venue of an entry."""
    return Venue(entry.name, entry.within, entry.aliases, entry.seat)
