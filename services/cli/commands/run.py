"""`parley run`: runs the whole of Parley on one machine, in one process."""

import signal
import socket
import sqlite3
import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from services.cli import sources
from services.cli.cache import Cache, open_cache
from services.cli.composition import catalog_of, processors
from services.cli.drain import news_of, unread_of, until_told
from services.cli.embedded import Work, Workers, run_engine
from services.cli.lock import only_one
from services.cli.open_topics import open_log
from services.cli.problems import Problem, log_path, of_log
from services.cli.usable_routes import usable_routes
from services.ingest.adapters.routes import routes as article_routes
from services.notifier import app as notifier
from services.web import app as web
from services.web.adapters.ports import on_log
from services.web.adapters.server import CannotListen, Server, listen
from services.web.adapters.status import Status
from shared.catalog import Catalog
from shared.processing import TryLater
from shared.runtime import logging as runtime_logging
from shared.runtime import settings as runtime_settings
from shared.runtime.embedded.log import Log, LogPublisher
from shared.runtime.embedded.shrinking import give_back
from shared.runtime.settings import Settings


def run(
    articles: Annotated[
        list[Path] | None,
        typer.Option(help="Articles, JSON Lines, instead of the demo; again for more files."),
    ] = None,
    feeds: Annotated[Path | None, typer.Option(help="OPML file or list of feeds to watch instead.")] = None,
    port: Annotated[int | None, typer.Option(help="Port of the page.")] = None,
    data: Annotated[Path | None, typer.Option(help="Folder for log and cache.")] = None,
    fast: Annotated[bool, typer.Option(help="Files: do not wait between articles.")] = False,
    once: Annotated[bool, typer.Option(help="Files: end when everything is through and told.")] = False,
) -> None:
    """Run Parley here: engine, cache, page and messages. Without options it shows the demo.

    \b
    Examples:
      parley run
      parley run --articles archive.jsonl.gz --fast
      parley run --feeds feeds.opml
    """
    given = {"feeds": feeds, "port": port, "data": data}
    settings = runtime_settings.load(**{name: value for name, value in given.items() if value is not None})
    if articles and settings.feeds:
        raise Problem("articles and feeds cannot be mixed: files run on their own time; choose one")
    if "log_level" not in settings.model_fields_set:
        # On a console messages are shown as they are sent; a log line for each would only say it twice.
        settings = settings.model_copy(update={"log_level": "WARNING"})
    runtime_logging.configure(settings.log_level, json=settings.log_json)
    source = sources.choose(articles, settings)
    usable_routes(settings)  # before anything starts: the notifier would end all, when all seemed well
    settings.data.mkdir(parents=True, exist_ok=True)
    with only_one(settings.data):
        try:
            listening = listen(settings.host, settings.port)
        except CannotListen as error:
            raise Problem(str(error), 3) from None
        catalog = catalog_of(settings)
        if gained := give_back(log_path(settings), begins=_tidying):
            typer.echo(f"The disk has {_megabytes(gained)} back.")
        cache = open_cache(settings)
        try:
            Parley(settings, catalog, cache, source, fast=fast, once=once).run(listening)
        finally:
            cache.stop()


