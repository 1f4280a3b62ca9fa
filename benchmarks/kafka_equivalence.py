"""`make equivalence FILE=archive.jsonl.gz`: an archive through workers on Kafka, undisturbed or with faults at random
moments; in comes the archive, out comes stage by stage whether ids and rows are those of the processors alone.

Exit code 1 on a difference, 2 without what it needs.
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
from kafka import TopicPartition
from kafka.errors import KafkaError
from redis import Redis

from benchmarks.kafka_faults import Faults, Happened, plan, rebuild
from services.cli.cache import open_cache
from services.cli.commands.replay import replay_archive
from services.cli.composition import catalog_of, processors
from services.cli.exports import Findings
from services.cli.kafka import environment, feed_on_kafka, findings_of, own_namespace
from services.cli.problems import Problem
from services.cli.processes import STAGES, Processes
from services.extraction.app import Reader
from services.extraction.processor import Reading, build_stage
from services.ingest.adapters.archive import Archive, open_archive
from services.web.adapters.read_model import TOPICS as PAGE_TOPICS
from services.web.app import prefix
from shared.contracts import Article, codec
from shared.processing import Processor
from shared.runtime import logging
from shared.runtime import settings as runtime_settings
from shared.runtime.kafka.connection import topic_name
from shared.runtime.kafka.progress import CHAIN, Progress
from shared.runtime.settings import Settings
from shared.testing.broker import Broker
from shared.testing.equivalence import Compared, compare

CATCH_UP_SECONDS = 300


class Outcome(msgspec.Struct):
    """What a run showed."""

    articles: int
    workers: int
    seconds: float
    stages: list[Compared]
    alerts: int
    alerts_embedded: int
    alerts_shared: float
    """Of the alert ids of either run, the share that both have (same id end to end)."""
    page: str
    faults: list[Happened]
    restarts: int
    """Workers that ended by themselves and were started anew."""

    @property
    def differences(self) -> list[str]:
        """Everything that must not be, in words."""
        found = [f"{stage.stage}: {line}" for stage in self.stages for line in stage.differences]
        return found + ([self.page] if self.page else [])


def main() -> int:
    """See the module's text."""
    arguments = _arguments()
    settings = runtime_settings.load(log_level="WARNING")
    logging.configure(settings.log_level, json=False)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started is ended
    try:
        with _broker(settings) as (address, restart), open_archive([arguments.file]) as archive:
            outcome = run(archive, settings.model_copy(update={"kafka": address}), arguments, restart)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 2
    print(report(outcome))
    if arguments.out:
        arguments.out.write_bytes(msgspec.json.format(codec.dumps(outcome)) + b"\n")
    return 1 if outcome.differences else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="archive, JSON Lines, plain or gzip")
    parser.add_argument("--workers", type=int, default=2, help="of each service")
    parser.add_argument(
        "--kills", type=int, default=0, help="of an extraction, statements and milestones worker"
    )
    parser.add_argument(
        "--zombies", type=int, default=0, help="stopped past the session time-out, then woken"
    )
    parser.add_argument("--restarts", type=int, help="of the broker; one if there are kills")
    parser.add_argument("--flushes", type=int, help="of the cache, and rebuilt; one if there are kills")
    parser.add_argument("--seed", type=int, default=20250521)
    parser.add_argument(
        "--readings",
        type=Path,
        help="file that keeps what the reader alone finds, for further runs of this code",
    )
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    return parser.parse_args()


@contextmanager
def _broker(settings: Settings) -> Iterator[tuple[str, Any]]:
    """Address and how to restart it; a broker that is not ours is left alone."""
    if settings.kafka:
        yield settings.kafka, lambda: print("  the broker is not ours: not restarted", file=sys.stderr)
        return
    own = Broker(heap="1g")

    def restart() -> None:
        own.stop(kill=True)
        own.start()

    try:
        yield own.start().address, restart
    finally:
        own.remove()


