"""The embedded engine: exactly once over crashes, dead letters beside the flow, consumers that go on."""

import sqlite3
import threading
from contextlib import suppress
from datetime import datetime
from typing import Any

import msgspec
import pytest

from shared.contracts import RawArticle, StatementWithdrawn, Tick, codec
from shared.contracts.topics import (
    ARTICLES,
    ARTICLES_INCOMING,
    DEAD_LETTERS,
    STATEMENTS_OBSERVED,
    STATEMENTS_TRACKED,
    Topic,
)
from shared.processing import NOTHING, Event, InvalidMessage, Outcome, Row, Stage, TryLater, forgotten
from shared.runtime.embedded.engine import Engine
from shared.runtime.embedded.log import Log, LogConsumer, LogPublisher, pack
from shared.testing.builders import an_article, at


class Seen(msgspec.Struct, frozen=True, tag="seen", tag_field="kind"):
    id: str


class Ids:
    def __init__(self) -> None:
        self.ids: set[str] = set()

    def add(self, row: Row) -> None:
        self.ids.add(row.value.id)


def take_once(message: RawArticle, index: Ids, now: datetime) -> Outcome:
    if message.text == "bad":
        raise InvalidMessage("the text is bad")
    if message.text == "defect":
        raise KeyError("secret words")
    if message.id in index.ids:
        return NOTHING
    article = an_article(id=message.id or "", text=message.text or "", received_at=now, published_at=now)
    return Outcome((Event(ARTICLES, article),), (Row(article.id, Seen(article.id), now),))


def admit(decide: Any = take_once) -> Stage[Ids]:
    return Stage(
        name="admit",
        input=ARTICLES_INCOMING,
        outputs=(ARTICLES,),
        row_type=Seen,
        new_index=Ids,
        decide=decide,
        upstream=(),
    )


@pytest.fixture
def log(tmp_path):
    log = Log(tmp_path / "log.sqlite")
    yield log
    log.close()


def feed(log: Log, *articles: RawArticle) -> None:
    for hours, article in enumerate(articles):
        LogPublisher(log, None).publish(ARTICLES_INCOMING, article, timestamp=at(hours))


def test_a_message_goes_through_with_its_time_of_receipt(log):
    """`now` is the record's time stamp, never a clock."""
    feed(log, RawArticle(id="1", text="x"))
    Engine(log, [admit()]).run_until_idle()
    (record,) = log.read(ARTICLES.name, 0)
    assert at(0) == codec.decode(ARTICLES, record.headers, record.value).received_at
    assert at(0) == record.timestamp


def test_what_was_seen_is_not_sent_again_after_a_restart(log):
    """State is folded from the rows when an engine starts."""
    feed(log, RawArticle(id="1", text="x"))
    Engine(log, [admit()]).run_until_idle()
    feed(log, RawArticle(id="1", text="x"), RawArticle(id="2", text="y"))
    Engine(log, [admit()]).run_until_idle()
    ids = [codec.decode(ARTICLES, r.headers, r.value).id for r in log.read(ARTICLES.name, 0)]
    assert ids == ["1", "2"]


def test_a_crash_within_a_message_leaves_no_trace_of_it(log):
    """Events, rows and offset are one transaction."""

    class Crash(Exception):
        pass

    def crash(*_):
        raise Crash

    feed(log, RawArticle(id="1", text="x"))
    engine = Engine(log, [admit()])
    log.set_offset, whole = crash, log.set_offset
    with pytest.raises(Crash):
        engine.run_until_idle()
    log.set_offset = whole
    assert log.read(ARTICLES.name, 0) == []
    assert list(log.rows("admit", Seen)) == []
    Engine(log, [admit()]).run_until_idle()
    assert len(log.read(ARTICLES.name, 0)) == 1


class Failing:
    """A database of which one kind of statement fails once, as on a bad disk."""

    def __init__(self, database: Any, statement: str) -> None:
        self._database = database
        self._statement: str | None = statement

    def execute(self, statement: str, *values: Any) -> Any:
        """Like the database's, but for that one."""
        if statement == self._statement:
            self._statement = None
            raise sqlite3.OperationalError("disk I/O error")
        return self._database.execute(statement, *values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)


def test_a_message_whose_commit_fails_comes_again(log):
    """To the same engine, too: what was rolled back was never done."""
    feed(log, RawArticle(id="1", text="x"))
    engine = Engine(log, [admit()])
    log._db = Failing(log._db, "COMMIT")
    with pytest.raises(sqlite3.OperationalError, match="disk I/O error"):
        engine.run_until_idle()
    assert log.read(ARTICLES.name, 0) == []
    engine.run_until_idle()
    assert len(log.read(ARTICLES.name, 0)) == 1


