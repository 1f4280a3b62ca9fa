"""Evidence, or its withdrawal, and what is known come in; ledger rows and alerts go out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

import msgspec

from services.stances.domain.alerts import amended, changed, silent
from services.stances.domain.evidence import Dropped, Held, Moved, Noticed, rank_of, row_of, telling_of
from services.stances.domain.index import Place, Stances, place_of
from services.stances.domain.ledger import Rules, in_order, turns, when
from services.stances.domain.rows import ledger_row
from shared.contracts import Alert, PositionReported, PositionWithdrawn, ids
from shared.contracts.common import Verdict
from shared.contracts.topics import ALERTS_STANCES, STANCES_CURRENT
from shared.processing import NOTHING, Event, Outcome, Row


class Desk(msgspec.Struct, frozen=True):
    """What the decisions depend on beside evidence."""

    rules: Rules
    questions: Mapping[str, str]
    """Id of every question of the catalog, with its text."""
    silence: bool = False

    def text(self, question: str) -> str:
        """The question as people read it."""
        return self.questions.get(question, question)


def report(message: PositionReported, index: Stances, desk: Desk, now: datetime) -> Outcome:
    """A statement or an act bears on a question."""
    held = Held(position=message, known_at=now)
    if index.has(held):
        return NOTHING
    telling = telling_of(held)
    known = index.known(telling)
    if known is not None and rank_of(known) >= rank_of(held):
        return Outcome(rows=(row_of(held),))
    place = place_of(held)
    before = index.evidence(place)
    after = in_order([*(h for h in before if telling_of(h) != telling), held])
    alerts, moved = _changes(place, before, after, held, index, desk, now)
    speakers = {message.speaker}
    events: list[Event] = []
    if isinstance(known, Held) and place_of(known) == place:
        speakers.add(known.position.speaker)
    elif isinstance(known, Held):
        there = index.evidence(place_of(known))
        left = [h for h in there if telling_of(h) != telling]
        events = _rows(place_of(known), there, left, desk, {known.position.speaker})
    events = _rows(place, before, after, desk, speakers) + events
    events += [Event(ALERTS_STANCES, alert) for alert in alerts]
    return Outcome(tuple(events), (row_of(msgspec.structs.replace(held, moved=moved)),))


def _changes(
    place: Place,
    before: Sequence[Held],
    after: Sequence[Held],
    held: Held,
    index: Stances,
    desk: Desk,
    now: datetime,
) -> tuple[list[Alert], tuple[Moved, ...]]:
    old, new = turns(before, desk.rules), turns(after, desk.rules)
    if len(new) < 2 or not old or old[-1].verdict == new[-1].verdict:
        return [], ()
    row = ledger_row(place, after, desk.text(place[2]), desk.rules)
    dissenting = [e.speaker for e in row.dissent] if row else []
    alert = changed(place, desk.text(place[2]), new[-2], new[-1], now, dissenting)
    told = index.moved.get(alert.subject, {})
    rests_on = tuple(h.position.id for h in new[-1].evidence)
    if alert.id in told or _told(told.values(), new[-1].verdict, rests_on, index):
        return [], ()
    moved = Moved(alert=alert.id, row=alert.subject, verdict=new[-1].verdict, rests_on=rests_on)
    return [alert], (moved,)


def _told(told: Iterable[Moved], verdict: Verdict, rests_on: Sequence[str], index: Stances) -> bool:
    """Whether an alert that stands told of the same change: to the same verdict, by some of the same evidence. Evidence
    that comes late makes another piece the last one, and no other change."""
    return any(
        each.verdict == verdict and each.alert not in index.settled and set(each.rests_on) & set(rests_on)
        for each in told
    )


def _rows(
    place: Place, before: Sequence[Held], after: Sequence[Held], desk: Desk, speakers: Collection[str]
) -> list[Event]:
    """The side's row, and those of the persons whose words have come or gone. What has lost its evidence is open, its
    history empty."""
    persons = [None, *sorted(speaker for speaker in speakers if speaker != place[0])]
    rows = []
    for person in persons:
        row = ledger_row(place, after, desk.text(place[2]), desk.rules, person)
        if row is None and (was := ledger_row(place, before, desk.text(place[2]), desk.rules, person)):
            row = msgspec.structs.replace(
                was, position=0, strength=0.0, history=(), condition=None, dissent=()
            )
        rows += [Event(STANCES_CURRENT, row)] if row else []
    return rows


def withdraw(message: PositionWithdrawn, index: Stances, desk: Desk, now: datetime) -> Outcome:
    """Evidence is gone: the row is what the rest makes it; changes that rested on it are corrected or retracted, unless
    another telling of the same sentence bears them as it did."""
    dropped = Dropped(
        id=message.id,
        side=message.side,
        revision=message.revision,
        known_at=now,
        origin_id=message.origin_id,
    )
    if index.has(dropped):
        return NOTHING
    lost = [h for h in index.told(telling_of(dropped)) if rank_of(h) < rank_of(dropped)]
    if not lost:
        return Outcome(rows=(row_of(dropped),))
    known = lost[0]
    place = place_of(known)
    before = index.evidence(place)
    left = [h for h in before if h not in lost]
    standing = turns(left, desk.rules)
    alerts, settled = [], []
    for moved in sorted(index.moved.get(ids.ledger_id(*place), {}).values(), key=lambda m: m.alert):
        if moved.alert in index.settled or message.id not in moved.rests_on:
            continue
        bearing = [turn for turn in standing[1:] if turn.verdict == moved.verdict]
        if any(held.position.id == message.id for turn in bearing for held in turn.evidence):
            continue
        stays = bool(bearing)
        last = standing[-1] if standing else None
        alerts.append(
            amended(place, desk.text(place[2]), moved.alert, known, message.revision, last, stays, now)
        )
        if not stays:
            settled.append(moved.alert)
    events = _rows(place, before, left, desk, {held.position.speaker for held in lost})
    events += [Event(ALERTS_STANCES, alert) for alert in alerts]
    return Outcome(tuple(events), (row_of(msgspec.structs.replace(dropped, settled=tuple(settled))),))


def on_time(index: Stances, before: datetime | None, after: datetime, desk: Desk) -> Outcome:
    """Time has come to `after`: sides that have gone quiet, each told once for its last word."""
    if not desk.silence:
        return NOTHING
    events: list[Event] = []
    rows: list[Row] = []
    for place in index.places():
        evidence = index.evidence(place)
        alert = _silence(place, evidence, after, desk)
        if alert is None:
            continue
        noticed = Noticed(alert=alert.id, row=alert.subject, at=after)
        if not index.has(noticed):
            events.append(Event(ALERTS_STANCES, alert))
            rows.append(row_of(noticed))
    return Outcome(tuple(events), tuple(rows))


def _silence(place: Place, evidence: Sequence[Held], now: datetime, desk: Desk) -> Alert | None:
    rules = desk.rules
    articles = {h.position.evidence.article.id: when(h) for h in evidence}
    times = sorted(articles.values())
    history = turns(evidence, rules)
    if len(times) < rules.silence_articles or not history:
        return None
    days = sorted({t.date() for t in times})
    gaps = [(b - a).days for a, b in pairwise(days)]
    if not gaps:
        return None
    every = float(median(gaps))
    quiet = now - times[-1]
    if quiet < timedelta(days=max(rules.silence_least_days, rules.silence_factor * every)):
        return None
    return silent(place, desk.text(place[2]), history[-1], evidence[-1], quiet.days, every, now)
