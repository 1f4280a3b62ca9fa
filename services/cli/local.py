"""Runs Parley on Kafka as processes of this machine (broker, cache, workers, notifier, page) until told to stop."""

import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import typer

from services.cli.cache import open_cache
from services.cli.drain import deliveries, until_told
from services.cli.kafka import ARCHIVE_COMMIT_SECONDS, environment, feed_on_kafka
from services.cli.problems import Problem
from services.cli.processes import STAGES, Processes, complaint
from services.cli.sources import DEMO
from services.ingest.adapters.archive import open_archive
from services.ingest.adapters.files import UnreadableFile
from services.notifier.ports import ALERTS, GROUP
from shared.contracts import Delivery
from shared.contracts.topics import DELIVERIES
from shared.runtime.kafka import admin
from shared.runtime.kafka.consumer import KafkaConsumer
from shared.runtime.kafka.faults import explained
from shared.runtime.kafka.progress import Progress
from shared.runtime.settings import Settings
from shared.testing.broker import NoBroker, broker

HOPELESS = (2, 4)
"""Exit codes (docs/operations.md): wrong settings or topics; a port that another program has."""


def run(settings: Settings, articles: Path | None, workers: int, *, once: bool) -> None:
    """Start all, feed the articles (or watch the feeds of the settings), end what was started."""
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    live = settings.feeds is not None
    try:
        with broker() as address, tempfile.TemporaryDirectory(prefix="parley-up-") as folder:
            update: dict[str, Any] = {"kafka": address, "gate": settings.gate and live, "data": Path(folder)}
            if not live:
                update["commit_seconds"] = ARCHIVE_COMMIT_SECONDS
            own = settings.model_copy(update=update)
            with explained(own):
                _Up(own, Path(folder), live).run(articles, workers, stopping, once)
    except NoBroker as error:
        raise Problem(str(error), 3) from None


class _Up:
    def __init__(self, settings: Settings, folder: Path, live: bool) -> None:
        self.settings = settings
        self.folder = folder
        self.live = live

    def run(self, articles: Path | None, workers: int, stopping: threading.Event, once: bool) -> None:
        admin.create(self.settings, forever=not self.live)
        cache = _cache_port(self.settings, self.folder)
        processes = Processes(self.folder, environment(self.settings) | {"PARLEY_REDIS_URL": cache.url})
        try:
            self._start(processes, workers)
            page = f"http://{self.settings.host}:{self.settings.port}"
            typer.echo("Starting ...")
            _until_it_answers(page, processes, stopping)
            typer.echo(
                f"Parley is at {page}  (Kafka: {self.settings.kafka}; logs: {self.folder}; Ctrl-C ends it)"
            )
            typer.echo("/metrics: " + " ".join(f"{one.name}:{one.port}" for one in processes.running))
            if not self.live:
                self._feed(articles or DEMO, processes, stopping)
                if once:
                    self._until_told(processes, stopping)
                    return
            while not stopping.wait(1):
                _tend(processes)
        except _Stopped:
            pass
        finally:
            processes.stop()
            cache.stop()
            typer.echo("Stopped.")

    def _start(self, processes: Processes, workers: int) -> None:
        for _ in range(workers):
            for stage in STAGES:
                processes.start(stage)
        page = f"http://{self.settings.host}:{self.settings.port}"
        link = self.settings.public_url if "public_url" in self.settings.model_fields_set else page
        processes.start("notifier", PARLEY_PUBLIC_URL=link)
        processes.start(
            "web",
            PARLEY_HOST=self.settings.host,
            PARLEY_PORT=str(self.settings.port),
            PARLEY_PUBLIC_URL=link,
        )
        if self.live:
            processes.start("ingest", "fetch", PARLEY_FEEDS=str(self.settings.feeds))

    def _feed(self, file: Path, processes: Processes, stopping: threading.Event) -> None:
        def tend() -> None:
            if stopping.is_set():
                raise _Stopped
            _tend(processes)

        try:
            with open_archive([file]) as archive:
                typer.echo(f"Articles: {file.name}, {len(archive)}, as fast as they can be taken")
                feed_on_kafka(archive, self.settings, processes, tend=tend)
        except UnreadableFile as error:
            raise Problem(str(error)) from None
        typer.echo("All articles are through.")

    def _until_told(self, processes: Processes, stopping: threading.Event) -> None:
        far, consumer = Progress(self.settings), KafkaConsumer(self.settings, None, [DELIVERIES])

        def news() -> Iterator[Delivery]:
            yield from deliveries(consumer.poll(0.1))
            while any(consumer.lag().values()):
                yield from deliveries(consumer.poll(0.5))

        def wait(seconds: float) -> bool:
            _tend(processes)
            return stopping.wait(seconds)

        try:
            until_told(lambda: sum(far.waiting(GROUP, topic) for topic in ALERTS), news, wait, say=typer.echo)
        finally:
            consumer.close()
            far.close()


def _until_it_answers(page: str, processes: Processes, stopping: threading.Event) -> None:
    while not stopping.wait(0.2):
        _tend(processes)
        with suppress(httpx.TransportError):
            httpx.get(f"{page}/healthz", timeout=2)
            return
    raise _Stopped


class _Stopped(Exception):
    """Somebody pressed Ctrl-C."""


def _tend(processes: Processes) -> None:
    """Restart what ended by itself, a second later, and say so; something that cannot run here at all is a Problem."""
    if found := [one for one in processes.ended() if one.process.returncode in HOPELESS]:
        raise complaint(found)
    if processes.ended():
        time.sleep(1)
        for one in processes.restart_ended():
            typer.echo(
                f"{one.name} ended (exit code {one.process.returncode}) and was started anew; log: {one.log}"
            )


class _Cache:
    def __init__(self, url: str, stop: object) -> None:
        self.url = url
        self.stop = stop if callable(stop) else lambda: None


def _cache_port(settings: Settings, folder: Path) -> _Cache:
    """The cache that several processes can reach: that of the settings, else a private server with a socket."""
    if settings.redis_url is not None:
        return _Cache(settings.redis_url.get_secret_value(), None)
    cache = open_cache(settings)
    path = cache.client.connection_pool.connection_kwargs["path"]
    return _Cache(f"unix://{path}", cache.stop)