def test_a_connection_can_be_used_after_a_full_disk(log):
    """What failed is told as it is, and once there is room it goes on."""
    feed(log, RawArticle(id="1", text="x"))
    pages = log._db.execute("PRAGMA page_count").fetchone()[0]
    log._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(TryLater, match=r"log\.sqlite takes no records at present: database or disk is full"):
        feed(log, RawArticle(id="2", text="x" * 900_000))
    log._db.execute("PRAGMA max_page_count = 1000000")
    feed(log, RawArticle(id="3", text="x"))
    assert [r.offset for r in log.read(ARTICLES_INCOMING.name, 0)] == [0, 1]


def test_what_another_thread_has_not_committed_is_not_read(tmp_path):
    """A reader that saw it would go on behind it, and miss what gets its place."""
    log = Log(tmp_path / "log.sqlite", across_threads=True)
    seen: list[int] = []
    reader = threading.Thread(target=lambda: seen.append(len(log.read(ARTICLES_INCOMING.name, 0))))
    with suppress(ZeroDivisionError), log.transaction():
        log.append(ARTICLES_INCOMING, RawArticle(id="1", text="x"), at(0))
        reader.start()
        reader.join(0.2)
        raise ZeroDivisionError
    reader.join(60)
    assert [0] == seen
    log.close()


UNWRITABLE = "\ud800"
"""Half a character: no text in UTF-8 holds it."""


@pytest.mark.parametrize("where", ["event", "key", "row", "key of a row"])
def test_what_cannot_be_stored_is_a_defect_and_not_the_end(log, where):
    """It ended the run, and the next one at the same record. Nothing of the message is stored."""

    def decide(message: RawArticle, index: Ids, now: datetime) -> Outcome:
        texts = dict.fromkeys(("event", "key", "row", "key of a row"), f"text {message.id}")
        if message.id == "1":
            texts[where] = UNWRITABLE
        article = an_article(id=texts["key"], text=texts["event"])
        row = Row(texts["key of a row"], Seen(texts["row"]), now)
        return Outcome((Event(ARTICLES, article),), (row,))

    feed(log, RawArticle(id="1", text="x"), RawArticle(id="2", text="x"))
    Engine(log, [admit(decide)]).run_until_idle()
    assert ["text 2"] == [record.key for record in log.read(ARTICLES.name, 0)]
    assert ["text 2"] == [row.key for row in log.rows("admit", Seen)]
    (letter,) = [codec.decode(DEAD_LETTERS, r.headers, r.value) for r in log.read(DEAD_LETTERS.name, 0)]
    assert letter.reason.startswith("UnicodeEncodeError in admit")


def test_what_cannot_be_processed_is_parked_and_the_rest_goes_on(log):
    """Bad input and our own defects become dead letters with origin and reason, without the words of an exception."""
    feed(log, RawArticle(id="1", text="bad"), RawArticle(id="2", text="defect"), RawArticle(id="3", text="x"))
    LogPublisher(log, None).publish_raw(ARTICLES_INCOMING, "k", b"\x00nonsense", timestamp=at(3))
    Engine(log, [admit()]).run_until_idle()
    assert len(log.read(ARTICLES.name, 0)) == 1
    letters = [codec.decode(DEAD_LETTERS, r.headers, r.value) for r in log.read(DEAD_LETTERS.name, 0)]
    assert [f"articles.incoming/0/{n}" for n in (0, 1, 3)] == [letter.id for letter in letters]
    assert letters[0].reason == "the text is bad"
    assert letters[1].reason.startswith("KeyError in admit")
    assert "secret words" not in letters[1].reason
    assert "does not follow its contract" in letters[2].reason


def relay(name: str, input: Topic, output: Topic, order: list[str]) -> Stage[Ids]:
    """A stage that passes on what comes, and notes it in `order`."""

    def decide(message: Any, index: Ids, now: datetime) -> Outcome:
        order.append(f"{name} {message.id}")
        gone = StatementWithdrawn(
            id=message.id, side="A", article=message.id, revision=1, received_at=now, reason="revised"
        )
        return Outcome((Event(output, gone),), ()) if output is STATEMENTS_OBSERVED else NOTHING

    return Stage(
        name=name, input=input, outputs=(output,), row_type=Seen, new_index=Ids, decide=decide, upstream=()
    )


@pytest.mark.parametrize("together", [True, False])
def test_one_article_goes_through_all_stages_before_the_next(log, together):
    """Whether articles come one by one or all at once: evidence meets in the same order."""
    order: list[str] = []
    stages = [
        admit(),
        relay("extraction", ARTICLES, STATEMENTS_OBSERVED, order),
        relay("statements", STATEMENTS_OBSERVED, STATEMENTS_TRACKED, order),
    ]
    engine = Engine(log, stages)
    for name in "abc":
        feed(log, RawArticle(id=name, text=f"text {name}"))
        if not together:
            engine.run_until_idle()
    engine.run_until_idle()
    assert [f"{stage} {name}" for name in "abc" for stage in ("extraction", "statements")] == order


