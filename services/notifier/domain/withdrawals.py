"""Withdraws alerts from undelivered messages when they are silenced or retracted, and records who is not alerted."""

from collections.abc import Callable, Collection
from datetime import datetime

import msgspec

from services.notifier.domain.corrections import RETRACTED, takes_back
from services.notifier.domain.delivery_records import Render, UntoldState, untold
from services.notifier.domain.news_keys import mends, news_keys
from services.notifier.domain.queues import Queues
from services.notifier.domain.receiver_history import ReceiverHistory
from shared.contracts import Alert, Delivery


def withdraw(
    message: Delivery,
    unwanted: Callable[[Alert], bool],
    state: UntoldState,
    why: str,
    now: datetime,
    render: Render,
) -> tuple[Delivery, list[Delivery]]:
    """The message without the unwanted alerts, under the same id and in `state` if nothing is left; and the records to
    write, none if no alert is unwanted."""
    gone = tuple(a for a in message.events if unwanted(a))
    kept = tuple(a for a in message.events if not unwanted(a))
    if not gone:
        return message, []
    if not kept:
        ended = msgspec.structs.replace(
            message, state=state, reason=why, at=now, events=(), told=(), next_try_at=None
        )
        return ended, [ended]
    told = set(message.told) - (_keys(gone) - _keys(kept))
    left = msgspec.structs.replace(
        message,
        alerts=tuple(a.id for a in kept),
        events=kept,
        told=tuple(sorted(told)),
        text=render(message.id, kept),
    )
    return left, [untold(state, message.receiver, tuple(a.id for a in gone), why, now, message.route), left]


class Withdrawals:
    """Removes alerts from messages no receiver has taken: those that wait for a try, and dead letters."""

    def __init__(self, queues: Queues, known: ReceiverHistory, render: Render) -> None:
        self._queues = queues
        self._known = known
        self._render = render
        self._dead: dict[str, Delivery] = {}
        """Dead letters by id: messages that may be redriven, unless what they tell is taken back or corrected."""

    def recall(self, delivery: Delivery) -> None:
        """Take in the last record of a delivery, at the start."""
        if delivery.state in ("failed", "disabled"):
            self._dead[delivery.id] = delivery

    def redriven(self, delivery: Delivery) -> bool:
        """Note that a dead letter is sent again; returns whether it was known as one."""
        return self._dead.pop(delivery.id, None) is not None

    def leave_out(
        self, receiver: str, alerts: Collection[str], state: UntoldState, why: str, now: datetime
    ) -> list[Delivery]:
        """Remove alerts from the messages that wait for a receiver, none of which is under way."""
        records: list[Delivery] = []

        def left(message: Delivery) -> Delivery:
            after, changed = withdraw(message, lambda a: a.id in alerts, state, why, now, self._render)
            self._forget(message, after)
            records.extend(changed)
            return after

        if receiver in self._queues.endpoints:
            self._queues.leave_out(receiver, left)
        return records

    def mended(self, mending: Alert, now: datetime) -> list[Delivery]:
        """Take in an alert that may correct others: dead letters with those are not sent again. A correction is sent in
        their place; a retraction need not reach those who never got the alert."""
        if mends(mending) is None:
            return []
        receivers = {d.receiver for d in self._dead.values()}
        records: list[Delivery] = []
        for receiver in sorted(receivers):
            if not self._known.seen(receiver, mending.id):
                records += self._mend(receiver, mending, now)
        return records

    def refused(self, message: Delivery, now: datetime) -> list[Delivery]:
        """Note that a try ended. If the message is now a dead letter, retractions waiting behind it have nothing to
        retract, and it is not sent again."""
        if message.state not in ("failed", "disabled"):
            return []
        self._dead[message.id] = message
        queue = self._queues.endpoints.get(message.receiver)
        behind = [a for item in (queue.items if queue else ()) for a in item.delivery.events]
        records: list[Delivery] = []
        for mending in (*message.events, *behind):
            mended = mends(mending)
            if mended is None:
                continue
            records += self._mend(message.receiver, mending, now)
            # The message that takes it back is itself one that tells of the subject.
            told_else = self._known.times(message.receiver, mending.subject) > 1
            if mending.type == RETRACTED and not self._known.told(message.receiver, mended) and not told_else:
                why = "what it takes back was not told"
                records += self.leave_out(message.receiver, {mending.id}, "dropped", why, now)
                records += self._bury(message.receiver, _only(mending.id), why, now, forget=True)
        return records

    def _mend(self, receiver: str, mending: Alert, now: datetime) -> list[Delivery]:
        if mending.type == RETRACTED:
            why = "taken back before it was told"
            return self._bury(receiver, lambda one: takes_back(mending, one), why, now, forget=True)
        why = "corrected before it was told"
        return self._bury(receiver, _only(mends(mending)), why, now, forget=False)

    def _bury(
        self, receiver: str, unwanted: Callable[[Alert], bool], why: str, now: datetime, *, forget: bool
    ) -> list[Delivery]:
        records: list[Delivery] = []
        for message in [d for d in self._dead.values() if d.receiver == receiver]:
            after, changed = withdraw(message, unwanted, "dropped", why, now, self._render)
            records += changed
            self._dead[message.id] = after
            if after.state == "dropped":
                del self._dead[message.id]
            if forget:
                self._forget(message, after)
        return records

    def _forget(self, before: Delivery, after: Delivery) -> None:
        """Forget the news that only this message carried: nobody got it, nor will."""
        left = (*after.alerts, *after.told) if after.events else ()
        lost = {*before.alerts, *before.told} - {*left}
        self._known.untell(before.receiver, tuple(lost))
        self._known.forget_news(before.receiver, tuple(lost - {*before.alerts}))


def _only(id: str | None) -> Callable[[Alert], bool]:
    return lambda one: one.id == id


def _keys(alerts: tuple[Alert, ...]) -> set[str]:
    return {key for alert in alerts for key in (*news_keys(alert), alert.subject)}
