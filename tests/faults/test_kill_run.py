"""A run that is killed at any moment and started again raises the very alerts of one that was not."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from services.cli.sources import DEMO
from shared.contracts import codec
from shared.contracts.topics import ALERTS_MILESTONES, ALERTS_STANCES, ALERTS_STATEMENTS
from shared.runtime.embedded.log import Log

ARTICLES = 24
"""As many articles of the demo as make a run of some seconds."""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    lines = DEMO.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:ARTICLES]), encoding="utf-8")
    return path


def start(data: Path, articles: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "services.cli.main", "run", "--fast", "--once", "--port", "0"]
    command += ["--articles", str(articles), "--data", str(data)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PARLEY_")}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment)


def finish(data: Path, articles: Path) -> None:
    process = start(data, articles)
    output, _ = process.communicate(timeout=100)
    assert process.returncode == 0, output.decode()


def alert_ids(data: Path) -> list[str]:
    log = Log(data / "log.sqlite")
    found = []
    for topic in (ALERTS_STATEMENTS, ALERTS_STANCES, ALERTS_MILESTONES):
        records = log.read(topic.name, 0, 10_000)
        found += [codec.decode(topic, r.headers, r.value).id for r in records]
    log.close()
    return sorted(found)


@pytest.mark.timeout(300)
def test_a_killed_run_that_is_started_again_raises_the_same_alerts(tmp_path, articles):
    """Killed three times at random moments: no alert is missing, none is double, none is new."""
    finish(tmp_path / "whole", articles)
    expected = alert_ids(tmp_path / "whole")
    assert expected
    chance = random.Random(20250212)
    data = tmp_path / "killed"
    for _ in range(3):
        process = start(data, articles)
        _await_log(data, process)
        # How far it gets is left to chance on purpose: any moment must do.
        try:
            process.wait(timeout=chance.uniform(0.05, 3.0))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
    finish(data, articles)
    assert expected == alert_ids(data)


def _await_log(data: Path, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        if (data / "log.sqlite").exists():
            return
        try:
            process.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            continue


@pytest.mark.timeout(200)
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
    assert {"alerts.jsonl", "milestones.jsonl", "stances.jsonl", "statements.jsonl"} == set(outputs[0])
    assert outputs[0] == outputs[1]
