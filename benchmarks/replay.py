"""`parley replay` over an archive in a process of its own: articles per CPU-second, peak memory, and where time goes.

    python -m benchmarks.replay archive.jsonl.gz [more.jsonl.gz ...] [--write]

`--write` puts the figures into benchmarks/REPLAY.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
TARGET = Path(__file__).with_name("REPLAY.md")


def measure(archive: Path) -> dict[str, Any]:
    """Figures of one replay in a fresh process with one thread."""
    os.environ |= dict.fromkeys(THREADS, "1")
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_replay, (archive,))


def _replay(archive: Path) -> dict[str, Any]:
    from prometheus_client import REGISTRY

    from services.cli.commands.replay import replay_archive
    from services.ingest.adapters.archive import open_archive
    from shared.runtime import logging, settings

    logging.configure("WARNING")
    loaded = time.process_time()
    with open_archive([archive]) as articles, tempfile.TemporaryDirectory() as folder:
        findings, summary = replay_archive(articles, settings.load())
        findings.write(Path(folder))
        written = {path.name: path.stat().st_size for path in Path(folder).iterdir()}
    stages: dict[str, float] = {}
    for metric in REGISTRY.collect():
        if metric.name.endswith("stage_seconds"):
            stages |= {
                s.labels["stage"]: round(s.value, 1) for s in metric.samples if s.name.endswith("_sum")
            }
    return {
        "archive": archive.name,
        "articles": summary.articles,
        "seconds": summary.seconds,
        "per_cpu_second": summary.articles_per_cpu_second,
        "cpu_seconds": round(time.process_time() - loaded, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "statements": summary.statements,
        "alerts": sum(summary.alerts.values()),
        "bytes": sum(written.values()),
        "stages": dict(sorted(stages.items(), key=lambda item: -item[1])),
    }


def page(found: list[dict[str, Any]], arguments: str) -> str:
    """The figures as Markdown."""
    lines = [
        "# Replay: speed and memory",
        "",
        f"Measured on {datetime.now(UTC):%Y-%m-%d} with `python -m benchmarks.replay {arguments} --write`; Python "
        f"{platform.python_version()}, one thread, {os.cpu_count()} cores. CPU time is the process's own; "
        "wall time depends on what else the machine did. Everything is read and tracked (no gate).",
        "",
        "| archive | articles | per CPU-second | CPU seconds | peak memory, MB | statements | alerts "
        "| wall seconds by stage |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for f in found:
        stages = ", ".join(f"{name} {seconds}" for name, seconds in f["stages"].items())
        lines.append(
            f"| {f['archive']} | {f['articles']} | {f['per_cpu_second']} | {f['cpu_seconds']} | {f['peak_mb']} "
            f"| {f['statements']} | {f['alerts']} | {stages} |"
        )
    return "\n".join([*lines, ""])


def main() -> None:
    """Measure each archive and print (or write) the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archives", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    found = [measure(archive) for archive in given.archives]
    print(json.dumps(found, indent=1))
    text = page(found, " ".join(archive.name for archive in given.archives))
    if given.write:
        TARGET.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
