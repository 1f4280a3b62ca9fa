"""Records per second through each stateful service on Kafka with one worker and two, seconds from article to alert at
a steady rate, and the peak memory of each process: an archive in, figures out.

    python -m benchmarks.kafka_throughput archive.jsonl.gz --articles 150 --out figures.json

Each service is fed the logged input of a whole run of the archive, copied into a namespace of its own, with the workers
waiting for it; the clock runs until all of it is committed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import msgspec
from kafka import KafkaProducer

from benchmarks.kafka_faults import assigned
from services.cli.cache import open_cache
from services.cli.kafka import environment, feed_on_kafka, own_namespace
from services.cli.problems import Problem
from services.cli.processes import STAGES, Processes
from services.ingest.adapters.archive import open_archive
from services.ingest.adapters.files import BadLine, read_articles
from services.ingest.adapters.submission import submit
from shared.contracts import Alert, RawArticle, codec
from shared.contracts.topics import ALERTS_MILESTONES, ALERTS_STANCES, ALERTS_STATEMENTS, Topic
from shared.runtime import logging
from shared.runtime import settings as runtime_settings
from shared.runtime.kafka import admin
from shared.runtime.kafka.connection import client_options, topic_name
from shared.runtime.kafka.consumer import KafkaConsumer, read_all
from shared.runtime.kafka.producer import KafkaPublisher, to_millis
from shared.runtime.kafka.progress import CHAIN, Progress
from shared.runtime.records import Record
from shared.runtime.settings import Settings
from shared.testing.broker import broker

SERVICE_OF = {"admit": "ingest"}
ALERTS = (ALERTS_STATEMENTS, ALERTS_STANCES, ALERTS_MILESTONES)
READY_SECONDS = 300


class Speed(msgspec.Struct, frozen=True):
    """One service with so many workers."""

    stage: str
    workers: int
    records: int
    seconds: float
    per_second: float
    per_cpu_second: float
    peak_mb: float


class Latency(msgspec.Struct, frozen=True):
    """Seconds from sending an article to reading an alert it led to."""

    articles_per_second: float
    articles: int
    alerts: int
    p50: float
    p99: float
    behind_seconds: float
    """How long after the last article the last stage was through."""


class Figures(msgspec.Struct):
    """Everything measured."""

    archive: str
    articles: int
    speed: list[Speed] = []
    latency: Latency | None = None
    peak_mb: dict[str, float] = {}
    """Of each process of the run at a steady rate, by service (the highest of its workers)."""


def main() -> int:
    """See the module's text."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=150, help="of the archive, the first")
    parser.add_argument("--rate", type=float, default=5.0, help="articles a second for the latency")
    parser.add_argument("--live", type=int, default=300, help="articles of the run at that rate")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    settings = runtime_settings.load(log_level="WARNING")
    logging.configure(settings.log_level, json=False)
    try:
        with broker() as address, tempfile.TemporaryDirectory(prefix="parley-throughput-") as folder:
            figures = measure(arguments, settings.model_copy(update={"kafka": address}), Path(folder))
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 2
    print(report(figures))
    if arguments.out:
        arguments.out.write_bytes(msgspec.json.format(codec.dumps(figures)) + b"\n")
    return 0


def measure(arguments: argparse.Namespace, settings: Settings, folder: Path) -> Figures:
    """Whole run, then each service alone, then the steady rate."""
    figures = Figures(arguments.file.name, arguments.articles)
    articles = list(islice(_articles(arguments.file), max(arguments.articles, arguments.live)))
    logged = _logged(articles[: arguments.articles], settings, folder)
    for stage, topic in CHAIN:
        for workers in (1, 2):
            figures.speed.append(_speed(stage, topic, workers, logged[topic.name], settings, folder))
            print(f"  {figures.speed[-1]}", file=sys.stderr, flush=True)
    _live(articles[: arguments.live], arguments.rate, settings, folder, figures)
    return figures


def _articles(file: Path) -> Iterator[RawArticle]:
    return (one for one in read_articles(file) if not isinstance(one, BadLine))


@contextmanager
def _workers(settings: Settings, folder: Path, **count: int) -> Iterator[Processes]:
    """Processes of these services, ready: every partition has a worker, and no worker is without."""
    processes = Processes(folder, environment(settings))
    try:
        for service, workers in count.items():
            for _ in range(workers):
                processes.start(service)
        until = time.monotonic() + READY_SECONDS
        for service, workers in count.items():
            while True:
                shares = [assigned(one) for one in processes.of(service)]
                if sum(shares) == settings.partitions and min(shares) >= settings.partitions // (workers + 1):
                    break
                if time.monotonic() > until:
                    raise Problem(f"{service} is not ready after {READY_SECONDS} s: {shares}")
                time.sleep(0.2)
        yield processes
    finally:
        processes.stop()


def _logged(articles: Sequence[RawArticle], settings: Settings, folder: Path) -> dict[str, list[Record]]:
    """What a whole run leaves on every stage's input topic."""
    file = folder / "articles.jsonl"
    file.write_bytes(b"\n".join(codec.dumps(article) for article in articles))
    with open_archive([file]) as archive, own_namespace(settings) as own:
        with _workers(own, folder, **dict.fromkeys(STAGES, 1)) as processes:
            feed_on_kafka(archive, own, processes)
        return {topic.name: read_all(own, topic) for _, topic in CHAIN}


