"""Confirms decided records in order: a record is done once Kafka has confirmed its events and then its rows.

Confirmations are awaited for several records at once: a crash in between leaves a prefix of the rows, which repeating
completes (ids are deterministic).
"""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

import msgspec
import structlog

from shared.runtime.kafka.application import send
from shared.runtime.kafka.outgoing import Decided
from shared.runtime.kafka.position import Partition
from shared.runtime.kafka.stage import StageWork
from shared.runtime.kafka.table import LocalTable
from shared.runtime.records import Record

IN_FLIGHT = 500

Step = Callable[[str], None]


class Work(msgspec.Struct):
    """A decided record that waits for its confirmations."""

    partition: Partition
    record: Record
    decided: Decided
    published: list[Awaitable[Any]]


class Confirming:
    """The records of one worker that are in flight. `commit` tells the group what is done; `fail` ends the worker, and
    `failed` says that it was called: nothing is done any more from then on."""

    def __init__(
        self,
        app: Any,
        stage: StageWork,
        commit: Callable[[], Awaitable[None]],
        *,
        fail: Callable[[str], None],
        failed: asyncio.Event,
        on_step: Step | None = None,
    ) -> None:
        self.local: LocalTable | None = None
        """Where rows go that are stored; known once the tables are recovered, before any record is decided."""
        self.confirmed_at = monotonic()
        self.parked_at: float | None = None
        """When the last dead letter was confirmed (monotonic)."""
        self._app, self._stage = app, stage
        self._commit, self._fail, self._failed = commit, fail, failed
        self._on_step = on_step or (lambda step: None)
        self._in_flight: asyncio.Queue[Work] = asyncio.Queue(IN_FLIGHT)
        self._log = structlog.get_logger("confirming")

    async def put(self, work: Work) -> None:
        """Add a record whose events were sent; waits while too many are in flight."""
        await self._in_flight.put(work)

    async def drained(self, seconds: float) -> None:
        """Wait until nothing is in flight; raises TimeoutError."""
        await asyncio.wait_for(self._in_flight.join(), seconds)

    async def run(self) -> None:
        """Confirm what is put in, for ever."""
        while True:
            batch = [await self._in_flight.get()]
            while not self._in_flight.empty():
                batch.append(self._in_flight.get_nowait())
            try:
                await self._confirm(batch)
            except Exception as error:
                self._log.exception("not confirmed")
                # The broker did not confirm them, or there was no room for the local copy.
                self._fail(f"records could not be completed: {type(error).__name__}: {error}")
            finally:
                for _ in batch:
                    self._in_flight.task_done()

    async def commit_every(self, seconds: float) -> None:
        """Tell the group, for ever, how far it is."""
        while True:
            await asyncio.sleep(seconds)
            await self._commit()

    async def _confirm(self, batch: list[Work]) -> None:
        await asyncio.gather(*(future for work in batch for future in work.published))
        self._on_step("published")
        sent = [
            (work, row, await send(self._app, row, work.record.timestamp))
            for work in batch
            for row in work.decided.rows
        ]
        places = await asyncio.gather(*(future for _, _, future in sent))
        self._on_step("stored")
        assert self.local is not None
        for (_, row, _), place in zip(sent, places, strict=True):
            assert row.partition is not None
            self.local.put(row.partition, row.key, row.value, place.topic_partition, place.offset)
        if self._failed.is_set():
            return
        for work in batch:
            work.partition.done = work.record.offset + 1
            self._stage.count(work.decided, work.record)
            if work.decided.parked is not None:
                self.parked_at = monotonic()
        self._on_step("acknowledged")
        self.confirmed_at = monotonic()
        defect = next((work.decided.parked for work in batch if work.decided.defect), None)
        if defect is not None:
            await self._commit()
            self._fail(f"a record was parked because of a defect of ours: {defect}")
