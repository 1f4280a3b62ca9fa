"""A statement just placed comes in; the alerts that it raises go out: one of a kind, however many points it makes."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from services.statements.domain.agreeing import agreeing, nearest, publishers_of
from services.statements.domain.alerts import Cause, Subject, raise_alert
from services.statements.domain.evidence import Raised, StatementRow, ident_of, tellings_of
from services.statements.domain.heard import alerts_on, around, heard_of
from services.statements.domain.importance import watched_of
from services.statements.domain.independence import copied
from services.statements.domain.index import Statements
from services.statements.domain.placing import sequence
from services.statements.domain.policy import Policy
from services.statements.domain.reaching import MANY, Heres, in_sentences, reached_by, riddle
from services.statements.domain.retelling import again_in_article, told_already
from services.statements.domain.sayings import episode
from shared.contracts import Alert, Statement
from shared.contracts.alerts import AlertType

AT_ODDS: Final = frozenset({"parley.statement.denied", "parley.statement.contradicted"})
ONCE: Final = frozenset({"parley.statement.new", "parley.statement.reiterated"})
FIRST: Final = frozenset({"new", "reiterated"})


def raised_by(
    told: StatementRow, index: Statements, policy: Policy, now: datetime
) -> tuple[tuple[Alert, Raised], ...]:
    """The alerts, with what is kept of each for a later correction."""
    if told.statement.said_days_ago > policy.fresh_days:
        return ()
    fresh = [t for t in tellings_of(told) if t.novelty != "background"]
    heres = _heres(fresh, index, policy)
    watched = fresh if watched_of(told.statement, policy) else ()
    firsts, known = [], set[str]()
    for alert, raised, points in _firsts(told, watched, heres, index, policy, now):
        if _enough(alert, told, heres, index, policy):
            firsts.append((alert, raised))
            known.update(points)
    # A first alert tells how many have it: nobody is told twice at once of any point that it shows.
    left = [point for point in fresh if point.saying not in known]
    reached = reached_by(told, left, heres, index, policy, now)
    return (*firsts, *(each for each in reached if _enough(each[0], told, heres, index, policy)))


def _enough(alert: Alert, told: StatementRow, heres: Heres, index: Statements, policy: Policy) -> bool:
    """Whether it weighs enough, a desk would want it, and it was not raised before."""
    return (
        alert.data.labels.importance >= policy.alert_importance
        and _wanted(alert, told, heres, index, policy)
        and alert.id not in alerts_on(alert.subject, index)
    )


def _wanted(alert: Alert, told: StatementRow, heres: Heres, index: Statements, policy: Policy) -> bool:
    """Whether a desk would want it: as its words promise, or because many tell it, or because sides are at odds."""
    if alert.type in AT_ODDS or alert.data.labels.publishers >= MANY:
        return True
    if alert.type in ONCE and _said_enough(alert.type, told.statement, index, policy):
        return False
    here = heres[alert.subject]
    best = max(voice.newsworthiness for voice in here)
    # A second outlet follows a first alert; of what nobody was told of, a third makes news.
    follows = alert.type != "parley.statement.corroborated" or best >= policy.outstanding
    if not follows and not heard_of(alert.subject, here, index, policy):
        return False
    return best >= policy.alert_newsworthiness


def _said_enough(type_: AlertType, statement: Statement, index: Statements, policy: Policy) -> bool:
    """Whether people have heard the speaker on this matter often enough for now, in the article or in the last days."""
    worth = statement.newsworthiness
    if worth < policy.again_in_article and again_in_article(statement, index):
        return True
    if type_ != "parley.statement.new" or worth >= policy.outstanding:
        return False
    return index.remarks(statement, policy.remarks_window) >= policy.most_remarks


def _firsts(
    told: StatementRow,
    fresh: Sequence[StatementRow],
    heres: Heres,
    index: Statements,
    policy: Policy,
    now: datetime,
) -> Iterator[tuple[Alert, Raised, Collection[str]]]:
    """Points that are new or said again stand together in one alert; a denial or contradiction stands alone. What
    others have told before, and nobody heard of, is told with the first telling whose words make it news. Each alert
    comes with the sayings of all points that it shows."""
    kinds: dict[AlertType, list[StatementRow]] = {}
    for point in fresh:
        if point.novelty in FIRST or _left_untold(point, told, heres, index, policy):
            kinds.setdefault(_type(point, heres, index, policy), []).append(point)
    for type_, points in kinds.items():
        if type_ in ONCE and all(told_already(point.statement, index, policy) for point in points):
            continue
        first = points[0]
        linked = first.denies or first.contradicts
        shows = points[:1] if linked else points
        whole = not linked and len(points) == len(told.points)
        voice = told.statement if whole else in_sentences(told, shows)
        if type_ in ONCE and riddle(voice, policy):
            continue
        here = agreeing(first.statement, heres[first.saying], index, policy)
        others = len(heres[first.saying]) > 1
        alert = raise_alert(
            Cause(type=type_, linked=_cited(first, index), linked_saying=linked, after_others=others),
            Subject(
                statement=voice,
                saying=first.saying,
                tellings=nearest(here),
                publishers=publishers_of(here, policy),
            ),
            policy,
            now,
        )
        cited = first.linked if linked else None
        raised = Raised(id=alert.id, type=type_, saying=first.saying, linked=cited)
        yield alert, raised, {point.saying for point in shows}


def _cited(point: StatementRow, index: Statements) -> Statement | None:
    """The very words that it contradicts or denies: others can have told the same saying before."""
    tellings = index.tellings(point.denies or point.contradicts or "")
    return next((telling.statement for telling in tellings if ident_of(telling) == point.linked), None)


def _left_untold(
    point: StatementRow, told: StatementRow, heres: Heres, index: Statements, policy: Policy
) -> bool:
    """Whether its words alone make news what others told before, in this episode, without making it news. The article
    of another time once more makes none."""
    if told.statement.newsworthiness < policy.alert_newsworthiness:
        return False
    here = heres[point.saying]
    low, _ = around(here, policy)
    before = [t.statement for t in index.tellings(point.saying) if t.statement.article.published_at < low]
    if len(here) == 1 and copied(point.statement.article, before, policy.copy_similarity):
        return False
    return not heard_of(point.saying, here, index, policy)


def _type(point: StatementRow, heres: Heres, index: Statements, policy: Policy) -> AlertType:
    if point.denies:
        return "parley.statement.denied"
    if point.contradicts:
        return "parley.statement.contradicted"
    if point.novelty == "new":
        return "parley.statement.new"
    low, _ = around(heres[point.saying], policy)
    tellings = (telling.statement for telling in index.tellings(point.saying))
    before = any(not s.background and s.article.published_at < low for s in tellings)
    return "parley.statement.reiterated" if before else "parley.statement.new"


def _heres(points: Iterable[StatementRow], index: Statements, policy: Policy) -> Heres:
    """Found once: each kind of alert asks for them."""
    found: dict[str, list[Statement]] = {}
    for point in points:
        if point.saying not in found:
            at = point.statement.article.published_at
            others = episode(index.tellings(point.saying, ident_of(point)), at, policy.window)
            found[point.saying] = sequence([*others, point.statement])
    return found
