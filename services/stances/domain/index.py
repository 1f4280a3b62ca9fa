"""The state of the stances service: live evidence by ledger row; a function of the set of rows."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from heapq import heappop, heappush

from services.stances.domain.evidence import Dropped, Held, Kept, Moved, Noticed, key_of, rank_of
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
        self._evidence: dict[Place, dict[str, Held]] = {}
        self.latest: dict[str, Held | Dropped] = {}
        self.moved: dict[str, dict[str, Moved]] = {}
        """Ledger row id -> alert id -> what was told."""
        self.settled: set[str] = set()

    def has(self, value: Kept) -> bool:
        """Whether the row is there already."""
        return key_of(value) in self._rows

    def add(self, row: Row) -> None:
        """Take a row in; one that is there changes nothing."""
        value: Kept = row.value
        if row.key in self._rows:
            return
        self._rows.add(row.key)
        if self._newest is None or row.at > self._newest:
            self._newest = row.at
        if row.at < self._newest - self._retention:
            return
        heappush(self._ages, (row.at, row.key, value))
        self._take(value)
        while self._ages and self._ages[0][0] < self._newest - self._retention:
            self._let_go(heappop(self._ages)[2])

    def evidence(self, place: Place) -> list[Held]:
        """Live evidence on a row, in event time."""
        return in_order(self._evidence.get(place, {}).values())

    def places(self) -> Iterator[Place]:
        """Every row with live evidence, sorted."""
        return iter(sorted(place for place, held in self._evidence.items() if held))

    def _take(self, value: Kept) -> None:
        if isinstance(value, Noticed):
            return
        if isinstance(value, Held):
            for moved in value.moved:
                self.moved.setdefault(moved.row, {})[moved.alert] = moved
            id = value.position.id
        else:
            self.settled.update(value.settled)
            id = value.id
        known = self.latest.get(id)
        if known is not None and rank_of(known) >= rank_of(value):
            return
        if isinstance(known, Held):
            self._evidence[place_of(known)].pop(id, None)
        self.latest[id] = value
        if isinstance(value, Held):
            self._evidence.setdefault(place_of(value), {})[id] = value

    def _let_go(self, value: Kept) -> None:
        if isinstance(value, Noticed):
            return
        id = value.position.id if isinstance(value, Held) else value.id
        if self.latest.get(id) is not value:
            return
        del self.latest[id]
        if isinstance(value, Held):
            place = place_of(value)
            self._evidence[place].pop(id, None)
            if not self._evidence[place]:
                del self._evidence[place]
                self.moved.pop(ids.ledger_id(*place), None)
