"""Makes the records of deliveries: messages ready to send, and alerts that go to nobody."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal, get_args

import msgspec

from services.notifier.domain.grouping import Group, Waiting, delivery_id
from shared.contracts import Alert, Delivery

UntoldState = Literal["silenced", "dropped"]
UNTOLD: tuple[UntoldState, ...] = get_args(UntoldState)
"""What ends in these states is told to nobody, nor will be."""
OVER = ("delivered", *UNTOLD)
"""What ends in these states is never sent again, as a dead letter may be."""
Render = Callable[[str, tuple[Alert, ...]], str]
"""(delivery id, alerts) -> the message as plain text."""


def ready_to_go(group: Group, waiting: Sequence[Waiting], render: Render, now: datetime) -> Delivery:
    """One message with these alerts of a group, to be recorded before its first try."""
    alerts = tuple(w.alert for w in waiting)
    names = tuple(a.id for a in alerts)
    told = {key for w in waiting for key in (*w.told, w.alert.subject)}
    ident = delivery_id(group.receiver, names)
    return Delivery(
        id=ident,
        receiver=group.receiver,
        alerts=names,
        state="held",
        reason="ready to go",
        at=now,
        attempts=0,
        route=group.route.name,
        group=group.name,
        told=tuple(sorted(told - set(names))),
        queued_at=now,
        events=alerts,
        text=render(ident, alerts),
    )


def untold(
    state: UntoldState,
    receiver: str,
    alerts: tuple[str, ...],
    why: str,
    now: datetime,
    route: str,
) -> Delivery:
    """The record of alerts that the receiver does not get, and why."""
    return Delivery(
        id=delivery_id(receiver, alerts),
        receiver=receiver,
        alerts=alerts,
        state=state,
        reason=why,
        at=now,
        attempts=0,
        route=route,
    )


def slim(ended: Delivery) -> Delivery:
    """An ended delivery without its alerts and words, which is all that later decisions need."""
    return msgspec.structs.replace(ended, events=(), text="")
