"""The rows that the stances service keeps: evidence for a position, its withdrawal, and notices that time raised."""

from datetime import datetime

from shared.contracts import PositionReported
from shared.contracts.common import Value
from shared.processing import Row


class Moved(Value, frozen=True, kw_only=True):
    """An alert on a ledger row, as far as a later correction needs it."""

    alert: str
    row: str
    verdict: str
    """Where the row stood after the change: for, against, conditional, open."""
    rests_on: tuple[str, ...]
    """Ids of the evidence that carried the change."""


class Held(Value, frozen=True, kw_only=True, tag_field="kind", tag="held"):
    """A revision of a piece of evidence, and the alerts that were raised when it came."""

    position: PositionReported
    known_at: datetime
    moved: tuple[Moved, ...] = ()


class Dropped(Value, frozen=True, kw_only=True, tag_field="kind", tag="dropped"):
    """Evidence is gone; the alerts that were corrected or retracted because of it."""

    id: str
    side: str
    revision: int
    known_at: datetime
    settled: tuple[str, ...] = ()


class Noticed(Value, frozen=True, kw_only=True, tag_field="kind", tag="noticed"):
    """A silence that has been told; its key is the alert's id, so that it is told once."""

    alert: str
    row: str
    at: datetime


Kept = Held | Dropped | Noticed


def key_of(value: Kept) -> str:
    """(evidence id, revision); a withdrawal has a key of its own."""
    match value:
        case Held():
            return f"{value.position.id}@{value.position.evidence.article.revision}"
        case Dropped():
            return f"{value.id}@{value.revision}!"
        case Noticed():
            return value.alert


def rank_of(value: Held | Dropped) -> tuple[int, int]:
    """Of two values about one piece of evidence the one with the higher rank holds."""
    if isinstance(value, Dropped):
        return value.revision, 1
    return value.position.evidence.article.revision, 0


def row_of(value: Kept) -> Row:
    """As it is stored; retention goes by event time."""
    match value:
        case Held():
            at = value.position.evidence.article.published_at
        case Dropped():
            at = value.known_at
        case Noticed():
            at = value.at
    return Row(key_of(value), value, at)
