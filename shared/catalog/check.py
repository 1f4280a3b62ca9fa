"""Finds contradictions between the entries of a catalog, one line for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import get_args

from shared.catalog.catalog import Catalog
from shared.catalog.folding import key
from shared.catalog.model import DEEDS, Actor, Negotiation
from shared.contracts.common import MilestoneType, ReportStatus


def check(catalog: Catalog) -> list[str]:
    """All contradictions, in the order of the files."""
    return [
        *_twice("actors: id", (actor.id for actor in catalog.actors)),
        *_names(catalog),
        *_references(catalog),
        *_twice("issues.yaml: id", (issue.id for issue in catalog.issues)),
        *_twice("negotiations.yaml: id", (each.id for each in catalog.negotiations)),
        *_twice(
            "negotiations.yaml: question", (q.id for each in catalog.negotiations for q in each.questions)
        ),
        *(line for each in catalog.negotiations for line in _negotiation(catalog, each)),
        *_twice("publishers.yaml: id", (family.id for family in catalog.families)),
        *_twice("publishers.yaml: outlet", _outlets(catalog)),
        *_twice("publishers.yaml: host", (host for family in catalog.families for host in family.hosts)),
        *_titles(catalog),
        *catalog.places.unplaced(),
    ]


def _twice(what: str, ids: Iterable[str]) -> Iterator[str]:
    for name, count in Counter(ids).items():
        if count > 1:
            yield f"{what} {name!r} is there {count} times"


def _outlets(catalog: Catalog) -> Iterator[str]:
    """The names that outlets are looked up by, each once for a family."""
    for family in catalog.families:
        yield from sorted({key(name) for name in family.outlets})


def _wordings(actor: Actor) -> set[str]:
    return {key(word) for word in (actor.name, *actor.aliases, *actor.metonyms, *actor.demonyms)}


def _names(catalog: Catalog) -> Iterator[str]:
    owners: dict[str, Actor] = {}
    for actor in catalog.actors:
        for word in sorted(_wordings(actor)):
            other = owners.setdefault(word, actor)
            if other is not actor:
                yield f"actors: {actor.name}: {word!r} is also a name of {other.name}"


def _references(catalog: Catalog) -> Iterator[str]:
    names = catalog.names
    for actor in catalog.actors:
        places = [("side", actor.side), ("parent", actor.parent or actor.name)]
        places += [("member", member) for member in actor.members]
        places += [(f"role {role.title!r}", role.of) for role in actor.roles]
        for what, name in places:
            if name not in names:
                yield f"actors: {actor.name}: {what} of unknown actor {name!r}"


def _negotiation(catalog: Catalog, each: Negotiation) -> Iterator[str]:
    where = f"negotiations.yaml: {each.id}"
    issues = {issue.id for issue in catalog.issues}
    if each.since and each.until and each.until < each.since:
        yield f"{where}: dates reversed"
    for what, listed in (("party", each.parties), ("mediator", each.mediators)):
        for name in listed:
            if name not in catalog.names:
                yield f"{where}: {what} {name!r} is an unknown actor"
    pairs = () if isinstance(each.pair, bool) else each.pair
    for name in (*each.core, *(name for pair in pairs for name in pair)):
        if name not in each.parties:
            yield f"{where}: {name!r} of core or pair is none of its parties"
    if len(each.questions) > 6:
        yield f"{where}: {len(each.questions)} questions, six at most are wanted"
    for tag in each.issues:
        if tag not in issues:
            yield f"{where}: unknown issue {tag!r}"
    for question in each.questions:
        for tag in question.issues:
            if tag not in issues:
                yield f"{where}: {question.id}: unknown issue {tag!r}"
        for name in (*question.sides, *question.usually_for, *question.usually_against):
            if name not in catalog.names:
                yield f"{where}: {question.id}: side {name!r} is an unknown actor"
        for name in sorted(set(question.usually_for) & set(question.usually_against)):
            yield f"{where}: {question.id}: side {name!r} is both usually for and usually against"
        for act in question.acts:
            if act.type not in (*DEEDS, *get_args(MilestoneType)):
                yield f"{where}: {question.id}: unknown milestone type {act.type!r}"
            if act.status not in DEEDS.get(act.type, get_args(ReportStatus)):
                yield f"{where}: {question.id}: unknown milestone status {act.status!r}"
            if act.party and act.party not in catalog.names:
                yield f"{where}: {question.id}: party {act.party!r} is an unknown actor"


def _titles(catalog: Catalog) -> Iterator[str]:
    demonyms = {key(word) for actor in catalog.actors for word in actor.demonyms}
    for title in catalog.titles:
        own = {key(word) for word in (title.title, *title.also)}
        for word in sorted(own):
            cuts = [at for at, char in enumerate(word) if char == " "]
            if any(word[:at] in demonyms and word[at + 1 :] in own for at in cuts):
                yield f"titles.yaml: {title.title}: {word!r} has a country in it, without which it is found beside any"
        if title.bare and title.bare not in catalog.names:
            yield f"titles.yaml: {title.title}: bare is an unknown actor {title.bare!r}"
        if not 1 <= title.rank <= 5:
            yield f"titles.yaml: {title.title}: rank {title.rank} is not between 1 and 5"
