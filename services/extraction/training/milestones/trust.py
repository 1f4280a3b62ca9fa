"""Learns `domain/milestones/steps/trust.yaml`, by which steps are trusted, from steps that people judged.

Run as `python -m services.extraction.training.milestones.trust GOLD`, after the other weights, since the articles are
read anew with those of today. Verdicts of readers (benchmarks/judgements/steps.jsonl, with what was read then and what
would have been right) say whether a step is wanted, as do the steps that people found in articles that the reader has
not learnt from (`looked_over`). Texts come from the archives beside the gold. Prints what cross-validation over
articles finds.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score

from services.extraction.domain.milestones.model import ReadMilestone
from services.extraction.domain.milestones.steps import trust
from services.extraction.domain.milestones.steps.article import ReadArticle
from services.extraction.training.annotations import looked_over
from services.extraction.training.annotations.archives import Archives
from services.extraction.training.milestones.agreement import exact, near, same
from services.extraction.training.milestones.reread import Rereader
from shared.catalog import load

VERDICTS: Final = Path(__file__).resolve().parents[4] / "benchmarks" / "judgements" / "steps.jsonl"
SEEN: Final = 3
"""Verdicts in which a sign must occur."""
STRENGTH: Final = 0.05
FOLDS: Final = 5
Json = Mapping[str, Any]


class Judged(NamedTuple):
    """A step in its article, whether it is wanted, and the fold of its article."""

    article: ReadArticle
    step: ReadMilestone
    wanted: bool
    fold: int


def judged(gold: Path) -> Iterator[Judged]:
    """All steps whose judgement is known; raises ValueError where one is of an article that may not be learnt from."""
    archives, reader = Archives(gold), Rereader(load())
    verdicts: dict[tuple[str, str], list[Json]] = defaultdict(list)
    for line in VERDICTS.read_bytes().splitlines():
        verdict = json.loads(line)
        verdicts[verdict["archive"], verdict["id"]].append(verdict)
    known = {(each["archive"], each["doc_id"]): each["milestones"] for each in looked_over.with_steps(gold)}
    for archive, key in sorted({*verdicts, *known}):
        article, found = reader.steps(archives.article(archive, key))
        fold = int(hashlib.sha256(key.encode()).hexdigest(), 16) % FOLDS
        for step in found:
            if step.background or step.status == "denied":
                continue
            wanted = by_verdicts(step, verdicts[archive, key])
            if wanted is None and (archive, key) in known:
                wanted = by_annotation(step, known[archive, key])
            if wanted is not None:
                yield Judged(article, step, wanted, fold)


def by_annotation(step: ReadMilestone, annotated: Sequence[Json]) -> bool:
    """Whether an annotated step agrees with this one in all that an alert would report, and is news."""
    return any(
        same(dict(each), step) and exact(dict(each), step) and _between(each, step) and not each["background"]
        for each in annotated
    )


def by_verdicts(step: ReadMilestone, verdicts: Sequence[Json]) -> bool | None:
    """Whether the step is wanted by the verdicts on what was read of the same sentences; None where they do not say."""
    here = [v for v in verdicts if any(_overlap(a, b) for a in step.spans[:1] for b in v["spans"])]
    right = [
        v if v["verdict"] == "yes" else v["right"] for v in here if v["verdict"] == "yes" or "right" in v
    ]
    if any(_agrees(each, step) for each in right):
        return True
    told = [v for v in here if v["type"] == step.type]
    if any(v["verdict"] == "no" and (_agrees(v, step) or v["why"] in _WHOLLY) for v in told):
        return False
    return False if any(each["type"] == step.type for each in right) else None


_WHOLLY: Final = frozenset({"old", "none", "minor"})
"""Why a step is not wanted, whatever else is read of it."""


def _agrees(known: Json, step: ReadMilestone) -> bool:
    return (
        (known["type"], known["status"]) == (step.type, step.status)
        and _between(known, step)
        and near(known["date"], step.date)
        and not known.get("background", False)
    )


def _between(known: Json, step: ReadMilestone) -> bool:
    return set(known["parties"]) == set(step.parties)


def _overlap(a: Sequence[int], b: Sequence[int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def learn(found: Sequence[Judged], card: str) -> trust.TrustWeights:
    """The weights of a logistic regression over the signs that are seen often enough."""
    named = [trust.signs(each.article, each.step) for each in found]
    count = Counter(sign for signs in named for sign in signs)
    known = {sign: i for i, sign in enumerate(sorted(s for s, n in count.items() if n >= SEEN))}
    rows = [[known[s] for s in signs if s in known] for signs in named]
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.array([c for row in rows for c in row])
    x = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(known))).toarray()
    odds = np.array([[trust.log_odds(each.step.confidence)] for each in found])
    said = [trust.numbers(each.article, each.step) for each in found]
    names = sorted(said[0])
    numbers = np.array([[each[name] for name in names] for each in said]).reshape(len(found), len(names))
    usual, scale = numbers.mean(0), numbers.std(0) + 1e-3
    fitted = LogisticRegression(C=STRENGTH, max_iter=2000).fit(
        np.hstack([x, (numbers - usual) / scale, odds]), [e.wanted for e in found]
    )
    values = fitted.coef_[0]
    weights = {sign: round(float(values[i]), 2) for sign, i in known.items() if abs(values[i]) >= 0.02}
    asked_ = values[len(known) : -1] / scale
    return trust.TrustWeights(
        card,
        round(float(fitted.intercept_[0]), 3),
        round(float(values[-1]), 3),
        weights,
        {
            name: (round(float(weight), 3), round(float(middle), 2))
            for name, weight, middle in zip(names, asked_, usual, strict=True)
        },
    )


def main() -> int:
    """Learns and writes the weights; exit status 2 when the gold or the archives are not there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, default=Path(trust.__file__).with_name(trust.FILE))
    arguments = parser.parse_args()
    try:
        found = list(judged(arguments.gold))
    except (FileNotFoundError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    wanted, chances = np.array([e.wanted for e in found]), np.zeros(len(found))
    for fold in range(FOLDS):
        weights = learn([e for e in found if e.fold != fold], "")
        for at, each in enumerate(found):
            if each.fold == fold:
                chances[at] = trust.chance(weights, each.article, each.step)
    area, precision = roc_auc_score(wanted, chances), average_precision_score(wanted, chances)
    told = f"{len(found)} verdicts, {wanted.mean():.0%} wanted; area {area:.3f}, average precision {precision:.3f}"
    print(told)
    for least in (0.2, 0.3, 0.4, 0.5, 0.6):
        kept = chances >= least
        share = f"{wanted[kept].mean():.0%} wanted, {wanted[kept].sum()} of {wanted.sum()}"
        print(f"from {least}: {kept.sum()} kept, {share}")
    learned = learn(
        found, f"learnt from {told} by cross-validation over articles; training/milestones/trust.py"
    )
    head = "# How far a step is to be trusted, learnt by training/milestones/trust.py.\n"
    arguments.out.write_text(head + msgspec.yaml.encode(learned).decode(), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
