"""Holds the live evidence of a partition by ledger row; the order in which rows arrive does not matter."""

from collections.abc import Iterator
from datetime import datetime

from services.stances.domain.evidence import (
    Dropped,
    Held,
    Kept,
    Moved,
    Noticed,
    Telling,
    key_of,
    rank_of,
    telling_of,
)
from services.stances.domain.turn import in_order
from shared.processing import Ages, Row

Place = tuple[str, str, str]
"""Side, negotiation, question."""


def place_of(held: Held) -> Place:
    """The (side's) ledger row that the evidence belongs to."""
    return held.position.side, held.position.negotiation, held.position.question


class Stances:
    """State of the service. A piece of evidence is forgotten as a whole, with its revisions and withdrawals."""

    def __init__(self) -> None:
        self._ages = Ages()
        self._kept: dict[str, dict[str, Kept]] = {}
        """Piece of evidence, or notice -> key of a row -> its value."""
        self._evidence: dict[Place, dict[Telling, Held]] = {}
        self._latest: dict[str, dict[str, Held | Dropped]] = {}
        """Evidence id -> who tells it -> what holds of that telling."""
        self.moved: dict[str, dict[str, Moved]] = {}
        """Ledger row id -> alert id -> what was told."""
        self.settled: set[str] = set()

    def has(self, value: Kept) -> bool:
        """Whether the row is already there."""
        return key_of(value) in self._kept.get(_unit(value), {})

    def add(self, row: Row) -> None:
        """Take a row in; one already there changes nothing."""
        value: Kept = row.value
        # Not the key under which it is stored: that of old rows does not say who tells the evidence.
        if self.has(value):
            return
        self._kept.setdefault(_unit(value), {})[key_of(value)] = value
        self._ages.add(_unit(value), row.key, row.at)
        self._take(value)

    def past(self, before: datetime) -> tuple[Row, ...]:
        """Rows to drop for evidence that is older."""
        return self._ages.rows(self._ages.past(before))

    def forget(self, key: str) -> None:
        """Drop the row of this key; a piece of evidence goes with its last row."""
        if (unit := self._ages.drop(key)) is None:
            return
        for known in self._latest.pop(unit, {}).values():
            if isinstance(known, Held):
                self._unlink(known)
        for value in self._kept.pop(unit).values():
            self._let_go(value)

    def known(self, telling: Telling) -> Held | Dropped | None:
        """The row that holds for a telling; a withdrawal without an origin covers all tellings of its evidence."""
        id, origin = telling
        of = self._latest.get(id, {})
        own, every = of.get(origin), of.get("")
        if isinstance(every, Dropped) and (own is None or rank_of(every) > rank_of(own)):
            return every
        return own

    def standing(self, telling: Telling) -> list[Held]:
        """The telling if it was not withdrawn; without an origin all tellings of that evidence that were not."""
        id, origin = telling
        found = [self.known((id, each)) for each in sorted(self._latest.get(id, {})) if origin in ("", each)]
        return [held for held in found if isinstance(held, Held)]

    def evidence(self, place: Place) -> list[Held]:
        """Live evidence on a ledger row, every telling of it, in event time."""
        found = self._evidence.get(place, {})
        return in_order(held for telling, held in found.items() if self.known(telling) is held)

    def places(self) -> Iterator[Place]:
        """Every ledger row with live evidence, sorted."""
        return iter(sorted(place for place, held in self._evidence.items() if held))

    def _take(self, value: Kept) -> None:
        if isinstance(value, Noticed):
            return
        for moved in value.moved:
            self.moved.setdefault(moved.row, {})[moved.alert] = moved
        self.settled.update(value.settled)
        id, origin = telling = telling_of(value)
        of = self._latest.setdefault(id, {})
        known = of.get(origin)
        if known is not None and rank_of(known) >= rank_of(value):
            return
        if isinstance(known, Held):
            self._unlink(known)
        of[origin] = value
        if isinstance(value, Held):
            self._evidence.setdefault(place_of(value), {})[telling] = value

    def _unlink(self, held: Held) -> None:
        of = self._evidence[place_of(held)]
        del of[telling_of(held)]
        if not of:
            del self._evidence[place_of(held)]

    def _let_go(self, value: Kept) -> None:
        """Remove everything that the row led to."""
        if isinstance(value, Noticed):
            return
        self.settled.difference_update(value.settled)
        for moved in value.moved:
            told = self.moved.get(moved.row, {})
            told.pop(moved.alert, None)
            if not told:
                self.moved.pop(moved.row, None)


def _unit(value: Kept) -> str:
    return value.alert if isinstance(value, Noticed) else telling_of(value)[0]
