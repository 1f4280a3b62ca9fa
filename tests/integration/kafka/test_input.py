"""What may lie on the input beside good records: headers that no record holds or that are no text,
transactions, losses."""

from pathlib import Path
from typing import Any

import pytest
from kafka import KafkaConsumer as Client
from kafka import KafkaProducer, TopicPartition
from kafka.structs import OffsetAndMetadata

from shared.contracts import RawArticle, codec
from shared.contracts.topics import ARTICLES, ARTICLES_INCOMING
from shared.runtime.kafka.connection import client_options, group_name, topic_name
from shared.runtime.kafka.consumer import read_all
from shared.runtime.kafka.partitioning import partition_of
from shared.runtime.settings import Settings
from shared.testing.equivalence import compare, parked
from tests.integration.kafka.driving import Worker, ending, figure, send, until, until_through
from tests.integration.kafka.small import build

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600)]


def stand_at(settings: Settings, offset: int) -> None:
    """The group of the stage, in every partition: as if so much had been there and was lost with a disk."""
    name = topic_name(settings, ARTICLES_INCOMING)
    client = Client(
        **client_options(settings), group_id=group_name(settings, "admit"), enable_auto_commit=False
    )
    places = [TopicPartition(name, number) for number in range(settings.partitions)]
    client.assign(places)
    client.commit({place: OffsetAndMetadata(offset, "", -1) for place in places})
    client.close(autocommit=False)


def ids(settings: Settings) -> set[str]:
    return {record.key for record in read_all(settings, ARTICLES)}


def put(producer: KafkaProducer, settings: Settings, id: str, *, moves: int = 0, headers: Any = ()) -> None:
    """A good article with such headers; `moves` partitions away from where it belongs."""
    own, value = codec.encode(RawArticle(id=id, outlet="One", text="fine"))
    count = settings.partitions
    producer.send(
        topic_name(settings, ARTICLES_INCOMING),
        value=value,
        key=id.encode(),
        headers=[*own, *headers],
        partition=(partition_of(id, count) + moves) % count,
    ).get(20)


class Latin(str):
    """Written as another client writes what it is given."""

    def encode(self, *_: Any) -> bytes:
        """In Latin-1."""
        return str.encode(self, "latin-1")


def test_headers_of_any_kind_stop_nobody(settings: Settings, tmp_path: Path) -> None:
    """Compressed a megabyte of zeros fits into a record; at home it is read, elsewhere it is parked. A name that is no
    text does no harm at all."""
    producer = KafkaProducer(**client_options(settings), compression_type="gzip", max_request_size=20_000_000)
    zeros = [("trace", bytes(1_200_000))]
    put(producer, settings, "home", headers=zeros)
    put(producer, settings, "elsewhere", headers=zeros, moves=1)
    put(producer, settings, "latin", headers=[(Latin("trés"), b"1")])
    put(producer, settings, "latin-elsewhere", headers=[(Latin("trés"), b"1")], moves=1)
    for number in range(8):
        put(producer, settings, f"a{number}", moves=number)
    producer.close()
    with ending(Worker(settings, tmp_path)) as workers:
        until_through(settings, *workers)
    assert {"home", "latin", "latin-elsewhere", *(f"a{number}" for number in range(8))} == ids(settings)
    (reason,) = parked(settings).values()
    assert "with its key and headers" in reason


def test_what_a_transaction_took_back_is_not_read_and_its_marks_are_passed(
    settings: Settings, tmp_path: Path
) -> None:
    """All is through then, though the last offset of a partition has no record; by every way of reading."""
    producer = KafkaProducer(**client_options(settings), transactional_id=f"{settings.namespace}test")
    producer.init_transactions()
    for id, end in (
        ("first", producer.commit_transaction),
        ("taken-back", producer.abort_transaction),
        ("second", producer.commit_transaction),
        ("gone", producer.abort_transaction),
    ):
        producer.begin_transaction()
        for moves in range(2):
            put(producer, settings, f"{id}-{moves}", moves=moves)
        end()
    with ending(Worker(settings, tmp_path, PARLEY_WATCHDOG_SECONDS="30")) as (worker,):
        until_through(settings, worker)
        lag = 'parley_consumer_lag_records{stage="admit"}'
        until(lambda: 0 == figure(worker, lag), "it counts marks as records", worker)
        producer.begin_transaction()
        put(producer, settings, "open")
        until_through(settings, worker)
        producer.commit_transaction()
        until(lambda: "open" in ids(settings), "it did not come", worker)
        until_through(settings, worker)
        assert worker.process.poll() is None
        assert "came before its turn" not in worker.says()
    producer.close()
    assert {"first-0", "first-1", "second-0", "second-1", "open"} == ids(settings)
    written = {codec.decode(r.topic, (), r.value).id for r in read_all(settings, ARTICLES_INCOMING)}
    assert ids(settings) == written
    (compared,) = compare(settings, [build()])
    assert () == compared.differences


def test_what_is_written_after_a_loss_is_not_taken_for_seen(settings: Settings, tmp_path: Path) -> None:
    """The group stands behind the end: it begins anew at the start, and says so."""
    send(settings, 20)
    with ending(Worker(settings, tmp_path)) as workers:
        until_through(settings, *workers)
        workers[0].process.terminate()
        workers[0].process.wait(40)
        stand_at(settings, 1000)
        last = Worker(settings, tmp_path)
        workers.append(last)
        until(lambda: last.says().count("lost records") == settings.partitions, "it does not say so", last)
        send(settings, 20, start=20)
        until(lambda: len(ids(settings)) == 40, "they were passed by", last)
        until_through(settings, last)