def _speed(
    stage: str, topic: Topic, workers: int, records: list[Record], settings: Settings, folder: Path
) -> Speed:
    service = SERVICE_OF.get(stage, stage)
    with own_namespace(settings) as own, _workers(own, folder, **{service: workers}) as processes:
        far = Progress(own)
        before = sum(_cpu(one.process.pid) for one in processes.running)
        started = time.perf_counter()
        _copy(records, topic, own)
        while far.waiting(stage, topic):
            time.sleep(0.05)
        seconds = time.perf_counter() - started
        far.close()
        cpu = sum(_cpu(one.process.pid) for one in processes.running) - before
        peak = max(peak_mb(one.process.pid) for one in processes.running)
    return Speed(
        stage,
        workers,
        len(records),
        round(seconds, 2),
        round(len(records) / seconds, 1),
        round(len(records) / max(cpu, 0.01), 1),
        peak,
    )


def _copy(records: Sequence[Record], topic: Topic, settings: Settings) -> None:
    """The same records on the same partitions."""
    producer = KafkaProducer(**client_options(settings), acks="all", linger_ms=5)
    sent = [
        producer.send(
            topic_name(settings, topic), value=r.value, key=r.key.encode(), headers=list(r.headers),
            partition=r.partition, timestamp_ms=to_millis(r.timestamp),
        )
        for r in records
    ]  # fmt: skip
    for future in sent:
        future.get(60)
    producer.close()


def _live(
    articles: Sequence[RawArticle], rate: float, settings: Settings, folder: Path, figures: Figures
) -> None:
    """Everything as in live operation, two workers a service; article times are those of sending."""
    live = settings.model_copy(update={"namespace": "live.", "data": folder, "commit_seconds": 1.0})
    admin.create(live)
    cache = open_cache(live.model_copy(update={"redis_url": None}))
    url = f"unix://{cache.client.connection_pool.connection_kwargs['path']}"
    try:
        with _workers(live, folder, **dict.fromkeys(STAGES, 2)) as processes:
            processes.start("web", PARLEY_REDIS_URL=url, PARLEY_PORT="0")
            processes.start("notifier")
            ages, behind = _paced(articles, rate, live)
            for one in processes.running:
                peak = peak_mb(one.process.pid)
                figures.peak_mb[one.name] = max(peak, figures.peak_mb.get(one.name, 0))
    finally:
        cache.stop()
        admin.remove(live)
    ages.sort()
    figures.latency = Latency(
        rate, len(articles), len(ages), _quantile(ages, 0.5), _quantile(ages, 0.99), round(behind, 1)
    )


def _paced(articles: Sequence[RawArticle], rate: float, settings: Settings) -> tuple[list[float], float]:
    publisher, reader = KafkaPublisher(settings), KafkaConsumer(settings, None, ALERTS)
    far = Progress(settings)
    ages: list[float] = []
    seen: set[str] = set()

    def read(seconds: float) -> None:
        for record in reader.poll(max(0.0, seconds)):
            message = codec.decode(record.topic, record.headers, record.value)
            if isinstance(message, Alert) and message.id not in seen:
                seen.add(message.id)
                # A record carries the time at which its article was received.
                ages.append((datetime.now(UTC) - record.timestamp).total_seconds())

    started = time.perf_counter()
    for number, article in enumerate(articles):
        while (early := started + number / rate - time.perf_counter()) > 0:
            read(min(early, 0.05))
        now = datetime.now(UTC)
        fresh = msgspec.structs.replace(article, published_at=now.isoformat(), date=None)
        submit(publisher, fresh, timestamp=now)
    sent = time.perf_counter()
    while any(far.waiting(*place) for place in CHAIN):
        read(0.1)
    behind = time.perf_counter() - sent
    read(1.0)
    for one in (publisher, reader, far):
        one.close()
    return ages, behind


def _quantile(ordered: Sequence[float], share: float) -> float:
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2) if ordered else 0.0


def peak_mb(pid: int) -> float:
    """Most memory that a process has ever had resident, in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return round(int(line.split()[1]) / 1024, 1)
    return 0.0


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def report(figures: Figures) -> str:
    """For people."""
    lines = [
        f"{'stage':12}{'workers':>8}{'records':>9}{'seconds':>9}{'per second':>12}{'per CPU s':>11}{'peak MB':>9}"
    ]
    for s in figures.speed:
        lines.append(
            f"{s.stage:12}{s.workers:8}{s.records:9}{s.seconds:9}{s.per_second:12}{s.per_cpu_second:11}{s.peak_mb:9}"
        )
    if figures.latency:
        one = figures.latency
        lines.append(
            f"article to alert at {one.articles_per_second} articles/s: p50 {one.p50} s, p99 {one.p99} s "
            f"({one.alerts} alerts of {one.articles} articles; through {one.behind_seconds} s after the last)"
        )
        lines.append("peak MB: " + ", ".join(f"{k} {v}" for k, v in sorted(figures.peak_mb.items())))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
