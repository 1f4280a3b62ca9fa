"""What rows keep of the alerts that were raised with them comes in; which alerts on an occurrence stand goes out."""

from __future__ import annotations

from collections.abc import Iterable

from services.milestones.domain.rows import Raised


class Alerted:
    """The alerts raised about each occurrence."""

    def __init__(self) -> None:
        self._raised: dict[str, dict[str, Raised]] = {}

    def add(self, occurrence: str, raised: Iterable[Raised]) -> None:
        """Take in what a row keeps; what is there already changes nothing."""
        self._raised.setdefault(occurrence, {}).update({each.id: each for each in raised})

    def forget(self, occurrence: str) -> None:
        """The occurrence is no more."""
        self._raised.pop(occurrence, None)

    def raised(self, occurrence: str) -> tuple[Raised, ...]:
        """All of an occurrence so far, in order."""
        return tuple(
            sorted(self._raised.get(occurrence, {}).values(), key=lambda each: (each.number, each.id))
        )

    def standing(self, occurrence: str) -> tuple[Raised, ...]:
        """Those raised since all before them were retracted."""
        known = self.raised(occurrence)
        # Of retractions in rows of older versions nobody knows what they came after.
        last = max((each.number for each in known if each.type == "parley.alert.retracted"), default=0)
        return tuple(each for each in known if each.number > last or not last)
