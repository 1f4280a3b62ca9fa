"""A disk without room: whatever is written says so in one line, nothing is done with before it is safe, no record is
blamed, and when there is room again it goes on where it was."""

import errno
import io
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import structlog
from starlette.applications import Starlette
from starlette.testclient import TestClient

from services.cli.cache import open_cache
from services.cli.commands.run import stopped_by
from services.cli.exports import Findings
from services.cli.problems import Problem, of_file
from services.ingest.adapters.routes import routes
from services.notifier import loop
from services.notifier.health import Pulse
from services.notifier.recording import PATIENCE_SECONDS, Recorder
from services.web.adapters.cache import explain
from shared.contracts import DeadLetter, RawArticle, codec
from shared.contracts.topics import ARTICLES, ARTICLES_INCOMING, DEAD_LETTERS, DELIVERIES
from shared.processing import Event, Outcome, TryLater
from shared.runtime import logging as runtime_logging
from shared.runtime.embedded.engine import Engine
from shared.runtime.embedded.log import Log, LogPublisher
from shared.runtime.kafka.deciding import Deciding
from shared.runtime.kafka.stage import StageWork
from shared.runtime.settings import Settings, defaults
from shared.testing.builders import NOON, a_statement_alert, an_article
from shared.testing.fakes import FakeClock, FakeSlack
from shared.testing.notifying import Timeline
from tests.faults.whole_run import finish, first_articles, left_behind, start
from tests.unit.notifier.timeline import timeline
from tests.unit.runtime.stages import a_stage

KEY = "k-for-tests"
LARGE = 300_000
"""Bytes for which a full log has no room left, whatever its pages still hold."""


class Disk:
    """The disk of a log, which is filled and emptied."""

    def __init__(self, log: Log) -> None:
        self._log = log

    def fill(self) -> None:
        """As if every other file had taken the rest: SQLite itself says that the disk is full."""
        (pages,) = self._log._db.execute("PRAGMA page_count").fetchone()
        self._log._db.execute(f"PRAGMA max_page_count = {pages}")

    def empty(self) -> None:
        """Somebody makes room."""
        self._log._db.execute("PRAGMA max_page_count = 1000000")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    """The log of a run."""
    log = Log(tmp_path / "log.sqlite", across_threads=True)
    yield log
    log.close()


@pytest.fixture
def disk(log: Log) -> Disk:
    """Where it lies."""
    return Disk(log)


# The embedded log


@pytest.mark.timeout(300)
def test_a_run_ends_with_one_line_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    """The last line says what found no room, no article is parked for it, and in the end the alerts are those of a run
    that had room."""
    articles, data = first_articles(tmp_path / "articles.jsonl", 2), tmp_path / "full"
    with start(tmp_path / "roomy", articles) as roomy:  # beside the others, to save time
        stopped_twice_by_a_full_disk(data, articles)
        finish(data, articles)
        roomy.communicate(timeout=200)
    found = left_behind(data)
    assert found["alerts"]
    assert left_behind(tmp_path / "roomy") == found
    log = Log(data / "log.sqlite")
    assert [] == log.read(DEAD_LETTERS.name, 0)
    log.close()


def stopped_twice_by_a_full_disk(data: Path, articles: Path) -> None:
    """First the log finds no room, then what a stage keeps in a temporary file."""
    for largest, says in (
        (60_000, f"{data / 'log.sqlite'} cannot be used as Parley's log: disk I/O error; look at that disk"),
        (700_000, "stopped: admit cannot go on: File too large"),
    ):

        def no_file_is_larger(size: int = largest) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

        process = start(data, articles, before=no_file_is_larger)
        output, _ = process.communicate(timeout=200)
        said = output.decode()
        (last,) = [line for line in said.splitlines() if line.startswith("parley: ")]
        assert 3 == process.returncode, said
        assert says in last
        assert "Traceback" not in said


