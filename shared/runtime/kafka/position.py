"""Tracks which record comes next in each partition of a worker's input, and what the group is told of it.

Faust's own record of this loses records at rebalances: what it skips while partitions move counts as done, and it may
drop records between fetching them and starting its streams. Here nothing is committed that was not processed, and a
record that comes before its turn is requested again.
"""

import asyncio
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any

import structlog
from faust.types import TP

from shared.contracts.topics import Topic
from shared.runtime.kafka.connection import topic_name
from shared.runtime.kafka.consumer import Scout, end_of
from shared.runtime.kafka.offsets import beginnings, commit, ends, starts
from shared.runtime.settings import Settings

AGAIN_SECONDS = 2.0
SCOUT_SECONDS = 10.0


class Partition:
    """State of one assigned partition. `next` is the offset that comes next, `done` that of the first record not yet
    stored, `committed` what the group knows of that; `sent_for` when a record was requested again."""

    def __init__(self, number: int, state: Any) -> None:
        self.number = number
        self.state = state
        self.next = self.done = self.committed = 0
        self.sent_for: float | None = None


class Position:
    """The offsets of one worker, through its Faust app."""

    def __init__(self, app: Any, settings: Settings, input: Topic) -> None:
        self._app = app
        self._settings = settings
        self._input = topic_name(settings, input)
        self._scout = Scout(settings)
        self._log = structlog.get_logger("position")

    async def begin(self, partitions: Mapping[int, Partition]) -> None:
        """Take the group's offsets for partitions that were just assigned."""
        places = [TP(self._input, number) for number in partitions]
        first = await starts(self._app, *places)
        stood = {place.partition: offset for place, offset in first.items()}
        for number in await self.shortened(stood, _by_number(await ends(self._app, *places))):
            first |= await self.go_back(number)
        for place, offset in first.items():
            one = partitions[place.partition]
            one.next = one.done = one.committed = offset

    async def shortened(self, stood: Mapping[int, int], ends: Mapping[int, int]) -> list[int]:
        """Partitions that end before our position: a broker has lost its disk, or a lagging one was made the leader,
        and offsets written now would look like records seen already. `ends` may leave out open transactions, so
        suspects are asked about."""
        suspects = [number for number, offset in stood.items() if offset > ends.get(number, offset)]
        return [
            number
            for number in suspects
            if stood[number] > await asyncio.to_thread(end_of, self._settings, TP(self._input, number))
        ]

    async def go_back(self, number: int) -> dict[Any, int]:
        """Have the group begin a partition anew, from the first record that is there; ids make that harmless."""
        place = TP(self._input, number)
        first = await beginnings(self._app, place)
        self._log.warning(
            "the topic lost records that were read; reading it from its start",
            partition=number,
            start=first[place],
        )
        await commit(self._app, first)
        return first

    async def is_next(self, partition: Partition, message: Any) -> bool:
        """False for what was seen already, and for what comes too early and will come again."""
        if message.offset < partition.next:
            return False
        if message.offset > partition.next and not await self._follows(partition, message):
            await self._send_for(partition, message.tp)
            return False
        partition.sent_for = None
        return True

    async def _follows(self, partition: Partition, message: Any) -> bool:
        """Whether there is no record between: compaction, retention and transactions leave gaps, so only the broker
        knows."""
        if partition.sent_for is not None:
            return False
        first = await asyncio.to_thread(
            self._scout.first_at, message.topic, message.partition, partition.next
        )
        if first is None or first >= message.offset:
            return True
        partition.next = first
        return False

    async def _send_for(self, partition: Partition, place: Any) -> None:
        # Again after a while: what Faust had fetched before may have made it forget where it was sent.
        now = monotonic()
        if partition.sent_for is None or now - partition.sent_for > AGAIN_SECONDS:
            partition.sent_for = now
            self._log.info("a record came before its turn", partition=partition.number, next=partition.next)
            await self._app.consumer.seek(place, partition.next)

    async def fetch_again(
        self, current: Callable[[], Mapping[int, Partition]], ends: Mapping[int, int]
    ) -> None:
        """Request what lies before these ends and has not come in time: the last records of a partition may be dropped,
        too, and then no later one shows the gap. If no record is left before the end, it is passed: a transaction ends
        with a mark that takes an offset, and aborted records never come."""
        for number, partition in current().items():
            end, stood = ends.get(number, 0), partition.next
            if stood >= end:
                continue
            first = await asyncio.to_thread(
                self._scout.first_at, self._input, number, stood, end, SCOUT_SECONDS
            )
            if current().get(number) is not partition or partition.next != stood or first is None:
                continue  # taken away, or it came meanwhile
            if first < end:
                partition.next = first
                await self._send_for(partition, TP(self._input, number))
            elif partition.done == stood:
                partition.next = partition.done = end

    def close(self) -> None:
        """End the scout's connection."""
        self._scout.close()

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


def _by_number(offsets: Mapping[Any, int]) -> dict[int, int]:
    return {place.partition: offset for place, offset in offsets.items()}
