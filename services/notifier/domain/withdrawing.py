"""What is not to be told any more in (silenced while it waited for its try, taken back after no receiver took it); the
records of what is told to nobody out."""

from collections.abc import Callable, Collection
from datetime import datetime

import msgspec

from services.notifier.domain.known import Known
from services.notifier.domain.mending import RETRACTED, takes_back
from services.notifier.domain.news import mends, news
from services.notifier.domain.queues import Queues
from services.notifier.domain.records import Render, UntoldState, untold
from shared.contracts import Alert, Delivery


def withdraw(
    message: Delivery,
    unwanted: Callable[[Alert], bool],
    state: UntoldState,
    why: str,
    now: datetime,
    render: Render,
) -> tuple[Delivery, list[Delivery]]:
    """The message without the unwanted alerts, under the same id and in `state` if nothing is left; and what to record,
    which is nothing where no alert is unwanted."""
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
    """Takes alerts out of messages that no receiver has taken: those that wait for a try, and dead letters."""

    def __init__(self, queues: Queues, known: Known, render: Render) -> None:
        self._queues = queues
        self._known = known
        self._render = render
        self._dead: dict[str, Delivery] = {}
        """Dead letters by id: messages that may be redriven, unless what they tell is taken back or corrected."""

    def recall(self, delivery: Delivery) -> None:
        """The last record of a delivery, at the start."""
        if delivery.state in ("failed", "disabled"):
            self._dead[delivery.id] = delivery

    def redriven(self, delivery: Delivery) -> bool:
        """A dead letter is sent again; returns whether it was known as one."""
        return self._dead.pop(delivery.id, None) is not None

    def leave_out(
        self, receiver: str, alerts: Collection[str], state: UntoldState, why: str, now: datetime
    ) -> list[Delivery]:
        """Take alerts out of the messages that wait for a receiver, none of which is under way."""
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
        """An alert came that may mend others: dead letters that tell these are not sent again. A correction is told in
        their place; of what was taken back nobody needs to know who was not told."""
        if mends(mending) is None:
            return []
        receivers = {d.receiver for d in self._dead.values()}
        records: list[Delivery] = []
        for receiver in sorted(receivers):
            if not self._known.seen(receiver, mending.id):
                records += self._mend(receiver, mending, now)
        return records

    def refused(self, message: Delivery, now: datetime) -> list[Delivery]:
        """A try ended. If the message is a dead letter now, what waits behind it to take it back has nothing to take
        back, and it is not sent again."""
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
        """Nobody was told, nor will be, what the message tells no longer."""
        left = (*after.alerts, *after.told) if after.events else ()
        lost = {*before.alerts, *before.told} - {*left}
        self._known.untell(before.receiver, tuple(lost))
        self._known.forget_news(before.receiver, tuple(lost - {*before.alerts}))


def _only(id: str | None) -> Callable[[Alert], bool]:
    return lambda one: one.id == id


def _keys(alerts: tuple[Alert, ...]) -> set[str]:
    return {key for alert in alerts for key in (*news(alert), alert.subject)}
