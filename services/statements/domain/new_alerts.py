"""Decides which alerts a newly assigned statement raises: at most one of each kind, however many points it makes."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from services.statements.domain.alert_history import alerts_on, was_alerted, was_told
from services.statements.domain.assignment import sequence
from services.statements.domain.corroboration import (
    MANY,
    Episodes,
    Voice,
    reached_by,
    told_first,
    told_of_number,
)
from services.statements.domain.first_alerts import first_alerts
from services.statements.domain.importance import watched_of
from services.statements.domain.index import Statements
from services.statements.domain.policy import Policy
from services.statements.domain.repeat_suppression import HEARD
from services.statements.domain.rows import Raised, StatementRow, ident_of, tellings_of
from services.statements.domain.sayings import episode
from shared.contracts import Alert, Statement

_TOLD_WITH: Final = "the first alert, of the same moment, tells as much"
_UNHEARD: Final = "the first alert on it is for the record, too"


def raised_by(
    told: StatementRow, index: Statements, policy: Policy, now: datetime
) -> tuple[tuple[Alert, Raised], ...]:
    """The alerts, each with what a later correction needs."""
    if told.statement.said_days_ago > policy.fresh_days:
        return ()
    fresh = [t for t in tellings_of(told) if t.novelty != "background"]
    episodes = _episodes(fresh, index, policy)
    watched = fresh if watched_of(told.statement, policy) else ()
    found: list[tuple[Alert, Raised]] = []
    beside: dict[str, Raised] = {}
    for alert, raised, points in first_alerts(told, watched, episodes, index, policy, now):
        found.append((alert, raised))
        beside |= {point.saying: raised for point in points}
    voice = reached_by(told, fresh, episodes, index, policy)
    if voice is not None:
        found += _counted(voice, beside.get(voice.point.saying), told, episodes, index, policy, now)
    return tuple(found)


def _counted(
    voice: Voice,
    first: Raised | None,
    told: StatementRow,
    episodes: Episodes,
    index: Statements,
    policy: Policy,
    now: datetime,
) -> Iterator[tuple[Alert, Raised]]:
    """The alert that so many publishers have it and, before it, the first one where nothing has been raised on the
    saying.

    Both are raised in whatever order the tellings came, so that who follows one type misses nothing; nobody is told
    twice, as what the first alert tells is an aside of the other."""
    saying, here = voice.point.saying, episodes[voice.point.saying]
    best = voice.worth(policy)
    known = first is not None or was_alerted(saying, here, index, policy)
    if not known and any(each.statement.said_days_ago > policy.fresh_days for each in voice.here):
        return
    # A second outlet follows a first alert; of what none was raised on, a third makes news.
    if voice.threshold < MANY and (
        best < policy.alert_newsworthiness or not (known or best >= policy.outstanding)
    ):
        return
    why = HEARD if voice.known else ""
    if not known:
        alert, raised = told_first(voice, told.statement, why, policy, now)
        if alert.id not in alerts_on(saying, index):
            first = raised
            yield alert, raised
    if first is not None and (first.threshold >= voice.threshold or (first.aside and voice.threshold < MANY)):
        why = why or _TOLD_WITH
    elif voice.threshold < MANY and best < policy.outstanding and not was_told(saying, here, index, policy):
        why = why or _UNHEARD
    alert, raised = told_of_number(voice, told.statement, why, policy, now)
    if alert.id not in alerts_on(saying, index):
        yield alert, raised


def _episodes(points: Iterable[StatementRow], index: Statements, policy: Policy) -> Episodes:
    """For each saying the tellings of this episode; computed once, as each kind of alert needs them."""
    found: dict[str, list[Statement]] = {}
    for point in points:
        if point.saying not in found:
            at = point.statement.article.published_at
            others = episode(index.tellings(point.saying, ident_of(point)), at, policy.window)
            found[point.saying] = sequence([*others, point.statement])
    return found