class Parley:
    """The threads of one process and how they end."""

    def __init__(
        self,
        settings: Settings,
        catalog: Catalog,
        cache: Cache,
        source: sources.Source,
        *,
        fast: bool,
        once: bool,
    ) -> None:
        self.settings = settings
        self.catalog = catalog
        self.cache = cache
        self.source = source
        self.fast = fast
        self.once = once
        self.workers = Workers()

    def run(self, listening: socket.socket) -> None:
        """Until Ctrl-C, a failure, or (with `once`) the end of the input."""
        self._on_signals()
        address = f"http://{self.settings.host}:{listening.getsockname()[1]}"
        if "public_url" not in self.settings.model_fields_set:
            self.settings = self.settings.model_copy(update={"public_url": address})
        status = Status()
        publisher = LogPublisher(self.open_log(across_threads=True), clock)
        extra = article_routes(publisher, self.settings)
        app = web.build(
            self.settings, self.cache.client, publisher, catalog=self.catalog, status=status, extra=extra
        )
        server = Server(app, listening)
        server.start()
        typer.echo(f"Parley is at {address}  (cache: {self.cache.name}; Ctrl-C ends it)")
        typer.echo(self.source.announcement)
        if self.settings.slack_webhook_url is None and self.settings.routes is None:
            typer.echo(
                f"Messages: shown here and on {address}/deliveries; PARLEY_SLACK_WEBHOOK_URL sends them to Slack"
            )
        for name, work in self.works(status).items():
            self.workers.start(name, work)
        # Waiting in slices lets Python handle signals on every platform.
        while not self.workers.stopping.wait(0.5):
            pass
        left = self.workers.join()
        server.stop()
        if self.workers.failure is not None:
            raise stopped_by(self.workers.failure, log_path(self.settings))
        typer.echo("Stopped cleanly; the next start goes on here." + (f" Still busy: {left}" if left else ""))

    def works(self, status: Status) -> dict[str, Work]:
        """What the threads do, by name; if one fails, all end."""
        found = {
            "page": self._page(status),
            "engine": self._engine(),
            "notifier": self._notifier(),
            "source": self._source(),
        }
        # Files strike the hours themselves, in their own time.
        return found | {"ticks": self._ticks()} if self.source.live else found

    def open_log(self, *, across_threads: bool = False) -> Log:
        """A connection for each thread; the page's writes, which come from several threads, share one."""
        return open_log(log_path(self.settings), across_threads=across_threads)

    def _on_signals(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.workers.stop())

    def _page(self, status: Status) -> Work:
        def work(stopping: threading.Event) -> None:
            ports = on_log(self.settings, clock, stopping.wait)
            model = web.read_model(self.settings, self.cache.client, status, ports.publisher)
            model.run(ports.consumer, stopping.is_set, stopping.wait, ports.lag)
            ports.close()

        return work

    def _engine(self) -> Work:
        def work(stopping: threading.Event) -> None:
            made = processors(self.catalog, self.settings, gate=self.settings.gate and self.source.live)
            run_engine(self.open_log, made, live=self.source.live)(stopping)

        return work

    def _notifier(self) -> Work:
        def work(stopping: threading.Event) -> None:
            notifier.run(
                self.settings,
                stopping.is_set,
                archive_time=not self.source.live,
                show=None if self.once else _show,
                names=self.catalog.headings,
            )

        return work

    def _ticks(self) -> Work:
        def work(stopping: threading.Event) -> None:
            log = self.open_log()
            try:
                sources.clock_ticks(log, LogPublisher(log, clock), stopping)
            finally:
                log.close()

        return work

    def _source(self) -> Work:
        def work(stopping: threading.Event) -> None:
            log = self.open_log()
            self.source.run(log, LogPublisher(log, clock), stopping, fast=self.fast)
            if self.once and not self.source.live:
                sources.until_through(log, stopping)
                until_told(unread_of(log), news_of(log), stopping.wait, say=typer.echo)
                self.workers.stop()
            log.close()

        return work


def clock() -> datetime:
    """Wall clock: the time stamp of records that bring none."""
    return datetime.now(UTC)


def stopped_by(failure: BaseException, log: Path) -> Problem:
    """What ended a thread, in words for people; with the exit code of a Problem."""
    told = failure.__cause__ if isinstance(failure, TryLater) else failure
    if isinstance(told, sqlite3.Error):
        failure = of_log(told, log) or failure
    return Problem(f"stopped: {failure}", failure.exit_code if isinstance(failure, Problem) else 3)


def _tidying(free: int) -> None:
    typer.echo(f"Of the log {_megabytes(free)} are free: writing it anew, which can take minutes ...")


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"


def _show(message: str) -> None:
    with suppress(
        OSError
    ):  # a console that takes nothing, as a file on a full disk; the page has the message
        typer.echo(f"\n{message}")
