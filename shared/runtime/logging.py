"""Sets up logs: structlog to standard error, one canonical line a message; never article text, never a secret."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import perf_counter
from typing import Any, TextIO, cast

import structlog

from shared.runtime.records import Record


def configure(level: str = "INFO", *, json: bool = False) -> None:
    """Set up structlog once per process."""
    renderer = structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, _Willing(sys.stderr))),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    # On a busy machine this tells every second that it is busy.
    logging.getLogger("mode.timers").setLevel(logging.ERROR)
    # Every try of a connection is told in four lines; what comes of it Parley says in one, with what to do.
    logging.getLogger("kafka.net").setLevel(logging.WARNING if level.upper() == "DEBUG" else logging.CRITICAL)


class _Willing:
    """A file for log lines. One that cannot be written, as on a full disk, is lost, and the work that it tells of goes
    on."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write, if possible."""
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """Flush, if possible."""
        with suppress(OSError):
            self._file.flush()


class Line:
    """The log line of one message, while it is being written."""

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}

    def note(self, **fields: Any) -> None:
        """Add fields to the line."""
        self.fields.update(fields)


@contextmanager
def canonical(stage: str, record: Record) -> Iterator[Line]:
    """One line for one message: stage, origin, duration and what `note` was given; debug unless it was
    parked, or is the tick of a clock that is not believed."""
    line, started = Line(), perf_counter()
    try:
        yield line
    finally:
        log = structlog.get_logger(stage)
        is_odd = "dead_letter" in line.fields or line.fields.get("passed_by") == "clock_ahead"
        emit = log.warning if is_odd else log.debug
        emit("message", origin=record.origin, ms=round(1000 * (perf_counter() - started), 2), **line.fields)
