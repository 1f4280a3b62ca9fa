"""Builds the alert that a side changed its position, fell silent, or was reported wrongly. Whether to raise one is
decided elsewhere."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from services.stances.domain.acts import by_degrees, kind
from services.stances.domain.evidence import Dropped, Held, rank_of
from services.stances.domain.independence import by_publisher
from services.stances.domain.index import Place
from services.stances.domain.ledger_row import confidence, words_of
from services.stances.domain.steps import day_of, phrase, step_of
from services.stances.domain.turn import OWN_ACT, YIELDING, Turn, when
from shared.contracts import Alert, Labels, StanceAlert, ids
from shared.contracts.alerts import AlertType, Severity
from shared.contracts.positions import Deed
from shared.processing.eventtime import came_late, told_at

Direction = Literal["softened", "hardened", "reversed", "new_condition", "condition_dropped", "silent"]
_NAMES = {"for": "for", "against": "against", "conditional": "for, under a condition", "open": "open"}
_SETS = re.compile(
    r"(?:if|unless|until|as long as|only|once|in (?:exchange|return)|depend|contingent|without)\b", re.I
)
_SAID = {
    "softened": "has softened",
    "hardened": "has hardened",
    "reversed": "has turned round",
    "new_condition": "now sets a condition",
    "condition_dropped": "has dropped its condition",
    "silent": "has gone quiet",
}


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


def _moved(before: Turn, after: Turn, which: Direction, text: str) -> str:
    if before.verdict == after.verdict == "conditional":
        old, new = (_cut(_conditioned(t.bearer.position.condition or ""), 100) for t in (before, after))
        return f"now sets another condition on “{text}”: {old} → {new}"
    return f"{_SAID[which]} on “{text}”: {_shortly(before)} → {_shortly(after)}"


def _headline(side: str, before: Turn, after: Turn, which: Direction, text: str) -> str:
    """A deed in plain words first, with its day; else which way the side moved on the question."""
    now = after.bearer.position.deed
    if now is None:
        return f"{side} {_moved(before, after, which, text)}"
    then = before.bearer.position.deed
    was = f"{phrase(then)} ({day_of(then)})" if then else _NAMES[before.verdict]
    return f"{side} {phrase(now)} ({day_of(now)}); before, it {was}. It {_SAID[which]} on “{text}”"


def _shortly(turn: Turn) -> str:
    """`put off (20 May 2018)` of an act, else the answer to the question."""
    if _acted(turn.bearer):
        return f"{kind(turn.bearer.position).words} ({_day(when(turn.bearer))})"
    return _NAMES[turn.verdict]


def stands(turn: Turn) -> str:
    """`against – Dmitry Peskov: “…” (12 May 2025)`."""
    bearer = turn.bearer
    words = _cut(words_of(bearer))
    if (deed := bearer.position.deed) is not None:
        return f"{phrase(deed)} ({day_of(deed)}): {_told(bearer, deed)}"
    said = f"“{words}”" if bearer.position.direct else words
    condition = f", {_conditioned(bearer.position.condition)}" if bearer.position.condition else ""
    if _acted(bearer):
        article = bearer.position.evidence.article
        # The title tells the act as the article's news; the sentence may tell it by the way.
        titled = f"{_cut(article.title, 120)} – " if article.title else ""
        told = f"{titled}{words} ({article.outlet}, {_day(when(bearer))})"
        return f"{_NAMES[turn.verdict]}, by its act ({kind(bearer.position).words}) – {bearer.position.speaker}: {told}"
    return f"{_NAMES[turn.verdict]}{condition} – {bearer.position.speaker}: {said} ({_day(when(bearer))})"


def _told(held: Held, deed: Deed) -> str:
    """The words that tell a deed, and where they stand."""
    article = held.position.evidence.article
    words = f"title: “{article.title}”" if deed.titled else f"“{_cut(words_of(held), 400)}”"
    return f"{words} ({article.outlet}, {_day(article.published_at)})"


def _acted(held: Held) -> bool:
    return held.position.origin != "statement"


def _conditioned(condition: str) -> str:
    return condition if _SETS.match(condition) else f"if {condition}"


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


def changed(
    place: Place, text: str, before: Turn, after: Turn, now: datetime, dissenting: Sequence[str] = ()
) -> Alert:
    """The alert that a position changed."""
    side, negotiation, question = place
    which = direction(before, after)
    last = (after.bearer if after.bearer.position.deed else after.evidence[-1]).position
    row = ids.ledger_id(side, negotiation, question)
    publishers = len(by_publisher(after.evidence))
    reasons = (
        after.rule,
        f"stood where it did since {_day(before.since)}",
        *(f"{name} stands elsewhere" for name in dissenting),
    )
    importance = _importance(after, which)
    return Alert(
        id=ids.alert_id("parley.stance.changed", row, last.id, after.verdict),
        type="parley.stance.changed",
        subject=row,
        time=told_at(last.evidence.article),
        data=StanceAlert(
            headline=_headline(side, before, after, which, text),
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
            question_text=text,
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
    text: str,
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
    was = f"{lost.position.speaker}: {_cut(words_of(lost))} ({lost.position.evidence.article.outlet})"
    if isinstance(cause, Held):
        rule, difference = "evidence on which the alert rested reads otherwise now", _edit(was, lost, cause)
    else:
        rule, difference = "evidence on which the alert rested is gone", f"gone: {was}"
    position = standing.position if standing else 0
    verdict = _NAMES[standing.verdict] if standing else "unknown"
    return Alert(
        id=ids.alert_id(type_, row, superseded, lost.position.id, str(rank_of(cause)[0])),
        type=type_,
        subject=row,
        time=now,
        data=StanceAlert(
            headline=f"{'Corrected' if stays else 'Retracted'}: {side} on “{text}” – stands now: {verdict}",
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
            question_text=text,
            direction="softened" if standing is None else "hardened" if abs(position) > 1 else "softened",
            position_before=position,
            position_after=position,
            confidence=confidence(standing) if standing else 0.0,
        ),
    )


def _edit(was: str, lost: Held, now: Held) -> str:
    """What an edit did to the words, and to their answer to the question."""
    there = now.position.question == lost.position.question
    reads = _NAMES[now.position.verdict] if there else "on another question"
    anew = f"{now.position.speaker}: {_cut(words_of(now))}"
    return f"was: {was}, {_NAMES[lost.position.verdict]}; now: {anew}, {reads}"


def silent(place: Place, text: str, last: Turn, heard: Held, days: int, every: float, now: datetime) -> Alert:
    """The alert that a side which often spoke has not spoken for long."""
    side, negotiation, question = place
    row = ids.ledger_id(side, negotiation, question)
    return Alert(
        id=ids.alert_id("parley.silence.noticed", row, heard.position.id),
        type="parley.silence.noticed",
        subject=row,
        time=now,
        data=StanceAlert(
            headline=f"No word from {side} on “{text}” for {days} days, though it spoke {_often(every)} before",
            rule=f"quiet for {days} days",
            evidence=(heard.position.evidence,),
            labels=_labels(place, 40, 1, "silent", False),
            known_at=now,
            before=stands(last),
            side=side,
            negotiation=negotiation,
            question=question,
            question_text=text,
            direction="silent",
            position_before=last.position,
            position_after=last.position,
            confidence=confidence(last),
        ),
    )


def _often(every: float) -> str:
    return "every day" if every < 1.5 else f"every {every:.0f} days"


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


def _cut(text: str, longest: int = 240) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + "…"