def run(archive: Archive, settings: Settings, arguments: argparse.Namespace, restart_broker: Any) -> Outcome:
    """The archive through Kafka with what is planned, then the processors alone, then the comparison."""
    once = 1 if arguments.kills else 0
    planned = plan(
        arguments.kills,
        arguments.zombies,
        once if arguments.restarts is None else arguments.restarts,
        once if arguments.flushes is None else arguments.flushes,
        arguments.seed,
    )
    with tempfile.TemporaryDirectory(prefix="parley-equivalence-") as name, own_namespace(settings) as own:
        folder = Path(name)
        cache = open_cache(own.model_copy(update={"data": folder, "redis_url": None}))
        url = f"unix://{cache.client.connection_pool.connection_kwargs['path']}"
        values = environment(own) | {"PARLEY_REDIS_URL": url}
        processes = Processes(folder, values)
        far = Progress(own)

        sent, known = 0, 0.0

        def share() -> float:
            nonlocal known
            stage, topic = CHAIN[1]
            with suppress(KafkaError):  # a broker that has just been started may not answer yet
                written = far.ends(topic)
                known = (written - far.waiting(stage, topic)) / (written + len(archive) - sent)
            return known

        def flush() -> subprocess.Popen[str]:
            cache.client.flushall()
            return rebuild(values)

        faults = Faults(
            planned, processes, own.partitions, share, restart_broker=restart_broker, flush=flush,
            session_seconds=own.kafka_session_seconds, seed=arguments.seed,
        )  # fmt: skip

        def fed(count: int) -> None:
            nonlocal sent
            sent = count
            while faults.holds(count / len(archive)):
                faults.tend()
                time.sleep(0.1)

        def tended(pause: float) -> bool:
            time.sleep(pause)
            faults.tend()
            return False

        try:
            for stage in STAGES * arguments.workers:
                processes.start(stage)
            processes.start("web", PARLEY_PORT="0")
            started = time.perf_counter()
            feed_on_kafka(archive, own, processes, tend=faults.tend, fed=fed)
            while faults.left:  # the last may still be under way, and what it repeats, too
                faults.tend()
                time.sleep(0.2)
            for _ in range(2):
                far.settle(tended, CHAIN)()
            seconds = time.perf_counter() - started
            page = page_problem(own, cache.client, values)
        finally:
            far.close()
            processes.stop()
            cache.stop()
        stages = oracle(settings, arguments.readings)
        return _outcome(archive, own, stages, arguments.workers, seconds, page, faults)


def oracle(settings: Settings, keep: Path | None = None) -> list[Processor[Any]]:
    """The processors alone. What the reader finds in an article is kept, as it is asked for twice and is slow; in
    `keep` also for further runs."""
    catalog = catalog_of(settings)
    reader, known = Reader(catalog), dict[str, Reading]()
    if keep is not None and keep.is_file():
        known = dict(codec.loads(line, tuple[str, Reading]) for line in keep.read_bytes().splitlines())

    def read(article: Article) -> Reading:
        key = sha256(codec.dumps(article) + reader.encoder.model_hash.encode()).hexdigest()
        if key not in known:
            known[key] = reader.read(article)
            if keep is not None:
                with keep.open("ab") as file:
                    file.write(codec.dumps((key, known[key])) + b"\n")
        return known[key]

    found = processors(catalog, settings, gate=False)
    return [build_stage(read) if one.name == "extraction" else one for one in found]


def _outcome(
    archive: Archive,
    settings: Settings,
    stages: list[Processor[Any]],
    workers: int,
    seconds: float,
    page: str,
    faults: Faults,
) -> Outcome:
    compared = compare(settings, stages)
    found: Findings = findings_of(settings)
    embedded, _ = replay_archive(archive, settings, stages)
    here, there = set(found.alerts), set(embedded.alerts)
    return Outcome(
        articles=len(archive),
        workers=workers,
        seconds=round(seconds, 1),
        stages=compared,
        alerts=len(here),
        alerts_embedded=len(there),
        alerts_shared=round(len(here & there) / max(1, len(here | there)), 4),
        page=page,
        faults=faults.happened,
        restarts=faults.restarts,
    )


