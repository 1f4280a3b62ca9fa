"""Counts the messages that will still be sent soon, for a run that waits for them before it ends."""

from datetime import datetime, timedelta

from services.notifier.domain.answers import stands_alone
from shared.contracts import Delivery

SOON = timedelta(minutes=1)
"""The first try after a failure comes within seconds; the second, minutes later, is not waited for."""


class Outstanding:
    """Messages not yet delivered, by the last record of each."""

    def __init__(self) -> None:
        self._held: dict[str, Delivery] = {}

    def __len__(self) -> int:
        return len(self._held)

    def take(self, delivery: Delivery) -> None:
        """Take in one more record, in the order of the topic."""
        if delivery.state == "held":
            self._held[delivery.id] = delivery
        else:
            self._held.pop(delivery.id, None)

    def soon(self, now: datetime) -> int:
        """How many will be tried soon. A receiver in trouble holds up all its messages, a message that it alone rejects
        only itself."""
        free_at: dict[str, datetime] = {}
        for one in self._held.values():
            if one.next_try_at is not None and not stands_alone(one):
                free_at[one.receiver] = max(one.next_try_at, free_at.get(one.receiver, one.next_try_at))
        moments = (
            one.next_try_at if one.next_try_at and stands_alone(one) else free_at.get(one.receiver, now)
            for one in self._held.values()
        )
        return sum(moment <= now + SOON for moment in moments)
