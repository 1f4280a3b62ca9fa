"""Learns `newsworthiness.npz`, the weights of news value, from statements that readers judged as alerts.

Run as `python -m services.extraction.training.statements.newsworthiness GOLD`. The verdicts lie in
benchmarks/judgements/newsworthiness.jsonl, with what the reader found of each statement; the texts come from the
archives beside the gold. Prints what cross-validation over articles finds.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score

from services.extraction.domain.encoder.wording import Wording
from services.extraction.domain.judging import newsworthiness
from services.extraction.domain.judging.newsworthiness import Candidate
from services.extraction.training.annotations.archives import Archives
from services.extraction.training.statements import words

VERDICTS: Final = Path(__file__).resolve().parents[4] / "benchmarks" / "judgements" / "newsworthiness.jsonl"
SEEN: Final = 3
"""Verdicts in which a feature must occur."""
STRENGTH: Final = 1.0
FOLDS: Final = 5


def candidate(verdict: dict[str, Any], article: dict[str, Any]) -> Candidate:
    """A judged statement as the reader knows it."""
    return Candidate(
        article["text"], article.get("title") or "", [(a, b) for a, b in verdict["content"]], verdict["speaker"],
        verdict["kind"], verdict["rank"], verdict["side"], verdict["type"], verdict["issues"], verdict["position"],
        verdict["negotiations"],
    )  # fmt: skip


def judged(gold: Path) -> Iterator[tuple[Candidate, bool, int]]:
    """Statements with whether they are wanted, and the fold of their article; raises ValueError for barred articles."""
    archives = Archives(gold)
    for line in VERDICTS.read_bytes().splitlines():
        verdict = json.loads(line)
        article = archives.article(verdict["archive"], verdict["doc_id"])
        fold = int(hashlib.sha256(verdict["doc_id"].encode()).hexdigest(), 16) % FOLDS
        yield candidate(verdict, article), verdict["verdict"] == "yes", fold


def learn(found: Sequence[tuple[Sequence[list[str]], bool]]) -> Wording:
    """The weights of a logistic regression over the features of each statement."""
    count = Counter(w for groups, _ in found for part in groups for w in set(part))
    known = {w: i for i, w in enumerate(sorted(w for w, n in count.items() if n >= SEEN))}
    model = Wording(known, np.zeros((len(known), 1), np.float32), np.zeros(1, np.float32))
    x = words.matrix(model, [groups for groups, _ in found])
    fitted = LogisticRegression(C=STRENGTH, max_iter=500).fit(x, [wanted for _, wanted in found])
    return Wording(known, fitted.coef_.T.astype(np.float32), fitted.intercept_.astype(np.float32))


def validated(found: Sequence[tuple[Candidate, bool, int]]) -> np.ndarray:
    """The probability [statements] of each statement, by weights that have not seen its article."""
    out = np.zeros(len(found))
    groups = [newsworthiness.groups(each) for each, _, _ in found]
    for fold in range(FOLDS):
        rest = [(g, wanted) for g, (_, wanted, own) in zip(groups, found, strict=True) if own != fold]
        model = learn(rest)
        for at, (each, _, own) in enumerate(found):
            if own == fold:
                out[at] = newsworthiness.chance(model, each)
    return out


def main() -> int:
    """Learns and writes the weights; exit status 2 when the gold or the archives are not there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    out = Path(newsworthiness.__file__).with_name(newsworthiness.FILE)
    parser.add_argument("--out", type=Path, default=out)
    arguments = parser.parse_args()
    try:
        found = list(judged(arguments.gold))
    except (FileNotFoundError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    chances, wanted = validated(found), np.array([w for _, w, _ in found])
    area, precision = roc_auc_score(wanted, chances), average_precision_score(wanted, chances)
    print(
        f"{len(found)} verdicts, {wanted.mean():.0%} wanted; area {area:.3f}, average precision {precision:.3f}"
    )
    for least in (0.2, 0.3, 0.4, 0.5, 0.6):
        kept = chances >= least
        print(
            f"from {least}: {kept.sum()} kept, {wanted[kept].mean():.0%} wanted, {wanted[kept].sum()} of {wanted.sum()}"
        )
    words.save(learn([(newsworthiness.groups(each), w) for each, w, _ in found]), arguments.out)
    print(f"{arguments.out}: {arguments.out.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
