"""Remembers which alerts were raised on each occurrence, and which of them still stand after retractions."""

from __future__ import annotations

from collections.abc import Iterable

from services.milestones.domain.rows import Raised


class RaisedAlerts:
    """The alerts raised about each occurrence."""

    def __init__(self) -> None:
        self._raised: dict[str, dict[str, Raised]] = {}

    def add(self, occurrence: str, raised: Iterable[Raised]) -> None:
        """Take in what a row keeps of its alerts; those already known change nothing."""
        self._raised.setdefault(occurrence, {}).update({each.id: each for each in raised})

    def forget(self, occurrence: str) -> None:
        """Drop an occurrence with all its alerts."""
        self._raised.pop(occurrence, None)

    def raised(self, occurrence: str) -> tuple[Raised, ...]:
        """Every alert raised on the occurrence so far, in order."""
        return tuple(
            sorted(self._raised.get(occurrence, {}).values(), key=lambda each: (each.number, each.id))
        )

    def standing(self, occurrence: str) -> tuple[Raised, ...]:
        """The alerts raised since the last retraction."""
        known = self.raised(occurrence)
        # Of retractions in rows of older versions nobody knows what they came after.
        last = max((each.number for each in known if each.type == "parley.alert.retracted"), default=0)
        return tuple(each for each in known if each.number > last or not last)
