"""Chooses where `parley run` gets its articles: the demo, files on archive time, or feeds in real time."""

import hashlib
import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from services.cli.dead_letter_lines import tell_bad_lines
from services.cli.problems import Problem
from services.ingest.adapters.archive import open_archive
from services.ingest.adapters.feeder import feed, run_clock, until_admitted
from services.ingest.adapters.files import UnreadableFile
from shared.contracts.topics import (
    ARTICLES,
    ARTICLES_INCOMING,
    MILESTONES_REPORTED,
    POSITIONS_REPORTED,
    STATEMENTS_OBSERVED,
)
from shared.runtime.embedded.log import Log, LogPublisher
from shared.runtime.settings import Settings

DEMO = Path(__file__).parent / "demo" / "articles.jsonl"
BEGUN_WITH = "begun-with"
"""Fact of a log: whether the demo was fed first, or articles."""
DEMO_SPEED = 24 * 3600 / 1.5
"""A day of the demo in a second and a half, with no gap longer than a second."""
LONGEST_WAIT_SECONDS = 0.8
FILE_SPEED = 3600.0
_CHAIN = (
    ("admit", ARTICLES_INCOMING),
    ("extraction", ARTICLES),
    ("statements", STATEMENTS_OBSERVED),
    ("milestones", MILESTONES_REPORTED),
    ("stances", POSITIONS_REPORTED),
)


class Source(Protocol):
    """Sends articles until it is through or told to stop. `live`: in real time."""

    live: bool
    announcement: str

    def run(self, log: Log, publisher: LogPublisher, stopping: threading.Event, *, fast: bool) -> None: ...


def choose(articles: Sequence[Path] | None, settings: Settings) -> Source:
    """The source asked for; the demo if none was. Raises Problem for files that cannot be read."""
    if settings.feeds is not None:
        from services.cli.feeds import Feeds

        return Feeds(settings)
    paths = list(articles or [])
    for path in paths:
        if not path.is_file():
            raise Problem(f"{path} is no file; give articles as JSON Lines, plain or gzip")
    retention = timedelta(days=settings.retention_days)
    if paths:
        return Files(paths, FILE_SPEED, f"Articles: {', '.join(str(p) for p in paths)}", retention)
    told = (
        "Articles: the demo, talks on Ukraine (and an ultimatum in Gaza) of early 2025, in accelerated time"
    )
    return Files([DEMO], DEMO_SPEED, told, retention)


def keep_apart(log: Log, *, demo: bool) -> None:
    """The demo's articles are invented: in one log with others they would confirm them, or be news beside them. Raises
    Problem if the log was begun with the one and is given the other."""
    given = "the demo" if demo else "articles"
    began = log.fact(BEGUN_WITH)
    if began is None:
        log.set_fact(BEGUN_WITH, given)
    elif began != given:
        own = "the demo" if demo else "yours"
        raise Problem(
            f"{log.path} was begun with {began}, and the demo's articles are invented. Give {own} a folder of "
            "its own: --data DIR, or PARLEY_DATA=DIR; or remove that one"
        )


class Files:
    """Articles of files, on archive time; a restart resumes where it was."""

    live = False

    def __init__(self, paths: list[Path], speed: float, announcement: str, retention: timedelta) -> None:
        self._paths = paths
        self._speed = speed
        self._retention = retention
        self.announcement = announcement

    def run(self, log: Log, publisher: LogPublisher, stopping: threading.Event, *, fast: bool) -> None:
        """Feed what has not been fed yet."""
        keep_apart(log, demo=self._paths == [DEMO])
        name = f"fed:{_digest(self._paths)}"
        try:
            archive = open_archive(self._paths)
        except UnreadableFile as error:
            raise Problem(str(error)) from None
        with archive:
            # Also when all is fed: the closing tick may not have been struck, and striking it again is harmless.
            start = int(log.fact(name) or 0)
            if not len(archive):
                tell_bad_lines(archive.bad, archive.bad_count)
                files = ", ".join(map(str, self._paths))
                raise Problem(f"{files}: nothing there could be read as an article", 1)
            if start == 0:
                tell_bad_lines(archive.bad, archive.bad_count)
                self._check_age(log, archive.last)
            feed(
                archive,
                publisher,
                settle=until_admitted(log, stopping.wait),
                start=start,
                speed=None if fast else self._speed,
                longest_wait=LONGEST_WAIT_SECONDS,
                wait=stopping.wait,
                fed=lambda place: log.set_fact(name, str(place)),
            )

    def _check_age(self, log: Log, last: datetime | None) -> None:
        """Refuse articles that every stage would reject as too late."""
        held = log.read(ARTICLES.name, log.end(ARTICLES.name) - 1)
        if held and last is not None and last < held[-1].timestamp - self._retention:
            raise Problem(
                f"the articles end on {last:%Y-%m-%d}; what is there already, in {log.path}, has come to "
                f"{held[-1].timestamp:%Y-%m-%d}, and evidence is kept for {self._retention.days} days "
                "(PARLEY_RETENTION_DAYS). Give them a folder of their own: --data DIR, or PARLEY_DATA"
            )


def _digest(paths: Sequence[Path]) -> str:
    found = hashlib.blake2b(digest_size=10)
    for path in paths:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                found.update(block)
    return found.hexdigest()


def until_through(log: Log, stopping: threading.Event) -> None:
    """Returns when every processor has read everything, or when stopping."""
    while not stopping.wait(0.05):
        if all(log.offset(reader, topic.name) >= log.end(topic.name) for reader, topic in _CHAIN):
            return


def clock_ticks(log: Log, publisher: LogPublisher, stopping: threading.Event) -> None:
    """Live operation: the time of day as ticks."""
    run_clock(
        publisher,
        clock=lambda: datetime.now(UTC),
        wait=stopping.wait,
        settle=until_admitted(log, stopping.wait),
    )
