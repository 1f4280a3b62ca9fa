"""Runs one processor as a Faust app: publishes a record's events, then stores its rows, then moves its offset, each
step confirmed before the next.

Confirmations are in `confirming`. Records are decided one after the other, in the order of their partition.
"""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

import structlog

from shared.contracts.topics import DEAD_LETTERS
from shared.processing import Place, Processor, TryLater
from shared.runtime import metrics
from shared.runtime.deadletters import Fuse, FuseBlown
from shared.runtime.kafka.application import application, as_record, send, source, table
from shared.runtime.kafka.changelog_repair import losses, mend
from shared.runtime.kafka.confirming import Confirming, Step, Work
from shared.runtime.kafka.connection import changelog_name, topic_name
from shared.runtime.kafka.deciding import Deciding
from shared.runtime.kafka.outgoing import Decided
from shared.runtime.kafka.position import Partition, Position
from shared.runtime.kafka.stage import StageWork
from shared.runtime.kafka.table import LocalTable
from shared.runtime.records import Record
from shared.runtime.settings import Settings

DRAIN_SECONDS = 15
IDLE_SECONDS = 3.0
RETRY_SECONDS = (0.5, 30.0)


class Engine:
    """One worker of one stage. Make and use it inside one event loop; `failure` says why it must not go on."""

    def __init__(
        self, settings: Settings, processor: Processor[Any], folder: Path, *, on_step: Step | None = None
    ) -> None:
        self.processor = processor
        self.failure: str | None = None
        self.failed = asyncio.Event()
        self.deciding = Deciding()
        self._stage = StageWork(settings, processor, self.deciding)
        self.ready = False
        self.is_retrying = False
        self._idle_since: float | None = None
        self._settings = settings
        self._fuse = Fuse(settings.dead_letter_fuse)
        self._input = topic_name(settings, processor.input)
        self._changelog = changelog_name(settings, processor.name)
        self._executor = ThreadPoolExecutor(1, thread_name_prefix=processor.name)
        self._partitions: dict[int, Partition] = {}
        self._epoch = 0
        self._log = structlog.get_logger(processor.name)
        metrics.announce(processor.name, (*processor.outputs, DEAD_LETTERS))
        self.app = application(settings, processor.name, folder)
        self.table = table(self.app, settings)
        self._position = Position(self.app, settings, processor.input)
        self._recovered_at = monotonic()
        self._confirming = Confirming(
            self.app, self._stage, self._commit, fail=self.fail, failed=self.failed, on_step=on_step
        )
        self.app.agent(source(self.app, self._input), name=processor.name, concurrency=1)(self._agent)
        on_revoked: Any = self._on_revoked  # Faust's type of a receiver fits no method
        self.app.on_partitions_revoked.connect(on_revoked)
        self.table.on_recover(self._on_recovered)
        self._tasks: list[asyncio.Task[None]] = []

    # Life

    async def start(self) -> None:
        """Join the group; returns once the first tables are recovered or the app was stopped."""
        self._tasks.append(asyncio.create_task(self._confirming.run(), name="confirm"))
        self._tasks.append(
            asyncio.create_task(self._confirming.commit_every(self._settings.commit_seconds), name="commit")
        )
        await self.app.start()

    async def stop(self) -> None:
        """Finish what is in flight, commit it, leave the group."""
        partitions = self._partitions
        self._have({})
        if partitions and not self.failed.is_set():
            await self._finish(partitions)
        await self.app.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._position.close()

    def fail(self, why: str) -> None:
        """Acknowledge nothing more; whoever runs the engine ends the process."""
        if self.failure is None:
            self.failure = why
            self._log.error("stopping", why=why)
        self._have({})
        self.failed.set()

    @property
    def busy_at(self) -> float:
        """When a table was last recovered or records were last confirmed (monotonic)."""
        return max(self._recovered_at, self._confirming.confirmed_at)

    @property
    def parked_at(self) -> float | None:
        """When the last dead letter was confirmed (monotonic)."""
        return self._confirming.parked_at

    def places(self) -> dict[int, Partition]:
        """The partitions this worker has at present; only to be read."""
        return self._partitions

    # Assignment

    async def _on_revoked(self, sender: Any, revoked: Any = (), **_: Any) -> None:
        """Hand over cleanly: what was decided is stored before others read the changelog."""
        self._epoch += 1
        partitions = self._partitions
        self._have({})
        await self._finish(partitions)

    async def _commit(self) -> None:
        await self._position.commit(self._partitions)

    async def _finish(self, partitions: dict[int, Partition]) -> None:
        """Wait until nothing is in flight, then tell the group what is done."""
        try:
            await self._confirming.drained(DRAIN_SECONDS)
        except TimeoutError:
            self.fail(f"records in flight were not confirmed within {DRAIN_SECONDS} s")
        if not self.failed.is_set():
            await self._position.commit(partitions)

    def _have(self, partitions: dict[int, Partition], *, ready: bool = False) -> None:
        self._partitions, self.ready = partitions, ready
        metrics.partitions_assigned.labels(self.processor.name).set(len(partitions))

    async def _on_recovered(self) -> None:
        """Fold the state of every partition from its rows."""
        try:
            await self._fold_all()
        except Exception as error:  # Faust swallows what a callback raises
            self._log.exception("recovery failed")
            self.fail(f"the state could not be built from the rows: {type(error).__name__}: {error}")

    async def _fold_all(self) -> None:
        if self.failed.is_set():
            return
        epoch, started = self._epoch, monotonic()
        local = self._confirming.local = LocalTable(self.table, self._changelog, self.processor.row_type)
        numbers = sorted(
            p.partition for p in self.app.assignor.assigned_actives() if p.topic == self._changelog
        )
        lost = await losses(self.app, local, self._input, self._changelog, numbers)
        fresh: dict[int, Partition] = {}
        for number in numbers:
            if number in lost:
                self._log.warning("changelog was emptied; reading the input from its start", partition=number)
                await mend(self.app, local, self._input, self._changelog, number, lost[number])
            state = await self._in_thread(self._fold, local, number)
            self._recovered_at = monotonic()
            fresh[number] = Partition(number, state)
        await self._position.begin(fresh)
        if epoch == self._epoch and not self.failed.is_set():
            self._have(fresh, ready=True)
            self._idle_since = monotonic()
            metrics.recovery_seconds.labels(self.processor.name).set(monotonic() - started)
            self._log.info("ready", partitions=numbers, seconds=round(monotonic() - started, 2))

    def _fold(self, local: LocalTable, number: int) -> Any:
        return self.processor.fold(local.rows(number), Place(number, self._settings.partitions))

    async def _in_thread(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._executor, function, *arguments)

    # One record

    async def _agent(self, stream: Any) -> None:
        async for event in stream.noack().events():
            self._idle_since = None
            try:
                await self._take(event)
            except FuseBlown as blown:
                # Else every start would park the same records again, and never come to those behind them.
                await self._finish(self._partitions)
                self.fail(str(blown))
            except Exception as error:
                self._log.exception("engine failed")
                self.fail(f"{type(error).__name__} in the engine: {error}")
            if self.failed.is_set():
                # Never back to Faust: it would take the record for done.
                await asyncio.Event().wait()
            self._idle_since = monotonic()

    async def begin_again(self, stood: Mapping[int, int], ends: Mapping[int, int]) -> None:
        """Given where the partitions stood, and later their ends: stop if one became shorter. What the state was made
        of is still true, but records in work may be half applied, so the next worker begins it anew."""
        numbers = await self._position.shortened(stood, ends)
        if not numbers:
            return
        self._have({})  # nothing is committed any more but what comes here
        try:
            for number in numbers:
                await self._position.go_back(number)
        finally:
            self.fail(
                f"the input lost records that were read, in partitions {numbers}; it is read from its start"
            )

    async def fetch_again(self, ends: Mapping[int, int]) -> None:
        """Given the ends of the partitions: request again what should have come while there was nothing to do."""
        if self.ready and self._idle_since is not None and monotonic() - self._idle_since > IDLE_SECONDS:
            await self._position.fetch_again(self.places, ends)

    async def _take(self, event: Any) -> None:
        message = event.message
        partition = self._partitions.get(message.partition)
        if partition is None:
            return  # taken away meanwhile; whoever has it now reads it again
        if not await self._position.is_next(partition, message):
            return
        record = as_record(message, self.processor.input.name)
        decided = await self._decide_until_possible(partition, record)
        if decided is None or self._partitions.get(message.partition) is not partition:
            return
        if decided.parked is not None:
            self._fuse.blow(decided.parked)
        partition.next = record.offset + 1
        # A letter is kept from its parking on, however old its record was.
        at = record.timestamp if decided.parked is None else datetime.now(UTC)
        published = [await send(self.app, outgoing, at) for outgoing in decided.events]
        await self._confirming.put(Work(partition, record, decided, published))

    async def _decide_until_possible(self, partition: Partition, record: Record) -> Decided | None:
        wait, longest = RETRY_SECONDS
        while self._partitions.get(record.partition) is partition:
            try:
                return await self._in_thread(  # type: ignore[no-any-return]
                    self._stage.decide, partition.number, partition.state, record
                )
            except TryLater as reason:
                pause = min(longest, reason.wait_seconds or wait)
                self._log.warning("again later", origin=record.origin, reason=str(reason), seconds=pause)
                metrics.retries.labels(self.processor.name).inc()
                self.is_retrying = True
                await asyncio.sleep(pause)
                self.is_retrying = False
                wait = min(longest, wait * 2)
        return None
