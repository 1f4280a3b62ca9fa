"""Defines messages about running the system: deliveries, silences, dead letters."""

from datetime import datetime
from typing import Literal

from shared.contracts.alerts import Alert
from shared.contracts.common import Message, Value


class Delivery(Message, frozen=True, kw_only=True, tag="delivery"):
    """What was sent to whom: written after the attempt ended, so that a crash repeats and never loses. `held` is one
    that waits for its (next) try, `failed` and `disabled` are dead letters that `parley redrive` can send again."""

    id: str
    """Hash of receiver and alerts; also the `webhook-id`."""
    receiver: str
    alerts: tuple[str, ...]
    state: Literal["delivered", "failed", "held", "silenced", "dropped", "disabled"]
    reason: str
    at: datetime
    attempts: int = 1
    status_code: int | None = None
    route: str = ""
    group: str = ""
    """Which group of alerts the message was about (route and the values it groups by)."""
    told: tuple[str, ...] = ()
    """What news the receiver has now, so that it is not told again by another alert on the same thing."""
    queued_at: datetime | None = None
    next_try_at: datetime | None = None
    endpoint: str = ""
    """Fingerprint of the address; an address that is gone stays disabled until it changes."""
    events: tuple[Alert, ...] = ()
    """The alerts themselves while the message is not delivered, so that a restart or a redrive has them."""
    text: str = ""
    """The message as plain text, for the history."""


class Matcher(Value, frozen=True, kw_only=True):
    """`label` compared with `value`."""

    label: str
    op: Literal["=", "!=", "=~", "!~", ">=", "<="]
    value: str


class Silence(Message, frozen=True, kw_only=True, tag="silence"):
    """Alerts that match all matchers are held back between two times."""

    id: str
    matchers: tuple[Matcher, ...]
    starts_at: datetime
    ends_at: datetime
    comment: str = ""
    created_by: str = ""
    expired: bool = False


class DeadLetter(Message, frozen=True, kw_only=True, tag="dead_letter"):
    """A record that could not be processed, with its origin and a reason a person understands."""

    id: str
    """topic/partition/offset of the record."""
    topic: str
    partition: int
    offset: int
    reason: str
    stage: str
    at: datetime
    key: str | None = None
    value: str = ""
    """The record itself, base64, cut to 700,000 characters."""
    headers: tuple[tuple[str, str], ...] = ()
    """The record's headers, Latin-1, cut to the first 40; an alert is nothing without them."""
    truncated: bool = False
    redriven: bool = False
