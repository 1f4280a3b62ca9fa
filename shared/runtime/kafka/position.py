"""Where a worker stands in each partition of its input: which record comes next, and what the group is told of it.

Faust keeps books of its own about this, which lose records at rebalances: what it skips while partitions move it takes
for done, and it may drop records between fetching them and starting its streams. Here nothing is committed that was not
processed, and a record that comes before its turn is sent for again.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog
from faust.types import TP

from shared.contracts.topics import Topic
from shared.runtime.kafka.connection import topic_name
from shared.runtime.kafka.consumer import first_at
from shared.runtime.kafka.offsets import commit, starts
from shared.runtime.settings import Settings


class OutOfStep(RuntimeError):
    """A record is missing where none can be."""


class Partition:
    """State of one assigned partition. `next` is the offset that comes next, `done` that of the first record that is
    not yet stored, `committed` what the group knows of that; `in_step` once the first record has come."""

    def __init__(self, number: int, state: Any) -> None:
        self.number = number
        self.state = state
        self.next = self.done = self.committed = 0
        self.in_step = self.sent_for = False


class Position:
    """The offsets of one worker, through its Faust app."""

    def __init__(self, app: Any, settings: Settings, input: Topic) -> None:
        self._app = app
        self._settings = settings
        self._input = topic_name(settings, input)
        # Topics that strangers write to, or that are compacted, may have gaps; ours may not.
        self._gapless = input.cleanup == "delete" and "anyone" not in input.written_by
        self._log = structlog.get_logger("position")

    async def begin(self, partitions: Mapping[int, Partition]) -> None:
        """Take the group's offsets for partitions that were just assigned."""
        first = await starts(self._app, *(TP(self._input, number) for number in partitions))
        for place, offset in first.items():
            one = partitions[place.partition]
            one.next = one.done = one.committed = offset

    async def is_next(self, partition: Partition, message: Any) -> bool:
        """False for what was seen already, and for what comes too early and will come again; raises OutOfStep."""
        if message.offset < partition.next:
            return False
        if message.offset > partition.next:
            if partition.sent_for:
                return False
            if (self._gapless or not partition.in_step) and not await self._follows(partition, message):
                return False
        partition.in_step, partition.sent_for = True, False
        return True

    async def _follows(self, partition: Partition, message: Any) -> bool:
        """Whether there is no record between; otherwise send for it."""
        # Compaction, retention and transactions leave gaps, so only the broker can tell.
        first = await asyncio.to_thread(
            first_at, self._settings, message.topic, message.partition, partition.next
        )
        if first is None or first >= message.offset:
            return True
        if partition.in_step:
            raise OutOfStep(f"{message.topic}/{message.partition}: {first} was next, {message.offset} came")
        partition.next, partition.sent_for = first, True
        await self._app.consumer.seek(message.tp, first)
        return False

    async def commit(self, partitions: Mapping[int, Partition]) -> None:
        """Tell the group what is done."""
        due = {TP(self._input, p.number): p.done for p in partitions.values() if p.done > p.committed}
        if not due:
            return
        try:
            await commit(self._app, due)
        except Exception as error:
            # The group has moved on, or the broker is away: what is not committed is read again, which does no harm.
            self._log.warning("not committed", error=repr(error))
            return
        for place, offset in due.items():
            partitions[place.partition].committed = offset
