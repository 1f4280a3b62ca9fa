"""Records of Kafka as the engines see them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from shared.contracts.topics import ARTICLES
from shared.runtime.kafka import consumer
from shared.runtime.kafka.consumer import KafkaConsumer, from_millis
from shared.runtime.settings import Settings


@pytest.mark.parametrize("millis", [-1, 2**63 - 1, 253_402_300_800_000])
def test_a_time_stamp_that_no_calendar_holds_is_from_1970(millis: int) -> None:
    """Some brokers take any number; a worker must not stop at such a record again and again."""
    assert datetime(1970, 1, 1, tzinfo=UTC) == from_millis(millis)


def test_a_time_stamp_is_utc() -> None:
    """To the millisecond."""
    assert datetime(2025, 2, 12, 12, 0, 0, 5000, UTC) == from_millis(1_739_361_600_005)


class Client:
    """Stands for the client of a broker: how far each partition was read, and where it ends."""

    def __init__(self, **options: Any) -> None:
        self.mine: set[Any] = set()
        self.read: dict[Any, int] = {}
        self.ends: dict[Any, int] = {}

    def subscribe(self, names: list[str]) -> None:
        """As a member of a group."""
        self.all = [consumer.TopicPartition(names[0], number) for number in range(2)]
        self.read, self.ends = dict.fromkeys(self.all, 0), dict.fromkeys(self.all, 9)

    def assignment(self) -> set[Any]:
        """Of this member, at present."""
        return self.mine

    def position(self, place: Any) -> int:
        """What is polled next."""
        return self.read[place]

    def end_offsets(self, places: list[Any]) -> dict[Any, int]:
        """As the broker has them now."""
        return {place: self.ends[place] for place in places}

    def seek_to_beginning(self) -> None:
        """Of what it has; as the real one does, it refuses where that is nothing."""
        if not self.mine:
            raise ValueError("No partitions are currently assigned")
        self.read |= dict.fromkeys(self.mine, 0)

    def poll(self, **options: Any) -> dict[Any, Any]:
        """Nothing has come yet."""
        return {}

    def beginning_offsets(self, places: list[Any]) -> dict[Any, int]:
        """From the first on."""
        return dict.fromkeys(places, 0)

    def commit(self, offsets: Any) -> None:
        """Nothing to look at."""


@pytest.fixture
def member(monkeypatch: pytest.MonkeyPatch) -> tuple[KafkaConsumer, Client]:
    monkeypatch.setattr(consumer, "Client", Client)
    made = KafkaConsumer(Settings.model_construct(kafka="broker.example:9092"), "web", [ARTICLES])
    return made, made._client


def test_all_is_read_when_every_partition_is_where_it_ended(member: tuple[KafkaConsumer, Client]) -> None:
    """What comes meanwhile does not count: it may never end."""
    reader, client = member
    client.mine = set(client.all)
    reader.seek_to_beginning()
    client.read[client.all[0]] = 9
    assert not reader.caught_up()
    client.ends[client.all[1]] = 20
    client.read[client.all[1]] = 9
    assert reader.caught_up()


def test_a_group_that_settles_has_not_read_all(member: tuple[KafkaConsumer, Client]) -> None:
    """Partitions that are away and come back, or come from another member, are read to the end as well."""
    reader, client = member
    assert not reader.caught_up()
    client.mine = {client.all[0]}
    reader.seek_to_beginning()
    client.mine = set()
    assert not reader.caught_up()
    client.mine = set(client.all)
    client.read[client.all[0]] = 9
    assert not reader.caught_up()
    client.read[client.all[1]] = 9
    assert reader.caught_up()
