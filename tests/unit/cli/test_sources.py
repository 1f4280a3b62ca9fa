"""Files as a source of `parley run`: what they cannot be shown beside."""

import json
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from services.cli import sources
from services.cli.problems import Problem
from shared.contracts import Tick
from shared.contracts.topics import ARTICLES, ARTICLES_INCOMING
from shared.runtime.embedded.log import Log, LogPublisher
from shared.runtime.settings import defaults
from shared.testing.builders import NOON, at


@pytest.fixture
def log(tmp_path: Path):
    """A log that has come to February 2025, of which all that comes is admitted."""
    log = Log(tmp_path / "log.sqlite")
    LogPublisher(log, None).publish(ARTICLES, Tick(time=at(0), source="ingest/0"), timestamp=at(0))
    log.set_offset("admit", ARTICLES_INCOMING.name, 100)
    yield log
    log.close()


def feed(log: Log, folder: Path, days_before: int) -> int:
    """Feed a file with an article of so many days before; how many came in."""
    file = folder / "archive.jsonl"
    published = (NOON - timedelta(days=days_before)).isoformat()
    file.write_text(json.dumps({"id": "a", "published_at": published, "text": "Text."}) + "\n")
    source = sources.choose([file], defaults())
    source.run(log, LogPublisher(log, None), threading.Event(), fast=True)
    return len(log.read(ARTICLES_INCOMING.name, 0))


def test_files_go_beside_what_is_there(tmp_path: Path, log: Log):
    """While it is kept as long."""
    assert feed(log, tmp_path, 30) == 1


def test_articles_older_than_all_that_is_kept_need_a_folder_of_their_own(tmp_path: Path, log: Log):
    """Every stage would pass them by in silence."""
    with pytest.raises(Problem, match="--data"):
        feed(log, tmp_path, 500)
    assert log.read(ARTICLES_INCOMING.name, 0) == []


@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True)])
def test_the_demo_and_other_articles_need_folders_of_their_own(log: Log, first: bool, second: bool):
    """A true article would be told as the second outlet of an invented one."""
    sources.keep_apart(log, demo=first)
    sources.keep_apart(log, demo=first)
    with pytest.raises(Problem, match="--data DIR"):
        sources.keep_apart(log, demo=second)


def test_files_say_what_they_are(tmp_path: Path, log: Log):
    """Feeding a file after the demo is refused before anything is fed."""
    sources.keep_apart(log, demo=True)
    with pytest.raises(Problem, match="begun with the demo"):
        feed(log, tmp_path, 30)
    assert log.read(ARTICLES_INCOMING.name, 0) == []


def test_lines_that_are_no_articles_are_told(tmp_path: Path, log: Log, capsys: pytest.CaptureFixture[str]):
    """Who gives the wrong file must not look at an empty page; what can be read is fed."""
    file = tmp_path / "mixed.jsonl"
    good = json.dumps({"id": "a", "published_at": NOON.isoformat(), "text": "Text."})
    file.write_text("title;text\n" * 5 + good + "\n")
    sources.choose([file], defaults()).run(log, LogPublisher(log, None), threading.Event(), fast=True)
    assert 1 == len(log.read(ARTICLES_INCOMING.name, 0))
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("mixed.jsonl, line 1: ")
    assert told[3].startswith("and 2 more lines that are no articles")


@pytest.mark.parametrize("text", ["", "title;text\n"])
def test_a_file_without_any_article_ends_the_run(tmp_path: Path, log: Log, text: str):
    """There is nothing to show."""
    file = tmp_path / "wrong.csv"
    file.write_text(text)
    with pytest.raises(Problem, match=r"wrong\.csv: nothing there could be read as an article") as found:
        sources.choose([file], defaults()).run(log, LogPublisher(log, None), threading.Event(), fast=True)
    assert 1 == found.value.exit_code
