"""Decides which alert a change in a ledger row raises, and which earlier alerts it corrects or retracts.

An alert stands for as long as some turn of the row supports it.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

import msgspec

from services.stances.domain.alerts import amended, changed
from services.stances.domain.evidence import Dropped, Held, Moved, key_of
from services.stances.domain.firmness import tellable, told_widely
from services.stances.domain.index import Place, Stances
from services.stances.domain.ledger import turns
from services.stances.domain.ledger_row import ledger_row
from services.stances.domain.policy import Policy
from services.stances.domain.turn import NEW_CONDITION, OWN_ACT, Turn, when
from shared.contracts import Alert, ids


class Change(msgspec.Struct, frozen=True):
    """The evidence of one row before a message and after it."""

    place: Place
    before: Sequence[Held]
    after: Sequence[Held]


def moved_by(
    change: Change,
    cause: Held | Dropped,
    settled: Collection[str],
    index: Stances,
    policy: Policy,
    now: datetime,
) -> tuple[list[Alert], tuple[Moved, ...]]:
    """The alert that the side has moved, unless a standing one said so; `settled` were just retracted. A retracted
    alert is raised again under an id of its own once evidence supports it again."""
    place = change.place
    old, new = turns(change.before, policy.rules), turns(change.after, policy.rules)
    if len(new) < 2 or not old:
        return [], ()
    left, reached = new[-2], new[-1]
    stood = when(left.bearer) if left.bearer.position.deed else left.at
    faded = reached.since - stood > timedelta(days=policy.rules.fades_days)
    if (left.bearer.position.deed is None) != (reached.bearer.position.deed is None):
        # What a side did is no answer to what it said: one may be about a part of the other.
        return [], ()
    if faded or not (tellable(left, policy.rules) and tellable(reached, policy.rules)):
        return [], ()
    told = index.moved.get(ids.ledger_id(*place), {})
    gone = index.settled.union(settled)
    of = [alert for alert, moved in told.items() if _shares(reached, moved)]
    if not gone.issuperset(of) or not (of or _moved(old, new, policy)):
        return [], ()
    asked = policy.asked(place[2])
    row = ledger_row(place, change.after, asked.text, policy.rules)
    dissenting = [e.speaker for e in row.dissent] if row else []
    alert = changed(place, asked, left, reached, now, dissenting)
    if alert.id in told:
        alert = msgspec.structs.replace(alert, id=ids.alert_id(alert.type, alert.id, key_of(cause)))
    moved = Moved(
        alert=alert.id,
        row=alert.subject,
        verdict=reached.verdict,
        rests_on=_evidence(reached),
        left=left.verdict,
        left_on=_evidence(left),
    )
    return [alert], (moved,)


def _moved(old: Sequence[Turn], new: Sequence[Turn], policy: Policy) -> bool:
    """Whether the verdict changed, a threat was carried out, or a new condition comes from several publishers."""
    was, reached = old[-1], new[-1]
    if was.verdict != reached.verdict or (reached.rule == OWN_ACT and len(new) > len(old)):
        return True
    return (
        reached.rule == NEW_CONDITION
        and told_widely(reached, policy.rules)
        and not (was.rule == NEW_CONDITION and told_widely(was, policy.rules))
    )


def amend(
    change: Change, lost: Held, cause: Held | Dropped, index: Stances, policy: Policy, now: datetime
) -> tuple[list[Alert], tuple[str, ...]]:
    """What becomes of earlier alerts now that `lost` was edited or withdrawn: corrections of those it had a part in,
    and retractions, with their ids, of those no turn supports any more. An alert that late evidence cast doubt on is
    left alone."""
    old, new = turns(change.before, policy.rules), turns(change.after, policy.rules)
    told = index.moved.get(ids.ledger_id(*change.place), {})
    open_ = [told[id] for id in sorted(told) if id not in index.settled]
    alerts, settled = [], []
    for moved in open_:
        others = [other for other in open_ if other is not moved]
        was, still = _bearing(moved, others, old), _bearing(moved, others, new)
        part = lost.position.id in (*moved.rests_on, *moved.left_on)
        if still is None and (part or was is not None):
            settled.append(moved.alert)
        elif still is None or not _differs(moved, lost.position.id, was, still):
            continue
        asked, standing = policy.asked(change.place[2]), new[-1] if new else None
        alerts.append(
            amended(change.place, asked, moved.alert, lost, cause, standing, still is not None, now)
        )
    return alerts, tuple(settled)


Step = tuple[Turn, Turn]
"""Two turns in succession: what was left, what was reached."""


def _bearing(moved: Moved, others: Iterable[Moved], standing: Sequence[Turn]) -> Step | None:
    """The change that the alert is about: one to its verdict that shares some of its evidence; if all of that is gone,
    one that no other alert rests on."""
    steps = [step for step in pairwise(standing) if step[1].verdict == moved.verdict]
    own = [step for step in steps if _shares(step[1], moved)]
    free = [step for step in steps if not any(_shares(step[1], other) for other in others)]
    return next(iter(own or free[-1:]), None)


def _differs(moved: Moved, lost: str, was: Step | None, still: Step) -> bool:
    """Whether the alert no longer fits the change: its evidence is gone, or the words or position it started from."""
    left, reached = still
    if lost in moved.rests_on and lost not in _evidence(reached):
        return True
    if was is None:
        return left.verdict != (moved.left or left.verdict)
    return left.verdict != was[0].verdict or (
        lost == was[0].bearer.position.id and lost not in _evidence(left)
    )


def _shares(turn: Turn, moved: Moved) -> bool:
    return turn.verdict == moved.verdict and not set(_evidence(turn)).isdisjoint(moved.rests_on)


def _evidence(turn: Turn) -> tuple[str, ...]:
    return tuple(held.position.id for held in turn.evidence)
