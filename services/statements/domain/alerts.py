"""Builds the alert on a statement, with headline, evidence, importance and labels. Whether to raise one is decided
elsewhere."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from services.statements.domain.attribution import attributed
from services.statements.domain.headline_text import quoted, shown
from services.statements.domain.importance import watched_of, weigh
from services.statements.domain.policy import Policy
from services.statements.domain.rows import Raised
from services.statements.domain.sayings import MOST_EVIDENCE, evidence_of, one_each
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
_BY_NUMBER = "the number of independent publishers, {publishers}, makes it news, and no alert has told of it"


def headline(type: AlertType, said: str, publishers: int) -> str:
    """One line: who said what, and why it matters."""
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
    """The severity label for an importance."""
    return (
        "critical"
        if importance >= 85
        else "warning"
        if importance >= 70
        else "notice"
        if importance >= 50
        else "info"
    )


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """Why an alert is raised."""

    type: AlertType
    threshold: int = 1
    """The number of publishers that was reached; 1 where it is the words themselves that are told."""
    again: str = ""
    """What tells it from alerts on the same number in another episode, or that were taken back."""
    linked: Statement | None = None
    """The words that it is at odds with, as far as they stand, and their saying."""
    linked_saying: str | None = None
    last: Statement | None = None
    """The statement that raised it, where it is told in the words of another."""
    after_others: bool = False
    """Whether the saying was told before."""
    aside: str = ""
    """Why nobody need be told; empty where people are."""


class Amendment(msgspec.Struct, frozen=True, kw_only=True):
    """A correction or retraction of the alert `superseded` because a statement is gone, or because the words it cites
    beside its own are `lost`; other words may be `cited` instead."""

    type: AlertType
    superseded: Raised
    revision: int
    difference: str
    lost: Statement | None = None
    cited: Statement | None = None
    stands: Statement | None = None
    """What is told in place of what is gone."""
    aside: bool = False
    """Whether nobody was told of what is amended, or hears it from another amendment."""


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """The words an alert shows, their saying, and the tellings that support them."""

    statement: Statement
    saying: str
    tellings: Sequence[Statement]
    """Of the saying's episode, those that say the same."""
    publishers: int


def raise_alert(cause: Cause, subject: Subject, policy: Policy, now: datetime) -> Alert:
    """The alert on words that are new, reiterated, contradictory, a denial, or confirmed by enough publishers."""
    statement, tellings, type = subject.statement, subject.tellings, cause.type
    link = type.rpartition(".")[2]
    importance, reasons = weigh(statement, subject.publishers, policy, link=link)
    reached = (str(cause.threshold), cause.again) if cause.again else (str(cause.threshold),)
    trigger = reached if cause.threshold > 1 else (statement.id, str(statement.article.revision))
    evidence = one_each(tellings) if cause.threshold > 1 else _own_first(statement, tellings)
    if cause.linked is not None:
        evidence = (evidence_of(statement), evidence_of(cause.linked))
    rule = _RULES[type]
    if type == "parley.statement.new" and cause.after_others:
        rule = _BY_NUMBER if cause.last is not None else _AFTER_OTHERS
    told, article = shown(statement), (cause.last or statement).article
    late = came_late(article, now)
    return Alert(
        id=ids.alert_id(type, subject.saying, *trigger),
        type=type,
        subject=subject.saying,
        time=told_at(article),
        data=_data(
            subject,
            cause.linked,
            headline=headline(type, told.said, subject.publishers),
            rule=rule.format(
                threshold=cause.threshold, publishers=subject.publishers, window=policy.window.days
            ),
            evidence=evidence,
            labels=labels(
                statement, subject.publishers, importance, link, policy, late=late, aside=bool(cause.aside)
            ),
            known_at=now,
            reasons=(*reasons, f"for the record: {cause.aside}") if cause.aside else reasons,
            linked=cause.linked_saying,
            context=told.context,
        ),
    )


def amend(amendment: Amendment, subject: Subject, policy: Policy, now: datetime) -> Alert:
    """The correction or retraction of an alert; the subject is what the alert showed, and the text says what stands
    now."""
    gone, publishers, cited = subject.statement, subject.publishers, amendment.cited
    statement = amendment.stands or gone
    importance, reasons = weigh(statement, publishers, policy)
    told = shown(statement, 160)
    superseded, lost = amendment.superseded, amendment.lost
    said = told.said if lost is None else headline(superseded.type, told.said, publishers)
    evidence = one_each(subject.tellings) or (evidence_of(statement),)
    word = "Retracted" if amendment.type == "parley.alert.retracted" else "Corrected"
    trigger = (superseded.id, (lost or gone).id, str(amendment.revision))
    return Alert(
        id=ids.alert_id(amendment.type, subject.saying, *trigger),
        type=amendment.type,
        subject=subject.saying,
        time=now,
        data=_data(
            msgspec.structs.replace(subject, statement=statement),
            cited,
            headline=f"{word}: {said}",
            rule="the article no longer carries the words on which the alert rested",
            evidence=evidence if cited is None else (*evidence, evidence_of(cited)),
            labels=labels(
                statement, publishers, importance, word.lower(), policy, late=False, aside=amendment.aside
            ),
            known_at=now,
            supersedes=superseded.id,
            difference=amendment.difference,
            reasons=reasons,
            context=told.context,
        ),
    )


def _data(subject: Subject, beside: Statement | None, **differences: Any) -> StatementAlert:
    """What all alerts on a subject share, with the words it stands `beside` and what only this alert adds."""
    statement = subject.statement
    return StatementAlert(
        before=attributed(beside, quoted(beside)) if beside is not None else None,
        after=attributed(statement, quoted(statement)) if beside is not None else None,
        saying=subject.saying,
        statement=statement.id,
        speaker=statement.speaker,
        side=statement.side,
        words=" … ".join(statement.words),
        issues=statement.issues,
        position=statement.position,
        negotiations=statement.negotiations,
        publishers=subject.publishers,
        **differences,
    )


def _own_first(statement: Statement, tellings: Sequence[Statement]) -> tuple[Evidence, ...]:
    """Its own words, then those of other publishers that agree."""
    others = [s for s in tellings if s.article.publisher != statement.article.publisher]
    return (evidence_of(statement), *one_each(others)[: MOST_EVIDENCE - 1])


def labels(
    statement: Statement,
    publishers: int,
    importance: int,
    status: str,
    policy: Policy,
    *,
    late: bool,
    aside: bool = False,
) -> Labels:
    """What routes match on. A correction is never late: its event is the discovery that something was wrong."""
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
        aside=aside,
    )
