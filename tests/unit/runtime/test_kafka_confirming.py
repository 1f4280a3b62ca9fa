"""A record is done once its events and then its rows are confirmed, and not before."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from shared.runtime.kafka.confirming import Confirming, Work
from shared.runtime.kafka.outgoing import Decided, Outgoing
from shared.runtime.kafka.position import Partition
from shared.runtime.records import Record
from shared.testing.builders import NOON


class Broker:
    """What the confirmation of rows asks of a Faust app, a table and a stage; `up` says whether it confirms, `room`
    whether the table takes anything."""

    def __init__(self, *, up: bool = True, room: bool = True) -> None:
        self.up, self.room = up, room
        self.stored: list[bytes] = []
        self.counted: list[int] = []
        self.producer = SimpleNamespace(_producer=self)

    async def send(self, topic: str, value: bytes | None, **_: Any) -> Any:
        return self.confirmation()

    async def confirmation(self) -> Any:
        if not self.up:
            raise ConnectionError("no broker")
        return SimpleNamespace(topic_partition=("log", 0), offset=0)

    def put(self, partition: int, key: bytes, value: bytes | None, place: Any, offset: int) -> None:
        if not self.room:
            raise OSError(28, "No space left on device")
        self.stored.append(key)

    def count(self, decided: Decided, record: Record) -> None:
        self.counted.append(record.offset)


async def confirmed(broker: Broker, *decided: Decided) -> tuple[list[str], Partition, Confirming]:
    """The steps of a worker whose records led to these, and where it stands then."""
    steps: list[str] = []
    partition, failed = Partition(0, None), asyncio.Event()

    async def commit() -> None:
        steps.append("committed")

    def fail(why: str) -> None:
        steps.append(f"failed: {why}")
        failed.set()

    stage: Any = broker
    confirming = Confirming(broker, stage, commit, fail=fail, failed=failed, on_step=steps.append)
    local: Any = broker
    confirming.local = local
    for offset, each in enumerate(decided):
        record = Record("in", 0, offset, "key", b"{}", (), NOON)
        await confirming.put(Work(partition, record, each, [broker.confirmation()]))
    running = asyncio.create_task(confirming.run())
    await confirming.drained(10)
    running.cancel()
    return steps, partition, confirming


ROW = Outgoing("log", b"row", b"{}", partition=0)


def test_events_then_rows_then_done() -> None:
    """Several records at once."""
    broker = Broker()
    steps, partition, confirming = asyncio.run(confirmed(broker, Decided(rows=(ROW,)), Decided(rows=(ROW,))))
    assert ["published", "stored", "acknowledged"] == steps
    assert ([b"row", b"row"], [0, 1], 2) == (broker.stored, broker.counted, partition.done)
    assert confirming.parked_at is None


def test_what_is_not_confirmed_is_not_done() -> None:
    """And the worker ends, to begin at it again."""
    broker = Broker(up=False)
    steps, partition, _ = asyncio.run(confirmed(broker, Decided(rows=(ROW,))))
    assert ["failed: records could not be completed: ConnectionError: no broker"] == steps
    assert ([], [], 0) == (broker.stored, broker.counted, partition.done)


def test_what_the_worker_has_no_room_for_is_not_done() -> None:
    """Its disk is full: it ends and says so, though Kafka has the row, and the next one begins at that record again."""
    broker = Broker(room=False)
    steps, partition, _ = asyncio.run(confirmed(broker, Decided(rows=(ROW,))))
    assert "failed: records could not be completed: OSError: [Errno 28] No space left on device" == steps[-1]
    assert ([], [], 0) == (broker.stored, broker.counted, partition.done)


@pytest.mark.parametrize("defect", [False, True])
def test_a_dead_letter_of_our_own_making_ends_the_worker(defect: bool) -> None:
    """It is committed before, since it was parked; one of a bad message is nobody's fault here."""
    steps, partition, confirming = asyncio.run(confirmed(Broker(), Decided(parked="no", defect=defect)))
    assert ["published", "stored", "acknowledged"] == steps[:3]
    assert defect == ("committed" in steps)
    assert defect == any(step.startswith("failed: a record was parked") for step in steps)
    assert 1 == partition.done
    assert confirming.parked_at is not None
