"""Runs the pipeline on topics: reads alerts, silences and past deliveries, then sends, records and commits.

Everything that touches a topic happens in the thread that calls `step`; only single tries run elsewhere, one at a time
for each receiver, so that a slow receiver holds nobody up.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import islice
from time import sleep

import structlog

from services.notifier import startup_state
from services.notifier.adapters.routes_file import Watch
from services.notifier.adapters.senders import Sender
from services.notifier.attempts import Pool, Tries
from services.notifier.metrics_view import announce, show
from services.notifier.processor import Pipeline
from services.notifier.recording import Recorder
from shared.contracts import Alert, Delivery, Silence, codec
from shared.contracts.topics import DEAD_LETTERS, DELIVERIES, SILENCES, TOPICS
from shared.processing import TryLater
from shared.runtime import metrics
from shared.runtime.deadletters import dead_letter
from shared.runtime.records import Consumer, Publisher, Record

RESTS_AFTER = timedelta(seconds=2)
"""On archive time: the stream has come to rest, so what is open goes out."""
FORGOTTEN_AT_ONCE = 50
UNRECORDED_SECONDS = 1.0
"""Pause while nothing can be recorded."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Notifier:
    """A running notifier. `alerts` reads the alert topics as one group; `state` reads `deliveries` and `silences`, from
    their beginning when the notifier starts. `recorder` has what an earlier one could not record; raises TryLater if
    that is still so."""

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
        recorder: Recorder | None = None,
    ) -> None:
        self._alerts = alerts
        self._state = state
        self._publisher = publisher
        self._watch = watch
        self._clock = clock
        self._retention = retention
        self._old: dict[str, None] = {}
        """Deliveries that ended longer ago than anything is kept; `step` forgets them, some with every round."""
        self._archive_time = archive_time
        self._stream_time = EPOCH
        """Groups and quiet hours follow it in place of the clock when articles run on archive time."""
        self._heard_at = clock()
        self._tries = Tries(sender, pool)
        self._recorder = recorder or Recorder()
        self._recorder.use(publisher)
        self._records: dict[tuple[str, int], list[Record]] = {}
        self._log = structlog.get_logger("notifier")
        self.pipeline = Pipeline(watch.config, lambda ident, alerts: sender.parcel(ident, alerts).text)
        announce(watch.config.receivers)
        self._rebuild()

    def step(self, wait_seconds: float = 0.0) -> bool:
        """Do everything that can be done now; returns whether there was anything. Waits for alerts at most
        `wait_seconds`, and not at all while tries are under way. Sends nothing while nothing can be recorded."""
        if not self._recorder.catch_up():
            self._collect()
            if not self._tries:
                self._recorder.ask_for_another()
            return False
        if self._watch.look():
            self.pipeline.reconfigure(self._watch.config, self._clock())
            announce(self._watch.config.receivers)
        self._read_state()
        busy = self._read_alerts(wait_seconds)
        busy |= self._flush()
        busy |= not self._recorder.waits and self._send()
        busy |= self._collect()
        for delivery in self.pipeline.unreachable(self._clock()):
            self._record(delivery)
        gone = self.pipeline.queues.leave()
        show(self.pipeline.queues.endpoints, gone)
        if self._recorder.waits:
            return False
        self._commit()
        self._forget()
        return busy

    def run(self, stop: Callable[[], bool]) -> None:
        """Step until `stop()`; tries under way are waited for and recorded, also after a defect: what has been sent
        would be sent again."""
        busy = False
        try:
            while not stop():
                busy = self.step(0.0 if busy else 0.05 if self._tries else 0.3)
                if self._recorder.waits:
                    sleep(UNRECORDED_SECONDS)
        finally:
            while self._tries:
                self._tries.wait(1.0)
                self._collect()
            self._recorder.catch_up()

    # Reading

    def _rebuild(self) -> None:
        found = startup_state.read(self._state, self._decoded, self._clock() - self._retention)
        for silence in found.silences:
            self._silence(silence)
        for delivery in found.deliveries:
            self.pipeline.history(delivery, rebuilding=True, archive_time=self._archive_time)
        self._old = found.old

    def _read_state(self) -> None:
        while records := self._state.poll(0.0):
            for record in records:
                gone = startup_state.is_gone(record)
                message = None if gone else self._decoded(record)
                if gone and record.topic == SILENCES.name:
                    self.pipeline.silences.pop(record.key, None)
                elif isinstance(message, Silence):
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
            if len(records) < 200 or self._recorder.waits:
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
            # Parked by `_pass_by`; it hangs on nothing.
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
            self._pass_by(record, str(error))
            return None
        return message if isinstance(message, Alert | Delivery | Silence) else None

    def _pass_by(self, record: Record, reason: str) -> None:
        """Park it, where it can be sent again: `deliveries` and `silences` keep it themselves, and are read from their
        beginning at every start."""
        if TOPICS[record.topic].dead_letter:
            letter = dead_letter(record, "notifier", reason)
            self._publisher.publish(DEAD_LETTERS, letter, timestamp=self._clock())
            metrics.dead_letters.labels("notifier").inc()
            return
        if record.topic == SILENCES.name:
            metrics.silences_refused.inc()
        self._log.warning("record passed by", origin=record.origin, reason=reason)

    # Sending

    def _flush(self) -> bool:
        now = self._clock()
        self._heard_at = min(self._heard_at, now)
        rests = self._archive_time and now - self._heard_at >= RESTS_AFTER
        groups_now = self._stream_time if self._archive_time else now
        planned, safe = self.pipeline.flush(groups_now, now, everything=rests)
        for delivery in planned:
            if delivery.state == "held":
                self._recorder.write(delivery, now)
            else:
                self._record(delivery)
        self.pipeline.queue(planned, now)
        for record in safe:
            self.pipeline.offsets.release(record)
        return bool(planned)

    def _send(self) -> bool:
        now = self._clock()
        ready, silenced = self.pipeline.ready(self._stream_time if self._archive_time else now, now)
        for delivery in silenced:
            self._record(delivery)
        for receiver, item in ready:
            self._tries.start(receiver, item)
        return bool(ready or silenced)

    def _collect(self) -> bool:
        ended = self._tries.ended()
        for receiver, item, verdict in ended:
            for delivery in self.pipeline.done(receiver, item, verdict, self._clock()):
                self._record(delivery)
        return bool(ended)

    # Recording

    def _record(self, delivery: Delivery) -> None:
        self._recorder.write(delivery, delivery.at)
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
        with suppress(TryLater):  # in another round
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