def page_problem(settings: Settings, redis: Redis, values: dict[str, str]) -> str:
    """What is wrong with the cache behind the page against one filled anew from the topics; empty if nothing.

    Both must have read the same: where a slow worker wrote in between, everything is looked at again.
    """
    until = time.monotonic() + CATCH_UP_SECONDS
    while True:
        wanted = _ends(settings)
        while (read := _offsets(redis, prefix(settings))) != wanted:
            if time.monotonic() > until:
                lacking = sum(wanted.values()) - sum(read.values())
                return f"page: {lacking} records not read after {CATCH_UP_SECONDS} s"
            time.sleep(0.5)
            wanted = _ends(settings)
        before = _dump(redis, prefix(settings))
        redis.flushall()
        if code := rebuild(values).wait():
            return f"page: parley rebuild ended with exit code {code}"
        after = _dump(redis, prefix(settings))
        different = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        if not different or _ends(settings) == wanted or time.monotonic() > until:
            break
    return f"page: {len(different)} keys differ after a rebuild, e.g. {min(different)!r}" if different else ""


def _ends(settings: Settings) -> dict[str, int]:
    """Where the topics of the page end, by topic/partition, the empty ones left out."""
    far = Progress(settings)
    places = {
        f"{topic.name}/{p}": TopicPartition(topic_name(settings, topic), p)
        for topic in PAGE_TOPICS
        for p in range(settings.partitions)
    }
    ends = far.ends_of(list(places.values()))
    far.close()
    return {name: ends[place] for name, place in places.items() if ends[place]}


def _offsets(redis: Redis, start: str) -> dict[str, int]:
    """How far the page is, by topic/partition."""
    found: dict[Any, Any] = redis.hgetall(f"{start}offsets")
    return {name.decode(): int(offset) for name, offset in found.items()}


def _dump(redis: Redis, start: str) -> dict[bytes, Any]:
    """Everything in the cache but what tells of its own filling."""
    found: dict[bytes, Any] = {}
    for key in redis.scan_iter(f"{start}*", count=1000):
        name = key.decode().removeprefix(start)
        if name in ("stream", "offsets", "model"):
            continue
        kind = redis.type(key)
        found[key] = redis.get(key) if kind == b"string" else redis.zrange(key, 0, -1, withscores=True)
    # Words that only an earlier value of a message had stay listed until the cache is filled anew; they find nothing.
    listed = f"{start}tokens".encode()
    words = [word for word, _ in found.get(listed, []) if f"{start}tk:".encode() + word in found]
    return found | {listed: words}


def report(outcome: Outcome) -> str:
    """For people."""
    lines = [
        f"{outcome.articles} articles, {outcome.workers} workers a service, {outcome.seconds} s",
        f"{'stage':12}{'records':>9}{'rows':>8}{'events':>8}{'alerts':>8}{'raw duplicates':>16}  equal",
    ]
    for s in outcome.stages:
        verdict = "no" if s.differences else "yes"
        lines.append(
            f"{s.stage:12}{s.records:9}{s.rows:8}{s.events:8}{s.alerts:8}{s.duplicates:16}  {verdict}"
        )
    lines.append(
        f"alerts: {outcome.alerts} on Kafka, {outcome.alerts_embedded} embedded, "
        f"{100 * outcome.alerts_shared:.1f} % of all ids in both"
    )
    for one in outcome.faults:
        lines.append(
            f"  {one.after_seconds:7} s  {one.what} {one.service}: {one.seconds} s until all was well again"
        )
    if outcome.restarts:
        lines.append(f"workers that ended by themselves and were started anew: {outcome.restarts}")
    lines += outcome.differences or ["no differences"]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
