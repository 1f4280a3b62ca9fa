"""The embedded log keeps what its topics promise, and no more: nothing unread, no last value is ever dropped."""

from datetime import datetime
from typing import Any

import pytest

from shared.contracts import DeadLetter, RawArticle, Tick
from shared.contracts.topics import ARTICLES, ARTICLES_INCOMING, DEAD_LETTERS, Topic
from shared.processing import NOTHING, Outcome, Row, Stage
from shared.runtime.embedded.engine import Engine
from shared.runtime.embedded.log import Log, LogConsumer, LogPublisher
from shared.testing.builders import an_article, at

DAY = 24.0


class Nothing:
    """An index that keeps nothing."""

    def add(self, row: Row) -> None:
        """Nothing is kept."""


def stage(name: str, input: Topic, upstream: tuple[str, ...] = ()) -> Stage[Any]:
    """A stage that takes everything and makes nothing of it."""

    def decide(message: Any, index: Nothing, now: datetime) -> Outcome:
        return NOTHING

    return Stage(
        name=name, input=input, outputs=(), row_type=Tick, new_index=Nothing, decide=decide, upstream=upstream
    )


STAGES = [stage("admit", ARTICLES_INCOMING), stage("extraction", ARTICLES, ("ingest",))]


@pytest.fixture
def log(tmp_path):
    log = Log(tmp_path / "log.sqlite")
    yield log
    log.close()


def publish(log: Log, topic: Topic, message: Any, days: float) -> None:
    """A message so many days after noon."""
    LogPublisher(log, None).publish(topic, message, timestamp=at(days * DAY))


def strike(log: Log, days: float) -> None:
    """A tick so many days after noon."""
    publish(log, ARTICLES, Tick(time=at(days * DAY), source="ingest/0"), days)


def letter(name: str) -> DeadLetter:
    """A dead letter."""
    return DeadLetter(
        id=name, topic=ARTICLES.name, partition=0, offset=0, reason="bad", stage="admit", at=at(0), value=""
    )


def offsets(log: Log, topic: Topic) -> list[int]:
    """Offsets of what is there."""
    return [record.offset for record in log.read(topic.name, 0)]


def test_records_go_when_their_topic_no_longer_keeps_them(log):
    """Raw articles are kept for a week of the log's own time; what comes later has the offsets it would have had."""
    for days in (0, 1, 9):
        publish(log, ARTICLES_INCOMING, RawArticle(id=str(days), text="x"), days)
    engine = Engine(log, STAGES)
    engine.run_until_idle()
    assert offsets(log, ARTICLES_INCOMING) == [0, 1, 2]
    strike(log, 10)
    engine.run_until_idle()
    assert offsets(log, ARTICLES_INCOMING) == [2]
    strike(log, 40)
    publish(log, ARTICLES_INCOMING, RawArticle(id="later", text="x"), 40)
    engine.run_until_idle()
    assert offsets(log, ARTICLES_INCOMING) == [3]


def test_a_start_cleans_what_has_piled_up(log):
    """Up to the time that the stages had come to."""
    publish(log, ARTICLES_INCOMING, RawArticle(id="a", text="x"), 0)
    publish(log, ARTICLES_INCOMING, RawArticle(id="b", text="x"), 1)
    strike(log, 10)
    Engine(log, STAGES).run_until_idle()
    publish(log, DEAD_LETTERS, letter("old"), -40)
    publish(log, DEAD_LETTERS, letter("young"), 5)
    Engine(log, STAGES).run_until_idle()
    assert offsets(log, DEAD_LETTERS) == [1]


def test_the_last_record_stays_so_that_offsets_go_on(log):
    """An empty topic would begin again at 0, where readers have long been."""
    publish(log, ARTICLES_INCOMING, RawArticle(id="a", text="x"), 0)
    strike(log, 100)
    engine = Engine(log, STAGES)
    engine.run_until_idle()
    engine.run_until_idle()
    assert (offsets(log, ARTICLES_INCOMING), log.end(ARTICLES_INCOMING.name)) == ([0], 1)


def test_what_a_reader_has_not_taken_is_kept(log):
    """Also for one that has taken nothing at all yet; once it has, it goes."""
    for days in range(3):
        publish(log, DEAD_LETTERS, letter(str(days)), days)
    page = LogConsumer(log, "page", [DEAD_LETTERS], wait=lambda seconds: None)
    engine = Engine(log, STAGES)
    strike(log, 50)
    engine.run_until_idle()
    assert offsets(log, DEAD_LETTERS) == [0, 1, 2]
    page.commit(page.poll(0, max_records=1))
    strike(log, 52)
    engine.run_until_idle()
    assert offsets(log, DEAD_LETTERS) == [1, 2]


def test_a_record_keeps_its_place_behind_a_younger_one(log):
    """Records go in their order: one with an old time stamp behind a young one waits for it."""
    for days in (20, 0, 30):
        publish(log, DEAD_LETTERS, letter(str(days)), days)
    engine = Engine(log, STAGES)
    strike(log, 40)
    engine.run_until_idle()
    assert offsets(log, DEAD_LETTERS) == [0, 1, 2]
    strike(log, 51)
    engine.run_until_idle()
    assert offsets(log, DEAD_LETTERS) == [2]


def test_of_a_compacted_topic_the_last_values_stay_whatever_their_age(log):
    """A revised article replaces the one before, and only once all have taken it."""
    page = LogConsumer(log, "page", [ARTICLES], wait=lambda seconds: None)
    for revision in (1, 2):
        publish(log, ARTICLES, an_article("a", revision=revision), 0)
    publish(log, ARTICLES, an_article("b"), 0)
    page.commit(page.poll(0, max_records=1))
    publish(log, ARTICLES, an_article("a", revision=3), 0)
    strike(log, 500)
    engine = Engine(log, STAGES)
    engine.run_until_idle()
    engine.run_until_idle()
    assert offsets(log, ARTICLES) == [1, 2, 3, 4]
    page.commit(page.poll(0))
    Engine(log, STAGES).run_until_idle()
    assert offsets(log, ARTICLES) == [2, 3, 4]
