"""Works out what changed since a day, and which side stood where on each question."""

from collections.abc import Container, Iterable, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from services.web.domain.wording import LIFE, stance, step
from shared.contracts import LedgerRow, Occurrence, Saying, StanceEntry, StanceReading


class Change(msgspec.Struct, frozen=True):
    """One line of "what changed since": when, what sort, in words, and where it leads."""

    at: datetime
    kind: Literal["stance", "milestone", "saying"]
    text: str
    link: str
    before: str | None = None
    after: str | None = None
    words: str | None = None
    told: bool = True
    """False for a step that no alert told of."""


class Cell(msgspec.Struct, frozen=True):
    """Where a side stands on a question: the current entry, and the number of entries before it."""

    row: LedgerRow
    entry: StanceEntry
    earlier: int
    also: tuple[str, ...] = ()
    """Persons of the side who stand where it stands; who stands elsewhere has a cell of their own."""
    rows: tuple[str, ...] = ()
    """Ids of the rows of those persons, to which changes lead."""


class Table(msgspec.Struct, frozen=True):
    """Sides × questions. `cells[question][side]`; the side's own row comes before those of single persons."""

    sides: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    cells: dict[str, dict[str, tuple[Cell, ...]]]


def table(rows: Iterable[LedgerRow], questions: Sequence[tuple[str, str]]) -> Table:
    """The stance table. `questions` (id, text) are the catalog's, in its order; further questions of the rows
    follow."""
    cells: dict[str, dict[str, list[Cell]]] = {}
    texts = dict(questions)
    sides: dict[str, int] = {}
    for row in sorted(rows, key=lambda r: (r.side, r.person or "", r.id)):
        if not row.history:
            continue
        texts.setdefault(row.question, row.question_text)
        sides[row.side] = sides.get(row.side, 0) + 1
        cell = Cell(row, row.history[-1], len(row.history) - 1)
        cells.setdefault(row.question, {}).setdefault(row.side, []).append(cell)
    return Table(
        tuple(sorted(sides, key=lambda s: (-sides[s], s))),
        tuple(texts.items()),
        {q: {side: _folded(found) for side, found in by_side.items()} for q, by_side in cells.items()},
    )


def _folded(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The side's own cell first; persons who agree with it are only named in it."""
    own = next((c for c in cells if c.row.person is None), None)
    if own is None:
        return tuple(cells)
    agree = [c for c in cells if c.row.person and c.entry.position == own.entry.position]
    named = msgspec.structs.replace(
        own,
        also=tuple(c.row.person for c in agree if c.row.person),
        rows=tuple(c.row.id for c in agree),
    )
    return (named, *(c for c in cells if c is not own and c not in agree))


def changes(
    rows: Iterable[LedgerRow],
    occurrences: Iterable[Occurrence],
    sayings: Iterable[Saying],
    since: datetime,
    told: Container[str],
) -> tuple[Change, ...]:
    """Everything that became known since, latest first, in the words of then. The first entry of a ledger row is a new
    position, later ones are moves. `told` has the ids of occurrences of which an alert told."""
    rows = tuple(rows)
    own = {
        (r.side, r.question, move.at, move.after) for r in rows if r.person is None for move in _readings(r)
    }
    found = [change for row in rows for change in _moves(row, since, own)]
    for each in occurrences:
        found += [
            Change(
                at=s.at,
                kind="milestone",
                text=f"{step(s.type).capitalize()} ({', '.join(each.parties)})",
                link=f"#{each.id}",
                before=LIFE[each.history[i - 1].status] if i else None,
                after=LIFE[s.status],
                words=s.words,
                told=each.id in told,
            )
            for i, s in enumerate(each.history)
            if s.at >= since
        ]
    found += [
        Change(at=s.first_said_at, kind="saying", text=s.speaker, link=f"/sayings/{s.id}", words=s.words)
        for s in sayings
        if s.first_said_at >= since and not s.retracted
    ]
    return tuple(sorted(found, key=lambda c: (c.at, c.kind, c.link, c.after or ""), reverse=True))


class _Reading(msgspec.Struct, frozen=True):
    """A position as it became known, what was known before it, and the words of then."""

    at: datetime
    before: int | None
    after: int
    words: str


def _readings(row: LedgerRow) -> list[_Reading]:
    """Each position of the row, and where an article that came later made it firmer."""
    found: list[_Reading] = []
    before = None
    for entry in row.history:
        at = entry.known_from
        reads: tuple[StanceReading | StanceEntry, ...] = (*entry.earlier, entry)
        for n, read in enumerate(reads):
            if n == 0 or read.position != before:
                found.append(_Reading(at, before, read.position, read.words))
            before = read.position
            if isinstance(read, StanceReading):
                at = read.known_until
    return found


def _moves(row: LedgerRow, since: datetime, own: set[tuple[str, str, datetime, int]]) -> list[Change]:
    """A person's move that is also the side's is listed once, as the side's."""
    who = f"{row.person} ({row.side})" if row.person else row.side
    return [
        Change(
            at=read.at,
            kind="stance",
            text=f"{who}: {row.question_text}",
            link=f"#{row.id}",
            before=None if read.before is None else stance(read.before),
            after=stance(read.after),
            words=read.words,
        )
        for read in _readings(row)
        if read.at >= since and not (row.person and (row.side, row.question, read.at, read.after) in own)
    ]
