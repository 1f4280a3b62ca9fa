"""Lists every string to look for in text, with what each may mean in the catalog."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from shared.catalog.catalog import Catalog
from shared.catalog.folding import fold
from shared.catalog.model import Actor, Via

_SMALL = frozenset({"of", "for", "the", "and", "to", "in", "on", "de", "at"})


class Meaning(msgspec.Struct, frozen=True):
    """What a string may mean: one actor by name, several persons by surname, a title, a body that each country has."""

    actor: Actor | None = None
    via: Via = "name"
    surname: tuple[Actor, ...] = ()
    title: str | None = None
    generic: str | None = None
    common: bool = False
    """A body's name without its country, which the bodies of other countries have, too ("Congress")."""


class Hit(msgspec.Struct, frozen=True):
    """Where one of the strings occurs in a folded text."""

    start: int
    end: int
    meaning: Meaning


def meanings(catalog: Catalog) -> Mapping[str, Meaning]:
    """All strings, folded but with their case, each with its meaning."""
    found: dict[str, Meaning] = {}
    for word, actor, via in _named(catalog):
        common = actor.kind == "body" and _is_common(word, actor, catalog)
        for form in _cases(fold(word)):
            found.setdefault(form, Meaning(actor, via, common=common))
    for form, actors in _surnames(catalog).items():
        known = found.get(form, Meaning())
        if known.actor is None:
            found[form] = Meaning(surname=actors)
    for phrase, title in _titles(catalog):
        # With a name in it, as it is written only where it needs no country beside it: else it would hide that name.
        written = {phrase} if title in catalog.bare_titles else set()
        for form in _title_cases(phrase) | written:
            found[form] = msgspec.structs.replace(found.get(form, Meaning()), title=title)
    for each in catalog.generics:
        for phrase in (each.name, *each.aliases):
            for form in _title_cases(fold(phrase)):
                found[form] = msgspec.structs.replace(found.get(form, Meaning()), generic=each.as_named)
    return found


def _named(catalog: Catalog) -> Iterator[tuple[str, Actor, Via]]:
    made = {actor.name for actor in catalog.actors if actor.kind == "country"}
    as_named = tuple(each.as_named for each in catalog.generics)
    for actor in catalog.actors:
        if actor.kind == "body" and actor.parent in made and _is_generic(actor, as_named, catalog):
            continue  # found by its country and the common word, not by a string for each country
        yield actor.name, actor, "name"
        for word in actor.aliases:
            yield word, actor, "alias"
        for word in actor.metonyms:
            yield word, actor, "metonym"
        for word in actor.demonyms:
            yield word, actor, "demonym"
            if word.endswith(("an", "i", "n")) and len(word) > 3:
                yield word + "s", actor, "demonym"


def _is_generic(actor: Actor, as_named: tuple[str, ...], catalog: Catalog) -> bool:
    country = catalog.names[actor.parent or ""]
    demonym = country.demonyms[0] if country.demonyms else country.name
    return any(form.format(country=country.name, demonym=demonym) == actor.name for form in as_named)


def _is_common(word: str, actor: Actor, catalog: Catalog) -> bool:
    """Whether its name also works after a country's: a name that needs no country is nobody else's."""
    country = catalog.names.get(catalog.canonical_party(actor.name))
    if country is None or country.kind != "country":
        return False
    whose = (country.name, *country.aliases, *country.demonyms)
    full = {f"{each}{ending} {word}" for each in whose for ending in ("", "'s")}
    return not full.isdisjoint((actor.name, *actor.aliases))


def _surnames(catalog: Catalog) -> Mapping[str, tuple[Actor, ...]]:
    found: dict[str, list[Actor]] = {}
    for actor in catalog.actors:
        for word in {fold(word) for word in actor.surnames}:
            for form in {word, word[:1].upper() + word[1:], word.upper()} if len(word) > 3 else {word}:
                found.setdefault(form, []).append(actor)
    return {form: tuple(actors) for form, actors in found.items()}


def _titles(catalog: Catalog) -> Iterator[tuple[str, str]]:
    for title in catalog.titles:
        for phrase in (title.title, *title.also):
            yield fold(phrase), phrase


def _cases(word: str) -> set[str]:
    """The word as it stands and in capitals; a short one only as it stands ("US" is not "us")."""
    return {word, word.upper()} if len(word) > 4 and not word.isupper() else {word}


def _title_cases(phrase: str) -> set[str]:
    small = " ".join(word if word.isupper() else word.lower() for word in phrase.split())
    big = " ".join(word if word in _SMALL else word[:1].upper() + word[1:] for word in small.split())
    hyphens = re.sub(r"(?<=[a-z])-([a-z])", lambda match: "-" + match[1].upper(), big)
    return {small, small[:1].upper() + small[1:], big, hyphens}
