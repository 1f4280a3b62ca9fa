"""Runs an archive through Parley's services on Kafka, in topics and processes of its own, and leaves nothing behind."""

import resource
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from services.cli.commands.replay import Summary, summarise
from services.cli.exports import FOLLOWED, Findings
from services.cli.problems import Problem
from services.cli.processes import STAGES, Processes, complaint
from services.cli.progress import progress
from services.ingest.adapters.archive import Archive
from services.ingest.adapters.feeder import feed
from shared.contracts import codec
from shared.runtime.kafka import admin
from shared.runtime.kafka.consumer import read_all
from shared.runtime.kafka.faults import explained
from shared.runtime.kafka.producer import KafkaPublisher
from shared.runtime.kafka.progress import CHAIN, READING, Progress
from shared.runtime.settings import Settings
from shared.testing.broker import NoBroker, broker

ARCHIVE_COMMIT_SECONDS = 0.2
"""An archive goes on when an hour of it is read, as committed offsets tell."""


def environment(settings: Settings) -> dict[str, str]:
    """The environment that makes a service work in the same place."""
    values = {
        "PARLEY_KAFKA": settings.kafka or "",
        "PARLEY_NAMESPACE": settings.namespace,
        "PARLEY_PARTITIONS": str(settings.partitions),
        "PARLEY_GATE": str(settings.gate).lower(),
        "PARLEY_COMMIT_SECONDS": str(settings.commit_seconds),
        "PARLEY_KAFKA_SESSION_SECONDS": str(settings.kafka_session_seconds),
        "PARLEY_LOG_LEVEL": settings.log_level,
        # Several workers share this machine; each reads one article at a time with one thread.
        "OMP_NUM_THREADS": "1",
    }
    if settings.catalog:
        values["PARLEY_CATALOG"] = str(settings.catalog)
    return values


@contextmanager
def own_namespace(settings: Settings, kind: str = "replay") -> Iterator[Settings]:
    """Settings with a namespace whose topics exist, on the broker of the settings or on one started for this; both are
    removed afterwards."""
    try:
        with broker() if not settings.kafka else _given(settings.kafka) as address:
            own = settings.model_copy(
                update={
                    "kafka": address,
                    "namespace": f"{settings.namespace}{kind}.{uuid.uuid4().hex[:8]}.",
                    "gate": False,
                    "commit_seconds": ARCHIVE_COMMIT_SECONDS,
                }
            )
            with explained(own):
                admin.create(own, forever=True)
                try:
                    yield own
                finally:
                    admin.remove(own)
    except NoBroker as error:
        raise Problem(str(error), 3) from None


@contextmanager
def _given(address: str) -> Iterator[str]:
    yield address


@contextmanager
def workers(settings: Settings, each: int) -> Iterator[Processes]:
    """`each` processes of every stage, stopped afterwards."""
    with tempfile.TemporaryDirectory(prefix="parley-workers-") as folder:
        processes = Processes(Path(folder), environment(settings))
        try:
            for _ in range(each):
                for stage in STAGES:
                    processes.start(stage)
            yield processes
        finally:
            processes.stop()


def feed_on_kafka(
    archive: Archive,
    settings: Settings,
    processes: Processes,
    *,
    tend: Callable[[], None] | None = None,
    fed: Callable[[int], None] = lambda count: None,
) -> None:
    """Send an archive and return when every stage is through. `tend` is called while waiting; without it, a process
    that ends by itself is a Problem."""

    def look() -> None:
        if tend is not None:
            tend()
        elif ended := processes.ended():
            raise complaint(ended)

    def wait(seconds: float) -> bool:
        look()
        time.sleep(seconds)
        return False

    publisher, far = KafkaPublisher(settings), Progress(settings)

    def one_more(count: int) -> None:
        look()
        fed(count)

    try:
        # Read hour by hour, as it happened: else what one partition holds is read days before what another does.
        feed(archive, publisher, settle=far.settle(wait, READING), wait=wait, fed=one_more)
        # Twice: what a stage commits last may have sent something on to one that was looked at before.
        for _ in range(2):
            far.settle(wait, CHAIN)()
    finally:
        publisher.close()
        far.close()


def findings_of(settings: Settings) -> Findings:
    """What the output topics hold, in order of time."""
    found = Findings()
    for topic in FOLLOWED:
        for record in sorted(read_all(settings, topic), key=lambda record: record.timestamp):
            found.keep(codec.decode(topic, record.headers, record.value))
    return found


def replay_on_kafka(archive: Archive, settings: Settings) -> tuple[Findings, Summary]:
    """Everything the archive leads to, through one worker of each stage."""
    with own_namespace(settings) as own, workers(own, 1) as processes:
        started, cpu_started = time.perf_counter(), _cpu_of_children()
        with progress("articles", len(archive)) as advance:
            feed_on_kafka(archive, own, processes, fed=lambda count: advance())
        seconds = time.perf_counter() - started
        found = findings_of(own)
        processes.stop()
        return found, summarise(found, len(archive), seconds, _cpu_of_children() - cpu_started)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
