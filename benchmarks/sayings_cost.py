"""How much time and memory a statement costs the statements service as sayings grow.

    python -m benchmarks.sayings_cost [--sizes 1000,10000,100000] [--timed N]

Statements are made of words drawn as often as English sentences have them (the shipped lexicon's shares); a third of
them are retellings of an earlier one with some words changed. One side has a third of all. They are spread over 300
days. Time is processor time of `process` and `add` together, for statements that come after `size` are known.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from services.statements.domain.lexicon import stem_bucket
from services.statements.domain.rows import StatementRow, row_of
from services.statements.domain.tokens import stem
from services.statements.processor import build_with, lexicon, policy
from shared.catalog import load
from shared.contracts import Statement, StatementObserved, ids
from shared.runtime import settings
from shared.testing.builders import a_statement, an_article_ref

START = datetime(2025, 1, 1, tzinfo=UTC)
SPAN = timedelta(days=300)
PER_ARTICLE = 12


class Speech:
    """Makes statements, the same ones for the same seed."""

    def __init__(self, size: int, seed: int) -> None:
        self._chance = random.Random(seed)
        words = lexicon()
        self._words = list(words.rows)
        shares = (float(words.shares[stem_bucket(stem(word))]) for word in self._words)
        self._odds = list(accumulate(min(share, 0.05) for share in shares))
        self._size = size
        self._told: list[tuple[str, list[str]]] = []

    def next(self, number: int) -> Statement:
        """The statement of this number."""
        chance = self._chance
        if self._told and chance.random() < 0.33:
            side, words = chance.choice(self._told[-400:])
            words = [self._draw(1)[0] if chance.random() < 0.2 else word for word in words]
        else:
            side = "Russia" if chance.random() < 0.33 else f"Side {chance.randrange(40)}"
            words = self._draw(chance.randint(6, 28))
        self._told = [*self._told[-400:], (side, words)]
        article = number // PER_ARTICLE
        ref = an_article_ref(
            f"a{article}",
            outlet=f"Outlet {chance.randrange(40)}",
            published_at=START + SPAN * min(1.0, number / self._size),
            fingerprint=tuple(chance.randrange(1 << 32) for _ in range(32)),
        )
        return a_statement(" ".join(words), article=ref, side=side, speaker=side, position="demands")

    def _draw(self, count: int) -> list[str]:
        return self._chance.choices(self._words, cum_weights=self._odds, k=count)


def measure(size: int, timed: int, seed: int) -> tuple[float, float, float]:
    """Milliseconds a statement (mean, 95th percentile) and kilobytes a statement known, at this size."""
    rules = policy(load(), settings.defaults())
    processor = build_with(rules)
    speech = Speech(size, seed)
    before = memory()
    state = processor.fold([])
    for number in range(size):
        statement = speech.next(number)
        told = StatementRow(
            statement=statement,
            saying=ids.saying_id(statement.id),
            novelty="new",
            known_at=statement.article.published_at,
        )
        processor.add(state, [row_of(told)])
    grown = memory() - before
    costs = []
    for number in range(size, size + timed):
        statement = speech.next(number)
        message = StatementObserved(statement=statement)
        started = time.process_time()
        outcome = processor.process(message, state, statement.article.published_at)
        processor.add(state, outcome.rows)
        costs.append(1000 * (time.process_time() - started))
    costs.sort()
    return sum(costs) / len(costs), costs[int(0.95 * len(costs))], grown / size


def memory() -> float:
    """Kilobytes in use now."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1024


def main() -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--timed", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    print("sayings  ms/statement  95 %  kB/statement")
    for size in map(int, arguments.sizes.split(",")):
        mean, slow, held = measure(size, arguments.timed, arguments.seed)
        print(f"{size:7}  {mean:12.2f}  {slow:.2f}  {held:.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
