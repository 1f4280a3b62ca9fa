"""Raises the first alerts on points of a statement: new or reiterated ones together, each denial and contradiction
alone.

That ever more publishers have a point is told in `corroboration`.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from services.statements.domain.alert_history import alert_window, alerts_on, was_alerted
from services.statements.domain.alerts import Cause, Subject, raise_alert
from services.statements.domain.corroboration import MANY, Episodes, in_sentences, is_obscure
from services.statements.domain.importance import watched_of
from services.statements.domain.independence import copied
from services.statements.domain.index import Statements
from services.statements.domain.policy import Policy
from services.statements.domain.repeat_suppression import HEARD, again_in_article, recently_alerted
from services.statements.domain.rows import Raised, StatementRow, ident_of
from services.statements.domain.supporting_tellings import (
    Agreeing,
    agreeing,
    nearest,
    publishers_of,
    supporting,
)
from shared.contracts import Alert, Statement
from shared.contracts.alerts import AlertType

_AT_ODDS: Final = frozenset({"parley.statement.denied", "parley.statement.contradicted"})
_ONCE: Final = frozenset({"parley.statement.new", "parley.statement.reiterated"})
_FIRST: Final = frozenset({"new", "reiterated"})
_MORE: Final = "other words of this speaker on this matter were told, in this article or lately"


def first_alerts(
    told: StatementRow,
    fresh: Sequence[StatementRow],
    episodes: Episodes,
    index: Statements,
    policy: Policy,
    now: datetime,
) -> Iterator[tuple[Alert, Raised, Sequence[StatementRow]]]:
    """Alerts on points new or reiterated (together in one) and on denials and contradictions (each alone), with the
    points shown. A point that others made before without an alert is included once its words alone make news."""
    kinds: dict[AlertType, list[StatementRow]] = {}
    for point in fresh:
        if point.novelty in _FIRST or _left_untold(point, told, episodes, index, policy):
            kinds.setdefault(_type(point, episodes, index, policy), []).append(point)
    for type_, points in kinds.items():
        first = points[0]
        linked = first.denies or first.contradicts
        shows = points[:1] if linked else points
        whole = not linked and len(points) == len(told.points)
        voice = told.statement if whole else in_sentences(told, shows)
        if type_ in _ONCE and is_obscure(voice, policy):
            continue
        here = _most_supported(told, shows, episodes, index, policy)
        publishers = publishers_of(here, policy)
        why = _aside(type_, told.statement, points, publishers, index, policy)
        alert = raise_alert(
            Cause(
                type=type_,
                linked=_cited(first, index),
                linked_saying=linked,
                after_others=len(episodes[first.saying]) > 1,
                aside=why,
            ),
            Subject(statement=voice, saying=first.saying, tellings=nearest(here), publishers=publishers),
            policy,
            now,
        )
        cited = first.linked if linked else None
        raised = Raised(
            id=alert.id,
            type=type_,
            threshold=max(1, publishers),
            saying=first.saying,
            linked=cited,
            aside=bool(why),
        )
        if _is_news(alert, episodes, index, policy):
            yield alert, raised, shows


def _is_news(alert: Alert, episodes: Episodes, index: Statements, policy: Policy) -> bool:
    """Whether a first alert is important enough, makes news by its words or its publishers, and was not raised
    before."""
    if alert.data.labels.importance < policy.alert_importance or alert.id in alerts_on(alert.subject, index):
        return False
    if alert.type in _AT_ODDS or alert.data.labels.publishers >= MANY:
        return True
    watched = (each for each in episodes[alert.subject] if watched_of(each, policy))
    return max((each.newsworthiness for each in watched), default=0.0) >= policy.alert_newsworthiness


def _aside(
    type_: AlertType,
    statement: Statement,
    points: Sequence[StatementRow],
    publishers: int,
    index: Statements,
    policy: Policy,
) -> str:
    """Why people need not be told of these points; empty if they are to be."""
    if type_ in _ONCE and publishers < MANY and _said_enough(type_, statement, index, policy):
        return _MORE
    return HEARD if _retold(type_, points, index, policy) else ""


def _said_enough(type_: AlertType, statement: Statement, index: Statements, policy: Policy) -> bool:
    """Whether people have had enough remarks of this speaker on this issue, in the article or lately."""
    worth = statement.newsworthiness
    if worth < policy.again_in_article and again_in_article(statement, index):
        return True
    if type_ != "parley.statement.new" or worth >= policy.outstanding:
        return False
    return index.remarks(statement, policy.remarks_window) >= policy.most_remarks


def _retold(type_: AlertType, points: Iterable[StatementRow], index: Statements, policy: Policy) -> bool:
    """Whether a first alert would mostly tell, by its words, what was told lately in others."""
    if type_ not in _ONCE:
        return False
    lengths = {True: 0, False: 0}
    for point in points:
        lengths[recently_alerted(point.statement, index, policy)] += sum(map(len, point.statement.words))
    return lengths[True] >= lengths[False]


def _most_supported(
    told: StatementRow, shows: Sequence[StatementRow], episodes: Episodes, index: Statements, policy: Policy
) -> list[Agreeing]:
    """The tellings of the point that most publishers have."""
    each = (
        supporting(
            in_sentences(told, [point]),
            agreeing(point.statement, episodes[point.saying], index, policy),
            index,
            policy,
        )
        for point in shows
    )
    return max(each, key=lambda here: publishers_of(here, policy))


def _cited(point: StatementRow, index: Statements) -> Statement | None:
    """The very words that it contradicts or denies; others may have reported them earlier."""
    tellings = index.tellings(point.denies or point.contradicts or "")
    return next((telling.statement for telling in tellings if ident_of(telling) == point.linked), None)


def _left_untold(
    point: StatementRow, told: StatementRow, episodes: Episodes, index: Statements, policy: Policy
) -> bool:
    """Whether its words alone make news of a point that others made in this episode without raising an alert. A reprint
    from another time does not."""
    if told.statement.newsworthiness < policy.alert_newsworthiness:
        return False
    here = episodes[point.saying]
    low, _ = alert_window(here, policy)
    before = [t.statement for t in index.tellings(point.saying) if t.statement.article.published_at < low]
    if len(here) == 1 and copied(point.statement.article, before, policy.copy_similarity):
        return False
    return not was_alerted(point.saying, here, index, policy)


def _type(point: StatementRow, episodes: Episodes, index: Statements, policy: Policy) -> AlertType:
    if point.denies:
        return "parley.statement.denied"
    if point.contradicts:
        return "parley.statement.contradicted"
    if point.novelty == "new":
        return "parley.statement.new"
    low, _ = alert_window(episodes[point.saying], policy)
    tellings = (telling.statement for telling in index.tellings(point.saying))
    before = any(not s.background and s.article.published_at < low for s in tellings)
    return "parley.statement.reiterated" if before else "parley.statement.new"
