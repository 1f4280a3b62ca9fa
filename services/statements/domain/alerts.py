"""A statement, its saying and what became of it come in; alerts that people can read go out."""

from collections.abc import Sequence
from datetime import datetime

from services.statements.domain.attribution import attributed
from services.statements.domain.evidence import Raised
from services.statements.domain.importance import watched_of, weigh
from services.statements.domain.policy import Policy
from services.statements.domain.sayings import MOST_EVIDENCE, evidence_of, one_each
from services.statements.domain.showing import quoted, shown
from shared.contracts import Alert, Evidence, Labels, Statement, StatementAlert, ids
from shared.contracts.alerts import AlertType, Severity
from shared.processing.eventtime import came_late, told_at

_RULES: dict[AlertType, str] = {
    "parley.statement.new": "no saying of this side with the same message is known",
    "parley.statement.corroborated": "independent publishers have reached {threshold}",
    "parley.statement.reiterated": "said again after more than {window} days without it",
    "parley.statement.contradicted": "the same speaker said the opposite before, in the same words",
    "parley.statement.denied": "the side denies what it is reported to have said",
}
_AFTER_OTHERS = "the first words with which this message, told before, makes news"


def headline(type: AlertType, said: str, publishers: int) -> str:
    """One line: who said what, and what is the matter with it."""
    match type:
        case "parley.statement.corroborated":
            return f"{said} – now {publishers} publishers"
        case "parley.statement.reiterated":
            return f"Again, {said}"
        case "parley.statement.contradicted":
            return f"Against earlier words, {said}"
        case "parley.statement.denied":
            return f"Denial: {said}"
        case _:
            return said


def severity(importance: int) -> Severity:
    """How loud, by importance."""
    return (
        "critical"
        if importance >= 85
        else "warning"
        if importance >= 70
        else "notice"
        if importance >= 50
        else "info"
    )


def raise_alert(
    type: AlertType,
    statement: Statement,
    saying: str,
    tellings: Sequence[Statement],
    publishers: int,
    policy: Policy,
    now: datetime,
    *,
    threshold: int = 1,
    again: str = "",
    linked: Statement | None = None,
    linked_saying: str | None = None,
    last: Statement | None = None,
    after_others: bool = False,
) -> Alert:
    """The alert that `statement` raises, or `last` with the words of `statement`; `tellings` are those of the saying's
    episode that bear it out, it among them. `again`: what tells it from alerts on the same number in another episode,
    or that were taken back. `after_others`: whether the saying was told before."""
    link = type.rpartition(".")[2]
    importance, reasons = weigh(statement, publishers, policy, link=link)
    reached = (str(threshold), again) if again else (str(threshold),)
    trigger = reached if threshold > 1 else (statement.id, str(statement.article.revision))
    evidence = one_each(tellings) if threshold > 1 else _own_first(statement, tellings)
    if linked is not None:
        evidence = (evidence_of(statement), evidence_of(linked))
    rule = _AFTER_OTHERS if type == "parley.statement.new" and after_others else _RULES[type]
    told, article = shown(statement), (last or statement).article
    return Alert(
        id=ids.alert_id(type, saying, *trigger),
        type=type,
        subject=saying,
        time=told_at(article),
        data=StatementAlert(
            headline=headline(type, told.said, publishers),
            rule=rule.format(threshold=threshold, window=policy.window.days),
            evidence=evidence,
            labels=labels(statement, publishers, importance, link, policy, late=came_late(article, now)),
            known_at=now,
            before=attributed(linked, quoted(linked)) if linked is not None else None,
            after=attributed(statement, quoted(statement)) if linked is not None else None,
            reasons=reasons,
            saying=saying,
            statement=statement.id,
            speaker=statement.speaker,
            side=statement.side,
            words=" … ".join(statement.words),
            issues=statement.issues,
            position=statement.position,
            negotiations=statement.negotiations,
            publishers=publishers,
            linked=linked_saying,
            context=told.context,
        ),
    )


def _own_first(statement: Statement, tellings: Sequence[Statement]) -> tuple[Evidence, ...]:
    """Its own words, then those of the other publishers who tell the same."""
    others = [s for s in tellings if s.article.publisher != statement.article.publisher]
    return (evidence_of(statement), *one_each(others)[: MOST_EVIDENCE - 1])


def labels(
    statement: Statement, publishers: int, importance: int, status: str, policy: Policy, *, late: bool
) -> Labels:
    """What routes match on. A correction is never late: its event is that something turned out wrong."""
    watched = watched_of(statement, policy)
    return Labels(
        kind="statement",
        side=statement.side,
        negotiation=watched[0] if watched else "",
        issue=statement.issues[0] if statement.issues else "",
        severity=severity(importance),
        importance=importance,
        publishers=publishers,
        status=status,
        late=late,
    )


def amend(
    type: AlertType,
    superseded: Raised,
    statement: Statement,
    saying: str,
    revision: int,
    difference: str,
    tellings: Sequence[Statement],
    publishers: int,
    policy: Policy,
    now: datetime,
    *,
    lost: Statement | None = None,
    cited: Statement | None = None,
    stands: Statement | None = None,
) -> Alert:
    """A correction or retraction of the alert `superseded`, because `statement` is gone, and tells what `stands` in its
    place; or because the words that it cited beside it are `lost`, and other words can be `cited` or none."""
    gone, statement = statement, stands or statement
    importance, reasons = weigh(statement, publishers, policy)
    told = shown(statement, 160)
    said = told.said if lost is None else headline(superseded.type, told.said, publishers)
    evidence = one_each(tellings) or (evidence_of(statement),)
    word = "Retracted" if type == "parley.alert.retracted" else "Corrected"
    return Alert(
        id=ids.alert_id(type, saying, superseded.id, (lost or gone).id, str(revision)),
        type=type,
        subject=saying,
        time=now,
        data=StatementAlert(
            headline=f"{word}: {said}",
            rule="the article no longer carries the words on which the alert rested",
            evidence=evidence if cited is None else (*evidence, evidence_of(cited)),
            labels=labels(statement, publishers, importance, word.lower(), policy, late=False),
            known_at=now,
            before=attributed(cited, quoted(cited)) if cited is not None else None,
            after=attributed(statement, quoted(statement)) if cited is not None else None,
            supersedes=superseded.id,
            difference=difference,
            reasons=reasons,
            saying=saying,
            statement=statement.id,
            speaker=statement.speaker,
            side=statement.side,
            words=" … ".join(statement.words),
            issues=statement.issues,
            position=statement.position,
            negotiations=statement.negotiations,
            publishers=publishers,
            context=told.context,
        ),
    )
