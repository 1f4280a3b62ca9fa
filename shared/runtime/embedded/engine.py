"""Runs the processors of all services in one process over the log, committing a message's offset, rows and events in
one transaction."""

import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from time import monotonic, time
from typing import Any, NamedTuple

from shared.contracts import Alert, codec
from shared.contracts.codec import Headers
from shared.contracts.topics import ARTICLES, ARTICLES_INCOMING, DEAD_LETTERS, Topic
from shared.processing import InvalidMessage, Outcome, Place, Processor, Row, StageState, TryLater
from shared.runtime import metrics
from shared.runtime.arrival import refuse_wrong_time
from shared.runtime.deadletters import Fuse, dead_letter
from shared.runtime.embedded.expiry import Expiry
from shared.runtime.embedded.log import Log, PackedRow, pack
from shared.runtime.logging import canonical
from shared.runtime.machine import trouble
from shared.runtime.records import Record

_OF_ARTICLES = frozenset({ARTICLES_INCOMING.name, ARTICLES.name})


class Packed(NamedTuple):
    """A message's outcome, as it is stored."""

    events: tuple[tuple[Topic, str, bytes, Headers], ...]
    rows: tuple[PackedRow, ...]


def packed(outcome: Outcome) -> Packed:
    """The outcome as it is stored; raises if something cannot be: the log takes only text in UTF-8."""
    events = []
    for event in outcome.events:
        headers, value = codec.encode(event.message)
        events.append((event.topic, event.topic.key(event.message), value, headers))
    rows = tuple(map(pack, outcome.rows))
    for key in (*(key for _, key, _, _ in events), *(key for key, _, _ in rows)):
        key.encode()
    return Packed(tuple(events), rows)


