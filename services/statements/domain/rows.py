"""Defines the rows that the statements service keeps: a statement with what was decided about it, or a withdrawal."""

from datetime import datetime
from typing import Literal

import msgspec

from shared.contracts import Span, Statement, narrowed
from shared.contracts.alerts import AlertType
from shared.contracts.common import Value
from shared.contracts.statements import Novelty
from shared.processing import Row


class Raised(Value, frozen=True, kw_only=True):
    """An alert that this statement raised when it first came, as far as a later correction needs it."""

    id: str
    type: AlertType
    threshold: int = 1
    """The publishers that it told of, or the number that they had reached."""
    saying: str = ""
    """That it is about; empty in rows of old: the statement's own."""
    linked: str | None = None
    """The telling (ident) whose words it cites as those that are contradicted or denied."""
    shows: str = ""
    """A digest of the words that it shows for what publishers enough tell; empty in rows of old."""
    aside: bool = False
    """Whether it is for the record and people were not told."""


class Made(Value, frozen=True, kw_only=True):
    """What was decided about one of several points of a statement, as in StatementRow."""

    spans: tuple[Span, ...]
    saying: str
    novelty: Novelty
    contradicts: str | None = None
    denies: str | None = None
    linked: str | None = None
    """The telling (ident) of the saying that it denies, else contradicts, which it was compared with."""


class StatementRow(Value, frozen=True, kw_only=True, tag_field="kind", tag="told"):
    """A revision of a statement and the saying it was assigned to, once, when it came. With several points, `points`
    holds them all and the other fields describe the first."""

    statement: Statement
    saying: str
    novelty: Novelty
    known_at: datetime
    alerts: tuple[Raised, ...] = ()
    positions: tuple[tuple[str, str, str], ...] = ()
    """(question, side, position id) of the evidence passed on to the stances."""
    contradicts: str | None = None
    denies: str | None = None
    linked: str | None = None
    points: tuple[Made, ...] = ()


class Gone(Value, frozen=True, kw_only=True, tag_field="kind", tag="gone"):
    """A withdrawal, and the alerts it corrected or retracted."""

    id: str
    side: str
    revision: int
    known_at: datetime
    reason: Literal["revised", "withdrawn"]
    settled: tuple[str, ...] = ()
    lowered: tuple[str, ...] = ()
    """Alerts on publishers of whom fewer are left than they told of."""
    side_now: str | None = None
    """The side where the statement lives on."""


Kept = StatementRow | Gone


def key_of(value: Kept) -> str:
    """(evidence id, revision); a withdrawal has a key of its own, since it may come before what it withdraws."""
    if isinstance(value, Gone):
        return f"{value.id}@{value.revision}!"
    return f"{value.statement.id}@{value.statement.article.revision}"


def id_of(value: Kept) -> str:
    """The id of the statement that the row is about."""
    return value.id if isinstance(value, Gone) else value.statement.id


def rank_of(value: Kept) -> tuple[int, int]:
    """Of two rows on one statement, the one of higher rank holds; a withdrawal wins its revision."""
    if isinstance(value, Gone):
        return value.revision, 1
    return value.statement.article.revision, 0


def row_of(value: Kept) -> Row:
    """The row as it is stored; retention follows event time."""
    at = value.known_at if isinstance(value, Gone) else value.statement.article.published_at
    return Row(key_of(value), value, at)


def tellings_of(told: StatementRow) -> tuple[StatementRow, ...]:
    """Each point as a telling of its own."""
    if not told.points:
        return (told,)
    return tuple(
        StatementRow(
            statement=narrowed(told.statement, made.spans),
            saying=made.saying,
            novelty=made.novelty,
            known_at=told.known_at,
            contradicts=made.contradicts,
            denies=made.denies,
            linked=made.linked,
        )
        for made in told.points
    )


def bare(statement: Statement) -> Statement:
    """The statement without its article's fingerprint, as it leaves the service."""
    if not statement.article.fingerprint:
        return statement
    return msgspec.structs.replace(
        statement, article=msgspec.structs.replace(statement.article, fingerprint=())
    )


def in_time(told: StatementRow) -> tuple[datetime, str, tuple[Span, ...]]:
    """Sort key for tellings, by event time."""
    return told.statement.article.published_at, told.statement.id, told.statement.spans


def ident_of(value: Kept | Statement) -> str:
    """The statement within its side; a statement attributed to another side later gets another ident."""
    if isinstance(value, Statement):
        return f"{value.id}/{value.side}"
    return f"{id_of(value)}/{value.side if isinstance(value, Gone) else value.statement.side}"


def pointed(told: StatementRow) -> list[tuple[str, StatementRow]]:
    """Its tellings by key: the points of one statement can belong to several sayings."""
    tellings, ident = tellings_of(told), ident_of(told)
    return [(f"{ident}#{n}" if n else ident, telling) for n, telling in enumerate(tellings)]
