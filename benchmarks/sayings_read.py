"""An archive read by the reader, sayings of the gold found end to end; weights with each event held out.

    python -m benchmarks.sayings_read GOLD [--archive FILE] [--cache FILE] [--shuffles N]

GOLD holds `novelty/sayings_dev.jsonl.gz` and beside it `../replay/feeds_2025-05-21.jsonl.gz`. The whole archive goes
through admission, reader and statements processor, as in `parley replay`; pairs are counted as in `score_sayings.py`
(a statement is found by what overlaps it most, Jaccard of characters at least 0.5). `--cache` keeps what the reader
read, and reads it from there the next time. Once with the weights that ship, which have seen all events; then once for
each event with weights learnt from the others, where the pairs of that event count (half of a pair of two events).
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

from benchmarks.sayings import Counts, with_
from services.extraction.app import Reader
from services.ingest import processor as ingest
from services.ingest.adapters.archive import open_archive
from services.ingest.adapters.feeder import feed
from services.statements.domain.policy import Policy
from services.statements.processor import build_with, policy
from services.statements.training.gold import Gold, read
from services.statements.training.pairs import PENALTY, pairs, without
from shared.catalog import Catalog, load
from shared.contracts import Article, Point, Statement, StatementObserved, TrackedStatement, codec
from shared.contracts.topics import ARTICLES
from shared.runtime import logging, settings
from shared.runtime.embedded.engine import Engine
from shared.runtime.embedded.log import Log, LogPublisher
from shared.testing.bench import Bench

LEAST_OVERLAP = 0.5


def settle(engine: Engine) -> None:
    """Let it read all that it was sent."""
    engine.run_until_idle()


def statements(archive: Path, catalog: Catalog) -> list[Statement]:
    """What the reader finds in the archive, in the order of a replay."""
    reader = Reader(catalog)
    found: list[Statement] = []
    with tempfile.TemporaryDirectory() as folder, open_archive([archive]) as articles:
        log = Log(Path(folder) / "log.sqlite", durable=False)
        engine = Engine(log, [ingest.build(catalog, settings.defaults())])
        feed(articles, LogPublisher(log, lambda: datetime.now(UTC)), settle=lambda: settle(engine))
        at = 0
        while records := log.read(ARTICLES.name, at):
            for record in records:
                message = codec.decode(ARTICLES, record.headers, record.value)
                if isinstance(message, Article) and message.language == "en":
                    found += reader.read(message).statements
            at = records[-1].offset + 1
        log.close()
    return found


def cached(archive: Path, catalog: Catalog, cache: Path | None) -> list[Statement]:
    """The same, from the cache if it is there."""
    if cache is not None and cache.exists():
        return [codec.loads(line, Statement) for line in cache.read_bytes().splitlines()]
    found = statements(archive, catalog)
    if cache is not None:
        cache.write_bytes(b"\n".join(codec.dumps(each) for each in found))
    return found


def told(read_: Iterable[Statement], rules: Policy) -> list[tuple[str, Point]]:
    """(article, point with its saying), as `statements.jsonl` of a replay has them."""
    bench = Bench(build_with(rules))
    last: dict[str, TrackedStatement] = {}
    for statement in read_:
        for event in bench.send(StatementObserved(statement=statement), statement.article.received_at):
            if isinstance(event.message, TrackedStatement):
                last[event.message.statement.id] = event.message
    out = []
    for tracked in last.values():
        whole = Point(spans=tracked.statement.spans, saying=tracked.saying, novelty=tracked.novelty)
        out += [(tracked.statement.article.id, point) for point in tracked.points or (whole,)]
    return out


def aligned(gold: Sequence[Gold], found: Sequence[tuple[str, Point]]) -> dict[int, str]:
    """Number of each gold statement that was found -> the saying it was put into."""
    by_article: dict[str, list[int]] = defaultdict(list)
    for k, (article, _) in enumerate(found):
        by_article[article].append(k)
    candidates = []
    for i, each in enumerate(gold):
        wanted = _characters(each.statement.spans)
        for k in by_article[each.statement.article.id]:
            got = _characters(found[k][1].spans)
            overlap = len(wanted & got) / len(wanted | got)
            if overlap >= LEAST_OVERLAP:
                candidates.append((-overlap, i, k))
    sayings: dict[int, str] = {}
    used: set[int] = set()
    for _, i, k in sorted(candidates):
        if i not in sayings and k not in used:
            sayings[i] = found[k][1].saying
            used.add(k)
    return sayings


def _characters(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def counted(gold: Sequence[Gold], sayings: Mapping[int, str]) -> dict[str, Counts]:
    """Pairs of different articles, by event."""
    table = {each.event: Counts() for each in gold}
    for (i, a), (j, b) in combinations(enumerate(gold), 2):
        if a.statement.article.id == b.statement.article.id:
            continue
        joined = i in sayings and sayings[i] == sayings.get(j)
        if a.saying == b.saying:
            table[a.event] += Counts(right=1) if joined else Counts(missed=1)
        elif joined:
            table[a.event] += Counts(wrong=0.5)
            table[b.event] += Counts(wrong=0.5)
    return table


def main() -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--shuffles", type=int, default=0, help="orders of the statements to try")
    arguments = parser.parse_args()
    archive = arguments.archive or arguments.gold.parent / "replay" / "feeds_2025-05-21.jsonl.gz"
    logging.configure("WARNING")
    catalog = load()
    gold = read(arguments.gold / "novelty" / "sayings_dev.jsonl.gz", archive, catalog)
    rules = policy(catalog, settings.defaults())
    found = cached(archive, catalog, arguments.cache)
    sayings = aligned(gold, told(found, rules))
    print(f"{len(found)} statements read; {100 * len(sayings) / len(gold):.1f} % of the gold's found")
    print(f"weights as shipped {sum(counted(gold, sayings).values(), Counts())}", flush=True)
    chance = random.Random(1)
    for _ in range(arguments.shuffles):
        mixed = list(found)
        chance.shuffle(mixed)
        shuffled = counted(gold, aligned(gold, told(mixed, rules)))
        print(f"  shuffled {sum(shuffled.values(), Counts())}", flush=True)
    known = pairs(gold, rules.viewer)
    held_out = Counts()
    for event in sorted({g.event for g in gold}):
        scorer = without(known, event, PENALTY)
        here = counted(gold, aligned(gold, told(found, with_(rules, scorer, rules.scorer.join))))[event]
        print(f"  {event:8} {here}", flush=True)
        held_out += here
    print(f"event held out {held_out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
