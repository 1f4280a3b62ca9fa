"""The state of the stances service: live evidence by ledger row; a function of the set of rows."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from heapq import heappop, heappush

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
from services.stances.domain.ledger import in_order
from shared.contracts import ids
from shared.processing import Row

Place = tuple[str, str, str]
"""Side, negotiation, question."""


def place_of(held: Held) -> Place:
    """The ledger row (of the side) that the evidence belongs to."""
    return held.position.side, held.position.negotiation, held.position.question


class Stances:
    """See the module. Rows older than the retention before the newest are let go of."""

    def __init__(self, retention: timedelta) -> None:
        self._retention = retention
        self._newest: datetime | None = None
        self._ages: list[tuple[datetime, str, Kept]] = []
        self._rows: set[str] = set()
        self._evidence: dict[Place, dict[Telling, Held]] = {}
        self._latest: dict[str, dict[str, Held | Dropped]] = {}
        """Evidence id -> who tells it -> what holds of that telling."""
        self.moved: dict[str, dict[str, Moved]] = {}
        """Ledger row id -> alert id -> what was told."""
        self.settled: set[str] = set()

    def has(self, value: Kept) -> bool:
        """Whether the row is there already."""
        return key_of(value) in self._rows

    def add(self, row: Row) -> None:
        """Take a row in; one that is there changes nothing."""
        value: Kept = row.value
        # Not the key under which it is stored: that of old rows does not say who tells the evidence.
        key = key_of(value)
        if key in self._rows:
            return
        self._rows.add(key)
        if self._newest is None or row.at > self._newest:
            self._newest = row.at
        if row.at < self._newest - self._retention:
            return
        heappush(self._ages, (row.at, key, value))
        self._take(value)
        while self._ages and self._ages[0][0] < self._newest - self._retention:
            self._let_go(heappop(self._ages)[2])

    def known(self, telling: Telling) -> Held | Dropped | None:
        """What holds of a telling; a withdrawal that names none goes for all of its evidence."""
        id, origin = telling
        of = self._latest.get(id, {})
        own, every = of.get(origin), of.get("")
        if isinstance(every, Dropped) and (own is None or rank_of(every) > rank_of(own)):
            return every
        return own

    def told(self, telling: Telling) -> list[Held]:
        """The telling if it stands; without an origin all of that evidence that stand."""
        id, origin = telling
        found = [self.known((id, each)) for each in sorted(self._latest.get(id, {})) if origin in ("", each)]
        return [held for held in found if isinstance(held, Held)]

    def evidence(self, place: Place) -> list[Held]:
        """Live evidence on a row, every telling of it, in event time."""
        found = self._evidence.get(place, {})
        return in_order(held for telling, held in found.items() if self.known(telling) is held)

    def places(self) -> Iterator[Place]:
        """Every row with live evidence, sorted."""
        return iter(sorted(place for place, held in self._evidence.items() if held))

    def _take(self, value: Kept) -> None:
        if isinstance(value, Noticed):
            return
        if isinstance(value, Held):
            for moved in value.moved:
                self.moved.setdefault(moved.row, {})[moved.alert] = moved
        else:
            self.settled.update(value.settled)
        id, origin = telling = telling_of(value)
        of = self._latest.setdefault(id, {})
        known = of.get(origin)
        if known is not None and rank_of(known) >= rank_of(value):
            return
        if isinstance(known, Held):
            self._evidence[place_of(known)].pop(telling, None)
        of[origin] = value
        if isinstance(value, Held):
            self._evidence.setdefault(place_of(value), {})[telling] = value

    def _let_go(self, value: Kept) -> None:
        if isinstance(value, Noticed):
            return
        id, origin = telling = telling_of(value)
        if self._latest.get(id, {}).get(origin) is not value:
            return
        del self._latest[id][origin]
        if not self._latest[id]:
            del self._latest[id]
        if isinstance(value, Held):
            place = place_of(value)
            self._evidence[place].pop(telling, None)
            if not self._evidence[place]:
                del self._evidence[place]
                self.moved.pop(ids.ledger_id(*place), None)
