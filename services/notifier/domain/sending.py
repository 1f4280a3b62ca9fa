"""Chooses which message to try next for one receiver, and when, from the results of its last tries.

Order is kept, and a correction never overtakes its alert: the oldest message goes first and the others wait behind it
while the receiver is in trouble. The schedule of tries (5 s, 5 min, 30 min, 2 h ... 20 h: ten tries over three days,
after Standard Webhooks) belongs to the receiver and is its circuit breaker; with more messages waiting it is tried at
least every quarter of an hour, because one success releases them all. A message that keeps failing may itself be the
reason: after four tries in a row the next one is tried in its place, and if that one passes, the first steps aside and
the others flow.
"""

import hashlib
from datetime import datetime, timedelta

import msgspec

from services.notifier.domain.answers import Outcome, Verdict
from services.notifier.domain.news_keys import mends
from shared.contracts import Delivery

SCHEDULE = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=20),
)
MAX_TRIES = 10
GIVE_UP_AFTER = timedelta(days=3)
QUEUE_PROBE = timedelta(minutes=15)
OPEN_AFTER = 3
"""Failures in a row after which the breaker counts as open."""
SUSPECT_AFTER = 4
PATIENT_AFTER = 5
LEAST_WAIT = timedelta(seconds=1)


class Item(msgspec.Struct):
    """A waiting message; `order` is when it was queued, and as which one."""

    delivery: Delivery
    order: tuple[datetime, int]
    not_before: datetime
    aside: bool = False
    wait: timedelta = timedelta(0)
    """How long before `not_before` it began to wait."""

    @property
    def queued_at(self) -> datetime:
        """When it was first ready to go."""
        return self.order[0]


class Endpoint(msgspec.Struct):
    """State of one receiver's queue; changed only by the functions of this module."""

    receiver: str
    not_before: datetime
    failures: int = 0
    disabled: str = ""
    """Why nothing is sent any more; empty while all is well."""
    items: list[Item] = []
    busy: bool = False
    wait: timedelta = timedelta(0)
    """How long before `not_before` it began to wait."""

    @property
    def breaker(self) -> str:
        """`disabled`, `open` (in trouble) or `closed` (all is well)."""
        return "disabled" if self.disabled else "open" if self.failures >= OPEN_AFTER else "closed"


def enqueue(endpoint: Endpoint, item: Item) -> None:
    """Put a message in its place."""
    endpoint.items.append(item)
    endpoint.items.sort(key=lambda one: one.order)


def choose(endpoint: Endpoint, now: datetime) -> Item | None:
    """The message to try now, or None: nothing waits, it is too early, or a try is under way. A wait that exceeds its
    schedule was set by a clock that ran ahead, and begins anew."""
    waiting: list[Endpoint | Item] = [endpoint, *endpoint.items]
    for one in waiting:
        one.not_before = min(one.not_before, now + one.wait)
    if endpoint.busy or endpoint.disabled or now < endpoint.not_before:
        return None
    before: set[str] = set()
    for item in endpoint.items:
        alerts = item.delivery.events
        mended = {key for alert in alerts if (id := mends(alert)) for key in (id, alert.subject)}
        if (not item.aside or item.not_before <= now) and not before & mended:
            return item
        before |= {key for alert in alerts for key in (alert.id, alert.subject)}
    return None


def settle(endpoint: Endpoint, item: Item, verdict: Verdict, now: datetime, pause: timedelta) -> Delivery:
    """Apply the verdict of a try; returns the delivery to record (still `held` if it is to be tried again)."""
    tries = item.delivery.attempts + 1
    item.delivery = msgspec.structs.replace(
        item.delivery,
        attempts=tries,
        at=now,
        reason=verdict.reason,
        status_code=verdict.status_code,
        next_try_at=None,
    )
    match verdict.outcome:
        case Outcome.DELIVERED:
            _recover(endpoint, now, pause)
            return _leave(endpoint, item, "delivered")
        case Outcome.REJECTED:
            postpone(endpoint, now, pause)
            return _leave(endpoint, item, "failed")
        case Outcome.GONE:
            endpoint.disabled = verdict.reason
            return _leave(endpoint, item, "disabled")
        case Outcome.AGAIN_ALONE:
            item.aside = True
            postpone(item, now, verdict.retry_after or _wait(item.delivery.id, tries))
            postpone(endpoint, now, pause)
        case Outcome.AGAIN:
            _fail(endpoint, item, verdict, now)
    age = now - item.queued_at
    if age >= GIVE_UP_AFTER or (tries >= MAX_TRIES and age >= GIVE_UP_AFTER * 0.8):
        return _leave(endpoint, item, "failed", f"given up after {tries} tries: {verdict.reason}")
    again = item.not_before if item.aside else endpoint.not_before
    item.delivery = msgspec.structs.replace(item.delivery, next_try_at=again)
    return item.delivery


def postpone(one: Endpoint | Item, now: datetime, wait: timedelta) -> None:
    """Do not try the message again for this long."""
    one.not_before, one.wait = now + wait, wait


def drop_all(endpoint: Endpoint, reason: str, now: datetime) -> list[Delivery]:
    """Empty the queue of a receiver that is gone or no longer configured; its messages become dead letters that can be
    redriven."""
    left = [
        msgspec.structs.replace(item.delivery, state="disabled", reason=reason, at=now, next_try_at=None)
        for item in endpoint.items
    ]
    endpoint.items = []
    return left


def _fail(endpoint: Endpoint, item: Item, verdict: Verdict, now: datetime) -> None:
    endpoint.failures += 1
    if endpoint.failures > SUSPECT_AFTER:  # the message tried in its place failed as well: it is the receiver
        for one in endpoint.items:
            one.aside = False
    wait = _wait(item.delivery.id, endpoint.failures)
    waiting = len(endpoint.items) > 1
    if waiting:
        wait = min(wait, QUEUE_PROBE)
    if verdict.retry_after is not None:
        # The receiver knows best, unless it says "at once" for ever.
        patient = endpoint.failures > PATIENT_AFTER
        wait = max(verdict.retry_after, LEAST_WAIT, min(wait, QUEUE_PROBE) if patient else LEAST_WAIT)
    postpone(endpoint, now, wait)
    if endpoint.failures == SUSPECT_AFTER and waiting:
        item.aside = True
    if item.aside:
        postpone(item, now, _wait(item.delivery.id, item.delivery.attempts))


def _recover(endpoint: Endpoint, now: datetime, pause: timedelta) -> None:
    if endpoint.failures >= SUSPECT_AFTER:  # who stepped aside on suspicion gets its chance first
        for one in endpoint.items:
            postpone(one, now, timedelta(0))
    endpoint.failures = 0
    postpone(endpoint, now, pause)


def _leave(endpoint: Endpoint, item: Item, state: str, reason: str = "") -> Delivery:
    endpoint.items = [one for one in endpoint.items if one is not item]
    kept = {"events": ()} if state == "delivered" else {}
    return msgspec.structs.replace(item.delivery, state=state, reason=reason or item.delivery.reason, **kept)


def _wait(id: str, tries: int) -> timedelta:
    """The schedule's wait after so many tries, ±10 %: constant for a message and try, so that a restart changes
    nothing, and different between messages, so that they do not come all at once."""
    base = SCHEDULE[min(max(tries, 1), len(SCHEDULE)) - 1]
    digest = hashlib.blake2b(f"{id}/{tries}".encode(), digest_size=4).digest()
    return base * (0.9 + 0.2 * int.from_bytes(digest) / 2**32)
