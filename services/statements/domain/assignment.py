"""Assigns each point of a new statement to a saying, existing or new, and says how novel it is."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from services.statements.domain.independence import copied, independent
from services.statements.domain.index import Statements
from services.statements.domain.points import carried, points
from services.statements.domain.policy import Policy
from services.statements.domain.rows import Made, StatementRow, ident_of
from services.statements.domain.saying_matching import best_saying, contradicted, denied
from services.statements.domain.sayings import episode
from shared.contracts import Statement, ids, narrowed
from shared.contracts.statements import Novelty


def assigned(
    statement: Statement, index: Statements, policy: Policy, now: datetime, *, founds_anew: bool = False
) -> StatementRow:
    """The statement with the saying of each point; points are assigned independently of one another. `founds_anew`: it
    must found another saying than in its earlier revision."""
    since = statement.article.revision if founds_anew else 0
    spans = points(statement.words, statement.spans)
    if len(spans) == 1:
        made: tuple[Made, ...] = (_made(statement, own_saying(statement, since=since), index, policy),)
    else:
        made = tuple(
            _made(narrowed(statement, each), own_saying(statement, n, since), index, policy)
            for n, each in enumerate(spans)
        )
    first = made[0]
    return StatementRow(
        statement=statement,
        saying=first.saying,
        novelty=first.novelty,
        known_at=now,
        contradicts=first.contradicts,
        denies=first.denies,
        linked=first.linked,
        points=made if len(made) > 1 else (),
    )


def moved(known: StatementRow, statement: Statement, now: datetime) -> StatementRow:
    """The statement at its place in a later revision; every point stays in its saying and the alerts stay with it."""
    made: tuple[Made, ...] = ()
    if known.points:
        spans = points(statement.words, statement.spans)
        if len(spans) != len(known.points):
            was = known.statement.words, known.statement.spans
            to = statement.words, statement.spans
            spans = tuple(carried(point.spans, was, to) for point in known.points)
        if all(spans):
            made = tuple(
                msgspec.structs.replace(point, spans=each)
                for point, each in zip(known.points, spans, strict=True)
            )
    return msgspec.structs.replace(known, statement=statement, known_at=now, positions=(), points=made)


def own_saying(statement: Statement, number: int = 0, since: int = 0) -> str:
    """The id of the saying that a point founds; `since` is the revision that reversed its sense. Words given to another
    side found another saying."""
    founded = f"{ident_of(statement)}@{since}" if since else ident_of(statement)
    return ids.saying_id(f"{founded}#{number}" if number else founded)


def _made(point: Statement, founded: str, index: Statements, policy: Policy) -> Made:
    near, ident = index.near(point), ident_of(point)
    match = best_saying(
        point,
        index.beside(point, near),
        policy.viewer,
        policy.scorer,
        index.common,
        index.blocks.size(point.side),
    )
    saying = match.saying if match else founded
    tellings = index.tellings(saying, ident)
    denial_of = denied(point, near)
    if denial_of is not None and denial_of.saying == saying:
        denial_of = None
    opposite = contradicted(point, near) if match is None and denial_of is None else None
    linked = denial_of or opposite
    return Made(
        spans=point.spans,
        saying=saying,
        novelty=_novelty(point, tellings, policy),
        contradicts=opposite.saying if opposite else None,
        denies=denial_of.saying if denial_of else None,
        linked=ident_of(linked) if linked else None,
    )


def _novelty(statement: Statement, tellings: Sequence[StatementRow], policy: Policy) -> Novelty:
    if statement.background:
        return "background"
    at = statement.article.published_at
    fresh = [t.statement for t in tellings if not t.statement.background]
    if not fresh:
        return "new"
    here = episode(tellings, at, policy.window)
    if not here:
        earlier = [s for s in fresh if s.article.published_at < at]
        again = earlier and not copied(statement.article, earlier, policy.copy_similarity)
        return "reiterated" if again else "told_again"
    before = len(independent(here, policy.copy_similarity))
    after = len(independent(sequence([*here, statement]), policy.copy_similarity))
    return "corroborating" if after > before else "told_again"


def sequence(statements: Sequence[Statement]) -> list[Statement]:
    """The statements in event time."""
    return sorted(statements, key=lambda s: (s.article.published_at, s.id, s.spans))
