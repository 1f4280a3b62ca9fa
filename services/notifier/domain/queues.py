"""Keeps one queue of messages for each receiver: which to try now, and which delivery to record after a try."""

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from services.notifier.domain.answers import Verdict, stands_alone
from services.notifier.domain.config import Config, Receiver
from services.notifier.domain.sending import Endpoint, Item, choose, drop_all, enqueue, postpone, settle
from shared.contracts import Delivery, ids


def fingerprint(receiver: Receiver) -> str:
    """A digest that shows whether an address changed without revealing it."""
    return "ep-" + ids.digest("endpoint", receiver.kind, receiver.url.reveal())[:12]


class Queues:
    """The receivers' queues, by name; also of receivers no longer configured that still have something to do."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.endpoints: dict[str, Endpoint] = {}
        self._count = 0

    def history(self, delivery: Delivery, *, rebuilding: bool, redriven: bool) -> None:
        """Take in a past record: an address that was gone stays so, a held message waits again."""
        endpoint = self._endpoint(delivery.receiver, delivery.at)
        receiver = self.config.receivers.get(delivery.receiver)
        if (
            rebuilding
            and receiver
            and delivery.state == "disabled"
            and delivery.endpoint == fingerprint(receiver)
        ):
            endpoint.disabled = delivery.reason
        if rebuilding and delivery.state == "delivered":
            endpoint.disabled = ""
        if delivery.state != "held" or not delivery.events or not (rebuilding or redriven):
            return
        if any(item.delivery.id == delivery.id for item in endpoint.items):
            return
        if redriven:
            endpoint.disabled = ""
        self._put(endpoint, delivery, delivery.queued_at or delivery.at)

    def add(self, delivery: Delivery, now: datetime) -> None:
        """Queue a message that is recorded."""
        self._put(self._endpoint(delivery.receiver, now), delivery, now)

    def ready(self, now: datetime) -> list[tuple[Receiver, Item]]:
        """One message for each receiver that can be tried now; it is under way until `done`."""
        found: list[tuple[Receiver, Item]] = []
        for name, endpoint in self.endpoints.items():
            receiver = self.config.receivers.get(name)
            item = choose(endpoint, now)
            if receiver is not None and item is not None:
                endpoint.busy = True
                found.append((receiver, item))
        return found

    def done(self, receiver: Receiver, item: Item, verdict: Verdict, now: datetime) -> Delivery:
        """Take in the end of a try; returns the delivery to record."""
        endpoint = self.endpoints[receiver.name]
        endpoint.busy = False
        recorded = settle(endpoint, item, verdict, now, receiver.pause)
        if recorded.state == "disabled":
            recorded = msgspec.structs.replace(recorded, endpoint=fingerprint(receiver))
        return recorded

    def put_back(self, receiver: str) -> None:
        """Return the message that `ready` gave for this receiver: it is not tried after all."""
        self.endpoints[receiver].busy = False

    def leave_out(self, receiver: str, left: Callable[[Delivery], Delivery]) -> None:
        """Replace each message of this receiver by what is `left` of it, none being under way; drop those with nothing
        left."""
        endpoint = self.endpoints[receiver]
        for item in endpoint.items:
            item.delivery = left(item.delivery)
        endpoint.items = [item for item in endpoint.items if item.delivery.state == "held"]

    def unreachable(self, now: datetime) -> list[Delivery]:
        """Turn messages for receivers that are disabled or no longer configured into dead letters."""
        records: list[Delivery] = []
        for name, endpoint in self.endpoints.items():
            if endpoint.busy or not endpoint.items:
                continue
            if name not in self.config.receivers:
                records += drop_all(endpoint, f"no receiver {name} is configured any more", now)
            elif endpoint.disabled:
                records += drop_all(endpoint, f"the receiver is disabled since {endpoint.disabled}", now)
        return records

    def leave(self) -> list[str]:
        """Forget receivers that are no longer configured and have nothing left to do; returns their names."""
        gone = [
            name
            for name, endpoint in self.endpoints.items()
            if name not in self.config.receivers and not endpoint.items and not endpoint.busy
        ]
        for name in gone:
            del self.endpoints[name]
        return gone

    def reconfigure(self, config: Config, now: datetime) -> None:
        """Apply another configuration. A new address is a new chance."""
        for name, endpoint in self.endpoints.items():
            before, after = self.config.receivers.get(name), config.receivers.get(name)
            if before and after and fingerprint(before) != fingerprint(after):
                endpoint.disabled, endpoint.failures = "", 0
                postpone(endpoint, now, timedelta(0))
        self.config = config

    def _put(self, endpoint: Endpoint, delivery: Delivery, since: datetime) -> None:
        self._count += 1
        item = Item(delivery, (since, self._count), since)
        enqueue(endpoint, item)
        if delivery.next_try_at is None:
            return
        wait = delivery.next_try_at - delivery.at
        if stands_alone(delivery):
            item.aside = True
            postpone(item, delivery.at, wait)
        elif delivery.next_try_at > endpoint.not_before:
            postpone(endpoint, delivery.at, wait)
        if not item.aside:
            endpoint.failures = max(endpoint.failures, delivery.attempts)

    def _endpoint(self, name: str, now: datetime) -> Endpoint:
        return self.endpoints.setdefault(name, Endpoint(name, now))
