"""The loop around the pipeline: reads alerts, silences and the history of deliveries, sends, records, commits.

Everything that touches a topic happens in the thread that calls `step`; only single tries run elsewhere, one at a time
for each receiver, so that a slow receiver holds nobody up.
"""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from itertools import islice
from time import monotonic
from typing import Any, Protocol

import structlog

from services.notifier.adapters.routes_file import Watch
from services.notifier.adapters.senders import Parcel, Sender
from services.notifier.domain.answers import Outcome, Verdict
from services.notifier.domain.config import Receiver
from services.notifier.domain.records import slim
from services.notifier.domain.routing import Reason
from services.notifier.domain.sending import Item
from services.notifier.processor import Pipeline
from shared.contracts import Alert, Delivery, Silence, codec
from shared.contracts.topics import DEAD_LETTERS, DELIVERIES
from shared.runtime import metrics
from shared.runtime.deadletters import dead_letter
from shared.runtime.records import Consumer, Publisher, Record

RESTS_AFTER = timedelta(seconds=2)
"""On archive time: the stream has come to rest, so what is open goes out."""
STATES = ("delivered", "failed", "held", "silenced", "dropped", "disabled")
FORGOTTEN_AT_ONCE = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Pool(Protocol):
    """Runs tries: threads in production, at once in tests."""

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]: ...


