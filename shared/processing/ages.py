"""Tracks how old the rows of an index are, so that whole units can be forgotten when they are past.

A unit is what is forgotten together: all revisions of an article, a statement with its withdrawal. It is as old as its
youngest row, so that a withdrawal never goes before what it withdraws.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import islice

from shared.processing.protocol import Row, forgotten

MOST_UNITS = 10_000
"""Forgotten at once; where more has piled up (the retention was shortened) the rest goes with the next ticks."""


class Ages:
    """A function of the set of units; ages count in days of UTC."""

    def __init__(self) -> None:
        self._unit: dict[str, str] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self._day: dict[str, int] = {}
        self._units: dict[int, set[str]] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._unit

    def add(self, unit: str, key: str, at: datetime) -> None:
        """The row `key`, of event time `at`, belongs to the unit."""
        if key not in self._unit:
            self._unit[key] = unit
            self._keys[unit] = (*self._keys.get(unit, ()), key)
        day = at.toordinal()
        if day > self._day.get(unit, 0):
            self._leave(unit)
            self._day[unit] = day
            self._units.setdefault(day, set()).add(unit)

    def drop(self, key: str) -> str | None:
        """Remove the row; the unit goes with its last one."""
        unit = self._unit.pop(key, None)
        if unit is None:
            return None
        self._keys[unit] = tuple(each for each in self._keys[unit] if each != key)
        if self._keys[unit]:
            return None
        del self._keys[unit]
        self._leave(unit)
        del self._day[unit]
        return unit

    def past(self, before: datetime) -> list[str]:
        """Units whose youngest row is from a day before that of `before`, the oldest first, at most `MOST_UNITS`."""
        days = sorted(day for day in self._units if day < before.toordinal())
        return list(islice((unit for day in days for unit in sorted(self._units[day])), MOST_UNITS))

    def reached(self, count: int, before: datetime) -> datetime | None:
        """Start of the latest day since which `count` units were young, of days before that of `before`; None if there
        are not so many: how far time has come by the word of more than a few."""
        found = 0
        for day in sorted((day for day in self._units if day < before.toordinal()), reverse=True):
            found += len(self._units[day])
            if found >= count:
                return datetime.fromordinal(day).replace(tzinfo=UTC)
        return None

    def rows(self, units: Iterable[str]) -> tuple[Row, ...]:
        """The rows that forget these units."""
        return tuple(forgotten(key) for unit in units for key in sorted(self._keys[unit]))

    def _leave(self, unit: str) -> None:
        day = self._day.get(unit)
        if day is None:
            return
        self._units[day].discard(unit)
        if not self._units[day]:
            del self._units[day]
