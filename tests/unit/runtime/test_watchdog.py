"""The watchdog ends what hangs, and not what reads a long article on a slow machine."""

import asyncio
import io
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
import structlog
from aiokafka.errors import InvalidSessionTimeoutError, NodeNotReadyError
from faust.types import TP
from prometheus_client import REGISTRY

from shared.contracts.topics import ARTICLES_INCOMING
from shared.processing import NOTHING, Outcome
from shared.runtime.kafka.deciding import Deciding
from shared.runtime.kafka.engine import Engine
from shared.runtime.kafka.monitor import STUCK, Monitor, watchdog
from shared.runtime.kafka.position import Partition
from shared.runtime.records import Record
from shared.runtime.settings import Settings, defaults
from shared.testing.builders import NOON
from tests.unit.runtime.stages import a_stage

LIMIT = 120.0
MINUTES = 60.0


def settings() -> Settings:
    """Of a broker that nobody asks."""
    return defaults().model_copy(update={"kafka": "127.0.0.1:1"})


def an_article_of(size: int) -> Record:
    """As it lies on the topic."""
    value = b'{"id": "a", "text": "' + b"x" * (size - 23) + b'"}'
    return Record(ARTICLES_INCOMING.name, 0, 0, "a", value, (), NOON)


@pytest.mark.parametrize(
    ("size", "minutes", "hangs"),
    [(3_000, 1.5, False), (3_000, 2.5, True), (1_000_000, 19, False), (1_000_000, 21, True)],
)
def test_a_worker_may_read_a_long_article_for_long(
    size: int, minutes: float, hangs: bool, tmp_path: Path
) -> None:
    """Two minutes for one of news length, twenty for a megabyte; when it is through the usual time begins."""
    reading, read_on = threading.Event(), threading.Event()

    def slowly(message: Any, index: Any, now: datetime) -> Outcome:
        reading.set()
        assert read_on.wait(60)
        return NOTHING

    async def look() -> tuple[bool, bool, bool]:
        engine = Engine(settings(), a_stage(slowly), tmp_path)
        monitor = Monitor(engine, settings())
        monitor._is_outside = False
        began = monitor.moved_at

        def troubled(minutes: float) -> bool:
            now = began + minutes * MINUTES
            monitor.beat_at = now
            return monitor.trouble(now, LIMIT) is not None

        partition = Partition(0, engine.processor.fold((), None))
        engine._partitions = {0: partition}
        work = asyncio.create_task(engine._decide_until_possible(partition, an_article_of(size)))
        await asyncio.to_thread(reading.wait, 60)
        meanwhile = troubled(minutes)
        engine.deciding._clock = lambda: began + minutes * MINUTES
        read_on.set()
        await work
        engine._executor.shutdown()
        return meanwhile, troubled(minutes + 1), troubled(minutes + 3)

    meanwhile, soon_after, long_after = asyncio.run(look())
    assert hangs is meanwhile
    assert (size < 100_000) is soon_after
    assert long_after


def test_an_event_loop_that_hangs_is_ended_whatever_is_read(tmp_path: Path) -> None:
    """Reading happens in a thread of its own, so that the loop always goes round."""

    async def look() -> str | None:
        engine = Engine(settings(), a_stage(), tmp_path)
        monitor = Monitor(engine, settings())
        with engine.deciding.one(1_000_000):
            return monitor.trouble(monitor.beat_at + LIMIT + 1, LIMIT)

    assert asyncio.run(look()) == "the event loop hangs"


@pytest.mark.parametrize(
    ("lag", "looked", "moved", "age"), [(3, 1, 70, 70), (0, 1, 70, 0), (0, 80, 80, 80), (0, 25, 80, 0)]
)
def test_the_age_of_the_commit_grows_while_nobody_can_tell_it(
    lag: int, looked: float, moved: float, age: float, tmp_path: Path
) -> None:
    """Read from outside: seconds since something moved while records wait, or since an event loop went round."""

    async def look() -> float | None:
        monitor = Monitor(Engine(settings(), a_stage(), tmp_path), settings())
        now = monotonic()
        monitor.lag, monitor.beat_at, monitor.moved_at = lag, now - looked, now - moved
        return REGISTRY.get_sample_value("parley_commit_age_seconds", {"stage": "admit"})

    assert age == pytest.approx(asyncio.run(look()), abs=4)


