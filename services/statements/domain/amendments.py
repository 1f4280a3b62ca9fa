"""Corrects or retracts alerts when a telling is edited or withdrawn. What other tellings still support stays as it
was."""

from collections.abc import Sequence
from datetime import datetime

from services.statements.domain.alerts import Amendment, Subject, amend
from services.statements.domain.assignment import sequence
from services.statements.domain.attribution import attributed
from services.statements.domain.clusters import Alerted
from services.statements.domain.headline_text import quoted
from services.statements.domain.independence import independent
from services.statements.domain.index import Statements
from services.statements.domain.policy import Policy
from services.statements.domain.rows import Gone, StatementRow, ident_of, tellings_of
from services.statements.domain.saying_matching import borne_out
from services.statements.domain.sayings import episode
from services.statements.domain.tokens import analyse
from shared.contracts import Alert, Statement
from shared.contracts.alerts import AlertType

WHOLE = 1_000
"""Characters of words that changed: where they are cut must not hide how."""


def amendments(
    known: StatementRow,
    gone: Gone,
    left: Sequence[StatementRow],
    index: Statements,
    policy: Policy,
    now: datetime,
    instead: Statement | None = None,
) -> tuple[list[Alert], tuple[str, ...], tuple[str, ...]]:
    """The alerts, the ids of those now retracted for good, and the ids of those that counted more publishers than
    remain. Corroborations and reiterations are judged by the tellings of their own episode."""
    ident = ident_of(known)
    alerts, settled, lowered = [], [], []
    told = any(not each.raised.aside for each in index.clusters[known.saying].alerts.values())
    for alerted in sorted(index.clusters[known.saying].alerts.values(), key=lambda each: each.raised.id):
        raised = alerted.raised
        if raised.id in index.settled:
            continue
        fresh = [t.statement for t in left if not t.statement.background]
        if raised.type == "parley.statement.reiterated":
            fresh = sequence(episode(left, alerted.at, policy.window))
        still = len(independent(fresh, policy.copy_similarity))
        type_: AlertType = "parley.alert.corrected" if fresh else "parley.alert.retracted"
        if not fresh:
            difference = _what_stands_now(known.statement, gone, index, (), instead)
            settled.append(raised.id)
        elif raised.type == "parley.statement.corroborated":
            was = _publishers([*left, known], alerted.at, policy)
            still = _publishers(left, alerted.at, policy)
            if raised.id in index.lowered or not still < raised.threshold <= was:
                continue
            lowered.append(raised.id)
            difference = (
                f"independent publishers: {was} before, {still} now; the alert told of {raised.threshold}"
            )
        elif alerted.by == ident:
            difference = _what_stands_now(known.statement, gone, index, fresh, instead)
        else:
            continue
        amendment = Amendment(
            type=type_,
            superseded=raised,
            revision=gone.revision,
            difference=difference,
            stands=_standing(fresh, instead),
            aside=raised.aside and not (fresh and told),
        )
        subject = Subject(statement=known.statement, saying=known.saying, tellings=fresh, publishers=still)
        alerts.append(amend(amendment, subject, policy, now))
    return alerts, tuple(settled), tuple(lowered)


def _standing(fresh: Sequence[Statement], instead: Statement | None) -> Statement | None:
    """What holds now: the article's new words if they belong to the same saying, else another telling."""
    mine = (each for each in fresh if instead is not None and each.id == instead.id)
    return next(mine, fresh[0] if fresh else None)


def unlinked(
    lost: StatementRow,
    gone: Gone,
    index: Statements,
    policy: Policy,
    now: datetime,
    instead: Statement | None = None,
) -> tuple[list[Alert], tuple[str, ...]]:
    """The same for alerts whose statement contradicts or denies what is gone: other such words are cited instead.
    Without any, a contradiction falls; a denial stands all the same."""
    alerts, settled = [], []
    for alerted, voice in _citing(lost, index):
        others = index.tellings(voice.denies or voice.contradicts or "", ident_of(lost))
        rest = [t.statement for t in others if borne_out(voice, t.statement)]
        stays = bool(rest or voice.denies)
        if stays and alerted.raised.linked != ident_of(lost):
            continue
        if not stays:
            settled.append(alerted.raised.id)
        amendment = Amendment(
            type="parley.alert.corrected" if stays else "parley.alert.retracted",
            superseded=alerted.raised,
            revision=gone.revision,
            difference=_what_stands_now(lost.statement, gone, index, rest, instead),
            lost=lost.statement,
            cited=rest[0] if rest else None,
        )
        at = voice.statement.article.published_at
        subject = Subject(
            statement=voice.statement,
            saying=voice.saying,
            tellings=(voice.statement,),
            publishers=_publishers(index.tellings(voice.saying), at, policy),
        )
        alerts.append(amend(amendment, subject, policy, now))
    return alerts, tuple(settled)


def _citing(lost: StatementRow, index: Statements) -> list[tuple[Alerted, StatementRow]]:
    """Alerts on words that contradict or deny the sayings of `lost`, each with the telling that raised it."""
    found = {
        alerted.raised.id: (alerted, voice)
        for saying in dict.fromkeys(telling.saying for telling in tellings_of(lost))
        for voice in index.links.against(saying)
        for alerted in index.clusters[voice.saying].alerts.values()
        if alerted.by == ident_of(voice) and alerted.raised.linked
    }
    return [found[id] for id in sorted(found) if id not in index.settled]


def _publishers(tellings: Sequence[StatementRow], at: datetime, policy: Policy) -> int:
    return len(independent(sequence(episode(tellings, at, policy.window)), policy.copy_similarity))


def _what_stands_now(
    lost: Statement,
    gone: Gone,
    index: Statements,
    fresh: Sequence[Statement],
    instead: Statement | None = None,
) -> str:
    """In words: what the article says instead, or whose words it now calls them, or who else still reports them, or
    that nobody does."""
    if instead is not None:
        was, now = (attributed(each, quoted(each, WHOLE)) for each in (lost, instead))
        return f"was: {was}; now: {now}"
    was = f"was: {quoted(lost)}"
    if gone.side_now:
        return f"{was}; now told of {gone.side_now}"
    if gone.reason == "revised":
        there = [
            t.statement
            for t in index.of_article(lost.article.id)
            if t.statement.article.revision == gone.revision and t.statement.id != lost.id
        ]
        there.sort(
            key=lambda s: (abs(s.spans[0][0] - lost.spans[0][0]) if s.spans and lost.spans else 0, s.id)
        )
        text = analyse(lost.words).folded
        for other in there:
            if other.speaker != lost.speaker and analyse(other.words).folded == text:
                return f"{was}; now told of {other.speaker}"
        for other in there:
            if other.speaker == lost.speaker:
                return f"was: {quoted(lost, WHOLE)}; now: {quoted(other, WHOLE)}"
    if fresh:
        return f"{was} ({lost.article.outlet}); still told by {', '.join(sorted({s.article.outlet for s in fresh}))}"
    how = "withdrawn by" if gone.reason == "withdrawn" else "no longer in the article of"
    return f"{was}; {how} {lost.article.outlet}"
