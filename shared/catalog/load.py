"""Loads the catalog from a folder of YAML files and checks it; raises one error that names every problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import msgspec

from shared.catalog import entries, parsing, source
from shared.catalog.catalog import Catalog
from shared.catalog.check import check
from shared.catalog.folding import key
from shared.catalog.model import Actor, Generic, Negotiation, Role, Title

E = TypeVar("E", bound=entries.Entry)


class CatalogError(Exception):
    """The catalog cannot be used; `problems` has one line for each mistake: file, key, what is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(f"catalog: {len(problems)} problem(s) to mend\n" + "\n".join(problems))
        self.problems = tuple(problems)


def load(path: Path | None = None) -> Catalog:
    """The catalog from `path` (default: the one shipped); raises CatalogError with all problems."""
    folder = path or Path(__file__).parent
    if not folder.is_dir():
        raise CatalogError(
            [f"{folder} is no folder; a catalog of your own begins as a copy of shared/catalog"]
        )
    problems: list[str] = []
    titles = {
        entry.title: entries.title(entry)
        for entry in _entries(folder / "titles.yaml", entries.TitleEntry, problems)
    }
    actors = [
        actor
        for file in sorted((folder / "actors").glob("*.yaml"))
        for actor in _actors(file, titles, problems)
    ]
    generics = _entries(folder / "generic.yaml", entries.GenericEntry, problems)
    actors += _generics(actors, generics)
    catalog = Catalog(
        actors=tuple(actors),
        issues=tuple(map(entries.issue, _entries(folder / "issues.yaml", entries.IssueEntry, problems))),
        negotiations=_negotiations(folder / "negotiations.yaml", problems),
        families=tuple(
            map(entries.family, _entries(folder / "publishers.yaml", entries.FamilyEntry, problems))
        ),
        titles=tuple(titles.values()),
        ambiguities=tuple(
            map(entries.ambiguity, _entries(folder / "ambiguities.yaml", entries.AmbiguityEntry, problems))
        ),
        venues=tuple(map(entries.venue, _venues(folder / "venues.yaml", problems))),
        generics=tuple(Generic(each.name, each.as_named, each.aliases) for each in generics),
    )
    problems += check(catalog)
    if problems:
        raise CatalogError(problems)
    return catalog


def _generics(actors: list[Actor], generics: list[entries.GenericEntry]) -> list[Actor]:
    """The common bodies of all countries, without wordings that the files give to an actor of their own."""
    taken = {
        key(word) for each in actors for word in (each.name, *each.aliases, *each.metonyms, *each.demonyms)
    }
    made = [entries.generic(each, actor) for actor in actors if actor.kind == "country" for each in generics]
    return [
        msgspec.structs.replace(each, aliases=tuple(word for word in each.aliases if key(word) not in taken))
        for each in made
        if key(each.name) not in taken
    ]


def _entries(path: Path, form: type[E], problems: list[str], data: source.Plain = None) -> list[E]:
    def tell(problem: str) -> None:
        problems.append(f"{path.name}: {problem}")

    rows = data if data is not None else source.read(path, tell)
    if not isinstance(rows, list):
        if rows is not None:
            tell("a list of entries is wanted")
        return []
    found: list[E] = []
    labels: list[str] = []
    for number, row in enumerate(rows, 1):
        label = _label(row, number)
        unknown = sorted(set(row) - set(form.__struct_fields__)) if isinstance(row, dict) else []
        for name in unknown:
            tell(f"{label}: unknown key {name!r}")
        try:
            known = (
                {name: value for name, value in row.items() if name not in unknown}
                if isinstance(row, dict)
                else row
            )
            found.append(msgspec.convert(known, form, strict=False))
        except msgspec.ValidationError as error:
            tell(f"{label}: {error}")
            continue
        labels.append(label)
    for before, after in pairwise(labels):
        if key(after) < key(before):
            tell(f"{after}: not sorted, belongs before {before}")
    return found


def _venues(path: Path, problems: list[str]) -> list[entries.VenueEntry]:
    """None if the file is missing: an own catalog may be a copy from before there was one."""
    return _entries(path, entries.VenueEntry, problems) if path.exists() else []


def _label(row: source.Plain, number: int) -> str:
    if isinstance(row, dict):
        for name in ("id", "name", "title", "word"):
            if isinstance(label := row.get(name), str):
                return label
    return f"entry {number}"


def _actors(path: Path, titles: Mapping[str, Title], problems: list[str]) -> list[Actor]:
    def tell(problem: str) -> None:
        problems.append(f"{path.parent.name}/{path.name}: {problem}")

    data = source.read(path, tell)
    if not isinstance(data, dict):
        tell("keys 'actors' and, where all share one, 'side' are wanted")
        return []
    for name in sorted(set(data) - {"side", "surname_first", "actors"}):
        tell(f"unknown key {name!r}")
    side = data.get("side")
    side = side if isinstance(side, str) else None
    first = data.get("surname_first") == "true"
    nested: list[str] = []
    rows = _entries(path, entries.ActorEntry, nested, data.get("actors") or [])
    problems += [f"{path.parent.name}/{line}" for line in nested]
    found = []
    for row in rows:
        own = row.side or side or ""
        roles = _attempt(row.name, [partial(parsing.role, line, own, titles) for line in row.roles], tell)
        found.append(entries.actor(row, side, tuple(_in_order(roles)), surname_first=first))
    return found


def _in_order(roles: list[Role]) -> list[Role]:
    return sorted(roles, key=lambda role: (role.since or date.min, role.title))


def _negotiations(path: Path, problems: list[str]) -> tuple[Negotiation, ...]:
    def tell(problem: str) -> None:
        problems.append(f"{path.name}: {problem}")

    found = []
    for row in _entries(path, entries.NegotiationEntry, problems):
        makers = [partial(entries.question, each) for each in row.questions]
        found.append(entries.negotiation(row, tuple(_attempt(row.id, makers, tell))))
    return tuple(found)


V = TypeVar("V")


def _attempt(label: str, makers: Sequence[Callable[[], V]], tell: source.Tell) -> list[V]:
    """The entries that could be made; the others are reported, so that one bad line does not hide the next."""
    made = []
    for make in makers:
        try:
            made.append(make())
        except ValueError as error:
            tell(f"{label}: {error}")
    return made
