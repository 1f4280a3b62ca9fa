"""Builds what outlets report at an hour: statements and steps, each in an article of its own, and their withdrawals."""

from typing import Any

from shared.contracts import MilestoneReported, MilestoneWithdrawn, Statement, StatementWithdrawn
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
    value: Statement | MilestoneReported, hours: float, reason: str = "revised", revision: int = 2
) -> Any:
    """The withdrawal of a statement or report: its article has it no longer, or was itself withdrawn."""
    common: dict[str, Any] = {"revision": revision, "received_at": at(hours), "reason": reason}
    if isinstance(value, Statement):
        return StatementWithdrawn(id=value.id, side=value.side, article=value.article.id, **common)
    report = value.report
    article = report.evidence.article.id
    return MilestoneWithdrawn(id=report.id, negotiation=report.negotiation, article=article, **common)
