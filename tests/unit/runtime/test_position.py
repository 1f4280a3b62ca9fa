"""Where a worker stands in its input: also in one that became shorter than it was, or ends with no record."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from shared.contracts.topics import ARTICLES_INCOMING
from shared.runtime.kafka import position
from shared.runtime.kafka.engine import Engine
from shared.runtime.kafka.position import Partition, Position
from shared.runtime.settings import Settings, defaults
from tests.unit.runtime.stages import a_stage


class Broker:
    """What it knows of the partitions of a topic, by their numbers."""

    def __init__(self, committed: Mapping[int, int], start: int = 0, end: int = 0, open_: int = 0) -> None:
        self.committed = dict(committed)
        self.start, self.end, self.open = start, end, open_

    async def starts(self, app: Any, *places: Any) -> dict[Any, int]:
        """Where the group goes on."""
        return {place: max(self.start, self.committed.get(place.partition, 0)) for place in places}

    async def beginnings(self, app: Any, *places: Any) -> dict[Any, int]:
        """The first records that are there."""
        return dict.fromkeys(places, self.start)

    async def ends(self, app: Any, *places: Any) -> dict[Any, int]:
        """Where open transactions begin."""
        return dict.fromkeys(places, self.end - self.open)

    def end_of(self, settings: Settings, place: Any) -> int:
        """Open transactions counted."""
        return self.end

    async def commit(self, app: Any, offsets: Mapping[Any, int]) -> None:
        """As the group's."""
        self.committed |= {place.partition: offset for place, offset in offsets.items()}


def use(broker: Broker, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("starts", "beginnings", "ends", "end_of", "commit"):
        monkeypatch.setattr(position, name, getattr(broker, name))
    return defaults().model_copy(update={"kafka": "127.0.0.1:1"})


def begun(broker: Broker, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int, int]:
    """next, done and committed of a partition that was just assigned."""
    one = Partition(0, None)
    asyncio.run(Position(None, use(broker, monkeypatch), ARTICLES_INCOMING).begin({0: one}))
    return one.next, one.done, one.committed


def test_a_group_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the end, too, and where a transaction is open that it did not wait for."""
    assert (7, 7, 7) == begun(Broker({0: 7}, end=9), monkeypatch)
    assert (9, 9, 9) == begun(Broker({0: 9}, end=9), monkeypatch)
    assert (9, 9, 9) == begun(Broker({0: 9}, end=9, open_=3), monkeypatch)


def test_a_group_that_stands_behind_the_end_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the first record that is there, for good: what is written now has offsets that seem to be seen."""
    broker = Broker({0: 40}, start=2, end=9)
    assert (2, 2, 2) == begun(broker, monkeypatch)
    assert {0: 2} == broker.committed


@pytest.mark.parametrize(("end", "goes_on"), [(40, True), (39, False)])
def test_a_worker_whose_input_became_shorter_ends_to_begin_anew(
    end: int, goes_on: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It says why, commits nothing more of its own, and the next one reads from the start."""
    broker = Broker({0: 30}, end=end)
    settings = use(broker, monkeypatch)

    async def look() -> Engine:
        engine = Engine(settings, a_stage(), tmp_path)
        one = Partition(0, None)
        one.next, one.done, one.committed = 40, 40, 30
        engine._have({0: one}, ready=True)
        await engine.begin_again({0: one.next}, {0: end})
        engine._executor.shutdown()
        return engine

    engine = asyncio.run(look())
    assert goes_on is (engine.failure is None)
    assert goes_on is (0 in engine.places())
    assert {0: 30 if goes_on else 0} == broker.committed


class Consumer:
    """Where Faust's consumer was sent."""

    def __init__(self) -> None:
        self.sent: list[int] = []

    async def seek(self, place: Any, offset: int) -> None:
        """To be read next."""
        self.sent.append(offset)


class Scout:
    """Sees the first record at 6."""

    def first_at(self, topic: str, partition: int, offset: int, end: int, seconds: float) -> int | None:
        """As the real one does."""
        return 6 if offset <= 6 < end else end


@pytest.mark.parametrize(
    ("next_", "done", "end", "left", "sent"),
    [
        (5, 5, 8, (6, 5), [6]),
        (6, 4, 8, (6, 4), [6]),
        (7, 7, 9, (9, 9), []),
        (7, 6, 9, (7, 6), []),
        (8, 8, 8, (8, 8), []),
    ],
    ids=["behind a gap", "a record", "no record left", "one in work", "nothing"],
)
def test_what_did_not_come_is_sent_for_and_what_is_no_record_is_passed(
    next_: int, done: int, end: int, left: tuple[int, int], sent: list[int]
) -> None:
    """A transaction ends with a mark that has an offset and never comes; lag would stay, and a watchdog end us."""
    consumer = Consumer()
    app: Any = type("App", (), {"consumer": consumer})()
    position = Position(app, defaults().model_copy(update={"kafka": "127.0.0.1:1"}), ARTICLES_INCOMING)
    scout: Any = Scout()
    position._scout = scout
    one = Partition(0, None)
    one.next, one.done = next_, done
    asyncio.run(position.fetch_again(lambda: {0: one}, {0: end}))
    assert (left, sent) == ((one.next, one.done), consumer.sent)


def test_a_partition_that_was_taken_away_meanwhile_is_left_alone() -> None:
    """Asking takes a while, and what is sent for then would come to another worker's place."""
    consumer = Consumer()
    app: Any = type("App", (), {"consumer": consumer})()
    position = Position(app, defaults().model_copy(update={"kafka": "127.0.0.1:1"}), ARTICLES_INCOMING)
    scout: Any = Scout()
    position._scout = scout
    held = [{}, {0: Partition(0, None)}]
    asyncio.run(position.fetch_again(lambda: held.pop() if len(held) > 1 else held[0], {0: 8}))
    assert [] == consumer.sent