def closed() -> io.StringIO:
    """A log that nobody takes any more."""
    file = io.StringIO()
    file.close()
    return file


@pytest.mark.parametrize("log", [io.StringIO, closed])
def test_the_watchdog_ends_the_process(log: Callable[[], io.StringIO]) -> None:
    """With the exit code that supervisors know; also where its log cannot be written to."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(log()))
    ended, code = threading.Event(), []

    class Stuck:
        beat_at = moved_at = 0.0
        lag = 3

        def trouble(self, now: float, limit_seconds: float) -> str:
            return "records wait and nothing moves"

    def end(with_code: int) -> None:
        code.append(with_code)
        ended.set()

    stuck: Any = Stuck()
    watchdog(stuck, 0.1, end)
    assert ended.wait(30)
    structlog.reset_defaults()
    assert [STUCK] == code


class Group:
    """Stands for the consumer of a worker and for its client: what it has of its group, and why it has nothing."""

    def __init__(self, *partitions: int, pending: Exception | None = None) -> None:
        self.partitions = partitions
        self._thread = self._consumer = self._coordinator = self
        self._coordination_task: Any = asyncio.get_running_loop().create_future()
        self._pending_exception = pending

    def assignment(self) -> set[TP]:
        """At present."""
        return {TP(ARTICLES_INCOMING.name, number) for number in self.partitions}


def looked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, group: Callable[[], Group], ready: bool = False
) -> Any:
    """The engine after a look at such a group, two minutes and a bit after the first one; and what the monitor says."""
    times = [0.0]
    monkeypatch.setattr("shared.runtime.kafka.monitor.monotonic", lambda: times[-1])

    async def none(*_: Any) -> dict[Any, int]:
        return {}

    async def look() -> tuple[Engine, str | None]:
        engine = Engine(settings(), a_stage(), tmp_path)
        engine.ready = ready
        monitor = Monitor(engine, settings())
        engine.app.consumer = group()  # type: ignore[assignment]
        for name in ("ends", "beginnings"):
            monkeypatch.setattr("shared.runtime.kafka.monitor." + name, none)
        monkeypatch.setattr("shared.runtime.kafka.monitor.recovered_offsets", lambda app: {})
        await monitor._look()
        times.append(125.0)
        await monitor._look()
        monitor.beat_at = times[-1]
        return engine, monitor.trouble(times[-1], LIMIT)

    return asyncio.run(look())


def test_a_worker_that_its_group_gives_nothing_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would look alive for ever. One that is ready has nothing because the others have it all."""
    assert "its group gives it no partitions" == looked(tmp_path, monkeypatch, Group)[1]
    assert looked(tmp_path, monkeypatch, Group, ready=True)[1] is None


def test_a_worker_that_its_group_refuses_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And ends; the client keeps the reason to itself while nothing is read."""
    refused, _ = looked(tmp_path, monkeypatch, lambda: Group(pending=InvalidSessionTimeoutError()))
    assert "PARLEY_KAFKA_SESSION_SECONDS" in refused.failure
    passing, _ = looked(tmp_path, monkeypatch, lambda: Group(pending=NodeNotReadyError()))
    assert passing.failure is None


def test_a_worker_whose_place_in_the_group_is_lost_for_good_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A defect of the client ends what keeps it there."""

    def ended() -> Group:
        group = Group()
        group._coordination_task.set_exception(RuntimeError("canary"))
        return group

    engine, _ = looked(tmp_path, monkeypatch, ended)
    assert engine.failure == "its group cannot be joined: it failed (RuntimeError)"


def test_what_is_long() -> None:
    """In proportion to its size; only a long one that is done moves the time from which the watchdog counts."""
    deciding = Deciding(iter(range(10)).__next__)
    with deciding.one(100_000):
        assert 1 == deciding.patience
    assert 0 == deciding.long_one_done_at
    with deciding.one(250_000):
        assert 2.5 == deciding.patience
    assert (1, 1) == (deciding.patience, deciding.long_one_done_at)
