"""Records of Kafka as the engines see them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from shared.contracts import RawArticle
from shared.contracts.topics import ARTICLES, ARTICLES_INCOMING, DEAD_LETTERS
from shared.processing import NOTHING, Outcome, Place
from shared.runtime.kafka import consumer
from shared.runtime.kafka.consumer import KafkaConsumer, from_millis
from shared.runtime.kafka.deciding import Deciding
from shared.runtime.kafka.outgoing import MAX_REQUEST_BYTES, Decided, Outgoing
from shared.runtime.kafka.partitioning import partition_of
from shared.runtime.kafka.stage import StageWork
from shared.runtime.records import Record
from shared.runtime.settings import Settings, defaults
from shared.testing.builders import NOON
from tests.unit.runtime.stages import a_stage


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


@pytest.mark.parametrize(("key", "partition"), [("a-1", 4), ("", 3), ("谈", 2)])
def test_a_key_has_the_partition_that_kafkas_own_clients_give_it(key: str, partition: int) -> None:
    """Figures of kafka-python and aiokafka, whose hash is that of the Java client, for six partitions."""
    assert partition == partition_of(key, 6)


HOME, OTHER = partition_of("a-1", 6), (partition_of("a-1", 6) + 1) % 6


def decided_on(number: int, record: Record, asked: list[Any] | None = None) -> Decided:
    """What a stage makes of a record of that partition; `asked` gets the ids of what it had to decide."""

    def decide(message: RawArticle, index: Any, now: datetime) -> Outcome:
        if asked is not None:
            asked.append(message.id)
        return NOTHING

    stage = a_stage(decide, belongs_to=lambda message: message.id)
    work = StageWork(defaults().model_copy(update={"kafka": "127.0.0.1:1"}), stage, Deciding())
    return work.decide(number, stage.fold((), Place(number, 6)), record)


def test_a_record_on_another_partition_than_its_article_is_sent_on() -> None:
    """Whatever key its producer chose: its rows lie where it belongs, and there it is decided, as the same record."""
    asked: list[Any] = []
    value = b'{"id": "a-1", "text": "Yes."}'
    record = Record(ARTICLES_INCOMING.name, OTHER, 0, "k", value, (), NOON)
    moved = decided_on(OTHER, record, asked)
    assert (Outgoing(ARTICLES_INCOMING.name, b"a-1", value, (), HOME),) == moved.events
    assert ((), None, []) == (moved.rows, moved.parked, asked)
    assert () == decided_on(HOME, record, asked).events
    assert ["a-1"] == asked


@pytest.mark.parametrize(
    ("headers", "parked"),
    [((("trace", b"x" * 1_000_000),), False), ((("trace", b"x" * MAX_REQUEST_BYTES),), True)],
)
def test_a_record_with_headers_that_cannot_be_sent_on_is_parked(headers: Any, parked: bool) -> None:
    """Compressed it came in; as it is a client refuses it, and would for ever."""
    record = Record(ARTICLES_INCOMING.name, OTHER, 0, "k", b'{"id": "a-1", "text": "Yes."}', headers, NOON)
    decided = decided_on(OTHER, record)
    assert parked is (decided.parked is not None)
    assert [DEAD_LETTERS.name if parked else ARTICLES_INCOMING.name] == [e.topic for e in decided.events]
    if decided.parked is not None:
        assert "with its key and headers; the limit is 1048576" in decided.parked
        assert not decided.defect
