"""Builds the alert that a side changed its position, fell silent, or was reported wrongly. Whether to raise one is
decided elsewhere."""

from collections.abc import Sequence
from datetime import datetime

from services.stances.domain import headlines
from services.stances.domain.acts import by_degrees, kind
from services.stances.domain.evidence import Dropped, Held, rank_of
from services.stances.domain.headlines import Direction
from services.stances.domain.independence import by_publisher
from services.stances.domain.index import Place
from services.stances.domain.ledger_row import confidence, words_of
from services.stances.domain.policy import Asked
from services.stances.domain.standing import NAMES, cut, day, stands
from services.stances.domain.steps import step_of
from services.stances.domain.turn import OWN_ACT, YIELDING, Turn
from shared.contracts import Alert, Labels, StanceAlert, ids
from shared.contracts.alerts import AlertType, Severity
from shared.processing.eventtime import came_late, told_at


def direction(before: Turn, after: Turn) -> Direction:
    """Which way the position went: away from the middle is hardening, towards it softening. A side that is merely ready
    to do what it refused has not reversed."""
    if (deed := after.bearer.position.deed) is not None:
        return "hardened" if step_of(deed).hard else "softened"
    if after.verdict == "conditional":
        return "softened" if before.verdict == "against" else "new_condition"
    if after.rule == OWN_ACT and (before.verdict == "conditional" or by_degrees(after.bearer.position)):
        # Whether the condition still holds, an act does not tell.
        return "hardened" if kind(after.bearer.position).hardens else "softened"
    if before.verdict == "conditional" and after.verdict == "for":
        return "condition_dropped"
    if {before.verdict, after.verdict} == {"for", "against"} and after.rule != YIELDING:
        return "reversed"
    if after.rule == OWN_ACT:
        return "hardened" if kind(after.bearer.position).hardens else "softened"
    return (
        "hardened"
        if after.rule != YIELDING
        and (abs(after.position) > abs(before.position) or after.verdict == "against")
        else "softened"
    )


def changed(
    place: Place, asked: Asked, before: Turn, after: Turn, now: datetime, dissenting: Sequence[str] = ()
) -> Alert:
    """The alert that a position changed."""
    side, negotiation, question = place
    which = direction(before, after)
    last = (after.bearer if after.bearer.position.deed else after.evidence[-1]).position
    row = ids.ledger_id(side, negotiation, question)
    publishers = len(by_publisher(after.evidence))
    reasons = (
        after.rule,
        f"stood where it did since {day(before.since)}",
        *(f"{name} stands elsewhere" for name in dissenting),
    )
    importance = _importance(after, which)
    return Alert(
        id=ids.alert_id("parley.stance.changed", row, last.id, after.verdict),
        type="parley.stance.changed",
        subject=row,
        time=told_at(last.evidence.article),
        data=StanceAlert(
            headline=headlines.moved(side, before, after, which, asked.name),
            rule=after.rule,
            evidence=_evidence(before, after),
            labels=_labels(place, importance, publishers, which, came_late(last.evidence.article, now)),
            known_at=now,
            before=stands(before),
            after=stands(after),
            reasons=reasons,
            side=side,
            negotiation=negotiation,
            question=question,
            question_text=asked.text,
            direction=which,
            position_before=before.position,
            position_after=after.position,
            confidence=confidence(after),
            publishers=publishers,
            deed_before=before.bearer.position.deed,
            deed_after=after.bearer.position.deed,
        ),
    )


def amended(
    place: Place,
    asked: Asked,
    superseded: str,
    lost: Held,
    cause: Held | Dropped,
    standing: Turn | None,
    stays: bool,
    now: datetime,
) -> Alert:
    """The correction of an alert whose evidence changed (`stays`), or its retraction."""
    side, negotiation, question = place
    row = ids.ledger_id(side, negotiation, question)
    type_: AlertType = "parley.alert.corrected" if stays else "parley.alert.retracted"
    was = f"{lost.position.speaker}: {cut(words_of(lost))} ({lost.position.evidence.article.outlet})"
    if isinstance(cause, Held):
        rule, difference = "evidence on which the alert rested reads otherwise now", _edit(was, lost, cause)
    else:
        rule, difference = "evidence on which the alert rested is gone", f"gone: {was}"
    position = standing.position if standing else 0
    verdict = NAMES[standing.verdict] if standing else "unknown"
    return Alert(
        id=ids.alert_id(type_, row, superseded, lost.position.id, str(rank_of(cause)[0])),
        type=type_,
        subject=row,
        time=now,
        data=StanceAlert(
            headline=headlines.taken_back("Corrected" if stays else "Retracted", side, asked.name, verdict),
            rule=rule,
            evidence=tuple(h.position.evidence for h in standing.evidence)
            if standing
            else (lost.position.evidence,),
            labels=_labels(place, 60, 1, "corrected" if stays else "retracted", False),
            known_at=now,
            after=stands(standing) if standing else None,
            supersedes=superseded,
            difference=difference,
            side=side,
            negotiation=negotiation,
            question=question,
            question_text=asked.text,
            direction="softened" if standing is None else "hardened" if abs(position) > 1 else "softened",
            position_before=position,
            position_after=position,
            confidence=confidence(standing) if standing else 0.0,
        ),
    )


def _edit(was: str, lost: Held, now: Held) -> str:
    """What an edit did to the words, and to their answer to the question."""
    there = now.position.question == lost.position.question
    reads = NAMES[now.position.verdict] if there else "on another question"
    anew = f"{now.position.speaker}: {cut(words_of(now))}"
    return f"was: {was}, {NAMES[lost.position.verdict]}; now: {anew}, {reads}"


def silent(
    place: Place, asked: Asked, last: Turn, heard: Held, days: int, every: float, now: datetime
) -> Alert:
    """The alert that a side which often spoke has not spoken for long."""
    side, negotiation, question = place
    row = ids.ledger_id(side, negotiation, question)
    return Alert(
        id=ids.alert_id("parley.silence.noticed", row, heard.position.id),
        type="parley.silence.noticed",
        subject=row,
        time=now,
        data=StanceAlert(
            headline=headlines.quiet(side, asked.name, days, every),
            rule=f"quiet for {days} days",
            evidence=(heard.position.evidence,),
            labels=_labels(place, 40, 1, "silent", False),
            known_at=now,
            before=stands(last),
            side=side,
            negotiation=negotiation,
            question=question,
            question_text=asked.text,
            direction="silent",
            position_before=last.position,
            position_after=last.position,
            confidence=confidence(last),
        ),
    )


def _evidence(before: Turn, after: Turn) -> tuple:  # type: ignore[type-arg]
    return (*(h.position.evidence for h in after.evidence[:6]), before.bearer.position.evidence)


def _importance(after: Turn, which: Direction) -> int:
    rank = after.bearer.position.rank
    points = 55 + {1: 25, 2: 18, 3: 10}.get(rank, 4) + (10 if which == "reversed" else 0)
    return min(100, points + (5 if after.bearer.position.direct else 0))


def _labels(place: Place, importance: int, publishers: int, status: str, late: bool) -> Labels:
    severity: Severity = "critical" if importance >= 85 else "warning" if importance >= 65 else "notice"
    return Labels(
        kind="stance",
        side=place[0],
        negotiation=place[1],
        severity=severity,
        importance=importance,
        publishers=publishers,
        status=status,
        late=late,
    )
