"""Runs engine, feeder, notifier and page as threads of one process over one log, for `parley run`.

Each thread has its own connection to the log. The first error of any thread stops all and is reported.
"""

import threading
from collections.abc import Callable
from typing import Any

import structlog

from shared.processing import Processor
from shared.runtime.embedded.engine import Engine
from shared.runtime.embedded.log import Log

Work = Callable[[threading.Event], None]
"""What a thread does until the event is set."""


class Workers:
    """Threads that run until `stop`; `failure` holds the first error of any of them."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.failure: BaseException | None = None
        self._threads: list[threading.Thread] = []
        self._on_stop: list[Callable[[], None]] = []

    def start(self, name: str, work: Work) -> None:
        """Run `work(stopping)` in a thread of its own."""

        def guarded() -> None:
            try:
                work(self.stopping)
            except BaseException as error:
                if self.failure is None:
                    self.failure = error
                structlog.get_logger(name).error("stopped", error=type(error).__name__, detail=str(error))
                self.stop()

        thread = threading.Thread(target=guarded, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def on_stop(self, action: Callable[[], None]) -> None:
        """Call `action` when stopping begins (e.g. to end the web server's loop)."""
        self._on_stop.append(action)

    def stop(self) -> None:
        """Ask all to end; returns at once."""
        if not self.stopping.is_set():
            self.stopping.set()
            for action in self._on_stop:
                action()

    def join(self, seconds: float = 10) -> list[str]:
        """Wait for the threads; returns the names of those that did not end in time."""
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(seconds)
        return [thread.name for thread in self._threads if thread.is_alive()]


def run_engine(
    open_log: Callable[[], Log], processors: list[Processor[Any]], *, live: bool, idle_seconds: float = 0.05
) -> Work:
    """The work of the engine's thread: process whatever comes, until stopping."""

    def work(stopping: threading.Event) -> None:
        log = open_log()
        try:
            engine = Engine(log, processors, live=live)
            while not stopping.is_set():
                if not engine.run_until_idle(stopping.is_set):
                    stopping.wait(idle_seconds)
        finally:
            log.close()

    return work
