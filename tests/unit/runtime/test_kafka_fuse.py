"""A worker that blows its fuse has parked what was bad before, and the next one goes on behind it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from time import time
from types import SimpleNamespace
from typing import Any

import pytest

from shared.contracts.topics import ARTICLES_INCOMING
from shared.runtime.kafka import position
from shared.runtime.kafka.engine import Engine
from shared.runtime.kafka.position import Partition
from shared.runtime.settings import Settings
from tests.unit.runtime.stages import a_stage

BAD = 25


class Broker:
    """Twenty-five bad records, what the group has committed of them, and how many letters were written,
    the last of which time."""

    def __init__(self) -> None:
        self.committed = 0
        self.letters = 0
        self.parked_at = 0.0
        self.producer = SimpleNamespace(_producer=self)

    async def send(self, topic: str, value: bytes | None, *, timestamp_ms: int, **_: Any) -> Any:
        self.letters += 1
        self.parked_at = timestamp_ms / 1000
        return self.confirmation()

    async def confirmation(self) -> Any:
        return SimpleNamespace(topic_partition=("log", 0), offset=0)

    async def commit(self, app: Any, offsets: Any) -> None:
        (self.committed,) = offsets.values()

    def noack(self) -> Any:
        return self

    async def events(self) -> AsyncIterator[Any]:
        for offset in range(self.committed, BAD):
            yield SimpleNamespace(
                message=SimpleNamespace(
                    topic=ARTICLES_INCOMING.name,
                    partition=0,
                    offset=offset,
                    key=b"k",
                    value=b'{"broken"',
                    headers=(),
                    timestamp=1.7e9,
                )
            )


async def started(broker: Broker, folder: Path) -> str | None:
    """Why a worker ended that was started; None if it came through."""
    engine = Engine(Settings(kafka="127.0.0.1:1"), a_stage(), folder)
    engine.app = engine._confirming._app = broker
    one = Partition(0, a_stage().fold(()))
    one.next = one.done = one.committed = broker.committed
    engine._have({0: one}, ready=True)
    local: Any = SimpleNamespace()
    engine._confirming.local = local
    confirming = asyncio.create_task(engine._confirming.run())
    reading = asyncio.create_task(engine._agent(broker))
    failing = asyncio.create_task(engine.failed.wait())
    await asyncio.wait((reading, failing), timeout=60, return_when=asyncio.FIRST_COMPLETED)
    if engine.failure is None:
        await engine._finish({0: one})
    for task in (confirming, reading, failing):
        task.cancel()
    await asyncio.gather(confirming, reading, failing, return_exceptions=True)
    return engine.failure


def test_each_start_gets_further(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However fast the twenty came: no periodic commit lies between them here. None is parked twice."""
    broker = Broker()
    monkeypatch.setattr(position, "commit", broker.commit)
    first = asyncio.run(started(broker, tmp_path / "1"))
    assert (19, 19) == (broker.committed, broker.letters)
    assert "20 records in 0:05:00 could not be processed" == (first or "")[:44]
    assert asyncio.run(started(broker, tmp_path / "2")) is None
    assert (BAD, BAD) == (broker.committed, broker.letters)


def test_a_letter_is_kept_from_its_parking_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not from the time of its record, which may be older than letters are kept."""
    broker, before = Broker(), time()
    monkeypatch.setattr(position, "commit", broker.commit)
    asyncio.run(started(broker, tmp_path))
    assert before - 1 <= broker.parked_at <= time()
