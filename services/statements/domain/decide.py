"""Decides what an observed or withdrawn statement leads to: rows to keep, alerts, and current values of sayings."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from services.statements.domain.amendments import amendments, unlinked
from services.statements.domain.assignment import assigned, moved, own_saying
from services.statements.domain.index import Statements
from services.statements.domain.new_alerts import raised_by
from services.statements.domain.polarity import turned_round
from services.statements.domain.policy import Policy
from services.statements.domain.positions import reported, withdrawn
from services.statements.domain.rows import (
    Gone,
    StatementRow,
    bare,
    ident_of,
    in_time,
    rank_of,
    row_of,
    tellings_of,
)
from services.statements.domain.saying_matching import borne_out
from services.statements.domain.sayings import current
from shared.contracts import Alert, Point, Statement, StatementWithdrawn, TrackedStatement
from shared.contracts.topics import ALERTS_STATEMENTS, POSITIONS_REPORTED, SAYINGS_CURRENT, STATEMENTS_TRACKED
from shared.processing import NOTHING, Event, Outcome


def observe(statement: Statement, index: Statements, policy: Policy, now: datetime) -> Outcome:
    """The outcome of a statement that is new in an article, or was moved by a later revision."""
    blank = StatementRow(statement=statement, saying="", novelty="new", known_at=now)
    if index.has(blank):
        return NOTHING
    known = index.latest.get(ident_of(statement))
    if known is not None and rank_of(known) >= rank_of(blank):
        saying = known.saying if isinstance(known, StatementRow) else own_saying(statement)
        return Outcome(rows=(row_of(msgspec.structs.replace(blank, saying=saying, novelty="told_again")),))
    if isinstance(known, StatementRow):
        if turned_round(known.statement, statement):
            return _turned(known, statement, index, policy, now)
        return _outcome(moved(known, statement, now), index, policy, (), positions_from=known)
    return _first_seen(statement, index, policy, now)


def _first_seen(
    statement: Statement, index: Statements, policy: Policy, now: datetime, before: StatementRow | None = None
) -> Outcome:
    told = assigned(statement, index, policy, now, founds_anew=before is not None)
    alerts = raised_by(told, index, policy, now)
    told = msgspec.structs.replace(told, alerts=tuple(raised for _, raised in alerts))
    return _outcome(told, index, policy, [alert for alert, _ in alerts], positions_from=before)


def _turned(
    known: StatementRow, statement: Statement, index: Statements, policy: Policy, now: datetime
) -> Outcome:
    """The outcome where an edit keeps the words and turns the verb ("rejected", now "backed"): what was said before is
    withdrawn and the statement assigned anew, the withdrawal being of the revision before."""
    gone = Gone(
        id=statement.id,
        side=statement.side,
        revision=statement.article.revision,
        known_at=now,
        reason="revised",
    )
    events, gone = _taken_back(known, gone, index, policy, now, instead=statement)
    then = _first_seen(statement, index, policy, now, before=known)
    row = msgspec.structs.replace(gone, revision=known.statement.article.revision)
    return Outcome(events=(*events, *then.events), rows=(row_of(row), *then.rows))


def _outcome(
    told: StatementRow,
    index: Statements,
    policy: Policy,
    alerts: Sequence[Alert],
    positions_from: StatementRow | None = None,
) -> Outcome:
    positions, messages = reported(told, positions_from)
    told = msgspec.structs.replace(told, positions=positions)
    events = [Event(STATEMENTS_TRACKED, _tracked(told))]
    tellings = tellings_of(told)
    for saying in dict.fromkeys(telling.saying for telling in tellings):
        after = [*index.tellings(saying, ident_of(told)), *(t for t in tellings if t.saying == saying)]
        after.sort(key=in_time)
        denied_by = index.links.denied_by(saying, ident_of(told))
        events.append(_value(saying, after, index, policy, denied_by=denied_by))
    for telling in tellings:
        denied = telling.denies
        if denied and (others := index.tellings(denied)):
            events.append(_value(denied, others, index, policy, denied_by=telling.saying))
    events += [Event(ALERTS_STATEMENTS, alert) for alert in alerts]
    events += [Event(POSITIONS_REPORTED, message) for message in messages]
    return Outcome(events=tuple(events), rows=(row_of(told),))


def _tracked(told: StatementRow, withdrawn: bool = False) -> TrackedStatement:
    return TrackedStatement(
        statement=bare(told.statement),
        saying=told.saying,
        novelty=told.novelty,
        points=tuple(Point(spans=p.spans, saying=p.saying, novelty=p.novelty) for p in told.points),
        withdrawn=withdrawn,
    )


def _value(
    saying: str,
    tellings: Sequence[StatementRow],
    index: Statements,
    policy: Policy,
    *,
    denied_by: str | None,
    last: Statement | None = None,
    without: str = "",
) -> Event:
    """The saying's current value, contradictions included, optionally without one statement (ident)."""
    against = ((t, each.statement) for t in tellings for each in index.tellings(t.contradicts or "", without))
    contradicts = next((t.contradicts for t, other in against if borne_out(t, other)), None)
    value = current(saying, tellings, policy, last=last, contradicts=contradicts, denied_by=denied_by)
    return Event(SAYINGS_CURRENT, value)


