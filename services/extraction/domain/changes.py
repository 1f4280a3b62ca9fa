"""Works out which messages a new revision of an article calls for, given what its last revision said."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

import msgspec

from shared.contracts import (
    MilestoneReport,
    MilestoneReported,
    MilestoneWithdrawn,
    PositionReported,
    PositionWithdrawn,
    Statement,
    StatementObserved,
    StatementWithdrawn,
    codec,
    ids,
)


class Kept(msgspec.Struct, frozen=True):
    """What was sent: the message's id and key, and a digest of everything in it but the revision."""

    id: str
    key: str
    digest: str


class ReadArticle(msgspec.Struct, frozen=True, tag="read_article", tag_field="kind"):
    """What one revision of an article said; empty after a withdrawal."""

    article: str
    revision: int
    statements: tuple[Kept, ...] = ()
    reports: tuple[Kept, ...] = ()
    deeds: tuple[Kept, ...] = ()


def kept_statement(statement: Statement) -> Kept:
    """What to remember of a statement."""
    return Kept(statement.id, statement.side, _digest(statement, article=None))


def kept_report(report: MilestoneReport) -> Kept:
    """What to remember of one copy of a report."""
    bare = msgspec.structs.replace(report.evidence, article=None)
    return Kept(report.id, report.negotiation, _digest(report, evidence=bare))


def kept_deed(deed: PositionReported) -> Kept:
    """What to remember of a deed as evidence."""
    bare = msgspec.structs.replace(deed.evidence, article=None)
    return Kept(deed.id, deed.side, _digest(deed, evidence=bare))


def _digest(value: Any, **changes: Any) -> str:
    return ids.digest(codec.dumps(msgspec.structs.replace(value, **changes)).decode())


def observed(statements: Iterable[Statement], before: Iterable[Kept]) -> list[StatementObserved]:
    """Messages for statements that are new or have changed."""
    known = {(k.id, k.key): k.digest for k in before}
    return [
        StatementObserved(statement=s)
        for s in statements
        if known.get((s.id, s.side)) != kept_statement(s).digest
    ]


def reported(reports: Iterable[MilestoneReport], before: Iterable[Kept]) -> list[MilestoneReported]:
    """Messages for reports that are new or have changed."""
    known = {(k.id, k.key): k.digest for k in before}
    return [
        MilestoneReported(report=r)
        for r in reports
        if known.get((r.id, r.negotiation)) != kept_report(r).digest
    ]


def done(deeds: Iterable[PositionReported], before: Iterable[Kept]) -> list[PositionReported]:
    """Messages for deeds that are new or have changed."""
    known = {(k.id, k.key): k.digest for k in before}
    return [d for d in deeds if known.get((d.id, d.side)) != kept_deed(d).digest]


Reason = Literal["revised", "withdrawn"]


def withdrawn_statements(
    before: ReadArticle, now_kept: Iterable[Kept], revision: int, received_at: datetime, reason: Reason
) -> list[StatementWithdrawn]:
    """Messages for statements that are gone, or are another side's."""
    now_kept = tuple(now_kept)
    sides = {k.id: k.key for k in now_kept}
    return [
        StatementWithdrawn(
            id=k.id,
            side=k.key,
            article=before.article,
            revision=revision,
            received_at=received_at,
            reason=reason,
            side_now=sides.get(k.id),
        )
        for k in _gone(before.statements, now_kept)
    ]


def withdrawn_reports(
    before: ReadArticle, now_kept: Iterable[Kept], revision: int, received_at: datetime, reason: Reason
) -> list[MilestoneWithdrawn]:
    """Messages for reports that are gone."""
    return [
        MilestoneWithdrawn(
            id=k.id,
            negotiation=k.key,
            article=before.article,
            revision=revision,
            received_at=received_at,
            reason=reason,
        )
        for k in _gone(before.reports, now_kept)
    ]


def withdrawn_deeds(
    before: ReadArticle, now_kept: Iterable[Kept], revision: int, received_at: datetime
) -> list[PositionWithdrawn]:
    """Messages for deeds that are gone."""
    return [
        PositionWithdrawn(id=k.id, side=k.key, revision=revision, received_at=received_at, origin_id=k.id)
        for k in _gone(before.deeds, now_kept)
    ]


def _gone(before: Iterable[Kept], now_kept: Iterable[Kept]) -> list[Kept]:
    still = {(k.id, k.key) for k in now_kept}
    return [k for k in before if (k.id, k.key) not in still]
