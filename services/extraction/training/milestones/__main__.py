"""Learns `domain/milestones/scoring/weights.npz`: `python -m services.extraction.training.milestones GOLD`.

Two stages. Sentences: linear weights over words and rules (sentencewise.py), learnt from all annotated articles and
single sentences; and what these and the encoder are worth beside each other (blending.py), learnt on articles from
which the encoder has not learnt steps (looked_over.py), scored by words' weights of folds that had not seen them. Steps
(stepwise.py): trees over the sentences of one occurrence together, learnt on such scores, so that they know how far to
trust them. `--predict` writes what cross-validation over those finds, for `score_news.py`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from services.extraction.adapters.onnx_encoder import OnnxEncoder
from services.extraction.domain.milestones import read
from services.extraction.domain.milestones.model import ReadMilestone
from services.extraction.domain.milestones.scoring import blending, weights
from services.extraction.domain.milestones.scoring.weights import Weights
from services.extraction.training.annotations import looked_over, single
from services.extraction.training.annotations.prepared import FOLDS, Prepared, asked, prepare
from services.extraction.training.annotations.single import Single
from services.extraction.training.annotations.sources import annotated
from services.extraction.training.milestones import blending as worth
from services.extraction.training.milestones.agreement import typed
from services.extraction.training.milestones.sentencewise import Words
from services.extraction.training.milestones.stepwise import learn_steps, priors
from shared.catalog import Matcher, load

MOST_WORDS: Final = 13_000
"""Features that ship: those with the greatest weights, so that the file stays under a megabyte."""


def learn(
    articles: Sequence[Prepared], unlearnt: Sequence[Prepared], singles: Sequence[Single], card: str
) -> Weights:
    """All weights from these articles and single sentences; the encoder has not learnt steps from `unlearnt`."""
    every = [*articles, *unlearnt]
    words, prior = Words(every, singles), priors(every).astype(np.float32)
    unseen, titles = words.unseen()
    scores = np.split(unseen, np.cumsum([len(a.words) for a in every])[:-1])
    tellings = [a.article.tellings for a in unlearnt]
    assert all(each is not None for each in tellings)
    blend = worth.learn(
        np.concatenate(scores[len(articles) :]),
        np.concatenate(tellings),
        [labels for a in unlearnt for labels in a.labels],
    )
    # Of articles from which the encoder has learnt steps it would say too much: there words speak alone.
    said = [*(None for _ in articles), *tellings]
    both = [blending.blended(own, other, blend) for own, other in zip(scores, said, strict=True)]
    step, sure, threshold = learn_steps(every, both, titles, prior)
    matrix, bias = words.heads()
    matrix *= words.trusted[:, None]
    matrix[np.abs(matrix) < 0.02] = 0
    used = np.sort(np.argsort(-np.abs(matrix).max(1), kind="stable")[:MOST_WORDS])
    names = list(words.known)
    return Weights(
        words={names[old]: new for new, old in enumerate(used)},
        word_weights=matrix[used], word_bias=bias, blend=blend, step=step, sure=sure,
        priors=prior, threshold=threshold, card=card,
    )  # fmt: skip


def read_all(articles: Sequence[Prepared], learned: Weights) -> list[Sequence[ReadMilestone]]:
    """The steps that the reader finds in each article."""
    return [read.found(each.article, learned) for each in articles]


def report(articles: Sequence[Prepared], found: Sequence[Sequence[ReadMilestone]]) -> None:
    """Prints the F1 of steps whose type and parties are right."""
    wanted = sum(not m["background"] for a in articles for m in a.record["milestones"])
    counts = [typed(a.record["milestones"], f) for a, f in zip(articles, found, strict=True)]
    right, told = (sum(column) for column in zip(*counts, strict=True))
    print(f"typed F1 {200 * right / (told + wanted):.1f} on {len(articles)} articles held out")


def predict(articles: Sequence[Prepared], learned: Weights) -> list[str]:
    """The steps that the reader finds, a line of JSON for each article as score_news.py takes it."""
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
    """Learns and writes the weights; exit status 2 when the gold is not there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--predict", type=Path, help="where cross-validated predictions go")
    parser.add_argument("--out", type=Path, default=Path(weights.__file__).with_name(weights.FILE))
    arguments = parser.parse_args()
    try:
        known = annotated(arguments.gold)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 2
    catalog = load()
    matcher = Matcher(catalog)
    articles = [prepare(r, catalog, matcher) for r in known.train + known.own]
    encoder = OnnxEncoder.load()

    def with_encoder(records: Sequence[dict[str, Any]]) -> list[Prepared]:
        found = [prepare(r, catalog, matcher) for r in records]
        for each in found:
            each.article = asked(encoder, each.article)
        return [each for each in found if each.seen]

    unlearnt = with_encoder(looked_over.with_steps(arguments.gold))
    whole = {each.record["doc_id"] for each in unlearnt}
    singles = list(single.load(arguments.gold, catalog, matcher, whole))
    written = (prepare(r, catalog, matcher) for r in known.written)
    singles += [each for article in written for each in single.sentences_of(article)]
    names = sorted(each.record["doc_id"] for each in (*articles, *unlearnt))
    digest = hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]
    card = (
        f"learnt from {len(names)} articles (sha256 of their sorted ids {digest}) and {len(singles)} single "
        f"sentences; trees and blend from {len(unlearnt)} of them; training/milestones/__main__.py"
    )
    if arguments.predict:
        lines: list[str] = []
        for fold in range(FOLDS):
            learned = learn(
                articles,
                [a for a in unlearnt if a.fold != fold],
                [s for s in singles if s.fold != fold],
                card,
            )
            lines += predict([a for a in unlearnt if a.fold == fold], learned)
        arguments.predict.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return 0
    learned = learn(articles, unlearnt, singles, card)
    held = with_encoder(known.held)
    report(held, read_all(held, learned))
    arguments.out.write_bytes(weights.dump(learned))
    print(f"{arguments.out}: {arguments.out.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
