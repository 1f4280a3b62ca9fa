"""A run that is killed at any moment and started again raises the very alerts of one that was not."""

import json
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.faults.whole_run import finish, first_articles, left_behind, start

ARTICLES = 12
"""As many articles of the demo as make a run of some seconds."""
KILLS = 3
STAGES = ("admit", "extraction", "statements", "milestones", "stances")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return first_articles(tmp_path / "articles.jsonl", ARTICLES)


def processed(data: Path) -> int:
    """How many messages the processors have done."""
    if not (data / "log.sqlite").exists():
        return 0
    found = (0,)
    # While the tables are being made there is nothing to read yet.
    with (
        closing(sqlite3.connect(f"file:{data / 'log.sqlite'}?mode=ro", uri=True, timeout=30)) as db,
        suppress(sqlite3.OperationalError),
    ):
        found = db.execute("SELECT SUM(next) FROM offsets WHERE reader IN (?, ?, ?, ?, ?)", STAGES).fetchone()
    return int(found[0] or 0)


@pytest.mark.timeout(900)
def test_a_killed_run_that_is_started_again_raises_the_same_alerts(tmp_path, articles):
    """Killed at random moments of its work: no alert is missing, none is double, none is new, and every row is the
    one that an undisturbed run leaves."""
    finish(tmp_path / "whole", articles)
    expected = left_behind(tmp_path / "whole")
    assert expected["alerts"]
    work = processed(tmp_path / "whole")
    chance = random.Random(20250212)
    data = tmp_path / "killed"
    killed_at: list[int] = []
    for goal in sorted(chance.sample(range(1, work - work // 10), KILLS)):
        process = start(data, articles)
        _work_until(data, goal, process)
        # The last step to the moment is left to chance: in a transaction, before or after it.
        assert not ended(process, within_seconds=chance.uniform(0, 0.02)), "nothing was left to kill"
        process.kill()
        process.wait()
        process.stdout.close()
        killed_at.append(processed(data))
    assert killed_at[0] < work, "no kill came while there was work left"
    assert len(set(killed_at)) > 1, "no run did any work between two kills"
    finish(data, articles)
    assert expected == left_behind(data)


def _work_until(data: Path, goal: int, process: subprocess.Popen[bytes], seconds: float = 300) -> None:
    """Returns when so much is done, or when it cannot be any more."""
    until = time.monotonic() + seconds
    while processed(data) < goal and time.monotonic() < until:
        if ended(process, within_seconds=0.02):
            return


def ended(process: subprocess.Popen[bytes], within_seconds: float) -> bool:
    """Whether the process ends by itself in that time."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(within_seconds)
    return process.poll() is not None


@pytest.mark.timeout(600)
def test_an_archive_replayed_twice_gives_the_same_bytes(tmp_path, articles):
    """Ids, order and every field are the same."""
    outputs = []
    for name in ("one", "two"):
        out = tmp_path / name
        command = [
            sys.executable,
            "-m",
            "services.cli.main",
            "replay",
            str(articles),
            "--out",
            str(out),
            "--json",
        ]
        summary = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        assert summary["articles"] == ARTICLES
        outputs.append({path.name: path.read_bytes() for path in sorted(out.iterdir())})
    names = {"alerts.jsonl", "dead-letters.jsonl", "milestones.jsonl", "stances.jsonl", "statements.jsonl"}
    assert names == set(outputs[0])
    assert outputs[0] == outputs[1]
