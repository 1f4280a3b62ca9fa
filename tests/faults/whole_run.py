"""For tests: `parley run` as a process over a few articles of the demo, and what it leaves behind."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from services.cli.sources import DEMO
from shared.contracts import codec
from shared.contracts.topics import ALERTS_MILESTONES, ALERTS_STANCES, ALERTS_STATEMENTS
from shared.runtime.embedded.log import Log


def first_articles(path: Path, count: int) -> Path:
    """A file with so many articles of the demo."""
    lines = DEMO.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:count]), encoding="utf-8")
    return path


def start(data: Path, articles: Path, *, before: Callable[[], None] | None = None) -> subprocess.Popen[bytes]:
    """A run that ends when all is told; its process calls `before` at first."""
    command = [sys.executable, "-m", "services.cli.main", "run", "--fast", "--once", "--port", "0"]
    command += ["--articles", str(articles), "--data", str(data)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PARLEY_")}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, preexec_fn=before
    )


def finish(data: Path, articles: Path) -> None:
    """A run that comes through."""
    process = start(data, articles)
    output, _ = process.communicate(timeout=400)
    assert process.returncode == 0, output.decode()


def left_behind(data: Path) -> dict[str, list[str]]:
    """Ids of all alerts, and every processor's rows, as they lie in the log."""
    log = Log(data / "log.sqlite")
    alerts = []
    for topic in (ALERTS_STATEMENTS, ALERTS_STANCES, ALERTS_MILESTONES):
        records = log.read(topic.name, 0, 10_000)
        alerts += [codec.decode(topic, r.headers, r.value).id for r in records]
    log.close()
    with closing(sqlite3.connect(data / "log.sqlite")) as db:
        rows = db.execute("SELECT processor || ' ' || key || ' ' || value FROM rows ORDER BY processor, key")
        return {"alerts": sorted(alerts), "rows": [row for (row,) in rows]}
