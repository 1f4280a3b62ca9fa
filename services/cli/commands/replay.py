"""`parley replay`: runs an archive through the live processors and collects the alerts it would have raised."""

import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from services.cli.composition import catalog_of, processors
from services.cli.dead_letter_lines import nothing_read, tell_losses
from services.cli.exports import Findings
from services.cli.extras import of_kafka
from services.cli.problems import Problem, of_log
from services.cli.progress import progress
from services.ingest.adapters.archive import Archive, open_archive
from services.ingest.adapters.feeder import feed
from services.ingest.adapters.files import UnreadableFile
from shared.contracts import codec
from shared.processing import Processor
from shared.processing.eventtime import parse
from shared.runtime import logging as runtime_logging
from shared.runtime import settings as runtime_settings
from shared.runtime.embedded.engine import Engine
from shared.runtime.embedded.log import Log, LogPublisher
from shared.runtime.settings import Settings


class EngineName(StrEnum):
    """Which engine runs the processors."""

    embedded = "embedded"
    kafka = "kafka"


class Summary(msgspec.Struct):
    """What a replay did."""

    articles: int
    seconds: float
    articles_per_second: float
    articles_per_cpu_second: float
    alerts: dict[str, int]
    statements: int
    dead_letters: int


def replay(
    file: Annotated[list[Path], typer.Argument(help="Archives, JSON Lines, plain or gzip.")],
    out: Annotated[
        Path | None, typer.Option(help="Folder for alerts, statements, milestones, stances, dead letters.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", help="First day that the archive's dates are believed from.")
    ] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last day, likewise.")] = None,
    engine: Annotated[
        EngineName, typer.Option(help="Processors on one machine or on Kafka.")
    ] = EngineName.embedded,
    as_json: Annotated[bool, typer.Option("--json", help="The summary, for scripts.")] = False,
) -> None:
    """Send an archive through and print the alerts it would have raised; on one machine the same ids every time, on
    Kafka mostly, as its workers meet articles of one hour in any order. What cannot be read is told on standard error
    and passed over; exit code 1 if that is all there is.

    \b
    Example:
      parley replay archive.jsonl.gz --out out
    """
    settings = runtime_settings.load()
    # Dead letters are told at the end, and not a line for each of very many.
    runtime_logging.configure("ERROR")
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)  # before the work: an archive may take hours
    with _open(file, since, until) as archive:
        if engine is EngineName.kafka:
            with of_kafka():
                from services.cli.kafka import replay_on_kafka

            findings, summary = replay_on_kafka(archive, settings)
        else:
            findings, summary = replay_archive(archive, settings)
    if out is not None:
        findings.write(out)
    if as_json:
        typer.echo(codec.dumps(summary).decode())
    else:
        if out is None:
            _list(findings)
        _tell(summary, out)
    lost = findings.dead_letters.values()
    tell_losses(lost, archive.bad_count - len(archive.bad))
    if nothing_read(summary.articles, lost):
        raise Problem(f"{', '.join(map(str, file))}: nothing there could be read as an article", 1)


def _open(files: list[Path], since: str | None, until: str | None) -> Archive:
    moments = []
    for name, text in (("--from", since), ("--to", until)):
        moment = parse(text)
        if text is not None and moment is None:
            raise Problem(f"{name} {text} is no date; write it as 2025-05-21")
        moments.append(moment)
    first, last = moments
    if first is not None and last is not None and first > last:
        raise Problem(f"--from {since} is later than --to {until}; give the first day, then the last")
    try:
        return open_archive(files, since=first, until=last)
    except UnreadableFile as error:
        raise Problem(str(error)) from None


def replay_archive(
    archive: Archive, settings: Settings, stages: Sequence[Processor[Any]] | None = None
) -> tuple[Findings, Summary]:
    """Everything the archive leads to, over a temporary log; through `stages` if they are made already."""
    with tempfile.TemporaryDirectory(prefix="parley-replay-") as folder:
        path = Path(folder) / "log.sqlite"
        log = Log(path, durable=False)
        try:
            return _through(archive, log, stages or processors(catalog_of(settings), settings, gate=False))
        except sqlite3.Error as error:
            raise of_log(error, path) or error from None
        finally:
            log.close()


def _through(archive: Archive, log: Log, stages: Sequence[Processor[Any]]) -> tuple[Findings, Summary]:
    engine = Engine(log, stages, live=False)
    publisher = LogPublisher(log, lambda: datetime.now(UTC))
    findings = Findings()
    started, cpu_started = time.perf_counter(), time.process_time()

    def settle() -> None:
        engine.run_until_idle()
        findings.take(log)

    with progress("articles", len(archive)) as advance:

        def fed(count: int) -> None:
            settle()
            advance()

        feed(archive, publisher, settle=settle, fed=fed)
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu_started
    return findings, summarise(findings, len(archive), seconds, cpu)


def summarise(findings: Findings, articles: int, seconds: float, cpu: float) -> Summary:
    """Counts and speed of a replay."""
    return Summary(
        articles=articles,
        seconds=round(seconds, 2),
        articles_per_second=round(articles / seconds, 1) if seconds else 0.0,
        articles_per_cpu_second=round(articles / cpu, 1) if cpu else 0.0,
        alerts=dict(sorted(Counter(a.type for a in findings.alerts.values()).items())),
        statements=len(findings.statements),
        dead_letters=len(findings.dead_letters),
    )


def _list(findings: Findings) -> None:
    for alert in findings.alerts.values():
        typer.echo(f"{codec.rfc3339(alert.time)}  {alert.type:29} {alert.id}  {alert.data.headline}")


def _tell(summary: Summary, out: Path | None) -> None:
    typer.echo(
        f"{summary.articles} articles in {summary.seconds} s ({summary.articles_per_second}/s), "
        f"{summary.statements} statements, {sum(summary.alerts.values())} alerts, "
        f"{summary.dead_letters} dead letters" + (f"; written to {out}" if out else "")
    )
    for type_, count in summary.alerts.items():
        typer.echo(f"  {count:6} {type_}")
