"""Learns the weights of "same saying" from gold sayings, by logistic regression.

    python -m services.statements.training.pairs GOLD/novelty/sayings_dev.jsonl.gz ARCHIVE

`pairs.yaml` is written from all events; `benchmarks.sayings` measures its worth with weights learnt without the event
at hand.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np

from services.statements.domain.compare import FEATURES, compare
from services.statements.domain.document_frequency import DocumentFrequency
from services.statements.domain.lexicon import Floats
from services.statements.domain.pairs import Scorer
from services.statements.domain.saying_matching import side_of
from services.statements.domain.word_arrays import Viewer
from services.statements.processor import lexicon
from services.statements.training.gold import Gold, read
from shared.catalog import load

TARGET = Path(__file__).resolve().parent.parent / "pairs.yaml"
PENALTY = 10.0
JOIN, FAR, FAR_HOURS = 0.2, 0.6, 96.0
CROWD = 0.7


class Pairs(msgspec.Struct, frozen=True):
    """Pairs of statements of one side and event: features, whether they are one saying, and the event."""

    features: Floats
    same: Floats
    events: tuple[str, ...]


def pairs(gold: Sequence[Gold], viewer: Viewer) -> Pairs:
    """Every statement paired with all that its side said before in the event, as the service would see them while the
    other events are in the news as well."""
    features: list[Floats] = []
    same: list[float] = []
    events: list[str] = []
    for event in sorted({g.event for g in gold}):
        common = DocumentFrequency()
        for one in gold:
            if one.event != event:
                common.count(viewer.view(one.statement.words), 1)
        before: dict[str, list[Gold]] = {}
        for one in (g for g in gold if g.event == event):
            new = side_of(one.statement, viewer)
            earlier = before.setdefault(one.statement.side, [])
            if earlier:
                others = [side_of(g.statement, viewer) for g in earlier]
                features.append(compare(new, others, viewer.lexicon, common))
                same += [float(g.saying == one.saying) for g in earlier]
                events += [event] * len(earlier)
            earlier.append(one)
            common.count(new.view, 1)
    return Pairs(np.concatenate(features), np.array(same, np.float32), tuple(events))


def fit(features: Floats, same: Floats, penalty: float = PENALTY, join: float = JOIN) -> Scorer:
    """Ridge logistic regression on standardised features by Newton's method; weights of the features as they are."""
    mean, spread = features.mean(axis=0), features.std(axis=0)
    spread[spread < 1e-6] = 1
    rows = np.hstack([np.ones((len(features), 1)), (features - mean) / spread]).astype(float)
    ridge = np.diag([0.0, *([penalty] * features.shape[1])])
    weights = np.zeros(rows.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -40, 40)))
        slope = rows.T @ (chance - same) + ridge @ weights
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + ridge
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-7:
            break
    plain = weights[1:] / spread
    return Scorer(
        bias=round(float(weights[0] - plain @ mean), 4),
        weights={name: round(float(w), 4) for name, w in sorted(zip(FEATURES, plain, strict=True))},
        join=join,
        far=FAR,
        far_hours=FAR_HOURS,
        crowd=CROWD,
    )


def without(found: Pairs, event: str, penalty: float = PENALTY) -> Scorer:
    """Weights learnt from all events but one."""
    others = np.array([e != event for e in found.events])
    return fit(found.features[others], found.same[others], penalty)


def main() -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--join", type=float, default=JOIN)
    arguments = parser.parse_args()
    gold = read(arguments.gold, arguments.archive, load())
    found = pairs(gold, Viewer(lexicon()))
    scorer = fit(found.features, found.same, join=arguments.join)
    head = (
        '# Weights of "same saying" for a pair of statements of one side (names: domain/compare.py), learnt by\n'
        f"# training/pairs.py from {len(found.same)} pairs of {len(set(found.events))} events, {int(found.same.sum())}"
        " of them the same. `far`, `agree` and `cover` are set by hand,\n# `crowd` by holding events out of a replay.\n"
    )
    TARGET.write_text(head + msgspec.yaml.encode(scorer).decode(), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