class Engine:
    """Runs processors in the given order, one article after the other through all of them, so that a run is
    deterministic. `live`: records have the time of `clock`, not that of an archive."""

    def __init__(
        self,
        log: Log,
        processors: Sequence[Processor[Any]],
        *,
        fuse: Fuse | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        live: bool = True,
    ) -> None:
        self._log = log
        self._processors = list(processors)
        self._fuse = fuse or Fuse()
        self._clock = clock
        self._live = live
        self._standing = {p.name: Standing(p) for p in self._processors}
        self._states = {p.name: self._fold(p) for p in self._processors}
        for processor in self._processors:
            log.follow(processor.name, processor.input.name)
        self._next = {p.name: log.offset(p.name, p.input.name) for p in self._processors}
        self._expiry = Expiry(log)

    def _fold(self, processor: Processor[Any]) -> Any:
        started = monotonic()
        state = processor.fold(self._log.rows(processor.name, processor.row_type), Place(0, 1))
        metrics.recovery_seconds.labels(processor.name).set(monotonic() - started)
        return state

    def state(self, name: str) -> Any:
        """State of a processor (for exports and explanations); only to be read."""
        return self._states[name]

    def run_until_idle(self, stop: Callable[[], bool] = lambda: False) -> int:
        """Process everything there is; returns the number of messages. `stop` is asked between messages."""
        done = 0
        self._expire()
        while found := self._waiting():
            processor, records = found
            self._tell(processor)
            for record in records:
                if stop():
                    self._tell(processor)
                    return done
                self._handle(processor, record)
                done += 1
            self._tell(processor)
            self._expire()
        for processor in self._processors:
            self._tell(processor)
        return done

    def _expire(self) -> None:
        """Let the log forget, by the time that ticks have brought to every stage."""
        times = [s.watermarks.time for s in self._states.values() if isinstance(s, StageState)]
        if known := [time for time in times if time is not None]:
            self._expiry.come_to(min(known))

    def _waiting(self) -> tuple[Processor[Any], Sequence[Record]] | None:
        """Whose turn it is. What follows from articles already read comes before the next article: so the order of
        evidence does not depend on how fast articles come, and a killed run resumes in the order it would have had."""
        following = [p for p in self._processors if p.input.name not in _OF_ARTICLES]
        reading = [p for p in self._processors if p.input.name in _OF_ARTICLES]
        for processor in (*following, *reversed(reading)):
            limit = 1 if processor in reading else 64
            records = self._log.read(processor.input.name, self._next[processor.name], limit)
            if records:
                return processor, records
        return None

    def _tell(self, processor: Processor[Any]) -> None:
        waiting = self._log.end(processor.input.name) - self._next[processor.name]
        self._standing[processor.name].tell(waiting, self._states[processor.name])

    def _handle(self, processor: Processor[Any], record: Record) -> None:
        with canonical(processor.name, record) as line, metrics.stage_seconds.labels(processor.name).time():
            try:
                outcome, stored = self._decide(processor, record)
            except (InvalidMessage, codec.UndecodableRecord) as error:
                self._fuse.blow(str(error))
                self._park(processor, record, str(error))
                line.note(dead_letter=str(error))
                return
            self._commit(processor, record, stored)
            self._count(processor, record, outcome)
            self._states_add(processor, outcome.rows)
            line.note(events=len(outcome.events), rows=len(outcome.rows))
            if outcome.passed_by is not None:
                line.note(passed_by=outcome.passed_by, time=record.timestamp.isoformat())

    def _decide(self, processor: Processor[Any], record: Record) -> tuple[Outcome, Packed]:
        if self._live:
            refuse_wrong_time(processor.input, record, self._clock())
        message = codec.decode(processor.input, record.headers, record.value)
        try:
            outcome = processor.process(message, self._states[processor.name], record.timestamp)
            # Here, where a defect is parked: what cannot be stored would end the run, and every one after it.
            return outcome, packed(outcome)
        except (InvalidMessage, TryLater):
            raise
        except Exception as error:
            if (why := trouble(error)) is not None:
                # The article is not to blame: everything stops here, and begins again with it.
                raise TryLater(f"{processor.name} cannot go on: {why}") from error
            # A defect of ours must not stop the flow for everybody: it is parked and comes back by redrive.
            metrics.processing_errors.labels(processor.name).inc()
            raise InvalidMessage(f"{type(error).__name__} in {processor.name}: {_place(error)}") from error

    def _commit(self, processor: Processor[Any], record: Record, stored: Packed) -> None:
        with self._log.transaction():
            for topic, key, value, headers in stored.events:
                self._log.append_raw(topic, key, value, headers, record.timestamp)
            self._log.put_rows(processor.name, stored.rows)
            self._log.set_offset(processor.name, record.topic, record.offset + 1)
        self._advance(processor, record)

    def _count(self, processor: Processor[Any], record: Record, outcome: Outcome) -> None:
        if outcome.passed_by is not None:
            metrics.messages_passed_by.labels(processor.name, outcome.passed_by).inc()
        for event in outcome.events:
            metrics.events_published.labels(processor.name, event.topic.name).inc()
            if isinstance(event.message, Alert):
                age = time() - record.timestamp.timestamp()
                metrics.count_alert(processor.name, event.message, age)

    def _park(self, processor: Processor[Any], record: Record, reason: str) -> None:
        letter = dead_letter(record, processor.name, reason)
        with self._log.transaction():
            self._log.append(DEAD_LETTERS, letter, self._clock())
            self._log.set_offset(processor.name, record.topic, record.offset + 1)
        self._advance(processor, record)
        metrics.dead_letters.labels(processor.name).inc()

    def _advance(self, processor: Processor[Any], record: Record) -> None:
        """Apply once it is committed, and not before: whatever was rolled back comes again."""
        self._next[processor.name] = record.offset + 1
        self._standing[processor.name].moved_at = monotonic()

    def _states_add(self, processor: Processor[Any], rows: tuple[Row, ...]) -> None:
        if rows:
            processor.add(self._states[processor.name], rows)


class Standing:
    """How far one processor is, as metrics: what waits, its watermark, when it last moved."""

    def __init__(self, processor: Processor[Any]) -> None:
        self.moved_at = monotonic()
        self._stage = processor.name
        self._waiting = 0
        metrics.announce(processor.name, (*processor.outputs, DEAD_LETTERS))
        metrics.partitions_assigned.labels(processor.name).set(1)
        # Asked when it is read: a processor that hangs could not say how long it has been hanging.
        metrics.commit_age_seconds.labels(processor.name).set_function(self._age)

    def tell(self, waiting: int, state: Any) -> None:
        """Note how far it is."""
        if waiting and not self._waiting:
            self.moved_at = monotonic()
        self._waiting = waiting
        metrics.consumer_lag.labels(self._stage).set(waiting)
        if isinstance(state, StageState) and state.watermarks.time is not None:
            metrics.watermark_seconds.labels(self._stage).set(state.watermarks.time.timestamp())

    def _age(self) -> float:
        return monotonic() - self.moved_at if self._waiting else 0.0


def _place(error: BaseException) -> str:
    """Where a defect happened, without its message, which could carry article text."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].name}, line {frames[-1].lineno}" if frames else "unknown place"
