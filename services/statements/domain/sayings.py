"""Sums up the tellings of a saying: its current value, its publishers, its episodes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.statements.domain.importance import weigh
from services.statements.domain.independence import independent
from services.statements.domain.policy import Policy
from services.statements.domain.rows import StatementRow, bare
from shared.contracts import Evidence, Saying, Statement

MOST_STATEMENTS = 50
MOST_EVIDENCE = 10


def evidence_of(statement: Statement) -> Evidence:
    """The words and where they stand, without the article's fingerprint."""
    plain = bare(statement)
    return Evidence(article=plain.article, spans=plain.spans, words=plain.words)


def episode(tellings: Sequence[StatementRow], at: datetime, window: timedelta) -> list[Statement]:
    """Fresh tellings (no background) linked to the moment without a gap longer than the window; in event time."""
    fresh = [t.statement for t in tellings if not t.statement.background]
    times = [s.article.published_at for s in fresh]
    low = high = at
    changed = True
    while changed:
        near = [t for t in times if low - window <= t <= high + window]
        changed = bool(near) and (min(near) < low or max(near) > high)
        low, high = min([low, *near]), max([high, *near])
    return [s for s in fresh if low <= s.article.published_at <= high]


def one_each(statements: Sequence[Statement]) -> tuple[Evidence, ...]:
    """The earliest evidence of each publisher."""
    first: dict[str, Statement] = {}
    for statement in statements:
        first.setdefault(statement.article.publisher, statement)
    return tuple(evidence_of(s) for s in list(first.values())[:MOST_EVIDENCE])


def current(
    id: str,
    tellings: Sequence[StatementRow],
    policy: Policy,
    *,
    last: Statement | None = None,
    contradicts: str | None = None,
    denied_by: str | None = None,
) -> Saying:
    """The saying's value; `last` stands in for it, retracted, when no telling is left."""
    statements = [t.statement for t in tellings] or ([last] if last is not None else [])
    fresh = [s for s in statements if not s.background] or statements
    chief = fresh[0]
    times = [s.article.published_at for s in statements]
    publishers = independent(fresh, policy.copy_similarity) if tellings else ()
    importance, reasons = weigh(
        chief, len(publishers), policy, link="contradicted" if contradicts else "denied" if denied_by else ""
    )
    return Saying(
        id=id,
        side=chief.side,
        speaker=chief.speaker,
        words=" … ".join(chief.words),
        issues=chief.issues,
        position=chief.position,
        negotiations=tuple(sorted({n for s in statements for n in s.negotiations})),
        first_said_at=min(times),
        last_said_at=max(times),
        publishers=publishers,
        articles=len({s.article.id for s in statements}) if tellings else 0,
        statements=tuple(dict.fromkeys(s.id for s in statements))[:MOST_STATEMENTS] if tellings else (),
        evidence=one_each(fresh) if tellings else (),
        importance=importance,
        reasons=reasons,
        contradicts=contradicts,
        denied_by=denied_by,
        retracted=not tellings,
    )