def withdraw(message: StatementWithdrawn, index: Statements, policy: Policy, now: datetime) -> Outcome:
    """The outcome of a statement that left its article or changed sides: what depended on it is corrected, or retracted
    if nothing else supports it."""
    gone = Gone(
        id=message.id,
        side=message.side,
        revision=message.revision,
        known_at=now,
        reason=message.reason,
        side_now=message.side_now,
    )
    if index.has(gone):
        return NOTHING
    known = index.latest.get(ident_of(gone))
    if not isinstance(known, StatementRow) or rank_of(known) >= rank_of(gone):
        return Outcome(rows=(row_of(gone),))
    # How a statement is tracked that another side has now, that side's partition tells, before this one or after.
    events = [] if gone.side_now else [Event(STATEMENTS_TRACKED, _tracked(known, withdrawn=True))]
    taken, gone = _taken_back(known, gone, index, policy, now)
    events += taken
    events += [Event(POSITIONS_REPORTED, m) for m in withdrawn(known, gone)]
    return Outcome(events=tuple(events), rows=(row_of(gone),))


def _taken_back(
    known: StatementRow,
    gone: Gone,
    index: Statements,
    policy: Policy,
    now: datetime,
    instead: Statement | None = None,
) -> tuple[list[Event], Gone]:
    """The sayings without the statement, the alerts that correct what depended on it, and the withdrawal that records
    them; `instead` is what the article says now."""
    ident = ident_of(known)
    events: list[Event] = []
    alerts: list[Alert] = []
    settled: list[str] = []
    lowered: list[str] = []
    own = {t.saying: t for t in reversed(tellings_of(known))}
    for saying, telling in own.items():
        left = index.tellings(saying, ident)
        denied_by = index.links.denied_by(saying, ident)
        value = _value(
            saying, left, index, policy, denied_by=denied_by, last=telling.statement, without=ident
        )
        events.append(value)
        amended, done, fewer = amendments(telling, gone, left, index, policy, now, instead)
        alerts += amended
        settled += done
        lowered += fewer
    for saying in _linked_with(known, index):
        if saying not in own and (left := index.tellings(saying, ident)):
            denied_by = index.links.denied_by(saying, ident)
            events.append(_value(saying, left, index, policy, denied_by=denied_by, without=ident))
    amended, done = unlinked(known, gone, index, policy, now, instead)
    alerts += amended
    settled += done
    events += [Event(ALERTS_STATEMENTS, alert) for alert in alerts]
    return events, msgspec.structs.replace(gone, settled=tuple(settled), lowered=tuple(lowered))


def _linked_with(known: StatementRow, index: Statements) -> list[str]:
    """Sayings that the statement denies or contradicts, and those that do the same to what it says."""
    found: list[str] = []
    for telling in tellings_of(known):
        found += filter(None, [telling.denies])
        found += (t.saying for t in index.links.against(telling.saying) if t.contradicts == telling.saying)
    return list(dict.fromkeys(found))
