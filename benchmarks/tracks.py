"""An archive and tracks of what really happened in, how many steps the milestone alerts saw out.

    python -m benchmarks.tracks GOLD [--archive FILE] [--alerts FILE] [--out FILE] [--sample N --seed S]

GOLD holds `tracks/*.json`, `score_tracks.py` and beside it `../replay/tracks_2013-2020.jsonl.gz`. Without --alerts (the
`alerts.jsonl` of a `parley replay`) the archive is read here, by the reading of milestones and the milestones processor
alone, without statements. `--sample` prints that many milestone alerts with their articles' ids, for judging precision;
articles that the reader learnt from are left out of it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from services.extraction.domain.article_context import Context
from services.extraction.domain.assemble import reports
from services.extraction.domain.milestones import read_milestones
from services.extraction.domain.text.sentences import split
from services.extraction.training.annotations.sources import annotated
from services.ingest.domain.fingerprint import fingerprint
from services.milestones.processor import build
from shared.catalog import Catalog, Matcher, load
from shared.contracts import Alert, Article, MilestoneReported, Tick, codec, ids
from shared.processing import Event
from shared.processing.eventtime import parse
from shared.runtime import settings
from shared.testing.bench import Bench


def articles(archive: Path, catalog: Catalog) -> list[Article]:
    """The archive in the order of a replay."""
    out = []
    with gzip.open(archive, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            moment = parse(record.get("date") or record.get("published_at"))
            if moment is None or not record.get("text"):
                continue
            out.append(as_article(record, moment, catalog))
    return sorted(out, key=lambda a: (a.published_at, a.id))


def as_article(record: dict[str, Any], moment: datetime, catalog: Catalog) -> Article:
    """An archived article as admitted."""
    outlet = record.get("outlet") or "unknown"
    return Article(
        id=record.get("id") or record["doc_id"], revision=1, outlet=outlet,
        publisher=catalog.family(outlet, record.get("url")), title=record.get("title") or "", text=record["text"],
        language="en", published_at=moment, received_at=moment,
        content_hash=ids.digest(record["text"]), url=record.get("url"), fingerprint=fingerprint(record["text"]),
    )  # fmt: skip


def raised(found: list[Article], catalog: Catalog) -> Iterator[Alert]:
    """Alerts of the archive, each once, in order."""
    matcher = Matcher(catalog)
    bench = Bench(build(catalog, settings.defaults()))
    seen: set[str] = set()
    clock = None
    for article in found:
        events: list[Event] = []
        day = article.published_at.astimezone(UTC)
        while clock is not None and clock + timedelta(hours=12) < day:
            clock = min(clock + timedelta(hours=12), day)
            events += bench.send(Tick(time=clock, source="extraction/0"), clock)
        clock = day if clock is None else clock
        context = Context(article, catalog, matcher)
        steps = read_milestones(
            article.text, article.title, article.published_at, context.mentions, (), split(article.text), catalog,
            title_mentions=context.title_mentions,
        )  # fmt: skip
        for report in reports(steps, (), context):
            events += bench.send(MilestoneReported(report=report), article.received_at)
        for event in events:
            if isinstance(event.message, Alert) and event.message.id not in seen:
                seen.add(event.message.id)
                yield event.message
        bench.events.clear()


def main() -> int:
    """Prints what `score_tracks.py` says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--alerts", type=Path)
    parser.add_argument("--out", type=Path, default=Path("alerts.jsonl"))
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    if not (arguments.gold / "score_tracks.py").is_file():
        print(
            f"{arguments.gold}/score_tracks.py is not there; GOLD is the folder that holds tracks/ and it",
            file=sys.stderr,
        )
        return 2
    path = arguments.alerts
    if path is None:
        archive = arguments.archive or arguments.gold.parent / "replay" / "tracks_2013-2020.jsonl.gz"
        catalog = load()
        path = arguments.out
        with path.open("wb") as out:
            for alert in raised(articles(archive, catalog), catalog):
                out.write(codec.cloudevent(alert) + b"\n")
    tracks = sorted(map(str, (arguments.gold / "tracks").glob("*.json")))
    subprocess.run([sys.executable, str(arguments.gold / "score_tracks.py"), *tracks, str(path)], check=True)
    if arguments.sample:
        sample(arguments.gold, path, arguments.sample, arguments.seed)
    return 0


def sample(gold: Path, path: Path, count: int, seed: int) -> None:
    """Alerts to be judged, by a fixed seed, none from an article that the reader learnt from."""
    known = annotated(gold)
    learnt = {record["doc_id"] for record in (*known.train, *known.own)}
    alerts = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    fresh = [
        a
        for a in alerts
        if a["type"].startswith("parley.milestone.")
        and a["type"] != "parley.milestone.overdue"
        and not learnt & {e["article"]["id"] for e in a["data"]["evidence"]}
    ]
    for alert in random.Random(seed).sample(fresh, min(count, len(fresh))):
        data = alert["data"]
        told = {key: data.get(key) for key in ("headline", "type", "status", "parties", "date", "place")}
        articles_of = sorted({e["article"]["id"] for e in data["evidence"]})
        print(json.dumps({"id": alert["id"], "alert": alert["type"], **told, "articles": articles_of}))


if __name__ == "__main__":
    raise SystemExit(main())
