"""Steps that readers judged in, `domain/milestones/trust.yaml` out: `python -m
services.extraction.training.trust GOLD`.

The verdicts lie in benchmarks/judgements/steps.jsonl, with what was read; texts come from the archives beside the gold.
Prints what cross-validation over articles finds.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score

from services.extraction.adapters.onnx_encoder import OnnxEncoder
from services.extraction.domain.encoder import pooling
from services.extraction.domain.milestones import trust
from services.extraction.domain.milestones.article import Article
from services.extraction.domain.milestones.model import ReadMilestone
from services.extraction.domain.milestones.weights import Floats
from services.extraction.domain.text.document import document
from services.extraction.training.archives import Archives
from services.extraction.training.single import as_read
from shared.catalog import Catalog, Matcher, load

VERDICTS: Final = Path(__file__).resolve().parents[3] / "benchmarks" / "judgements" / "steps.jsonl"
SEEN: Final = 3
"""Verdicts in which a sign must occur."""
STRENGTH: Final = 0.05
FOLDS: Final = 5


def asked(encoder: OnnxEncoder, article: Article) -> Floats:
    """What the encoder says of each sentence of an article."""
    read = document("", article.text)
    return encoder.sentences(pooling.sentence_vectors(encoder.encode(read), read.sentences))


class Judged(NamedTuple):
    """A step in its article, whether it is wanted, and the fold of its article."""

    article: Article
    step: ReadMilestone
    wanted: bool
    fold: int


def judged(gold: Path, catalog: Catalog, matcher: Matcher) -> Iterator[Judged]:
    """All judged steps; raises ValueError where one is of an article that may not be learnt from."""
    archives, encoder = Archives(gold), OnnxEncoder.load()
    known: dict[str, Article] = {}
    for line in VERDICTS.read_bytes().splitlines():
        verdict = json.loads(line)
        key = verdict["id"]
        if key not in known:
            article = as_read(archives.article(verdict["archive"], key), catalog, matcher)
            known[key] = msgspec.structs.replace(article, tellings=asked(encoder, article))
        fields = {f: verdict[f] for f in ReadMilestone.__struct_fields__ if f in verdict}
        fold = int(hashlib.sha256(key.encode()).hexdigest(), 16) % FOLDS
        yield Judged(known[key], msgspec.convert(fields, ReadMilestone), verdict["verdict"] == "yes", fold)


def learn(found: Sequence[Judged], card: str) -> trust.Weights:
    """Logistic regression over the signs that are seen often enough."""
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
    return trust.Weights(
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
    """Exit status 2 when the gold or the archives are not there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, default=Path(trust.__file__).with_name(trust.FILE))
    arguments = parser.parse_args()
    catalog = load()
    try:
        found = list(judged(arguments.gold, catalog, Matcher(catalog)))
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
    learned = learn(found, f"learnt from {told} by cross-validation over articles; training/trust.py")
    arguments.out.write_bytes(msgspec.yaml.encode(learned))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
