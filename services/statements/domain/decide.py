"""A statement, observed or withdrawn, and what is known come in; what it means (rows, alerts, values) goes out."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from services.statements.domain.amending import amendments
from services.statements.domain.evidence import Gone, Told, bare, rank_of, row_of, tellings_of
from services.statements.domain.index import Statements, ident_of, in_time
from services.statements.domain.placing import moved, placed
from services.statements.domain.policy import Policy
from services.statements.domain.positions import reported, withdrawn
from services.statements.domain.raising import raised_by
from services.statements.domain.sayings import current
from shared.contracts import Alert, Point, Statement, StatementWithdrawn, TrackedStatement, ids
from shared.contracts.topics import ALERTS_STATEMENTS, POSITIONS_REPORTED, SAYINGS_CURRENT, STATEMENTS_TRACKED
from shared.processing import NOTHING, Event, Outcome


def observe(statement: Statement, index: Statements, policy: Policy, now: datetime) -> Outcome:
    """A statement is new in an article, or has moved in a later revision."""
    blank = Told(statement=statement, saying="", novelty="new", known_at=now)
    if index.has(blank):
        return NOTHING
    known = index.latest.get(ident_of(statement))
    if known is not None and rank_of(known) >= rank_of(blank):
        saying = known.saying if isinstance(known, Told) else ids.saying_id(statement.id)
        return Outcome(rows=(row_of(msgspec.structs.replace(blank, saying=saying, novelty="told_again")),))
    if isinstance(known, Told):
        return _outcome(moved(known, statement, now), index, policy, (), positions_from=known)
    return _first_seen(statement, index, policy, now)


def _first_seen(statement: Statement, index: Statements, policy: Policy, now: datetime) -> Outcome:
    told = placed(statement, index, policy, now)
    alerts = raised_by(told, index, policy, now)
    told = msgspec.structs.replace(told, alerts=tuple(raised for _, raised in alerts))
    return _outcome(told, index, policy, [alert for alert, _ in alerts])


def _outcome(
    told: Told, index: Statements, policy: Policy, alerts: Sequence[Alert], positions_from: Told | None = None
) -> Outcome:
    positions, messages = reported(told, positions_from)
    told = msgspec.structs.replace(told, positions=positions)
    events = [Event(STATEMENTS_TRACKED, _tracked(told))]
    tellings = tellings_of(told)
    for saying in dict.fromkeys(telling.saying for telling in tellings):
        after = [*_without(told, saying, index), *(t for t in tellings if t.saying == saying)]
        after.sort(key=in_time)
        events.append(
            Event(SAYINGS_CURRENT, current(saying, after, policy, denied_by=index.denied_by(saying)))
        )
    for telling in tellings:
        denied = telling.denies
        if denied and denied in index.clusters and (others := index.clusters[denied].tellings()):
            events.append(Event(SAYINGS_CURRENT, current(denied, others, policy, denied_by=telling.saying)))
    events += [Event(ALERTS_STATEMENTS, alert) for alert in alerts]
    events += [Event(POSITIONS_REPORTED, message) for message in messages]
    return Outcome(events=tuple(events), rows=(row_of(told),))


def _tracked(told: Told, withdrawn: bool = False) -> TrackedStatement:
    return TrackedStatement(
        statement=bare(told.statement),
        saying=told.saying,
        novelty=told.novelty,
        points=tuple(Point(spans=p.spans, saying=p.saying, novelty=p.novelty) for p in told.points),
        withdrawn=withdrawn,
    )


def _without(told: Told, saying: str, index: Statements) -> list[Told]:
    """Tellings of the saying, this statement's left out."""
    ident = ident_of(told)
    members = index.clusters[saying].tellings() if saying in index.clusters else []
    return [telling for telling in members if ident_of(telling) != ident]


def withdraw(message: StatementWithdrawn, index: Statements, policy: Policy, now: datetime) -> Outcome:
    """A statement is gone from its article: what rested on it is corrected, or retracted if nothing else carries it."""
    gone = Gone(
        id=message.id, side=message.side, revision=message.revision, known_at=now, reason=message.reason
    )
    if index.has(gone):
        return NOTHING
    ident = ident_of(gone)
    known = index.latest.get(ident)
    if not isinstance(known, Told) or rank_of(known) >= rank_of(gone):
        return Outcome(rows=(row_of(gone),))
    events = [Event(STATEMENTS_TRACKED, _tracked(known, withdrawn=True))]
    alerts: list[Alert] = []
    settled: list[str] = []
    for saying, telling in {t.saying: t for t in reversed(tellings_of(known))}.items():
        left = _without(known, saying, index)
        value = current(saying, left, policy, last=telling.statement, denied_by=index.denied_by(saying))
        events.append(Event(SAYINGS_CURRENT, value))
        amended, done = amendments(telling, gone, left, index, policy, now)
        alerts += amended
        settled += done
    events += [Event(ALERTS_STATEMENTS, alert) for alert in alerts]
    events += [Event(POSITIONS_REPORTED, m) for m in withdrawn(known, gone)]
    row = row_of(msgspec.structs.replace(gone, settled=tuple(settled)))
    return Outcome(events=tuple(events), rows=(row,))
