"""What may lie on the input beside good records: a topic that became shorter than it was."""

from pathlib import Path

import pytest
from kafka import KafkaConsumer as Client
from kafka import TopicPartition
from kafka.structs import OffsetAndMetadata

from shared.contracts.topics import ARTICLES, ARTICLES_INCOMING
from shared.runtime.kafka.connection import client_options, group_name, topic_name
from shared.runtime.kafka.consumer import read_all
from shared.runtime.settings import Settings
from tests.integration.kafka.driving import Worker, ending, send, until, until_through

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
