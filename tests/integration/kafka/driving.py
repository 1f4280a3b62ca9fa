"""Drives workers of the small stage: sends articles, starts processes, waits for what must come."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kafka import KafkaProducer

from services.cli.processes import free_port
from shared.contracts import RawArticle, codec
from shared.contracts.topics import ARTICLES_INCOMING
from shared.runtime.kafka.connection import client_options, topic_name
from shared.runtime.kafka.producer import to_millis
from shared.runtime.kafka.progress import ADMIT, Progress
from shared.runtime.settings import Settings

NOON = datetime(2025, 2, 12, 12, 0, tzinfo=UTC)
PATIENCE_SECONDS = 300


class Worker:
    """One process of the small stage."""

    def __init__(self, settings: Settings, folder: Path, **extra: str) -> None:
        self.port = free_port()
        self.log = folder / f"worker-{self.port}.log"
        environment = os.environ | {
            "PARLEY_KAFKA": settings.kafka or "",
            "PARLEY_NAMESPACE": settings.namespace,
            "PARLEY_PARTITIONS": str(settings.partitions),
            "PARLEY_COMMIT_SECONDS": str(settings.commit_seconds),
            "PARLEY_KAFKA_SESSION_SECONDS": str(settings.kafka_session_seconds),
            "PARLEY_OPERATIONS_PORT": str(self.port),
            "PARLEY_TABLES": str(folder),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.integration.kafka.small"],
            env=environment | extra, stdout=self.log.open("wb"), stderr=subprocess.STDOUT,
        )  # fmt: skip

    def says(self) -> str:
        """Its log so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def ending(*workers: Worker) -> Iterator[list[Worker]]:
    """Workers that are ended afterwards; more may be added."""
    all_of_them = list(workers)
    try:
        yield all_of_them
    finally:
        for worker in all_of_them:
            worker.process.kill()
            worker.process.wait()


def send(settings: Settings, count: int, *, start: int = 0, text: str = "fine") -> None:
    """Articles of seven outlets, a minute apart."""
    with closing(_producer(settings)) as producer:
        _send_through(producer, settings, count, start=start, text=text)


class Trickle:
    """Sends a few articles when it is asked, twice a second at most; `sent` so far."""

    def __init__(self, settings: Settings, each: int = 5) -> None:
        self.sent = 0
        self._settings = settings
        self._each = each
        self._last = 0.0
        self._producer = _producer(settings)

    def __call__(self) -> None:
        if time.monotonic() - self._last < 0.5:
            return
        self._last = time.monotonic()
        _send_through(self._producer, self._settings, self._each, start=self.sent)
        self.sent += self._each


def _producer(settings: Settings) -> KafkaProducer:
    return KafkaProducer(**client_options(settings), acks="all", enable_idempotence=True, linger_ms=0)


def _send_through(
    producer: KafkaProducer, settings: Settings, count: int, *, start: int, text: str = "fine"
) -> None:
    """All at once, and waits until they are safe: so a worker has several in hand."""
    pending = []
    for number in range(start, start + count):
        headers, value = codec.encode(RawArticle(id=f"a{number}", outlet=f"outlet {number % 7}", text=text))
        pending.append(
            producer.send(
                topic_name(settings, ARTICLES_INCOMING),
                value=value,
                key=f"a{number}".encode(),
                headers=list(headers),
                timestamp_ms=to_millis(NOON + timedelta(minutes=number)),
            )
        )
    for one in pending:
        one.get(timeout=30)


def until(condition: Callable[[], bool], what: str, *workers: Worker) -> None:
    """Wait; say what did not come, and what the workers had to say."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(what + "".join(f"\n--- {w.log.name}\n{w.says()[-1500:]}" for w in workers))
        time.sleep(0.1)


def partitions_of(worker: Worker) -> int:
    """How many partitions a worker has, as its metrics say; 0 while it does not answer."""
    return figure(worker, 'parley_partitions_assigned{stage="admit"}')


def defects_of(worker: Worker) -> int:
    """How many defects a worker has counted, as its metrics say; 0 while it does not answer."""
    return figure(worker, 'parley_processing_errors_total{stage="admit"}')


def figure(worker: Worker, series: str) -> int:
    """One of its metrics; 0 while it does not answer."""
    name = series + " "
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{worker.port}/metrics", timeout=5) as answer:
            lines = answer.read().decode().splitlines()
    except OSError:
        return 0
    return sum(int(float(line.removeprefix(name))) for line in lines if line.startswith(name))


def until_through(settings: Settings, *workers: Worker) -> None:
    """All that was sent is committed."""
    progress = Progress(settings)
    try:
        until(lambda: progress.waiting(*ADMIT) == 0, "records are still waiting", *workers)
    finally:
        progress.close()
