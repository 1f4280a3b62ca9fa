"""One worker, two workers: what goes in comes out, bad records are parked, wrong topics refused."""

import urllib.request
from pathlib import Path

import pytest

from services.ingest.adapters.poller import read_states
from shared.contracts import FeedState, RawArticle, codec
from shared.contracts.topics import ALERTS_STATEMENTS, ARTICLES, ARTICLES_INCOMING, DEAD_LETTERS, FEEDS_STATE
from shared.runtime.kafka import admin
from shared.runtime.kafka.consumer import KafkaConsumer, read_all
from shared.runtime.kafka.partitioning import partition_of
from shared.runtime.kafka.producer import KafkaPublisher
from shared.runtime.kafka.topics_check import WrongTopics
from shared.runtime.kafka.worker import check_topics_of
from shared.runtime.settings import Settings
from shared.testing.builders import NOON
from shared.testing.equivalence import compare, parked
from tests.integration.kafka.driving import Worker, defects_of, ending, send, until, until_through
from tests.integration.kafka.small import build

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(900)]


def test_two_workers_do_what_the_processor_alone_does(settings: Settings, tmp_path: Path) -> None:
    """Rows and events are those of the processor over the logged partitions; a stop and a start change nothing."""
    send(settings, 300)
    with ending(Worker(settings, tmp_path), Worker(settings, tmp_path)) as workers:
        until_through(settings, *workers)
        for worker in workers:
            worker.process.terminate()
        assert [0, 0] == [worker.process.wait(40) for worker in workers]
        send(settings, 100, start=300)
        workers.append(Worker(settings, tmp_path))
        until_through(settings, workers[-1])
        page = urllib.request.urlopen(f"http://127.0.0.1:{workers[-1].port}/metrics").read().decode()
    (compared,) = compare(settings, [build()])
    assert () == compared.differences
    assert 400 == compared.rows
    assert 'parley_partitions_assigned{stage="admit"} 4.0' in page


def test_records_under_any_key_are_decided_where_their_article_belongs(
    settings: Settings, tmp_path: Path
) -> None:
    """Sent on once, with their time stamps; an article under two keys is one article."""
    publisher = KafkaPublisher(settings)
    for number in range(40):
        headers, value = codec.encode(RawArticle(id=f"a{number % 20}", outlet="One", text="fine"))
        publisher.publish_raw(ARTICLES_INCOMING, f"k{number}", value, headers=headers, timestamp=NOON)
    publisher.close()
    with ending(Worker(settings, tmp_path)) as workers:
        until_through(settings, *workers)
    (compared,) = compare(settings, [build()])
    assert ((), 20) == (compared.differences, compared.rows)
    records = list(read_all(settings, ARTICLES_INCOMING))
    at_home = [r for r in records if r.partition == partition_of(codec.decode(r.topic, (), r.value).id, 4)]
    assert (40, {NOON}) == (len(at_home), {record.timestamp for record in records})
    assert 40 < len(records) < 80


def test_poison_is_parked_with_its_origin_and_its_neighbours_pass(settings: Settings, tmp_path: Path) -> None:
    """Null, broken, empty, oversized and invalid records become dead letters; what stands between them is processed."""
    publisher = KafkaPublisher(settings)
    poison = (
        None,
        b"",
        b"\xff\xfe",
        b"[1]",
        b'{"id": 3}',
        b"[" * 5000,
        b'{"version": 9, "id": "x", "text": "y"}',
    )
    for number, value in enumerate(poison):
        publisher.publish_raw(ARTICLES_INCOMING, f"poison-{number}", value)
        send(settings, 5, start=5 * number)
    send(settings, 1, start=900, text="invalid")
    with ending(Worker(settings, tmp_path)) as workers:
        until_through(settings, *workers)
    letters = parked(settings)
    assert len(poison) + 1 == len(letters)
    assert all(origin.startswith("articles.incoming/") and reason for origin, reason in letters.items())
    assert 5 * len(poison) == len({record.key for record in read_all(settings, ARTICLES)})


def test_a_defect_is_parked_and_the_worker_ends_to_be_started_past_it(
    settings: Settings, tmp_path: Path
) -> None:
    """Exit code 1 and a dead letter without the text of the article; the next worker goes on behind it."""
    send(settings, 1, start=500, text="defect")
    with ending(Worker(settings, tmp_path)) as workers:
        until(lambda: 1 == defects_of(workers[0]), "no scrape told of it", *workers)
        until(lambda: workers[0].process.poll() is not None, "it did not end", *workers)
        assert 1 == workers[0].process.returncode
        send(settings, 20)
        workers.append(Worker(settings, tmp_path))
        until_through(settings, workers[-1])
    (reason,) = parked(settings).values()
    assert "ZeroDivisionError in admit: decide" in reason
    assert "secret" not in reason + workers[0].says().split("Traceback")[0]
    assert 1 == len(read_all(settings, DEAD_LETTERS))
    assert 20 == len(read_all(settings, ARTICLES))


def test_a_worker_refuses_missing_topics_and_other_partition_counts(kafka: str, settings: Settings) -> None:
    """It says which, and what to do."""
    with pytest.raises(
        WrongTopics, match=r"topic nowhere\.articles\.incoming is missing; run: parley topics create"
    ):
        check_topics_of(settings.model_copy(update={"namespace": "nowhere."}), build())
    with pytest.raises(WrongTopics, match="has 4 partitions, PARLEY_PARTITIONS says 5"):
        check_topics_of(settings.model_copy(update={"partitions": 5}), build())


def test_a_consumer_begins_where_its_group_stopped(settings: Settings) -> None:
    """What was committed does not come again; what was only read does; `seek_to_beginning` brings everything."""
    send(settings, 30)
    first = KafkaConsumer(settings, "reader", [ARTICLES_INCOMING])
    first.seek_to_beginning()
    seen, done = [], 0
    while records := first.poll(0.0, 10):  # ten at most; how many is left to the broker
        seen += records
        if not done:
            first.commit(records)
            done = len(records)
            assert not first.caught_up()
    assert first.caught_up()
    assert 30 == len({record.origin for record in seen})
    first.close()
    second = KafkaConsumer(settings, "reader", [ARTICLES_INCOMING])
    again: list[str] = []
    until(
        lambda: bool(again.extend(r.origin for r in second.poll(0.5))) or len(again) >= 30 - done,
        "it did not come again",
    )
    second.close()
    assert {record.origin for record in seen[done:]} == set(again)


def test_a_start_knows_the_cursors_of_all_feeds(settings: Settings) -> None:
    """Of none at first, and of each the last one: a feed that wants to be left alone is."""
    publisher = KafkaPublisher(settings)
    for last in (0, 3):
        for failures in range(last):
            for number in range(40):
                publisher.publish(FEEDS_STATE, FeedState(url=f"https://{number}.example/", failures=failures))
        consumer = KafkaConsumer(settings, None, [FEEDS_STATE])
        states = read_states(consumer)
        consumer.close()
        assert [last - 1] * 40 * bool(last) == [state.failures for state in states.values()]
    publisher.close()


def test_who_is_in_a_group_is_seen_from_outside(settings: Settings) -> None:
    """Nobody before a member has come, and nobody once it has left; so that a second notifier can wait."""
    assert admin.members(settings, "notifier") == 0
    consumer = KafkaConsumer(settings, "notifier", [ALERTS_STATEMENTS])
    consumer.poll(20)
    assert admin.members(settings, "notifier") == 1
    consumer.close()
    assert admin.members(settings, "notifier") == 0
