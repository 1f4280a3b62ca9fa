"""An archive sent once in order, every article three times, and in another order: what of the alerts stays.

    python -m benchmarks.repeated GOLD [--archive FILE] [--seed N]

The whole way through the embedded engine, without a page. In another order: the moments of reception stay, the articles
that arrive at them are dealt anew. Alerts are compared by id and, as a subject is named after what first told of it, by
type and article of their evidence; and by type and subject, subjects aligned by their evidence: there it does not
matter which of several articles has raised the alert.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.sayings import Counts
from benchmarks.sayings_read import aligned, counted
from services.cli.commands.replay import replay_archive
from services.cli.exports import Findings
from services.ingest.adapters.archive import Placed, open_archive
from services.statements.training.gold import read
from shared.catalog import load
from shared.contracts import Alert, MilestoneAlert, Point, TrackedStatement
from shared.runtime import logging, settings


def tripled(order: Sequence[Placed]) -> list[Placed]:
    """Every article three times in a row."""
    return [each for each in order for _ in range(3)]


def dealt(order: Sequence[Placed], seed: int) -> list[Placed]:
    """The same moments, at each another of the articles."""
    places = [place for _, *place in order]
    random.Random(seed).shuffle(places)
    return [(moment, at, length) for (moment, *_), (at, length) in zip(order, places, strict=True)]


def points(found: Findings) -> list[tuple[str, Point]]:
    """Article and points of every statement that stands."""
    out = []
    for tracked in found.statements.values():
        if not tracked.withdrawn:
            out += [(tracked.statement.article.id, point) for point in tracked.points or (_whole(tracked),)]
    return out


def _whole(tracked: TrackedStatement) -> Point:
    return Point(spans=tracked.statement.spans, saying=tracked.saying, novelty=tracked.novelty)


def without_counterpart(first: Sequence[Alert], second: Sequence[Alert]) -> float:
    """Share of the alerts of either run of whose type the other tells nothing from any of their articles."""
    lacking = 0
    for own, others in ((first, second), (second, first)):
        known = {(other.type, e.article.id) for other in others for e in other.data.evidence}
        lacking += sum(not any((a.type, e.article.id) in known for e in a.data.evidence) for a in own)
    return lacking / max(1, len(first) + len(second))


def of_no_like_subject(first: Findings, second: Findings) -> float:
    """Share of the alerts of either run of whose type the other has none on a subject that shares evidence."""
    lacking, total = 0, len(first.alerts) + len(second.alerts)
    for own, others in ((first, second), (second, first)):
        evidence, rests_on = _evidence(own), _evidence(others)
        known = {(o.type, e) for o in others.alerts.values() for e in rests_on.get(o.subject, {o.subject})}
        for alert in own.alerts.values():
            shared = evidence.get(alert.subject, {alert.subject})
            lacking += not any((alert.type, each) in known for each in shared)
    return lacking / max(1, total)


def _evidence(found: Findings) -> dict[str, set[str]]:
    """Of each saying its statements, of each occurrence its articles with its kind and the reports in its history;
    ledger rows go by their id. An occurrence names one article of each publisher, its alerts name others."""
    out: dict[str, set[str]] = {}
    for tracked in found.statements.values():
        for point in tracked.points or (_whole(tracked),):
            out.setdefault(point.saying, set()).add(tracked.statement.id)
    for occurrence in found.occurrences.values():
        articles = {f"{occurrence.occurrence} {e.article.id}" for e in occurrence.evidence}
        out.setdefault(occurrence.id, set()).update(articles, (step.report for step in occurrence.history))
    for alert in found.alerts.values():
        if isinstance(alert.data, MilestoneAlert) and (told := found.occurrences.get(alert.subject)):
            out[told.id].update(f"{told.occurrence} {e.article.id}" for e in alert.data.evidence)
    return out


def main() -> int:
    """Prints a line for each run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    path = arguments.archive or arguments.gold.parent / "replay" / "feeds_2025-05-21.jsonl.gz"
    logging.configure("WARNING")
    catalog = load()
    gold = read(arguments.gold / "novelty" / "sayings_dev.jsonl.gz", path, catalog)
    first: Findings | None = None
    with open_archive([path]) as archive:
        for name, sent in (
            ("in order", archive),
            ("three times", archive.rearranged(tripled)),
            ("dealt anew", archive.rearranged(partial(dealt, seed=arguments.seed))),
        ):
            found, summary = replay_archive(sent, settings.load())
            same = sum(counted(gold, aligned(gold, points(found))).values(), Counts())
            alerts = list(found.alerts.values())
            first = first or found
            shared = len(found.alerts.keys() & first.alerts.keys())
            lacking = 100 * without_counterpart(list(first.alerts.values()), alerts)
            unlike = 100 * of_no_like_subject(first, found)
            print(
                f"{name}: {summary.articles} articles, {len(found.statements)} statements, {len(found.occurrences)} "
                f"occurrences, {len(alerts)} alerts ({dict(Counter(a.type for a in alerts))}); {shared} of "
                f"{len(first.alerts)} ids, {lacking:.1f} % without counterpart, {unlike:.1f} % without one on the same "
                f"subject; sayings {same}; "
                f"{summary.dead_letters} dead letters",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
