"""Replay: order, moments of reception and ticks of an archive."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.adapters.archive import Archive, open_archive
from services.ingest.adapters.feeder import feed, run_clock, until_admitted
from services.ingest.domain.archive import SOURCE, ticks_between
from services.ingest.processor import build
from shared.catalog import load
from shared.contracts import Article, DeadLetter, Tick, codec
from shared.contracts.topics import ARTICLES, ARTICLES_INCOMING, DEAD_LETTERS
from shared.runtime.embedded.engine import Engine
from shared.runtime.embedded.log import Log, LogPublisher
from shared.runtime.settings import defaults
from shared.testing.builders import NOON, at

ADMIT = build(load(), defaults(), lambda text, declared: "en")


def archive_of(folder: Path, *articles: tuple[str, str | None], extra: str = "", **span: Any) -> Archive:
    """An archive of (id, published_at)."""
    path = folder / "archive.jsonl"
    lines = [json.dumps({"id": id, "published_at": date, "text": f"Text of {id}."}) for id, date in articles]
    path.write_text("\n".join(lines) + "\n" + extra, encoding="utf-8")
    return open_archive([path], **span)


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """A log of its own."""
    return Log(tmp_path / "log.db", durable=False)


def fed(log: Log, archive: Archive, **how: Any) -> list[Any]:
    """What is on `articles` after feeding."""
    engine = Engine(log, [ADMIT])
    feed(archive, LogPublisher(log, None), settle=lambda: engine.run_until_idle() and None, **how)
    return [codec.decode(ARTICLES, r.headers, r.value) for r in log.read(ARTICLES.name, 0, 10_000)]


def in_words(messages: list[Any]) -> list[str]:
    """Ids of articles and times of ticks."""
    return [m.id if isinstance(m, Article) else f"{m.time:%d %H:%M}" for m in messages]


def test_articles_come_in_the_order_of_time_then_id(tmp_path: Path) -> None:
    """Whatever their order in the file."""
    archive = archive_of(
        tmp_path, ("c", "2025-02-13"), ("b", "2025-02-12T10:00:00Z"), ("a", "2025-02-13"), ("d", "2025-02-12")
    )
    assert [item.article.id for item in archive] == ["d", "b", "a", "c"]


def test_what_has_no_possible_date_is_received_at_the_end_of_the_span(tmp_path: Path) -> None:
    """Missing, absurd and future dates; a wrong year is believed as event time, but not as reception."""
    days = [(f"n{day}-{n}", f"2025-02-{day:02}T12:00:00Z") for day in range(1, 21) for n in range(20)]
    odd = [("missing", None), ("absurd", "0001-11-30"), ("future", "2031-01-01"), ("old", "2020-01-05")]
    found = {item.article.id: item for item in archive_of(tmp_path, *days, *odd)}
    end = datetime(2025, 2, 20, 12, tzinfo=UTC)
    assert {end} == {found[id].received_at for id, _ in odd}
    assert {end} == {found[id].event_at for id in ("missing", "absurd", "future")}
    assert datetime(2020, 1, 5, tzinfo=UTC) == found["old"].event_at
    assert datetime(2025, 2, 3, 12, tzinfo=UTC) == found["n3-0"].received_at


def test_given_bounds_win_over_the_dates_found(tmp_path: Path) -> None:
    """`--from` and `--to` say what is believed; nothing is left out."""
    bounds = {"since": datetime(2025, 6, 1, tzinfo=UTC), "until": datetime(2025, 6, 9, tzinfo=UTC)}
    archive = archive_of(tmp_path, ("a", "2025-02-12"), ("b", "2025-06-05"), **bounds)
    received = {item.article.id: item.received_at for item in archive}
    assert {"a": bounds["until"], "b": datetime(2025, 6, 5, tzinfo=UTC)} == received


def test_ticks_precede_the_first_article_past_the_hour(tmp_path: Path, log: Log) -> None:
    """And one closes the archive; none overtakes an article before it."""
    archive = archive_of(
        tmp_path,
        ("a", "2025-02-12T10:10:00Z"),
        ("b", "2025-02-12T10:50:00Z"),
        ("c", "2025-02-12T13:00:00Z"),
        ("d", "2025-02-14T01:30:00Z"),
    )
    expected = ["12 10:00", "a", "b", "12 13:00", "c", "13 00:00", "14 00:00", "14 01:00", "d", "14 02:00"]
    assert expected == in_words(fed(log, archive))


def test_ticks_of_ingest_come_from_one_source(tmp_path: Path, log: Log) -> None:
    """So that all stages know whom to wait for."""
    ticks = [m for m in fed(log, archive_of(tmp_path, ("a", "2025-02-12"))) if isinstance(m, Tick)]
    assert {(SOURCE, 1)} == {(tick.source, tick.of) for tick in ticks}


@given(st.datetimes(datetime(2012, 1, 1), datetime(2026, 1, 1)), st.integers(0, 10**8))
def test_ticks_rise_and_are_few(before: datetime, seconds: int) -> None:
    """Always after the time of the article before, never after that of the next, at most 41 in any gap."""
    before = before.replace(tzinfo=UTC)
    after = before + timedelta(seconds=seconds)
    times = [tick.time for tick in ticks_between(before, after)]
    assert sorted(set(times)) == times
    assert all(before < time <= after for time in times)
    assert len(times) <= 41
    assert bool(times) == (before.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1) <= after)


def test_bad_lines_become_dead_letters_with_file_and_line(tmp_path: Path, log: Log) -> None:
    """Sent once per reading, and the articles around them are admitted."""
    archive = archive_of(tmp_path, ("a", "2025-02-12"), extra='{"id": 7}\n')
    assert archive.bad_count == 1
    assert "a" in in_words(fed(log, archive))
    (record,) = log.read(DEAD_LETTERS.name, 0)
    letter: DeadLetter = codec.decode(DEAD_LETTERS, record.headers, record.value)
    assert ("file/archive.jsonl/2", ARTICLES_INCOMING.name) == (letter.id, letter.topic)
    assert "archive.jsonl, line 2" in letter.reason
    assert "`int`" in letter.reason


def test_feeding_goes_on_where_it_stopped(tmp_path: Path, log: Log) -> None:
    """A stop in the middle and a second start give what one run gives."""
    archive = archive_of(tmp_path, *((f"a{hour}", f"2025-02-12T{hour:02}:30:00Z") for hour in range(6)))
    stops = iter([False, False, False, False, True])
    engine, publisher, places = Engine(log, [ADMIT]), LogPublisher(log, None), list[int]()

    def settle() -> None:
        engine.run_until_idle()

    place = feed(archive, publisher, settle=settle, wait=lambda seconds: next(stops), fed=places.append)
    assert (places[-1], True) == (place, 0 < place < len(archive))
    feed(archive, publisher, settle=settle, start=place)
    stopped = [codec.decode(ARTICLES, r.headers, r.value) for r in log.read(ARTICLES.name, 0, 10_000)]
    whole = fed(Log(tmp_path / "whole.db", durable=False), archive)
    assert in_words(whole) == list(dict.fromkeys(in_words(stopped)))


@pytest.mark.parametrize(("speed", "expected"), [(3600.0, [1.0, 3.0]), (7200.0, [0.5, 3.0]), (None, [])])
def test_accelerated_time_waits_in_proportion_and_never_long(
    tmp_path: Path, log: Log, speed: float | None, expected: list[float]
) -> None:
    """An hour is a second at 3600; a night is not waited through."""
    archive = archive_of(
        tmp_path, ("a", "2025-02-12T01:00:00Z"), ("b", "2025-02-12T02:00:00Z"), ("c", "2025-02-12T20:00:00Z")
    )
    waits: list[float] = []

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        return False

    fed(log, archive, speed=speed, wait=wait)
    assert expected == [seconds for seconds in waits if seconds]


def test_memory_holds_an_index_and_not_the_texts(tmp_path: Path) -> None:
    """Thirty megabytes of articles take a few of memory."""
    import tracemalloc

    path = tmp_path / "large.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for n in range(300):
            file.write(
                json.dumps({"id": f"a{n}", "date": "2025-02-12", "text": "long text " * 10_000}) + "\n"
            )
    tracemalloc.start()
    with open_archive([path]) as archive:
        assert sum(1 for _ in archive) == 300
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_the_clock_strikes_only_what_is_through(log: Log) -> None:
    """Live: what came before a tick is admitted before it; a stop strikes no more."""
    times = iter([at(0), at(1)])
    waits = iter([False, False, False, True])
    events: list[str] = []

    def wait(seconds: float) -> bool:
        events.append(f"wait {seconds:g}")
        return next(waits)

    run_clock(
        LogPublisher(log, None), clock=lambda: next(times), wait=wait, settle=lambda: events.append("settle"),
        every_seconds=300,
    )  # fmt: skip
    assert events == ["settle", "wait 0", "wait 300", "settle", "wait 0", "wait 300"]
    ticks = [codec.decode(ARTICLES, r.headers, r.value).time for r in log.read(ARTICLES.name, 0)]
    assert [at(0), at(1)] == ticks


def test_settling_waits_for_admit_or_for_the_stop(log: Log) -> None:
    """The feeder sees through the log how far the engine has come."""
    engine, publisher = Engine(log, [ADMIT]), LogPublisher(log, None)
    publisher.publish_raw(ARTICLES_INCOMING, "a", b'{"id":"a","text":"t"}', timestamp=NOON)
    work: Callable[[float], bool] = lambda seconds: engine.run_until_idle() < 0  # noqa: E731
    until_admitted(log, work)()
    assert log.end(ARTICLES.name) == 1
    publisher.publish_raw(ARTICLES_INCOMING, "b", b'{"id":"b","text":"t"}', timestamp=NOON)
    until_admitted(log, lambda seconds: True)()
    assert log.end(ARTICLES.name) == 1
