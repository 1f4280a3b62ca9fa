"""A statement, observed or withdrawn, and what is known come in; what it means (rows, alerts, values) goes out."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from services.statements.domain.alerts import amend, quoted, raise_alert
from services.statements.domain.evidence import Gone, Raised, Told, bare, rank_of, row_of
from services.statements.domain.importance import watched_of
from services.statements.domain.independence import independent
from services.statements.domain.index import Statements, ident_of
from services.statements.domain.joining import contradicted, denied, join
from services.statements.domain.policy import Policy
from services.statements.domain.positions import reported, withdrawn
from services.statements.domain.sayings import current, episode
from shared.contracts import Alert, Statement, StatementWithdrawn, TrackedStatement, ids
from shared.contracts.alerts import AlertType
from shared.contracts.statements import Novelty
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
        told = msgspec.structs.replace(known, statement=statement, known_at=now, alerts=(), positions=())
        return _outcome(told, index, policy, (), positions_from=known)
    return _first_seen(statement, index, policy, now)


def _first_seen(statement: Statement, index: Statements, policy: Policy, now: datetime) -> Outcome:
    near = index.near(statement)
    match = join(
        statement,
        index.beside(statement, near),
        policy.viewer,
        policy.scorer,
        index.common,
    )
    saying = match.saying if match else ids.saying_id(statement.id)
    tellings = index.clusters[saying].tellings() if saying in index.clusters else []
    contradicts = contradicted(statement, near) if match is None else None
    denies = denied(statement, near)
    novelty = _novelty(statement, tellings, policy)
    told = Told(
        statement=statement,
        saying=saying,
        novelty=novelty,
        known_at=now,
        contradicts=contradicts,
        denies=denies if denies != saying else None,
    )
    alerts = _alerts(told, tellings, index, policy, now)
    raised = tuple(Raised(id=a.id, type=a.type, threshold=t) for a, t in alerts)
    return _outcome(msgspec.structs.replace(told, alerts=raised), index, policy, [a for a, _ in alerts])


def _novelty(statement: Statement, tellings: Sequence[Told], policy: Policy) -> Novelty:
    if statement.background:
        return "background"
    at = statement.article.published_at
    fresh = [t.statement for t in tellings if not t.statement.background]
    if not fresh:
        return "new"
    here = episode(tellings, at, policy.window)
    if not here:
        return "reiterated" if any(s.article.published_at < at for s in fresh) else "told_again"
    before = len(independent(here, policy.copy_similarity))
    after = len(independent(_in_time([*here, statement]), policy.copy_similarity))
    return "corroborating" if after > before else "told_again"


def _alerts(
    told: Told, tellings: Sequence[Told], index: Statements, policy: Policy, now: datetime
) -> list[tuple[Alert, int]]:
    statement = told.statement
    if told.novelty in ("background", "told_again") or not watched_of(statement, policy):
        return []
    here = _in_time([*episode(tellings, statement.article.published_at, policy.window), statement])
    publishers = len(independent(here, policy.copy_similarity))
    known = index.clusters[told.saying].alerts if told.saying in index.clusters else {}
    found: list[tuple[Alert, int]] = []
    if told.novelty == "corroborating":
        reached = [k for k in policy.thresholds if k <= publishers]
        raised = {r.threshold for r, _ in known.values() if r.type == "parley.statement.corroborated"}
        if reached and reached[-1] not in raised and reached[-1] > max(raised, default=0):
            alert = raise_alert(
                "parley.statement.corroborated", statement, told.saying, here, publishers, policy, now,
                threshold=reached[-1],
            )  # fmt: skip
            found.append((alert, reached[-1]))
    else:
        found.append((_first_alert(told, here, publishers, index, policy, now), 1))
    return [
        (alert, threshold)
        for alert, threshold in found
        if alert.data.labels.importance >= policy.alert_importance and alert.id not in known
    ]


def _first_alert(
    told: Told, here: Sequence[Statement], publishers: int, index: Statements, policy: Policy, now: datetime
) -> Alert:
    statement = told.statement
    if told.denies or told.contradicts:
        linked_saying = told.denies or told.contradicts or ""
        others = index.clusters[linked_saying].tellings()
        return raise_alert(
            "parley.statement.denied" if told.denies else "parley.statement.contradicted",
            statement, told.saying, here, publishers, policy, now,
            linked=others[0].statement if others else None, linked_saying=linked_saying,
        )  # fmt: skip
    return raise_alert(
        "parley.statement.reiterated" if told.novelty == "reiterated" else "parley.statement.new",
        statement, told.saying, here, publishers, policy, now,
    )  # fmt: skip


def _outcome(
    told: Told, index: Statements, policy: Policy, alerts: Sequence[Alert], positions_from: Told | None = None
) -> Outcome:
    positions, messages = reported(told, positions_from)
    told = msgspec.structs.replace(told, positions=positions)
    ident = ident_of(told)
    members = [*index.clusters[told.saying].tellings()] if told.saying in index.clusters else []
    after = [t for t in members if ident_of(t) != ident] + [told]
    after.sort(key=lambda t: (t.statement.article.published_at, t.statement.id))
    events = [
        Event(
            STATEMENTS_TRACKED,
            TrackedStatement(statement=bare(told.statement), saying=told.saying, novelty=told.novelty),
        ),
        Event(SAYINGS_CURRENT, current(told.saying, after, policy, denied_by=index.denied_by(told.saying))),
    ]
    if told.denies and told.denies in index.clusters and (others := index.clusters[told.denies].tellings()):
        events.append(Event(SAYINGS_CURRENT, current(told.denies, others, policy, denied_by=told.saying)))
    events += [Event(ALERTS_STATEMENTS, alert) for alert in alerts]
    events += [Event(POSITIONS_REPORTED, message) for message in messages]
    return Outcome(events=tuple(events), rows=(row_of(told),))


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
    cluster = index.clusters[known.saying]
    left = [t for t in cluster.tellings() if ident_of(t) != ident]
    alerts, settled = _amendments(known, gone, left, index, policy, now)
    saying = current(
        known.saying, left, policy, last=known.statement, denied_by=index.denied_by(known.saying)
    )
    tracked = TrackedStatement(
        statement=bare(known.statement), saying=known.saying, novelty=known.novelty, withdrawn=True
    )
    events = [Event(STATEMENTS_TRACKED, tracked), Event(SAYINGS_CURRENT, saying)]
    events += [Event(ALERTS_STATEMENTS, alert) for alert in alerts]
    events += [Event(POSITIONS_REPORTED, m) for m in withdrawn(known, gone)]
    return Outcome(events=tuple(events), rows=(row_of(msgspec.structs.replace(gone, settled=settled)),))


def _amendments(
    known: Told, gone: Gone, left: Sequence[Told], index: Statements, policy: Policy, now: datetime
) -> tuple[list[Alert], tuple[str, ...]]:
    fresh = [t.statement for t in left if not t.statement.background]
    was = len(independent(_in_time([*fresh, known.statement]), policy.copy_similarity))
    still = len(independent(fresh, policy.copy_similarity))
    ident = ident_of(known)
    alerts, settled = [], []
    for raised, by in sorted(index.clusters[known.saying].alerts.values(), key=lambda pair: pair[0].id):
        if raised.id in index.settled:
            continue
        type_: AlertType = "parley.alert.corrected" if fresh else "parley.alert.retracted"
        if not fresh:
            difference = _what_stands_now(known.statement, gone, index)
            settled.append(raised.id)
        elif raised.type == "parley.statement.corroborated":
            if not still < raised.threshold <= was:
                continue
            difference = (
                f"independent publishers: {was} before, {still} now; the alert told of {raised.threshold}"
            )
        elif by == ident:
            difference = _what_stands_now(known.statement, gone, index, fresh)
        else:
            continue
        alerts.append(
            amend(
                type_,
                raised.id,
                known.statement,
                known.saying,
                gone.revision,
                difference,
                fresh,
                still,
                policy,
                now,
            )
        )
    return alerts, tuple(settled)


def _what_stands_now(lost: Statement, gone: Gone, index: Statements, fresh: Sequence[Statement] = ()) -> str:
    """What the article says instead, else who still tells it, else that nobody does."""
    was = f"was: {quoted(lost)}"
    if gone.reason == "revised":
        instead = [
            t.statement
            for t in index.of_article(lost.article.id)
            if t.statement.article.revision == gone.revision and t.statement.speaker == lost.speaker
        ]
        instead.sort(
            key=lambda s: (abs(s.spans[0][0] - lost.spans[0][0]) if s.spans and lost.spans else 0, s.id)
        )
        if instead:
            return f"{was}; now: {quoted(instead[0])}"
    if fresh:
        return f"{was} ({lost.article.outlet}); still told by {', '.join(sorted({s.article.outlet for s in fresh}))}"
    how = "withdrawn by" if gone.reason == "withdrawn" else "no longer in the article of"
    return f"{was}; {how} {lost.article.outlet}"


def _in_time(statements: Sequence[Statement]) -> list[Statement]:
    return sorted(statements, key=lambda s: (s.article.published_at, s.id))
