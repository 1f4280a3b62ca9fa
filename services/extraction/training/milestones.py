"""Annotated articles in, `domain/milestones/weights.npz` out: `python -m
services.extraction.training.milestones GOLD`.

Two stages of logistic regression. Sentences (sentencewise.py): weights over words and rules, learnt from whole articles
and from sentences annotated one by one. Steps (stepwise.py): the sentences of one occurrence together; learnt on
sentence scores from folds that the words' weights had not seen, so that it knows how far to trust them. `--predict`
writes what cross-validation finds, for `score_news.py`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from services.extraction.domain.milestones import candidates, read, weights
from services.extraction.domain.milestones.model import ReadMilestone
from services.extraction.domain.milestones.weights import Weights
from services.extraction.training import single
from services.extraction.training.agreement import typed
from services.extraction.training.prepared import FOLDS, Prepared, prepare
from services.extraction.training.sentencewise import Words
from services.extraction.training.single import Single
from services.extraction.training.sources import annotated
from services.extraction.training.stepwise import learn_steps, priors
from shared.catalog import Matcher, load

MOST_WORDS: Final = 13_000
"""Features that ship: those with the greatest weights, so that the file stays under a megabyte."""


def learn(articles: Sequence[Prepared], singles: Sequence[Single], card: str) -> Weights:
    """All weights from these articles and single sentences."""
    words, prior = Words(articles, singles), priors(articles).astype(np.float32)
    unseen, titles = words.unseen()
    ends = np.cumsum([len(a.words) for a in articles])[:-1]
    step, sure, threshold = learn_steps(articles, np.split(unseen, ends), titles, prior)
    matrix, bias = words.heads()
    matrix *= words.trusted[:, None]
    matrix[np.abs(matrix) < 0.02] = 0
    used = np.sort(np.argsort(-np.abs(matrix).max(1), kind="stable")[:MOST_WORDS])
    names = list(words.known)
    return Weights(
        words={names[old]: new for new, old in enumerate(used)},
        word_weights=matrix[used], word_bias=bias,
        step_mean=step.mean.astype(np.float32), step_scale=step.scale.astype(np.float32),
        step_weights=step.weights.astype(np.float32), step_bias=step.bias,
        sure_mean=sure.mean.astype(np.float32), sure_scale=sure.scale.astype(np.float32),
        sure_weights=sure.weights.astype(np.float32), sure_bias=sure.bias,
        priors=prior, threshold=threshold, card=card,
    )  # fmt: skip


def read_all(articles: Sequence[Prepared], learned: Weights) -> list[Sequence[ReadMilestone]]:
    """What the reader finds in each article."""
    return [
        read.told(each.article, candidates.find(each.article, learned), learned)
        if len(each.article.background.weights) > 1
        else ()
        for each in articles
    ]


def report(articles: Sequence[Prepared], found: Sequence[Sequence[ReadMilestone]]) -> None:
    """F1 of steps whose type and parties are right."""
    wanted = sum(not m["background"] for a in articles for m in a.record["milestones"])
    counts = [typed(a.record["milestones"], f) for a, f in zip(articles, found, strict=True)]
    right, told = (sum(column) for column in zip(*counts, strict=True))
    print(f"typed F1 {200 * right / (told + wanted):.1f} on {len(articles)} articles held out")


def predict(articles: Sequence[Prepared], learned: Weights) -> list[str]:
    """What the reader finds, a line for each article as score_news.py takes it."""
    lines = []
    for each, found in zip(articles, read_all(articles, learned), strict=True):
        told = [
            {"type": m.type, "status": m.status, "parties": m.parties, "date": m.date, "background": m.background,
             "rule": m.rule, "spans": m.spans, "confidence": m.confidence}
            for m in found
        ]  # fmt: skip
        lines.append(json.dumps({"doc_id": each.record["doc_id"], "statements": [], "milestones": told}))
    return lines


def main() -> int:
    """Exit status 2 when the gold is not there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--fold", type=int, default=None, help="learn without this fold and predict it")
    parser.add_argument("--gold-only", action="store_true", help="without the project's own annotations")
    parser.add_argument(
        "--predict", type=Path, default=None, help="where predictions go (of the fold, or cross-validated)"
    )
    parser.add_argument("--out", type=Path, default=Path(weights.__file__).with_name(weights.FILE))
    arguments = parser.parse_args()
    try:
        known = annotated(arguments.gold)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 2
    catalog = load()
    matcher = Matcher(catalog)
    records = known.train if arguments.gold_only else known.train + known.own
    articles = [prepare(r, catalog, matcher) for r in records]
    singles = [] if arguments.gold_only else list(single.load(arguments.gold, catalog, matcher))
    if not arguments.gold_only:
        written = (prepare(r, catalog, matcher) for r in known.written)
        singles += [each for article in written for each in single.sentences_of(article)]
    digest = hashlib.sha256("\n".join(sorted(r["doc_id"] for r in records)).encode()).hexdigest()[:16]
    card = (
        f"learnt from {len(articles)} articles (sha256 of their sorted ids {digest}) and {len(singles)} single "
        "sentences; training/milestones.py"
    )
    folds = (
        [arguments.fold] if arguments.fold is not None else list(range(FOLDS)) if arguments.predict else []
    )
    lines: list[str] = []
    for fold in folds:
        own = [a for a in articles if a.fold == fold]
        rest = [a for a in articles if a.fold != fold]
        lines += predict(own, learn(rest, [s for s in singles if s.fold != fold], card))
    if arguments.predict:
        arguments.predict.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return 0
    learned = learn(articles, singles, card)
    held = [prepare(r, catalog, matcher) for r in known.held]
    report(held, read_all(held, learned))
    arguments.out.write_bytes(weights.dump(learned))
    print(f"{arguments.out}: {arguments.out.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
