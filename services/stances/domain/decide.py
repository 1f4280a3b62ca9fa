"""Decides what new or withdrawn evidence leads to: rows to keep, ledger rows and alerts."""

from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec

from services.stances.domain.evidence import Dropped, Held, Noticed, rank_of, row_of, telling_of
from services.stances.domain.index import Place, Stances, place_of
from services.stances.domain.ledger_row import ledger_row
from services.stances.domain.policy import Policy
from services.stances.domain.row_alerts import Change, amend, moved_by
from services.stances.domain.silence import noticed_silence
from services.stances.domain.turn import in_order
from shared.contracts import Alert, PositionReported, PositionWithdrawn
from shared.contracts.topics import ALERTS_STANCES, STANCES_CURRENT
from shared.processing import NOTHING, Event, Outcome, Row


def report(message: PositionReported, index: Stances, policy: Policy, now: datetime) -> Outcome:
    """The outcome of evidence on a question. An edit replaces what the article said before."""
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
    change = Change(place, before, after)
    speakers = {message.speaker}
    events: list[Event] = []
    amended: list[Alert] = []
    settled: tuple[str, ...] = ()
    if isinstance(known, Held) and place_of(known) == place:
        speakers.add(known.position.speaker)
        amended, settled = amend(change, known, held, index, policy, now)
    elif isinstance(known, Held):
        there = index.evidence(place_of(known))
        left = [h for h in there if telling_of(h) != telling]
        events = _rows(place_of(known), there, left, policy, {known.position.speaker})
        amended, settled = amend(Change(place_of(known), there, left), known, held, index, policy, now)
    alerts, moved = moved_by(change, held, settled, index, policy, now)
    events = _rows(place, before, after, policy, speakers) + events
    events += [Event(ALERTS_STANCES, alert) for alert in (*amended, *alerts)]
    return Outcome(tuple(events), (row_of(msgspec.structs.replace(held, moved=moved, settled=settled)),))


def _rows(
    place: Place, before: Sequence[Held], after: Sequence[Held], policy: Policy, speakers: Collection[str]
) -> list[Event]:
    """The side's ledger row, and those of persons whose words came or went. A row that lost all evidence becomes open
    with an empty history."""
    persons = [None, *sorted(speaker for speaker in speakers if speaker != place[0])]
    rows = []
    for person in persons:
        row = ledger_row(place, after, policy.text(place[2]), policy.rules, person)
        if row is None and (was := ledger_row(place, before, policy.text(place[2]), policy.rules, person)):
            row = msgspec.structs.replace(
                was, position=0, strength=0.0, history=(), condition=None, dissent=()
            )
        rows += [Event(STANCES_CURRENT, row)] if row else []
    return rows


def withdraw(message: PositionWithdrawn, index: Stances, policy: Policy, now: datetime) -> Outcome:
    """The outcome of withdrawn evidence: the row is computed from the rest. Changes it had a part in are corrected or
    retracted unless another report of the sentence supports them; a change that it held up is alerted."""
    dropped = Dropped(
        id=message.id,
        side=message.side,
        revision=message.revision,
        known_at=now,
        origin_id=message.origin_id,
    )
    if index.has(dropped):
        return NOTHING
    lost = [h for h in index.standing(telling_of(dropped)) if rank_of(h) < rank_of(dropped)]
    if not lost:
        return Outcome(rows=(row_of(dropped),))
    known = lost[0]
    place = place_of(known)
    before = index.evidence(place)
    left = [h for h in before if h not in lost]
    change = Change(place, before, left)
    amended, settled = amend(change, known, dropped, index, policy, now)
    alerts, moved = moved_by(change, dropped, settled, index, policy, now)
    events = _rows(place, before, left, policy, {held.position.speaker for held in lost})
    events += [Event(ALERTS_STANCES, alert) for alert in (*amended, *alerts)]
    return Outcome(tuple(events), (row_of(msgspec.structs.replace(dropped, moved=moved, settled=settled)),))


def on_time(index: Stances, before: datetime | None, after: datetime, policy: Policy) -> Outcome:
    """The outcome of time reaching `after`: sides that have gone quiet, each alerted once for its last word."""
    if not policy.silence:
        return NOTHING
    events: list[Event] = []
    rows: list[Row] = []
    for place in index.places():
        evidence = index.evidence(place)
        alert = noticed_silence(place, evidence, after, policy)
        if alert is None:
            continue
        noticed = Noticed(alert=alert.id, row=alert.subject, at=after)
        if not index.has(noticed):
            events.append(Event(ALERTS_STANCES, alert))
            rows.append(row_of(noticed))
    return Outcome(tuple(events), tuple(rows))
