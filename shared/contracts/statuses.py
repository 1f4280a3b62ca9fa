"""Groups the statuses of an occurrence by what they mean, for everyone who asks."""

from typing import Final

from shared.contracts.milestones import OccurrenceStatus

DONE: Final[frozenset[OccurrenceStatus]] = frozenset({"claimed", "happened"})
"""It is told to have been done, by one side or by those who saw it."""
DOUBTED: Final[frozenset[OccurrenceStatus]] = frozenset({"denied", "disputed"})
"""Somebody denies it."""
OFF: Final[frozenset[OccurrenceStatus]] = DOUBTED | {"cancelled"}
"""A plan that is not on; `scheduled` after one of these is on again."""
