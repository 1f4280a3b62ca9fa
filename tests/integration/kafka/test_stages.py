"""All five stages, two workers each, on a real broker: stage by stage the ids and rows of the processors alone; ticks
reach every partition; the page is made anew from the topics; dead letters are sent again."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec
import pytest
from redis import Redis
from typer.testing import CliRunner

from benchmarks.kafka_equivalence import oracle, page_problem
from services.cli.commands.replay import replay_archive
from services.cli.kafka import environment, feed_on_kafka, findings_of
from services.cli.main import app
from services.cli.processes import STAGES, Processes
from services.cli.sources import DEMO
from services.ingest.adapters.archive import Archive, open_archive
from shared.contracts import Tick, codec
from shared.contracts.topics import (
    ARTICLES,
    ARTICLES_INCOMING,
    MILESTONES_REPORTED,
    POSITIONS_REPORTED,
    STATEMENTS_OBSERVED,
    Topic,
)
from shared.processing import Processor
from shared.runtime.kafka.consumer import read_all
from shared.runtime.kafka.producer import KafkaPublisher
from shared.runtime.settings import Settings
from shared.testing.equivalence import compare, parked
from tests.e2e.support import valkey

pytestmark = [pytest.mark.kafka, pytest.mark.redis, pytest.mark.timeout(1200)]

ARTICLE_COUNT = 60


class Run(msgspec.Struct):
    """What the tests of this module look at: where it ran, the archive, the cache, the processors alone."""

    settings: Settings
    archive: Archive
    processes: Processes
    redis: Redis
    stages: list[Processor]
    values: dict[str, str]


@pytest.fixture(scope="module")
def through(module_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Sixty articles and two bad records through two workers a service, with the page beside them."""
    folder = tmp_path_factory.mktemp("through")
    file = folder / "articles.jsonl"
    with DEMO.open(encoding="utf-8") as lines:
        file.write_text("".join(islice(lines, ARTICLE_COUNT)), encoding="utf-8")
    with open_archive([file]) as archive, valkey(folder) as (_, redis):
        values = environment(module_settings) | {"PARLEY_REDIS_URL": f"unix://{folder}/v.sock"}
        processes = Processes(folder, values)
        try:
            for stage in STAGES * 2:
                processes.start(stage)
            processes.start("web", PARLEY_PORT="0")
            feed_on_kafka(archive, module_settings, processes)
            yield Run(module_settings, archive, processes, redis, oracle(module_settings), values)
        finally:
            processes.stop()


def test_stage_by_stage_ids_and_rows_are_those_of_the_processors_alone(through: Run) -> None:
    """And end to end most alerts have the ids of the embedded run, and people are told mostly the same."""
    compared = compare(through.settings, through.stages)
    assert {one.stage: () for one in compared} == {one.stage: one.differences for one in compared}
    assert ARTICLE_COUNT == compared[0].rows
    assert all(one.rows > 0 for one in compared)
    assert 0 == sum(one.duplicates for one in compared)
    embedded, _ = replay_archive(through.archive, through.settings, through.stages)
    mine, its = findings_of(through.settings).alerts, embedded.alerts
    # Not all: articles of one hour interleave, so what is said first, and founds a saying, may differ.
    assert len(mine.keys() & its.keys()) >= 0.75 * len(mine.keys() | its.keys())
    here, there = ({(alert.type, alert.data.headline) for alert in run.values()} for run in (mine, its))
    assert len(here & there) >= 0.75 * len(here | there)


@pytest.mark.parametrize(
    ("topic", "sources"),
    [
        (STATEMENTS_OBSERVED, ["extraction"]),
        (MILESTONES_REPORTED, ["extraction"]),
        (POSITIONS_REPORTED, ["statements", "milestones", "extraction"]),
    ],
    ids=lambda value: value.name if isinstance(value, Topic) else "+".join(value),
)
def test_ticks_of_every_source_reach_every_partition(through: Run, topic: Topic, sources: list[str]) -> None:
    """The last of each is the archive's closing tick."""
    count = through.settings.partitions
    closing = max(_ticks(through.settings, ARTICLES, 0).values())
    expected = {f"{source}/{partition}": closing for source in sources for partition in range(count)}
    for partition in range(count):
        assert expected == _ticks(through.settings, topic, partition)


def _ticks(settings: Settings, topic: Topic, partition: int) -> dict[str, object]:
    """Latest tick of each source on a partition."""
    messages = [
        codec.decode(topic, r.headers, r.value) for r in read_all(settings, topic) if r.partition == partition
    ]
    return {m.source: m.time for m in messages if isinstance(m, Tick)}


def test_the_page_is_made_anew_from_the_topics(through: Run) -> None:
    """After a flush of Redis `parley rebuild` restores every key, while the page runs."""
    assert "" == page_problem(through.settings, through.redis, through.values)


def test_dead_letters_are_listed_and_sent_again(
    through: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """By origin, mended; the mended record goes through, its letter is marked, and sending all again sends none."""
    publisher = KafkaPublisher(through.settings)
    publisher.publish_raw(ARTICLES_INCOMING, "broken", b'{"id": "broken-1", "text":')
    publisher.close()
    feed_nothing_until_through(through)
    (origin,) = parked(through.settings)
    for name, value in through.values.items():
        monkeypatch.setenv(name, value)
    command = CliRunner()
    assert origin in command.invoke(app, ["dead-letters"]).output
    mended = tmp_path / "mended.json"
    mended.write_text(json.dumps({"id": "broken-1", "text": "Nothing was said about the talks today."}))
    assert "1 sent again" in command.invoke(app, ["redrive", origin, "--mended", str(mended)]).output
    feed_nothing_until_through(through)
    assert "broken-1" in {record.key for record in read_all(through.settings, ARTICLES)}
    (letter,) = json.loads(command.invoke(app, ["dead-letters", "--json"]).output)
    assert letter["redriven"]
    assert "0 sent again" in command.invoke(app, ["redrive", "--all"]).output


def feed_nothing_until_through(run: Run) -> None:
    """Wait until every stage has committed all there is."""
    from shared.runtime.kafka.progress import CHAIN, Progress
    from tests.integration.kafka.driving import until

    progress = Progress(run.settings)
    try:
        for _ in range(2):
            until(lambda: not any(progress.waiting(*place) for place in CHAIN), "records are waiting")
    finally:
        progress.close()
