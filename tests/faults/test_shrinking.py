"""The log gives back what it no longer needs, and loses nothing by it, whenever the process dies."""

import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from shared.contracts.topics import ARTICLES
from shared.processing import Row
from shared.runtime.embedded import shrinking
from shared.runtime.embedded.log import Log, LogConsumer, pack
from shared.runtime.embedded.shrinking import give_back
from shared.testing.builders import an_article, at

OPEN_FILES = Path("/proc/self/fd")
KILLS = 6
REVISIONS = 8
ARTICLES_KEPT = 300


class Content(NamedTuple):
    """All that a log knows."""

    records: list[tuple[object, ...]]
    rows: list[tuple[object, ...]]
    offsets: list[tuple[object, ...]]
    ends: int


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A log of which most was compacted: every article was revised again and again."""
    log = Log(tmp_path / "log.sqlite")
    with log.transaction():
        for revision in range(1, REVISIONS + 1):
            for number in range(ARTICLES_KEPT):
                article = an_article(f"a{number}", revision=revision, text="x" * 3_000)
                log.append(ARTICLES, article, at(revision))
        log.put_rows("admit", [pack(Row("a", {"some": "row"}, at(0)))])
    reader = LogConsumer(log, "page", [ARTICLES], wait=lambda seconds: None)
    reader.commit(reader.poll(0, max_records=10_000))
    log.compact(ARTICLES.name)
    log.append(ARTICLES, an_article("last"), at(9))
    log.close()
    return tmp_path / "log.sqlite"


def content(path: Path) -> Content:
    """Read with nothing but SQLite, which also checks its pages."""
    with closing(sqlite3.connect(path)) as db:
        assert ("ok",) == db.execute("PRAGMA integrity_check").fetchone()
        whole = [db.execute(f"SELECT * FROM {name}").fetchall() for name in ("records", "rows", "offsets")]
    log = Log(path)
    end = log.end(ARTICLES.name)
    log.close()
    return Content(*whole, end)


def size(path: Path) -> int:
    """Bytes on the disk, journal included."""
    return sum(file.stat().st_size for file in path.parent.iterdir())


def test_what_is_free_goes_back_to_the_disk_and_readers_go_on_where_they_were(path: Path) -> None:
    """Offsets stay, also those behind gaps."""
    before, bytes_before = content(path), size(path)
    given = give_back(path, worth_bytes=1_000_000)
    assert bytes_before - size(path) == given > bytes_before / 2
    assert before == content(path)
    log = Log(path)
    reader = LogConsumer(log, "page", [ARTICLES], wait=lambda seconds: None)
    assert ["last"] == [record.key for record in reader.poll(0)]
    log.close()
    assert 0 == give_back(path, worth_bytes=1_000_000)


def test_a_little_is_left_for_later(path: Path) -> None:
    """What comes uses it again."""
    before = size(path)
    assert 0 == give_back(path)
    assert before == size(path)


def test_a_log_that_is_written_to_is_left_for_another_start(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else's transaction is not waited for; nothing is lost and nothing raised."""
    monkeypatch.setattr(shrinking, "BUSY_SECONDS", 0)
    before = content(path)
    log = Log(path)
    with log.transaction():
        assert 0 == give_back(path, worth_bytes=1_000_000)
    log.close()
    assert before == content(path)


def test_a_disk_without_room_for_a_copy_is_not_filled(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would take the space that others need now."""
    free = shutil.disk_usage(path)._replace(free=1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: free)
    assert 0 == give_back(path, worth_bytes=1_000_000)


@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="which files are open is not told here")
def test_the_copy_lies_beside_the_log(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The room was looked for there; the system's temporary folder may be small, or memory."""
    connect, copies = sqlite3.connect, set[Path]()

    def look() -> int:
        for each in OPEN_FILES.iterdir():
            with suppress(OSError):
                file = each.readlink()
                if file.name.startswith("etilqs"):
                    copies.add(file.parent)
        return 0

    def watched(*given: Any, **named: Any) -> sqlite3.Connection:
        db = connect(*given, **named)
        # So little memory that a copy of a small log is written too before it is whole.
        db.execute("PRAGMA cache_size = 10")
        db.set_progress_handler(look, 100)
        return db

    monkeypatch.setattr(sqlite3, "connect", watched)
    assert give_back(path, worth_bytes=1_000_000)
    assert {path.parent.resolve()} == copies


def test_who_waits_is_told_before_and_only_where_it_is_done(path: Path) -> None:
    """A large log takes minutes."""
    told: list[int] = []
    give_back(path.with_name("none"), begins=told.append)
    give_back(path, begins=told.append)
    assert [] == told
    given = give_back(path, worth_bytes=1_000_000, begins=told.append)
    assert [True] == [free > 1_000_000 for free in told]
    assert given


def test_it_is_read_beside(path: Path) -> None:
    """`parley tail` has it open all the time."""
    beside = Log(path)
    assert beside.read(ARTICLES.name, 0, 1)
    give_back(path, worth_bytes=1_000_000)
    records = list(every(beside))
    beside.close()
    assert ARTICLES_KEPT + 1 == len(records)


def every(log: Log) -> Iterator[int]:
    place = 0
    while records := log.read(ARTICLES.name, place):
        place = records[-1].offset + 1
        yield from (record.offset for record in records)


@pytest.mark.timeout(300)
def test_a_process_that_dies_meanwhile_loses_nothing(path: Path) -> None:
    """Killed at moments left to chance; the next start does it."""
    before = content(path)
    chance = random.Random(8)
    program = (
        "import sys; from pathlib import Path; from shared.runtime.embedded.shrinking import give_back;"
        "print('now', flush=True); give_back(Path(sys.argv[1]), 1_000_000)"
    )
    for _ in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert "now\n" == process.stdout.readline()
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0, 0.03))
        process.kill()
        process.wait()
        process.stdout.close()
        assert before == content(path)
    give_back(path, worth_bytes=1_000_000)
    assert before == content(path)
    assert size(path) < 2_500_000