def test_a_sender_is_told_to_send_again(log: Log, disk: Disk) -> None:
    """`POST /v1/articles` answers 503 and when to try; what it did not accept is not there."""
    settings = Settings(_env_file=None, api_key=KEY)
    client = TestClient(Starlette(routes=routes(LogPublisher(log, FakeClock()), settings)))

    def send(id: str) -> Any:
        article = {"id": id, "text": "It would attend. " * (LARGE // 17)}
        return client.post("/v1/articles", json=article, headers={"authorization": f"Bearer {KEY}"})

    disk.fill()
    refused = send("a-1")
    assert (503, "10") == (refused.status_code, refused.headers["retry-after"])
    assert "send them again" in refused.json()["error"]
    assert 0 == log.end(ARTICLES_INCOMING.name)
    disk.empty()
    assert 202 == send("a-1").status_code
    assert 1 == log.end(ARTICLES_INCOMING.name)


def whole(message: RawArticle, index: Any, now: datetime) -> Outcome:
    """The article as it came."""
    return Outcome((Event(ARTICLES, an_article(id=message.id or "", text=message.text or "")),), ())


@pytest.mark.parametrize("value", [b'{"broken" ' * (LARGE // 10), None], ids=["dead letter", "article"])
def test_what_a_stage_cannot_store_it_has_not_done(log: Log, disk: Disk, value: bytes | None) -> None:
    """Neither what follows from an article nor a dead letter is lost or doubled."""
    article = codec.encode(RawArticle(id="1", text="x" * LARGE))[1]
    LogPublisher(log, FakeClock()).publish_raw(ARTICLES_INCOMING, "1", value or article)
    engine = Engine(log, [a_stage(whole)], clock=FakeClock())
    disk.fill()
    for _ in range(3):
        with pytest.raises(Exception, match="database or disk is full"):
            engine.run_until_idle()
    assert [0, 0, 0] == [
        log.offset("admit", ARTICLES_INCOMING.name),
        *map(log.end, (ARTICLES.name, DEAD_LETTERS.name)),
    ]
    disk.empty()
    engine.run_until_idle()
    assert (1 if value else 0) == log.end(DEAD_LETTERS.name)
    assert (0 if value else 1) == log.end(ARTICLES.name)


# Other files that a stage wants


class Room:
    """A stage that keeps something in a temporary file; there may be no room for it."""

    def __init__(self, number: int, name: str | None = None) -> None:
        self.error: OSError | None = OSError(number, os.strerror(number), name)

    def decide(self, message: RawArticle, index: Any, now: datetime) -> Outcome:
        if self.error is not None:
            raise self.error
        return whole(message, index, now)


OF_THE_MACHINE = [
    Room(errno.ENOSPC),
    Room(errno.EDQUOT, "/tmp/model"),
    Room(errno.EMFILE, "/tmp/model"),
    Room(errno.ENOENT),  # as `tempfile` says it: no usable temporary directory
]


@pytest.mark.parametrize("room", OF_THE_MACHINE, ids=lambda room: errno.errorcode[room.error.errno])
def test_no_article_is_parked_for_trouble_of_the_machine(log: Log, room: Room) -> None:
    """A stage that has no room for a temporary file stops before the article, and takes it up again later."""
    LogPublisher(log, FakeClock()).publish(ARTICLES_INCOMING, RawArticle(id="1", text="x"))
    engine, error = Engine(log, [a_stage(room.decide)], clock=FakeClock()), room.error
    with pytest.raises(TryLater, match=f"admit cannot go on: {os.strerror(error.errno)}"):
        engine.run_until_idle()
    work = StageWork(Settings(kafka="127.0.0.1:1"), a_stage(room.decide), Deciding())
    (raw,) = log.read(ARTICLES_INCOMING.name, 0)
    with pytest.raises(TryLater, match="admit cannot go on"):  # on Kafka it waits in place, and tries again
        work.decide(0, a_stage().fold(()), raw)
    room.error = None
    engine.run_until_idle()
    room.error = error
    assert (1, 0) == (log.end(ARTICLES.name), log.end(DEAD_LETTERS.name))


def test_a_missing_file_is_a_defect_as_before(log: Log) -> None:
    """Waiting does not mend it, so it must not hold up what comes behind."""
    LogPublisher(log, FakeClock()).publish(ARTICLES_INCOMING, RawArticle(id="1", text="x"))
    Engine(log, [a_stage(Room(errno.ENOENT, "/model").decide)], clock=FakeClock()).run_until_idle()
    assert 1 == log.end(DEAD_LETTERS.name)


# The notifier


class Filling:
    """A publisher that takes no record of such a state while `full`."""

    def __init__(self, publisher: LogPublisher, state: str) -> None:
        self.full, self._publisher, self._state = False, publisher, state

    def publish(self, topic: Any, message: Any, **other: Any) -> None:
        if self.full and self._state in (getattr(message, "state", None), "any"):
            raise TryLater("no room")
        self._publisher.publish(topic, message, **other)

    def publish_raw(self, *given: Any, **other: Any) -> None:
        self._publisher.publish_raw(*given, **other)


class Told:
    """A notifier for one Slack channel, with a disk that fills up."""

    def __init__(self, folder: Path, slack: FakeSlack, state: str) -> None:
        self.slack = slack
        routes = f"""
receivers: {{desk: {{slack: {{url: "{slack.url}", allow_private: true, pause: 0s}}}}}}
routes: [{{name: all, receivers: desk, group_wait: 0s, group_interval: 0s}}]
"""
        self.disks: list[Filling] = []
        self.pulse = Pulse()

        def publisher(line: Timeline) -> Filling:
            self.disks.append(Filling(line.publisher, state))
            self.disks[-1].full = len(self.disks) > 1 and self.disks[-2].full
            return self.disks[-1]

        self.now = 0.0
        self.recorder = Recorder(self.pulse.trouble, lambda: self.now)
        self.line = timeline(folder, routes, publisher=publisher, recorder=lambda: self.recorder)
        self.pulse.beat()

    def fill(self, full: bool) -> None:
        self.disks[-1].full = full

    def alert(self, number: int) -> None:
        name = f"al-{number}"
        self.line.alert(a_statement_alert(name, subject=name, labels={"negotiation": name}))

    def committed(self) -> int:
        return self.line.log.offset("notifier", "alerts.statements")


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    """The receiver."""
    with FakeSlack() as fake:
        yield fake


def test_what_was_sent_and_cannot_be_recorded_is_not_sent_again(tmp_path: Path, slack: FakeSlack) -> None:
    """Nothing else is sent either until it is recorded, and /readyz says why; then all goes on, each message once."""
    told = Told(tmp_path, slack, "delivered")
    told.fill(True)
    told.alert(1)
    told.line.at(60)
    told.alert(2)
    told.line.at(3600)
    assert 1 == len(slack.messages)
    assert 0 == told.committed()
    assert "nothing is sent, for it cannot be recorded: no room" == told.pulse.problem()
    told.fill(False)
    told.line.at(3700)
    assert 2 == len(slack.messages)
    assert 2 == told.committed()
    assert {"delivered"} == set(told.line.states().values())
    assert told.pulse.problem() is None


def test_killed_meanwhile_it_repeats_that_one_message_once(tmp_path: Path, slack: FakeSlack) -> None:
    """As after any kill between answer and record, however long the disk stays full."""
    told = Told(tmp_path, slack, "delivered")
    told.fill(True)
    told.alert(1)
    told.line.at(60)
    told.recorder = Recorder()
    told.line.crash()
    told.line.at(3600)
    assert 2 == len(slack.messages)
    told.fill(False)
    told.line.at(3700)
    assert (2, 1) == (len(slack.messages), told.committed())


def test_after_a_while_it_tries_a_new_connection_and_sends_nothing_twice(
    tmp_path: Path, slack: FakeSlack
) -> None:
    """A client may be in a state that it does not leave; the notifier that starts anew has what the last one could not
    record."""
    told = Told(tmp_path, slack, "delivered")
    told.fill(True)
    told.alert(1)
    told.line.at(60)
    told.now += PATIENCE_SECONDS + 1
    with pytest.raises(TryLater, match="no room"):
        told.line.run()
    with pytest.raises(TryLater, match="no room"):
        told.line.crash()
    told.fill(False)
    told.line.crash()
    told.line.at(3600)
    assert (1, 1) == (len(slack.messages), told.committed())
    assert ["held", "delivered"] == [delivery.state for delivery in told.line.deliveries()]


def test_meanwhile_it_pauses_and_can_be_stopped(
    tmp_path: Path, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second after each try to record; it would keep a processor busy."""
    pauses: list[float] = []
    monkeypatch.setattr(loop, "sleep", pauses.append)
    told = Told(tmp_path, slack, "delivered")
    told.fill(True)
    told.alert(1)
    told.line.notifier.run(lambda: len(pauses) == 3)
    assert [loop.UNRECORDED_SECONDS] * 3 == pauses
    assert 1 == len(slack.messages)


@pytest.mark.parametrize("state", ["held", "any"])
def test_nothing_is_sent_that_was_not_planned_in_writing(
    tmp_path: Path, slack: FakeSlack, state: str
) -> None:
    """Otherwise a restart would not know of it."""
    told = Told(tmp_path, slack, state)
    told.fill(True)
    told.alert(1)
    told.line.at(600)
    assert [] == slack.messages
    assert (0, 0) == (told.committed(), told.line.log.end(DELIVERIES.name))
    told.fill(False)
    told.line.at(700)
    assert (1, 1) == (len(slack.messages), told.committed())


# What a worker on Kafka keeps for itself, the cache, and what people read


def test_a_log_line_that_cannot_be_written_stops_no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Logs are often on the disk that fills first."""

    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(sys, "stderr", Full())
    runtime_logging.configure("INFO")
    structlog.get_logger("test").info("message", origin="articles/0/1")
    structlog.reset_defaults()  # it would keep the standard error of this moment


def test_no_cache_is_started_that_nobody_would_find_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its address is noted first; where that cannot be, the note is named."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "socket").symlink_to("/dev/full")
    monkeypatch.setattr(subprocess, "Popen", None)
    monkeypatch.setattr("services.cli.cache._stop_leftover", lambda folder: None)
    with pytest.raises(OSError, match="No space left") as raised:
        open_cache(defaults().model_copy(update={"data": tmp_path, "redis_url": None}))
    told = of_file(raised.value)
    assert told is not None
    assert (f"{tmp_path}/cache/socket cannot be used: No space left on device; make room there", 3) == (
        str(told),
        told.exit_code,
    )


def test_the_page_says_that_its_log_is_full(log: Log, disk: Disk) -> None:
    """In words, as it goes on with what it has."""
    disk.fill()
    article = RawArticle(id="1", text="x" * LARGE)
    with pytest.raises(sqlite3.OperationalError) as raised, log.transaction():
        log.append(ARTICLES_INCOMING, article, NOON)
    assert "New records cannot be taken in: database or disk is full; it is tried again." == explain(
        raised.value
    )


FILES = ("alerts", "dead-letters", "milestones", "stances", "statements")


@pytest.mark.parametrize("name", FILES)
def test_a_replay_leaves_whole_files_or_those_of_before(tmp_path: Path, name: str) -> None:
    """Half an archive's alerts look like all of them."""
    for each in FILES:
        (tmp_path / f"{each}.jsonl").write_text("before\n")
    (tmp_path / f"{name}.jsonl.part").symlink_to("/dev/full")
    findings = Findings()
    findings.alerts = {"al-1": a_statement_alert("al-1")}
    letter = DeadLetter(
        id="x", topic="articles", partition=0, offset=0, reason="no", stage="admit", at=NOON, value=""
    )
    findings.dead_letters = {"x": letter}
    if name in ("alerts", "dead-letters"):
        with pytest.raises(OSError, match="No space left") as raised:
            findings.write(tmp_path)
        assert f"{tmp_path / name}.jsonl" == raised.value.filename
        assert ["before\n"] * len(FILES) == [(tmp_path / f"{each}.jsonl").read_text() for each in FILES]
    assert sorted(f"{each}.jsonl" for each in FILES) == sorted(
        p.name for p in tmp_path.iterdir() if p.suffix == ".jsonl"
    )


def test_output_that_finds_no_room_is_one_line() -> None:
    """`parley … > found.jsonl`; exit code 3, as trying again helps once there is room."""
    with open("/dev/full", "w") as full:
        said = subprocess.run(
            [sys.executable, "-m", "services.cli.main", "schemas"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (3, "parley: what was to be written could not be: No space left on device; make room there\n") == (
        said.returncode,
        said.stderr,
    )


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_folder_without_room_is_named(number: int) -> None:
    """Exit code 3, not that of wrong use."""
    told = of_file(OSError(number, os.strerror(number), "/data"))
    assert told is not None
    assert (3, True) == (told.exit_code, str(told).startswith("/data cannot be used: "))


def test_a_run_whose_publisher_finds_no_room_names_the_log(log: Log, disk: Disk) -> None:
    """Whichever thread met it, the one line is the same."""
    disk.fill()
    with pytest.raises(TryLater) as raised:
        LogPublisher(log, FakeClock()).publish(ARTICLES_INCOMING, RawArticle(id="1", text="x" * LARGE))
    told = stopped_by(raised.value, Path("log"))
    assert isinstance(told, Problem)
    assert (
        "stopped: log cannot be used as Parley's log: database or disk is full; make room on that disk"
        == str(told)
    )
    assert 3 == told.exit_code