class Notifier:
    """Tells people. `alerts` reads the alert topics as one group; `state` reads `deliveries` and `silences`, from their
    beginning when the notifier starts."""

    def __init__(
        self,
        *,
        alerts: Consumer,
        state: Consumer,
        publisher: Publisher,
        sender: Sender,
        watch: Watch,
        pool: Pool,
        clock: Callable[[], datetime],
        retention: timedelta,
        archive_time: bool = False,
    ) -> None:
        self._alerts = alerts
        self._state = state
        self._publisher = publisher
        self._sender = sender
        self._watch = watch
        self._pool = pool
        self._clock = clock
        self._retention = retention
        self._old: dict[str, None] = {}
        """Deliveries that ended longer ago than anything is kept; `step` forgets them, some with every round."""
        self._archive_time = archive_time
        self._stream_time = EPOCH
        """Groups and quiet hours follow it in place of the clock when articles run on archive time."""
        self._heard_at = clock()
        self._under_way: list[tuple[Receiver, Item, Future[Verdict], float]] = []
        self._records: dict[tuple[str, int], list[Record]] = {}
        self._log = structlog.get_logger("notifier")
        self.pipeline = Pipeline(watch.config, lambda ident, alerts: sender.parcel(ident, alerts).text)
        self._announce()
        self._rebuild()

    def _announce(self) -> None:
        """Let the series of all receivers exist, so that Prometheus sees their first increase."""
        for reason in Reason:
            metrics.routing_decisions.labels(reason.value)
        for outcome in ("taken", "refused"):
            metrics.route_reloads.labels(outcome)
        for name in self._watch.config.receivers:
            metrics.delivery_queue.labels(name)
            metrics.receiver_trouble.labels(name)
            metrics.delivery_seconds.labels(name)
            for state in STATES:
                metrics.deliveries.labels(name, state)

    def step(self, wait_seconds: float = 0.0) -> bool:
        """Do everything that can be done now; returns whether there was anything. Waits for alerts at most
        `wait_seconds`, and not at all while tries are under way."""
        if self._watch.look():
            self.pipeline.reconfigure(self._watch.config, self._clock())
            self._announce()
        self._read_state()
        busy = self._read_alerts(wait_seconds)
        busy |= self._flush()
        busy |= self._send()
        busy |= self._collect()
        for delivery in self.pipeline.unreachable(self._clock()):
            self._record(delivery)
        self._show_queues()
        self._commit()
        self._forget()
        return busy

    def run(self, stop: Callable[[], bool]) -> None:
        """Step until `stop()`; tries under way are waited for and recorded."""
        busy = False
        while not stop():
            busy = self.step(0.0 if busy else 0.05 if self._under_way else 0.3)
        while self._under_way:
            self._wait_for_try(1.0)
            self._collect()

    # Reading

    def _rebuild(self) -> None:
        """Silences and the last record of every delivery; of one that ended only what a decision needs."""
        self._state.seek_to_beginning()
        oldest = self._clock() - self._retention
        last: dict[str, Delivery] = {}
        while records := self._state.poll(0.0):
            for record in records:
                if _is_gone(record):
                    last.pop(record.key, None)
                    self._old.pop(record.key, None)
                    continue
                message = self._decoded(record)
                if isinstance(message, Silence):
                    self._silence(message)
                elif isinstance(message, Delivery) and message.state != "held" and message.at < oldest:
                    last.pop(message.id, None)
                    self._old[message.id] = None
                elif isinstance(message, Delivery):
                    self._old.pop(message.id, None)
                    last[message.id] = message if message.state == "held" else slim(message)
        for delivery in sorted(
            last.values(), key=lambda d: (d.queued_at or d.at, d.events[0].time if d.events else d.at)
        ):
            self.pipeline.history(delivery, rebuilding=True, archive_time=self._archive_time)

    def _read_state(self) -> None:
        while records := self._state.poll(0.0):
            for record in records:
                message = None if _is_gone(record) else self._decoded(record)
                if isinstance(message, Silence):
                    self._silence(message)
                elif isinstance(message, Delivery):
                    self.pipeline.history(message, rebuilding=False)

    def _silence(self, silence: Silence) -> None:
        if why := self.pipeline.silence(silence):
            metrics.silences_refused.inc()
            self._log.warning("silence refused, it holds nothing back", id=silence.id, reason=why)

    def _read_alerts(self, wait_seconds: float) -> bool:
        busy = False
        for _ in range(50):  # what has piled up is taken together, so that it is grouped
            records = self._alerts.poll(0.0 if busy else wait_seconds)
            for record in records:
                self._take(record)
            busy |= bool(records)
            if len(records) < 200:
                break
        return busy

    def _take(self, record: Record) -> None:
        self._records.setdefault((record.topic, record.partition), []).append(record)
        self._stream_time = max(self._stream_time, record.timestamp)
        self._heard_at = self._clock()
        if self._archive_time:
            self._flush()  # hours may lie between two records of one batch
        message = self._decoded(record)
        if not isinstance(message, Alert):
            # Parked by `_decoded`; it hangs on nothing.
            self.pipeline.offsets.take(record)
            self.pipeline.offsets.release(record)
            return
        arrived = record.timestamp if self._archive_time else min(record.timestamp, self._clock())
        for delivery in self.pipeline.alert(message, record, arrived):
            self._record(delivery)
        for decision in self.pipeline.reasons:
            metrics.routing_decisions.labels(decision.reason.value).inc()
            self._log.debug("routing", alert=message.id, route=decision.route, reason=decision.reason.value)
        self.pipeline.reasons.clear()

    def _decoded(self, record: Record) -> Alert | Delivery | Silence | None:
        try:
            message = codec.decode(record.topic, record.headers, record.value)
        except codec.UndecodableRecord as error:
            self._publisher.publish(
                DEAD_LETTERS, dead_letter(record, "notifier", str(error)), timestamp=self._clock()
            )
            metrics.dead_letters.labels("notifier").inc()
            return None
        return message if isinstance(message, Alert | Delivery | Silence) else None

    # Sending

    def _flush(self) -> bool:
        now = self._clock()
        self._heard_at = min(self._heard_at, now)
        rests = self._archive_time and now - self._heard_at >= RESTS_AFTER
        groups_now = self._stream_time if self._archive_time else now
        planned, safe = self.pipeline.flush(groups_now, now, everything=rests)
        for delivery in planned:
            if delivery.state == "held":
                self._publisher.publish(DELIVERIES, delivery, timestamp=now)
            else:
                self._record(delivery)
        self.pipeline.queue(planned, now)
        for record in safe:
            self.pipeline.offsets.release(record)
        return bool(planned)

    def _send(self) -> bool:
        ready = self.pipeline.ready(self._clock())
        for receiver, item in ready:
            parcel = Parcel(id=item.delivery.id, alerts=item.delivery.events, text=item.delivery.text)
            self._under_way.append(
                (receiver, item, self._pool.submit(self._try, receiver, parcel), monotonic())
            )
        return bool(ready)

    def _try(self, receiver: Receiver, parcel: Parcel) -> Verdict:
        try:
            return self._sender.send(receiver, parcel)
        except Exception as error:
            # A defect of ours in one message: it becomes a dead letter, the others go on. The text of the error is not
            # told, for it could hold anything.
            metrics.processing_errors.labels("notifier").inc()
            return Verdict(outcome=Outcome.REJECTED, reason=f"defect: {type(error).__name__}")

    def _collect(self) -> bool:
        ended = [one for one in self._under_way if one[2].done()]
        self._under_way = [one for one in self._under_way if not one[2].done()]
        for receiver, item, future, started in ended:
            metrics.delivery_seconds.labels(receiver.name).observe(monotonic() - started)
            for delivery in self.pipeline.done(receiver, item, future.result(), self._clock()):
                self._record(delivery)
        return bool(ended)

    def _show_queues(self) -> None:
        for name in self.pipeline.leave():
            metrics.delivery_queue.remove(name)
            metrics.receiver_trouble.remove(name)
        for name, endpoint in self.pipeline.endpoints.items():
            metrics.delivery_queue.labels(name).set(len(endpoint.items))
            metrics.receiver_trouble.labels(name).set(["closed", "open", "disabled"].index(endpoint.breaker))

    def _wait_for_try(self, seconds: float) -> None:
        if self._under_way:
            try:
                self._under_way[0][2].exception(timeout=seconds)
            except TimeoutError:
                return

    # Recording

    def _record(self, delivery: Delivery) -> None:
        self._publisher.publish(DELIVERIES, delivery, timestamp=delivery.at)
        metrics.deliveries.labels(delivery.receiver, delivery.state).inc()
        self._log.info(
            "delivery",
            id=delivery.id,
            receiver=delivery.receiver,
            route=delivery.route,
            state=delivery.state,
            reason=delivery.reason,
            alerts=len(delivery.alerts),
            tries=delivery.attempts,
        )

    def _forget(self) -> None:
        for ident in tuple(islice(self._old, FORGOTTEN_AT_ONCE)):
            self._publisher.publish_raw(DELIVERIES, ident, None, timestamp=self._clock())
            del self._old[ident]

    def _commit(self) -> None:
        done: list[Record] = []
        for topic, partition, offset in self.pipeline.offsets.done():
            waiting = self._records[(topic, partition)]
            done += [record for record in waiting if record.offset <= offset][-1:]
            self._records[(topic, partition)] = [record for record in waiting if record.offset > offset]
        if done:
            self._alerts.commit(done)


def _is_gone(record: Record) -> bool:
    """An empty record: a delivery that was forgotten."""
    return record.topic == DELIVERIES.name and record.value is None