def test_a_consumer_goes_on_behind_what_it_committed(log):
    """What was not committed comes again."""
    feed(log, *(RawArticle(id=str(n), text="x") for n in range(5)))
    consumer = LogConsumer(log, "page", [ARTICLES_INCOMING], wait=lambda seconds: None)
    first = consumer.poll(0, max_records=2)
    consumer.poll(0, max_records=2)
    consumer.commit(first)
    again = LogConsumer(log, "page", [ARTICLES_INCOMING], wait=lambda seconds: None)
    assert [r.offset for r in again.poll(0)] == [2, 3, 4]


def test_a_consumer_takes_topics_by_time_and_loses_none(log):
    """Records of several topics come merged; each topic stays in its own order, even where time stamps go back."""
    publisher = LogPublisher(log, None)
    for hours in (5, 1, 9):
        publisher.publish(ARTICLES, Tick(time=at(hours), source="ingest/0"), timestamp=at(hours))
    for hours in (2, 8):
        publisher.publish(ARTICLES_INCOMING, RawArticle(id=str(hours), text="x"), timestamp=at(hours))
    consumer = LogConsumer(log, "page", [ARTICLES, ARTICLES_INCOMING], wait=lambda seconds: None)
    found = []
    while records := consumer.poll(0, max_records=2):
        found += [(r.topic, r.offset) for r in records]
    assert [offset for topic, offset in found if topic == ARTICLES.name] == [0, 1, 2]
    assert [offset for topic, offset in found if topic == ARTICLES_INCOMING.name] == [0, 1]


def test_a_row_without_a_value_drops_the_one_of_its_key(log):
    """In the order given: what is written after it is there again."""
    a, b = (Row(name, Seen(name), at(0)) for name in "ab")
    log.put_rows("admit", map(pack, [a, b, forgotten("a"), forgotten("b"), b]))
    assert list(log.rows("admit", Seen)) == [b]


def test_a_reader_knows_when_all_is_read_that_was_there(log: Log) -> None:
    """What came before it went back to the beginning; what comes meanwhile does not count."""
    publisher, reader = LogPublisher(log, lambda: at(0)), LogConsumer(log, "page", [ARTICLES], lambda _: None)
    assert reader.caught_up()
    for id in ("a-1", "a-2", "a-3"):
        publisher.publish(ARTICLES, an_article(id))
    reader.seek_to_beginning()
    reader.poll(0, 2)
    publisher.publish(ARTICLES, an_article("a-4"))
    assert not reader.caught_up()
    reader.poll(0, 1)
    assert reader.caught_up()


def test_a_record_of_the_future_is_parked(log):
    """More than a day ahead of the engine's clock; its time stamp would be the time of reception."""
    feed(log, RawArticle(id="now", text="x"), RawArticle(id="soon", text="x"))
    LogPublisher(log, None).publish(
        ARTICLES_INCOMING, RawArticle(id="future", text="x"), timestamp=at(24 * 1000)
    )
    Engine(log, [admit()], clock=lambda: at(0)).run_until_idle()
    (record,) = log.read(DEAD_LETTERS.name, 0)
    letter = codec.decode(DEAD_LETTERS, record.headers, record.value)
    assert letter.reason.startswith(
        "the record's time stamp is 2027-11-09 12:00, 1000 days ahead of 2025-02-12 12:00"
    )
    assert 2 == len(log.read(ARTICLES.name, 0))


def test_a_letter_is_kept_from_its_parking_on(log):
    """A record with a time stamp of long ago would take its letter along, which is kept for a month, unread."""
    LogPublisher(log, None).publish(
        ARTICLES_INCOMING, RawArticle(id="old", text="bad"), timestamp=at(-24 * 400)
    )
    Engine(log, [admit()], clock=lambda: at(1)).run_until_idle()
    (record,) = log.read(DEAD_LETTERS.name, 0)
    letter = codec.decode(DEAD_LETTERS, record.headers, record.value)
    assert (at(1), at(-24 * 400)) == (record.timestamp, letter.at)


def test_an_archive_has_its_own_time(log):
    """Which may lie ahead of ours."""
    LogPublisher(log, None).publish(
        ARTICLES_INCOMING, RawArticle(id="future", text="x"), timestamp=at(24 * 1000)
    )
    Engine(log, [admit()], clock=lambda: at(0), live=False).run_until_idle()
    assert (0, 1) == (log.end(DEAD_LETTERS.name), log.end(ARTICLES.name))
