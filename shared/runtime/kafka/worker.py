"""A worker process of one stage: checks topics, runs the engine until it is told to stop or must not go on.

Exit codes: 0 stopped as asked; 1 stopped because of a fault (start it again: it goes on behind a record that was
parked); 2 wrong settings or topics; 3 no broker answers, or it refuses; 70 ended by the watchdog (start it again).
"""

import asyncio
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

import structlog

from shared.catalog import CatalogError
from shared.contracts.topics import DEAD_LETTERS
from shared.processing import Processor
from shared.runtime import misspelt, operations
from shared.runtime import settings as runtime_settings
from shared.runtime.kafka.connection import KafkaFault
from shared.runtime.kafka.scratch import scratch, tables_folder
from shared.runtime.kafka.topics_check import check_topics
from shared.runtime.logging import configure
from shared.runtime.settings import BadSettings, Settings

Build = Callable[[Settings], Processor[Any]]
STOP_SECONDS = 30


def main(build: Build) -> int:
    """Entry point of `python -m services.<stage>`; returns the exit code."""
    try:
        settings = runtime_settings.load()
        configure(settings.log_level, json=settings.log_json)
        misspelt.warn(settings)
        tables_folder(settings)  # Before models are read: a wrong one is told at once.
        processor = build(settings)
        check_topics_of(settings, processor)
        return run(settings, processor)
    except (BadSettings, CatalogError) as problem:
        sys.stderr.write(f"parley: {problem}\n")
        return 2
    except KafkaFault as problem:
        sys.stderr.write(f"parley: {problem}\n")
        return 3


def run(
    settings: Settings, processor: Processor[Any], *, on_step: Callable[[str], None] | None = None
) -> int:
    """Run until SIGTERM, SIGINT or a fault; the local table is a copy and is removed."""
    with scratch(settings, processor.name) as folder:
        return asyncio.run(_run(settings, processor, folder, on_step))


def check_topics_of(settings: Settings, processor: Processor[Any]) -> None:
    """Raises WrongTopics; see `topics_check`."""
    topics = (processor.input, *processor.outputs, DEAD_LETTERS)
    check_topics(settings, topics, stage=processor.name)


async def _run(
    settings: Settings, processor: Processor[Any], folder: Path, on_step: Callable[[str], None] | None
) -> int:
    from shared.runtime.kafka.engine import Engine
    from shared.runtime.kafka.monitor import Monitor, watchdog

    log = structlog.get_logger(processor.name)
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    engine = Engine(settings, processor, folder, on_step=on_step)
    monitor = Monitor(engine, settings)
    server = _serve(settings, engine, log)
    # Started by an own task: Faust's start returns only when tables are recovered, which may take minutes.
    starting = asyncio.create_task(engine.start())
    watching = asyncio.create_task(monitor.watch())
    watchdog(monitor, settings.watchdog_seconds)
    await _first_of(stopping, engine, starting)
    try:
        await asyncio.wait_for(engine.stop(), STOP_SECONDS)
    except Exception as error:
        log.warning("did not stop cleanly", error=repr(error))
    for task in (starting, watching):
        task.cancel()
    await asyncio.gather(starting, watching, return_exceptions=True)
    if server:
        if engine.failure:
            await until_told(server, engine.parked_at, stopping)
        server.shutdown()
    if engine.failure:
        log.error("stopped", why=engine.failure)
        return 1
    log.info("stopped")
    return 0


async def _first_of(stopping: asyncio.Event, engine: Any, starting: asyncio.Task[None]) -> None:
    waits = [asyncio.create_task(stopping.wait()), asyncio.create_task(engine.failed.wait())]
    while not stopping.is_set() and not engine.failed.is_set():
        if starting.done() and starting.exception() is not None:
            engine.fail(f"Faust could not start: {starting.exception()!r}")
        elif engine.app.crashed:
            engine.fail(f"Faust stopped: {engine.app._crash_reason!r}")
        else:
            await asyncio.wait(waits, timeout=0.5, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()


async def until_told(server: operations.Server, parked_at: float | None, stopping: asyncio.Event) -> None:
    """Give Prometheus the time for one more scrape: the next process counts from 0, and nobody would ever hear of the
    record that ended this one."""
    while parked_at is not None and not stopping.is_set() and not server.has_told(parked_at, monotonic()):
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), 0.2)


def _serve(settings: Settings, engine: Any, log: Any) -> operations.Server | None:
    checks: dict[str, operations.Check] = {
        "tables": lambda: None if engine.ready else "partitions are being assigned or recovered",
        "engine": lambda: engine.failure,
    }
    try:
        return operations.serve(settings.operations_host, settings.operations_port, checks)
    except operations.CannotServe as error:
        log.warning(str(error))
        return None
