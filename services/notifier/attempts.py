"""Runs delivery attempts in a pool, so that a slow receiver delays nobody else."""

from collections.abc import Callable
from concurrent.futures import Future
from time import monotonic
from typing import Any, Protocol

from services.notifier.adapters.senders import Parcel, Sender
from services.notifier.domain.answers import Outcome, Verdict
from services.notifier.domain.config import Receiver
from services.notifier.domain.sending import Item
from shared.runtime import metrics


class Pool(Protocol):
    """Runs attempts: on threads in production, at once in tests."""

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]: ...


class Tries:
    """The attempts under way."""

    def __init__(self, sender: Sender, pool: Pool) -> None:
        self._sender = sender
        self._pool = pool
        self._under_way: list[tuple[Receiver, Item, Future[Verdict], float]] = []

    def __bool__(self) -> bool:
        return bool(self._under_way)

    def start(self, receiver: Receiver, item: Item) -> None:
        """Attempt this message."""
        parcel = Parcel(id=item.delivery.id, alerts=item.delivery.events, text=item.delivery.text)
        self._under_way.append((receiver, item, self._pool.submit(self._try, receiver, parcel), monotonic()))

    def ended(self) -> list[tuple[Receiver, Item, Verdict]]:
        """The attempts that ended since the last call."""
        # Each is asked once: one that ended between two looks would be neither under way nor among the ended.
        looked = [(one, one[2].done()) for one in self._under_way]
        ended = [one for one, done in looked if done]
        self._under_way = [one for one, done in looked if not done]
        for receiver, _, _, started in ended:
            metrics.delivery_seconds.labels(receiver.name).observe(monotonic() - started)
        return [(receiver, item, future.result()) for receiver, item, future, _ in ended]

    def wait(self, seconds: float) -> None:
        """Wait for the oldest attempt, at most so many seconds."""
        if self._under_way:
            try:
                self._under_way[0][2].exception(timeout=seconds)
            except TimeoutError:
                return

    def _try(self, receiver: Receiver, parcel: Parcel) -> Verdict:
        try:
            return self._sender.send(receiver, parcel)
        except Exception as error:
            # A defect of ours in one message: it becomes a dead letter, the others go on. The text of the error is not
            # told, for it could hold anything.
            metrics.processing_errors.labels("notifier").inc()
            return Verdict(outcome=Outcome.REJECTED, reason=f"defect: {type(error).__name__}")
