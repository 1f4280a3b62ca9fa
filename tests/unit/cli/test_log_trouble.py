"""A log that is damaged or held, a full disk: one line with the place and what to do; the exit code says whether trying
again helps."""

import base64
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from services.cli.commands.run import stopped_by
from services.cli.main import main
from shared.contracts import DeadLetter
from shared.contracts.topics import ARTICLES_INCOMING, DEAD_LETTERS
from shared.runtime.embedded.log import Log, LogPublisher
from shared.testing.builders import NOON
from tests.unit.cli.conftest import Parley


def sqlite_error(name: str, text: str) -> sqlite3.DatabaseError:
    """As SQLite raises it."""
    error = sqlite3.DatabaseError(text)
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("name", "code", "advice"),
    [
        ("SQLITE_CORRUPT", 2, "it is damaged"),
        ("SQLITE_BUSY_SNAPSHOT", 3, "another program writes to it"),
        ("SQLITE_FULL", 3, "make room"),
        ("SQLITE_IOERR_WRITE", 3, "look at that disk"),
    ],
)
def test_a_log_that_fails_while_it_is_used_is_one_clear_line(
    name: str, code: int, advice: str, parley: Parley, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its place and what to do; the exit code says whether trying again helps."""
    log.close()

    def fail(*_: Any) -> None:
        raise sqlite_error(name, "canary")

    monkeypatch.setattr(Log, "read", fail)
    said = parley("dead-letters")
    assert (code, "") == (said.code, said.out)
    assert f"{Path('var') / 'log.sqlite'} cannot be used as Parley's log: canary; {advice}" in said.err
    assert 1 == len(said.err.splitlines())


def test_what_a_full_log_does_not_take_is_not_called_sent(
    parley: Parley, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dead letter that could not be sent again still waits, and goes when there is room."""
    publisher, value = LogPublisher(log, lambda: NOON), base64.b64encode(b'{"id":"a","text":"x"}').decode()
    letter = DeadLetter(
        id="articles.incoming/0/7", topic=ARTICLES_INCOMING.name, partition=0, offset=7, reason="a defect",
        stage="admit", at=NOON, value=value,
    )  # fmt: skip
    publisher.publish(DEAD_LETTERS, letter)
    log.close()
    append = Log.append_raw

    def full(*_: Any) -> int:
        raise sqlite_error("SQLITE_FULL", "database or disk is full")

    monkeypatch.setattr(Log, "append_raw", full)
    said = parley("redrive", "--all")
    assert (3, "") == (said.code, said.out)
    assert "log.sqlite cannot be used as Parley's log: database or disk is full; make room" in said.err
    assert 1 == len(said.err.splitlines())
    monkeypatch.setattr(Log, "append_raw", append)
    assert "waiting" in parley("dead-letters").out
    assert "1 sent again" in parley("redrive", "--all").out
    assert "redriven" in parley("dead-letters").out


def test_a_wrong_question_to_the_log_is_a_defect_and_shown_as_one(
    parley: Parley, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its traceback: no file is to blame."""
    log.close()

    def fail(*_: Any) -> None:
        raise sqlite_error("SQLITE_ERROR", "no such column")

    monkeypatch.setattr(Log, "read", fail)
    with pytest.raises(sqlite3.DatabaseError):
        main_of("dead-letters", monkeypatch)


def main_of(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["parley", command])
    main()


def test_a_run_that_ends_of_its_log_names_it() -> None:
    """Whatever thread met the trouble."""
    damaged = stopped_by(sqlite_error("SQLITE_CORRUPT_INDEX", "it is malformed"), Path("log"))
    assert ("stopped: log cannot be used", 2) == (str(damaged)[:27], damaged.exit_code)
