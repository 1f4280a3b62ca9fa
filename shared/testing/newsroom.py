"""Builds what outlets report at an hour: statements, positions and steps, each in an article of its own."""

from typing import Any, Literal

from shared.contracts import (
    Evidence,
    MilestoneReported,
    MilestoneWithdrawn,
    PositionReported,
    PositionWithdrawn,
    Statement,
    StatementWithdrawn,
    ids,
)
from shared.testing.builders import a_report, a_statement, an_article_ref, an_evidence, at, reported


def a_statement_in(
    words: str,
    outlet: str,
    hours: float = 0,
    *,
    article: str | None = None,
    revision: int = 1,
    received: float | None = None,
    ref: dict[str, Any] | None = None,
    **other: Any,
) -> Statement:
    """A side's demand as an outlet reports it, so many hours after noon. `article` names its article, `ref` changes
    what else is known of that; `received` is later than it was published."""
    where = an_article_ref(
        article or f"{outlet}-{hours}",
        revision=revision,
        **{
            "outlet": outlet,
            "published_at": at(hours),
            "received_at": at(hours if received is None else received),
        }
        | (ref or {}),
    )
    return a_statement(words, article=where, **{"position": "demands"} | other)


def a_position_in(
    verdict: str,
    outlet: str,
    hours: float = 0,
    *,
    article: str | None = None,
    revision: int = 1,
    words: str | None = None,
    credits: tuple[str, ...] = (),
    **other: Any,
) -> PositionReported:
    """A president's own words on a truce as an outlet reports them, so many hours after noon; `verdict` is their
    answer, other arguments are as for a statement."""
    where = an_article_ref(
        article or f"{outlet}-{hours}",
        outlet=outlet,
        published_at=at(hours),
        revision=revision,
        credits=credits,
    )
    shown = words or f"words of {outlet} at {hours}"
    values: dict[str, Any] = {
        "side": "Russia",
        "negotiation": "ukraine",
        "question": "ukraine.truce",
        "verdict": verdict,
        "evidence": Evidence(article=where, spans=((0, len(shown)),), words=(shown,)),
        "speaker": "Vladimir Putin",
        "rank": 1,
        "direct": True,
        "strength": 2 if verdict in ("for", "against") else 1,
    } | other
    values.setdefault("id", ids.position_id(where.id, 0, values["side"], values["question"]))
    return PositionReported(**values)


def a_report_by(
    outlet: str = "Example Wire",
    hours: float = 0.0,
    words: str = "they will meet in Riyadh on Tuesday",
    *,
    article: str | None = None,
    revision: int = 1,
    received: float | None = None,
    **other: Any,
) -> MilestoneReported:
    """A meeting on 18 February as an outlet reports it, so many hours after noon; arguments as for a statement."""
    evidence = an_evidence(
        words,
        id=article or f"{outlet}-{hours}",
        outlet=outlet,
        published_at=at(hours),
        received_at=at(hours if received is None else received),
        revision=revision,
    )
    return reported(a_report(evidence=evidence, **{"date": "2025-02-18"} | other))


def withdrawn(
    value: Statement | PositionReported | MilestoneReported,
    hours: float,
    reason: Literal["revised", "withdrawn"] = "revised",
    revision: int = 2,
) -> StatementWithdrawn | PositionWithdrawn | MilestoneWithdrawn:
    """What takes the value back at that hour: its article has it no longer, or was itself withdrawn."""
    now = at(hours)
    match value:
        case Statement(id=id, side=side, article=article):
            return StatementWithdrawn(
                id=id, side=side, article=article.id, revision=revision, received_at=now, reason=reason
            )
        case PositionReported(id=id, side=side, origin_id=origin):
            return PositionWithdrawn(id=id, side=side, revision=revision, received_at=now, origin_id=origin)
        case MilestoneReported(report=report):
            return MilestoneWithdrawn(
                id=report.id,
                negotiation=report.negotiation,
                article=report.evidence.article.id,
                revision=revision,
                received_at=now,
                reason=reason,
            )
