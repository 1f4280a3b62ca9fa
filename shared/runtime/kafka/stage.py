"""Runs a stage on one record: what it leads to with the state of its partition, and what is counted."""

import traceback
from datetime import UTC, datetime
from time import perf_counter, time
from typing import Any

from shared.contracts import codec
from shared.processing import InvalidMessage, Processor, TryLater
from shared.runtime import metrics
from shared.runtime.arrival import refuse_wrong_time
from shared.runtime.kafka.connection import topic_name
from shared.runtime.kafka.deciding import Deciding
from shared.runtime.kafka.outgoing import Decided, Writing
from shared.runtime.kafka.partitioning import elsewhere
from shared.runtime.logging import canonical
from shared.runtime.machine import trouble
from shared.runtime.records import Record
from shared.runtime.settings import Settings


class StageWork:
    """A processor at work on records; `deciding` learns how long the current one may take. Used by one thread."""

    def __init__(self, settings: Settings, processor: Processor[Any], deciding: Deciding) -> None:
        self._settings = settings
        self._processor = processor
        self._deciding = deciding
        self._input = topic_name(settings, processor.input)
        self._writing = Writing(settings, processor.name)

    def decide(self, number: int, state: Any, record: Record) -> Decided:
        """What the record leads to, applied to `state`, that of partition `number`. Raises TryLater, and then nothing
        has changed; any other failure parks the record."""
        name = self._processor.name
        started = perf_counter()
        with canonical(name, record) as line, self._deciding.one(len(record.value or b"")):
            try:
                refuse_wrong_time(self._processor.input, record, datetime.now(UTC))
                message = codec.decode(self._processor.input, record.headers, record.value)
                home = elsewhere(self._processor, message, number, self._settings.partitions)
                if home is not None:
                    line.note(moved_to=home[1])
                    return self._writing.moved(record, self._input, *home)
                outcome = self._processor.process(message, state, record.timestamp)
                decided = self._writing.outcome(outcome, number)
                self._processor.add(state, outcome.rows)
            except TryLater:
                raise
            except (InvalidMessage, codec.UndecodableRecord) as error:
                line.note(dead_letter=str(error))
                return self._writing.parked(record, str(error), defect=False)
            except Exception as error:
                if (of_machine := trouble(error)) is not None:
                    raise TryLater(f"{name} cannot go on: {of_machine}") from error
                why = f"{type(error).__name__} in {name}: {_place(error)}"
                line.note(dead_letter=why)
                return self._writing.parked(record, why, defect=True)
            line.note(events=len(decided.events), rows=len(decided.rows))
            if decided.passed_by is not None:
                line.note(passed_by=decided.passed_by, time=record.timestamp.isoformat())
        metrics.stage_seconds.labels(name).observe(perf_counter() - started)
        return decided

    def count(self, decided: Decided, record: Record) -> None:
        """Add it to the metrics, once it is safe."""
        name = self._processor.name
        if decided.parked is not None:
            metrics.dead_letters.labels(name).inc()
            if decided.defect:
                metrics.processing_errors.labels(name).inc()
        if decided.passed_by is not None:
            metrics.messages_passed_by.labels(name, decided.passed_by).inc()
        for outgoing in decided.events:
            logical = outgoing.topic.removeprefix(self._settings.namespace)
            metrics.events_published.labels(name, logical).inc()
        for alert in decided.alerts:
            metrics.count_alert(name, alert, time() - record.timestamp.timestamp())


def _place(error: BaseException) -> str:
    """Where a defect happened, without its message, which could carry article text."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].name}, line {frames[-1].lineno}" if frames else "unknown place"
