"""Gold statements given, how well the statements service joins them into sayings; cross-validated over the events.

    python -m benchmarks.sayings GOLD [--archive FILE] [--shuffles N]

GOLD holds `novelty/sayings_dev.jsonl.gz` and beside it `../replay/feeds_2025-05-21.jsonl.gz`. For every event the
weights, and the threshold, are learnt from the other events; the processor then gets the event's statements in the
order of time. Pairs are pairs of statements of different articles of the event, as in `score_sayings.py`.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

import msgspec

from services.statements.domain.pairs import Scorer
from services.statements.domain.policy import Policy
from services.statements.domain.rows import StatementRow, row_of
from services.statements.processor import build_with, policy
from services.statements.training.gold import Gold, read
from services.statements.training.pairs import PENALTY, pairs, without
from shared.catalog import load
from shared.contracts import Statement, TrackedStatement, ids
from shared.processing import Row
from shared.runtime import settings
from shared.testing.bench import Bench

THRESHOLDS = (0.15, 0.2, 0.25, 0.3)


class Counts(msgspec.Struct, frozen=True):
    """Pairs joined rightly, joined wrongly, and left apart wrongly; halves where a pair belongs to two events."""

    right: float = 0
    wrong: float = 0
    missed: float = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return 100 * self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return 100 * self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 200 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    def __str__(self) -> str:
        return f"P {self.precision:.1f} R {self.recall:.1f} F1 {self.f1:.1f}"


def sayings_of(gold: Sequence[Gold], rules: Policy, others: Sequence[Gold] = ()) -> dict[str, str]:
    """Statement id -> the saying that the processor gives it; `others` are in the news as well, of other sides."""
    bench = Bench(build_with(rules), [_known(one.statement) for one in others])
    found = {}
    for one in gold:
        for event in bench.send(one.message, one.statement.article.received_at):
            if isinstance(event.message, TrackedStatement):
                found[event.message.statement.id] = _saying(event.message)
    return found


def _saying(tracked: TrackedStatement) -> str:
    """That of the longest point: it is the one that `score_sayings.py` would take for the statement."""
    if not tracked.points:
        return tracked.saying
    return max(tracked.points, key=lambda point: sum(b - a for a, b in point.spans)).saying


def _known(statement: Statement) -> Row:
    apart = msgspec.structs.replace(statement, side=f"elsewhere: {statement.side}")
    return row_of(
        StatementRow(
            statement=apart,
            saying=ids.saying_id(apart.id),
            novelty="new",
            known_at=apart.article.received_at,
        )
    )


def counted(gold: Sequence[Gold], found: Mapping[str, str]) -> Counts:
    """Pairs of different articles."""
    count = Counter[str]()
    for a, b in combinations(gold, 2):
        if a.statement.article.id == b.statement.article.id:
            continue
        same = a.saying == b.saying
        joined = found[a.statement.id] == found[b.statement.id]
        count["right"] += same and joined
        count["wrong"] += joined and not same
        count["missed"] += same and not joined
    return Counts(count["right"], count["wrong"], count["missed"])


def with_(rules: Policy, scorer: Scorer, join: float) -> Policy:
    """The policy with other weights."""
    return msgspec.structs.replace(rules, scorer=msgspec.structs.replace(scorer, join=join))


def cross_validated(
    gold: Sequence[Gold], rules: Policy, penalty: float
) -> tuple[dict[str, Counts], dict[float, Counts]]:
    """Counts of every event, held out; and of all at every threshold, for the curve."""
    found = pairs(gold, rules.viewer)
    events = sorted({g.event for g in gold})
    table = {}
    for event in events:
        scorer = without(found, event, penalty)
        own = [g for g in gold if g.event == event]
        others = [g for g in gold if g.event != event]
        for join in THRESHOLDS:
            found_here = sayings_of(own, with_(rules, scorer, join), others)
            table[event, join] = counted(own, found_here)
    held_out = {}
    for event in events:
        elsewhere = {j: sum((table[e, j] for e in events if e != event), Counts()) for j in THRESHOLDS}
        held_out[event] = table[event, max(THRESHOLDS, key=lambda j: elsewhere[j].f1)]
    return held_out, {j: sum((table[e, j] for e in events), Counts()) for j in THRESHOLDS}


def main() -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--archive", type=Path)
    parser.add_argument(
        "--shuffles", type=int, default=0, help="orders of the articles to try, and of statements"
    )
    parser.add_argument("--penalty", type=float, default=PENALTY)
    arguments = parser.parse_args()
    archive = arguments.archive or arguments.gold.parent / "replay" / "feeds_2025-05-21.jsonl.gz"
    catalog = load()
    gold = read(arguments.gold / "novelty" / "sayings_dev.jsonl.gz", archive, catalog)
    rules = policy(catalog, settings.defaults())
    held_out, curve = cross_validated(gold, rules, arguments.penalty)
    for event, counts in held_out.items():
        print(f"{event:8} {counts}")
    print(f"held out {sum(held_out.values(), Counts())}")
    for join, counts in curve.items():
        print(f"  join {join:.2f} {counts}")
    print(f"weights as shipped, all events at once: {counted(gold, sayings_of(gold, rules))}")
    chance = random.Random(1)
    for _ in range(arguments.shuffles):
        mixed = list(gold)
        chance.shuffle(mixed)
        print(f"  shuffled {counted(gold, sayings_of(mixed, rules))}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
