"""Defines the rows that the stances service keeps: evidence for a position, its withdrawal, and notices of silence."""

from collections.abc import Sequence
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
    left: str = ""
    """Where the row stood before; empty in rows of old."""
    left_on: tuple[str, ...] = ()
    """Ids of the evidence for that."""


class Held(Value, frozen=True, kw_only=True, tag_field="kind", tag="held"):
    """A revision of a piece of evidence, the alerts it raised when it came, and those it retracted."""

    position: PositionReported
    known_at: datetime
    moved: tuple[Moved, ...] = ()
    settled: tuple[str, ...] = ()


class Dropped(Value, frozen=True, kw_only=True, tag_field="kind", tag="dropped"):
    """The withdrawal of a piece of evidence, the alerts it retracted, and those raised on what is left."""

    id: str
    side: str
    revision: int
    known_at: datetime
    settled: tuple[str, ...] = ()
    origin_id: str = ""
    """Empty in rows of old: whoever told it."""
    moved: tuple[Moved, ...] = ()


class Noticed(Value, frozen=True, kw_only=True, tag_field="kind", tag="noticed"):
    """A silence that was alerted; the alert's id is its key, so that it is alerted once."""

    alert: str
    row: str
    at: datetime


Kept = Held | Dropped | Noticed


Telling = tuple[str, str]
"""Ids of a piece of evidence and of the statement or report that tells it."""


def telling_of(value: Held | Dropped) -> Telling:
    """Which piece of evidence the row is about, and which statement or report it comes from."""
    if isinstance(value, Dropped):
        return value.id, value.origin_id
    return value.position.id, value.position.origin_id


def key_of(value: Kept) -> str:
    """(evidence id, origin, revision); a withdrawal has a key of its own."""
    if isinstance(value, Noticed):
        return value.alert
    id, origin = telling_of(value)
    revision, gone = rank_of(value)
    return f"{id}{'/' if origin else ''}{origin}@{revision}{'!' if gone else ''}"


def rank_of(value: Held | Dropped) -> tuple[int, int]:
    """Of two rows on one telling of a piece of evidence, the one of higher rank holds."""
    if isinstance(value, Dropped):
        return value.revision, 1
    return value.position.evidence.article.revision, 0


def once_each(evidence: Sequence[Held]) -> list[Held]:
    """Each piece of evidence once where several statements and reports carry it: an act before what is said of it, from
    the highest rank, direct before paraphrased, then the most certain, then the latest revision."""
    best: dict[str, Held] = {}
    for held in sorted(evidence, key=_weight):
        best.setdefault(held.position.id, held)
    return [held for held in evidence if best[held.position.id] is held]


def _weight(held: Held) -> tuple[bool, int, bool, float, int, str]:
    told = held.position
    said = told.origin == "statement"
    return said, told.rank, not told.direct, -told.confidence, -told.evidence.article.revision, told.origin_id


def row_of(value: Kept) -> Row:
    """The row as it is stored; retention follows event time. An edit's retractions are kept as long as the alert."""
    match value:
        case Held():
            at = value.position.evidence.article.published_at
            at = max(at, value.known_at) if value.settled else at
        case Dropped():
            at = value.known_at
        case Noticed():
            at = value.at
    return Row(key_of(value), value, at)
