"""Defines what the catalog holds, as frozen values: actors, roles, issues, negotiations, questions, publishers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

import msgspec

Kind = Literal["country", "bloc", "group", "body", "person", "media"]
Via = Literal["name", "alias", "metonym", "demonym", "surname", "title"]
Verdict = Literal["for", "against"]

DEEDS: Final[Mapping[str, tuple[str, str]]] = {
    "access": ("allowed", "barred"),
    "deal": ("accepted", "rejected"),
    "extension": ("granted", "refused"),
    "measure": ("imposed", "lifted"),
    "pact": ("left", "kept"),
    "purchases": ("made", "halted"),
    "release": ("freed", "refused"),
    "talks": ("resumed", "broken"),
    "troops": ("withdrawn", "kept"),
    "truce": ("kept", "broken"),
}
"""Types of acts that are told by words, whatever type of step carries them, with the two ways that each can go."""


class Role(msgspec.Struct, frozen=True):
    """An office held: `title` of the actor named `of`; both dates are days in office, None if unknown."""

    title: str
    of: str
    since: date | None = None
    until: date | None = None
    rank: int = 4
    """1 head of state or government, 2 senior minister, 3 envoy or leader of a chamber, 4 official, 5 spokesperson."""
    also: tuple[str, ...] = ()
    """Other wordings of the title ("top diplomat")."""

    def held(self, on: date) -> bool:
        """Whether the office was held that day; an unknown end counts as open."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


class Actor(msgspec.Struct, frozen=True):
    """Someone who can speak or be a party. `side` is the principal's name, the actor's own if it is one itself."""

    id: str
    name: str
    kind: Kind
    side: str
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    """Places that stand for a government: they name it only as a speaker or a party."""
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    members: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    surnames: tuple[str, ...] = ()
    """Short forms that need the person's full name, or an office held at the time, to be understood."""
    pronoun: Literal["he", "she", "they"] | None = None
    introduce: bool = False
    """The surname is so common that it counts only where the text has the full name."""


class Act(msgspec.Struct, frozen=True):
    """A milestone that counts for or against a question; `party` None: whoever takes the step. Where the type is one of
    DEEDS, `status` is the way that answers so; the other way answers the contrary."""

    type: str
    status: str
    party: str | None
    verdict: Verdict


class Question(msgspec.Struct, frozen=True):
    """A sentence that one can be for or against. Words ending in `*` are beginnings of words."""

    id: str
    text: str
    issues: tuple[str, ...]
    words: tuple[str, ...]
    for_words: tuple[str, ...]
    against_words: tuple[str, ...]
    sides: tuple[str, ...]
    acts: tuple[Act, ...] = ()
    things: tuple[str, ...] = ()
    """What the question is about, so named that more of it makes its sentence true ("ceasefire", "withdrawal")."""
    counters: tuple[str, ...] = ()
    """What makes its sentence untrue, the more there is of it ("tariffs" where they are to be lifted)."""
    usually_for: tuple[str, ...] = ()
    """Sides whose interest and record speak for the sentence; what one of them says may still show the contrary."""
    usually_against: tuple[str, ...] = ()
    """Sides whose interest and record speak against it."""
    short: str = ""
    """What it is about in a few words, as a headline has it ("a harder line on …"); empty: its sentence serves."""

    def usual(self, side: str) -> int:
        """1 for a side that is usually for the sentence, -1 for one against it, else 0."""
        return (side in self.usually_for) - (side in self.usually_against)


class Negotiation(msgspec.Struct, frozen=True):
    """Talks or dealings that are watched. `names` identify it alone, `words` together with one of its parties, `topics`
    together with two."""

    id: str
    name: str
    parties: tuple[str, ...]
    mediators: tuple[str, ...]
    issues: tuple[str, ...]
    questions: tuple[Question, ...]
    words: tuple[str, ...]
    since: date | None = None
    until: date | None = None
    names: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    pair: bool | tuple[tuple[str, str], ...] = False
    """Any two of its parties in one sentence suffice, or those two of each pair named, because they have hardly another
    business with each other."""
    pact: bool = False
    """Its names are those of a pact between all its parties: who speaks of it means them all."""
    core: tuple[str, ...] = ()
    """Parties on whom it turns: without one of them among those named only its names count; none means any party."""
    separate: bool = False
    """Its core deals with each of the others apart: a step is told of under its pair, and filed here besides."""


class PublisherFamily(msgspec.Struct, frozen=True):
    """Outlets that share their copy and so count once. `mirror`: republishes others' copy and is no source of its
    own."""

    id: str
    name: str
    outlets: tuple[str, ...]
    hosts: tuple[str, ...]
    wire: bool = False
    credits: tuple[str, ...] = ()
    mirror: bool = False


class Issue(msgspec.Struct, frozen=True):
    """One of the issue tags, with its words."""

    id: str
    name: str
    words: tuple[str, ...]


class Title(msgspec.Struct, frozen=True):
    """An office as such: its rank, its other wordings, and whose it is when nothing else is said (`bare`)."""

    title: str
    rank: int
    also: tuple[str, ...] = ()
    bare: str | None = None
    bare_also: tuple[str, ...] = ()
    """Which of the other wordings mean that country too ("defense secretary", but not "finance minister")."""
    one: bool = True
    """At one time one person holds it."""


class Generic(msgspec.Struct, frozen=True):
    """A body that every country has ("Foreign Ministry"), with its wordings and how it is named in one country."""

    name: str
    as_named: str
    aliases: tuple[str, ...] = ()


class Ambiguity(msgspec.Struct, frozen=True):
    """A word that is an actor's only in some contexts ("Jordan", "Georgia", "May")."""

    word: str
    alone: bool = False
    """Not when it stands beside another capitalised word, as in a person's name."""
    needs: tuple[str, ...] = ()
    """One of these words must occur in the same text."""
    not_after: tuple[str, ...] = ()
    """Words directly before that rule the actor out, lower case; `#` is any number."""
    not_before: tuple[str, ...] = ()


class Venue(msgspec.Struct, frozen=True):
    """A place besides capitals where sides meet; `within` is the country, the city or the venue in which it lies."""

    name: str
    within: str
    aliases: tuple[str, ...] = ()
    seat: bool = False
    """Whether world bodies sit there, so that who comes need not come to see the country."""


class Mention(msgspec.Struct, frozen=True):
    """An actor named in a text, `text[start:end]`, and by what kind of words."""

    start: int
    end: int
    actor: Actor
    via: Via
