"""A statement just placed comes in; the alerts that it raises go out: one of a kind, however many points it makes."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from services.statements.domain.alerts import raise_alert
from services.statements.domain.clusters import Alerted
from services.statements.domain.evidence import Raised, Told, ident_of, tellings_of
from services.statements.domain.importance import watched_of
from services.statements.domain.independence import independent
from services.statements.domain.index import Statements
from services.statements.domain.placing import sequence
from services.statements.domain.points import sentences
from services.statements.domain.policy import Policy
from services.statements.domain.retelling import again_in_article, told_already
from services.statements.domain.sayings import episode
from services.statements.domain.showing import shown
from shared.contracts import Alert, Statement, narrowed
from shared.contracts.alerts import AlertType

AT_ODDS: Final = frozenset({"parley.statement.denied", "parley.statement.contradicted"})
ONCE: Final = frozenset({"parley.statement.new", "parley.statement.reiterated"})
MANY: Final = 3
"""Independent publishers who make it news, whatever its words promise."""


def raised_by(
    told: Told, index: Statements, policy: Policy, now: datetime
) -> tuple[tuple[Alert, Raised], ...]:
    """The alerts, with what is kept of each for a later correction."""
    if not watched_of(told.statement, policy) or told.statement.said_days_ago > policy.fresh_days:
        return ()
    fresh = [t for t in tellings_of(told) if t.novelty not in ("background", "told_again")]
    found = [*_firsts(told, fresh, index, policy, now), *_reached(told, fresh, index, policy, now)]
    return tuple(
        (alert, raised)
        for alert, raised in found
        if alert.data.labels.importance >= policy.alert_importance
        and _wanted(alert, told, index, policy)
        and alert.id not in _known(index, alert.subject)
    )


def _wanted(alert: Alert, told: Told, index: Statements, policy: Policy) -> bool:
    """Whether a desk would want it: as its words promise, or because many tell it, or because sides are at odds."""
    if alert.type in AT_ODDS or alert.data.labels.publishers >= MANY:
        return True
    worth = told.statement.newsworthiness
    if alert.type in ONCE and worth < policy.again_in_article and again_in_article(told.statement, index):
        return False
    if worth < policy.outstanding:
        if alert.type == "parley.statement.new" and _talkative(told, index, policy):
            return False
        if alert.type == "parley.statement.corroborated" and not _known(index, alert.subject):
            # A second outlet follows a first alert; of what nobody was told of, a third makes news.
            return False
    cluster = index.clusters.get(alert.subject)
    tellings = [telling.statement for telling in cluster.tellings()] if cluster else []
    return max([worth, *(s.newsworthiness for s in tellings)]) >= policy.alert_newsworthiness


def _talkative(told: Told, index: Statements, policy: Policy) -> bool:
    """Whether people have heard the speaker on this matter often enough for now."""
    return index.remarks(told.statement, policy.remarks_window) >= policy.most_remarks


def _riddle(voice: Statement, policy: Policy) -> bool:
    """Whether nobody could tell from a headline what is meant, and it is not so outstanding as to be told anyhow."""
    return voice.newsworthiness < policy.outstanding and not shown(voice).clear


def _known(index: Statements, saying: str) -> dict[str, Alerted]:
    return index.clusters[saying].alerts if saying in index.clusters else {}


def _firsts(
    told: Told, fresh: Sequence[Told], index: Statements, policy: Policy, now: datetime
) -> Iterator[tuple[Alert, Raised]]:
    """Points that are new or said again stand together in one alert; a denial or contradiction stands alone."""
    kinds: dict[AlertType, list[Told]] = {}
    for point in fresh:
        if point.novelty != "corroborating":
            kinds.setdefault(_type(point), []).append(point)
    for type_, points in kinds.items():
        if type_ in ONCE and all(told_already(point.statement, index, policy) for point in points):
            continue
        first = points[0]
        linked = first.denies or first.contradicts
        if not linked and len(points) == len(told.points):
            voice = told.statement
        else:
            voice = _in_sentences(told, points[:1] if linked else points)
        if type_ in ONCE and _riddle(voice, policy):
            continue
        here = _here(first, voice, index, policy)
        alert = raise_alert(
            type_,
            voice,
            first.saying,
            here,
            len(independent(here, policy.copy_similarity)),
            policy,
            now,
            linked=_cited(first, index),
            linked_saying=linked,
        )
        cited = first.linked if linked else None
        yield alert, Raised(id=alert.id, type=type_, saying=first.saying, linked=cited)


def _cited(point: Told, index: Statements) -> Statement | None:
    """The very words that it contradicts or denies: others can have told the same saying before."""
    tellings = index.tellings(point.denies or point.contradicts or "")
    return next((telling.statement for telling in tellings if ident_of(telling) == point.linked), None)


def _type(point: Told) -> AlertType:
    if point.denies:
        return "parley.statement.denied"
    if point.contradicts:
        return "parley.statement.contradicted"
    return "parley.statement.reiterated" if point.novelty == "reiterated" else "parley.statement.new"


def _reached(
    told: Told, fresh: Sequence[Told], index: Statements, policy: Policy, now: datetime
) -> Iterator[tuple[Alert, Raised]]:
    """Of the points that a further publisher tells, the one that now has the most publishers."""
    found: list[tuple[int, Told, list[Statement], int, str]] = []
    for point in fresh:
        if point.novelty != "corroborating":
            continue
        here = _here(point, point.statement, index, policy)
        before, other_times = _told_here(point.saying, here, index, policy)
        again = here[0].id if other_times else ""
        here = [s for s in here if _one_voice(s, point.statement)]
        publishers = len(independent(here, policy.copy_similarity))
        reached = [k for k in policy.thresholds if k <= publishers]
        if reached and reached[-1] > max(before, default=0):
            found.append((reached[-1], point, here, publishers, again))
    if found:
        threshold, point, here, publishers, again = max(found, key=lambda each: each[0])
        voice = _in_sentences(told, [point])
        if publishers < MANY and _riddle(voice, policy):
            return
        alert = raise_alert(
            "parley.statement.corroborated", voice, point.saying, here, publishers, policy, now, threshold=threshold,
            again=again,
        )  # fmt: skip
        yield alert, Raised(id=alert.id, type=alert.type, threshold=threshold, saying=point.saying)


def _told_here(
    saying: str, here: Sequence[Statement], index: Statements, policy: Policy
) -> tuple[set[int], bool]:
    """Thresholds told of in this episode, and whether any were in another: what comes back is counted anew."""
    told = [a for a in _known(index, saying).values() if a.raised.type == "parley.statement.corroborated"]
    low, high = here[0].article.published_at - policy.window, here[-1].article.published_at + policy.window
    before = {each.raised.threshold for each in told if low <= each.at <= high}
    return before, any(not low <= each.at <= high for each in told)


def _one_voice(one: Statement, other: Statement) -> bool:
    """Whether it can be one person's words that both tell: two persons of a side who say alike bear nobody out."""
    persons = one.speaker_kind == other.speaker_kind == "person"
    return not persons or one.speaker == other.speaker


def _in_sentences(told: Told, points: Sequence[Told]) -> Statement:
    """The statement with the sentences that make these points: "a date is named" is not "a date is named, but …"."""
    statement = told.statement
    if not told.points:
        return statement
    wanted = [span for point in points for span in point.statement.spans]
    return narrowed(statement, sentences(statement.words, statement.spans, wanted) or wanted)


def _here(point: Told, voice: Statement, index: Statements, policy: Policy) -> list[Statement]:
    """The tellings of its saying in this episode, itself among them."""
    tellings = index.clusters[point.saying].tellings() if point.saying in index.clusters else []
    return sequence([*episode(tellings, voice.article.published_at, policy.window), voice])
