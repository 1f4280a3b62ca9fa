"""Waiting for stages: for what there was at the beginning, however much comes meanwhile."""

from types import SimpleNamespace
from typing import Any

import pytest
from kafka import TopicPartition
from kafka.errors import KafkaConnectionError

from shared.contracts.topics import ARTICLES_INCOMING
from shared.runtime.kafka.progress import ADMIT, Progress
from shared.runtime.settings import Settings

FIRST, SECOND = (TopicPartition(ARTICLES_INCOMING.name, number) for number in range(2))


class Broker:
    """Two partitions of a stream; `pass_by` is told each time that somebody has waited, and stops after a hundred."""

    def __init__(self, ends: tuple[int, int], committed: tuple[int, int]) -> None:
        self.ends = dict(zip((FIRST, SECOND), ends, strict=True))
        self.committed = dict(zip((FIRST, SECOND), committed, strict=True))
        self.waits = 0
        self.away = 0

    def end_offsets(self, places: list[TopicPartition]) -> dict[TopicPartition, int]:
        if self.away:
            self.away -= 1
            raise KafkaConnectionError("away")
        return {place: self.ends[place] for place in places}

    def list_group_offsets(self, groups: Any) -> Any:
        (group,) = groups
        return {group: {place: SimpleNamespace(offset=done) for place, done in self.committed.items()}}

    def pass_by(self, seconds: float) -> bool:
        self.waits += 1
        return self.waits >= 100

    def settle(self) -> None:
        progress = Progress.__new__(Progress)
        own: Any = progress
        own._settings, own._client, own._admin = Settings(partitions=2), self, self
        progress.settle(self.pass_by, (ADMIT,))()


class Busy(Broker):
    """Ten records come while somebody waits, and all but the last five are done."""

    def pass_by(self, seconds: float) -> bool:
        for place in self.ends:
            self.ends[place] += 10
            self.committed[place] = self.ends[place] - 5
        return super().pass_by(seconds)


class Moving(Broker):
    """Its stage finds that the last record of the first partition belongs into the second."""

    def pass_by(self, seconds: float) -> bool:
        if self.committed[FIRST] < self.ends[FIRST]:
            self.committed[FIRST] += 1
            self.ends[SECOND] += 1
        else:
            self.committed[SECOND] = self.ends[SECOND]
        return super().pass_by(seconds)


def test_a_stream_that_never_rests_is_not_waited_for() -> None:
    """Or time would stand during a backfill, although nothing lags."""
    busy = Busy((100, 100), (95, 95))
    busy.settle()
    assert busy.waits < 5


def test_what_is_not_done_is_waited_for() -> None:
    """For as long as it takes, until somebody says stop."""
    still = Broker((100, 100), (100, 99))
    still.settle()
    assert 100 == still.waits


def test_a_record_on_its_way_to_its_own_partition_is_waited_for() -> None:
    """It lies behind what was there at first."""
    moving = Moving((100, 100), (99, 100))
    moving.settle()
    assert (moving.ends, 2) == (moving.committed, moving.waits)


@pytest.mark.parametrize("away", [1, 20])
def test_a_broker_that_is_away_is_waited_for(away: int) -> None:
    """Nobody knows what there is."""
    broker = Broker((100, 100), (100, 100))
    broker.away = away
    broker.settle()
    assert away == broker.waits
