"""Annotated articles and the shipped encoder in, `domain/milestones/weights.npz` out: `python -m
services.extraction.training.milestones GOLD`.

Two stages of logistic regression. Sentences (sentencewise.py): one set of weights over words and rules, one over the
encoder's pooled hidden states. Steps (stepwise.py): the sentences of one occurrence together; learnt on sentence scores
from folds that the words' weights had not seen, so that it knows how far to trust them. `--predict` writes what
cross-validation finds by words and rules alone, for `score_news.py`. How much the encoder has to say is decided on the
annotations that are held out: it has seen the others, and is easily trusted too much there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from services.extraction.domain.milestones import read, weights
from services.extraction.domain.milestones.model import ReadMilestone
from services.extraction.domain.milestones.weights import Weights
from services.extraction.training.agreement import typed
from services.extraction.training.prepared import FOLDS, Prepared, prepare
from services.extraction.training.sentencewise import Words, heads
from services.extraction.training.sources import annotated
from services.extraction.training.stepwise import learn_steps, priors
from shared.catalog import Matcher, load

POOLED_STRENGTH: Final = 0.03
SHARES: Final = (0.0, 0.1, 0.2, 0.3, 0.5)
"""Shares of the encoder that are tried."""
MOST_WORDS: Final = 13_000
"""Features that ship: those with the greatest weights, so that the file stays under a megabyte."""


def learn(articles: Sequence[Prepared], pooled: np.ndarray | None, card: str, encoder: str = "") -> Weights:
    """All weights from these articles; `pooled` holds a row for each of their sentences, in order."""
    words, prior = Words(articles), priors(articles).astype(np.float32)
    unseen, titles = words.unseen()
    ends = np.cumsum([len(a.words) for a in articles])[:-1]
    step, sure, threshold = learn_steps(articles, np.split(unseen, ends), titles, prior)
    matrix, bias = words.heads()
    matrix *= words.trusted[:, None]
    if pooled is None:
        pooled = np.zeros((words.x.shape[0], 2), np.float32)
    mean, scale = pooled.mean(0), pooled.std(0) + 1e-6
    pooled_matrix, pooled_bias = heads((pooled - mean) / scale, *words.labels, POOLED_STRENGTH)
    matrix[np.abs(matrix) < 0.02] = 0
    used = np.sort(np.argsort(-np.abs(matrix).max(1), kind="stable")[:MOST_WORDS])
    names = list(words.known)
    return Weights(
        words={names[old]: new for new, old in enumerate(used)},
        word_weights=matrix[used], word_bias=bias,
        pooled_mean=mean, pooled_scale=scale, pooled_weights=pooled_matrix, pooled_bias=pooled_bias,
        step_mean=step.mean.astype(np.float32), step_scale=step.scale.astype(np.float32),
        step_weights=step.weights.astype(np.float32), step_bias=step.bias,
        sure_mean=sure.mean.astype(np.float32), sure_scale=sure.scale.astype(np.float32),
        sure_weights=sure.weights.astype(np.float32), sure_bias=sure.bias,
        priors=prior, threshold=threshold, share=0.0, encoder=encoder, card=card,
    )  # fmt: skip


def pool(articles: Sequence[Prepared], model: Path | None) -> tuple[np.ndarray, str]:
    """What the encoder's hidden states are over each sentence of the articles, and the encoder's hash."""
    from services.extraction.adapters.onnx_encoder import OnnxEncoder
    from services.extraction.domain.document import document
    from services.extraction.domain.reading import pool as pooled

    encoder = OnnxEncoder.load(model)
    rows = []
    for each in articles:
        text = document(each.record["doc_id"], each.record["text"], title=each.record.get("title") or "")
        encoding = encoder.encode(text)
        rows.append(
            np.asarray(pooled(text, encoding), np.float32)
            if encoding.offsets
            else np.zeros((len(each.words), 0))
        )
    width = max(r.shape[1] for r in rows)
    return np.concatenate(
        [r if r.shape[1] == width else np.zeros((len(r), width), np.float32) for r in rows]
    ), encoder.hidden_hash


def read_all(
    articles: Sequence[Prepared], learned: Weights, pooled: np.ndarray | None
) -> list[Sequence[ReadMilestone]]:
    """What the reader finds in each article; `pooled` holds a row for each of their sentences, in order."""
    out: list[Sequence[ReadMilestone]] = []
    at = 0
    for each in articles:
        rows = None if pooled is None else pooled[at : at + len(each.words)]
        at += len(each.words)
        if len(each.article.background.weights) > 1:
            out.append(read.told(each.article, read.candidates(each.article, learned, rows), learned))
        else:
            out.append(())
    return out


def shared(articles: Sequence[Prepared], learned: Weights, pooled: np.ndarray) -> Weights:
    """The weights with the share of the encoder that serves best on articles that it has not seen; of equals the
    least."""
    wanted = sum(not m["background"] for a in articles for m in a.record["milestones"])
    best = (-1.0, learned)
    for share in SHARES:
        now = msgspec.structs.replace(learned, share=share)
        found = read_all(articles, now, pooled)
        counts = [typed(a.record["milestones"], f) for a, f in zip(articles, found, strict=True)]
        right, told = (sum(column) for column in zip(*counts, strict=True))
        f1 = 2 * right / (told + wanted)
        print(f"share of the encoder {share}: typed F1 {100 * f1:.1f} on {len(articles)} articles held out")
        best = max(best, (f1, now), key=lambda pair: pair[0])
    return best[1]


def predict(articles: Sequence[Prepared], learned: Weights, pooled: np.ndarray | None) -> list[str]:
    """What the reader finds, a line for each article as score_news.py takes it."""
    lines = []
    for each, found in zip(articles, read_all(articles, learned, pooled), strict=True):
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
    parser.add_argument("--model", type=Path, default=None, help="folder of the encoder (the shipped one)")
    parser.add_argument("--fold", type=int, default=None, help="learn without this fold and predict it")
    parser.add_argument("--no-encoder", action="store_true", help="words and rules alone")
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
    pooled, encoder = (None, "") if arguments.no_encoder else pool(articles, arguments.model)
    digest = hashlib.sha256("\n".join(sorted(r["doc_id"] for r in records)).encode()).hexdigest()[:16]
    card = (
        f"learnt from {len(articles)} articles (sha256 of their sorted ids {digest}); training/milestones.py"
    )
    folds = (
        [arguments.fold] if arguments.fold is not None else list(range(FOLDS)) if arguments.predict else []
    )
    lines: list[str] = []
    for fold in folds:
        own = [a for a in articles if a.fold == fold]
        rest = [a for a in articles if a.fold != fold]
        mask = np.array([a.fold == fold for a in articles for _ in a.words])
        learned = learn(rest, None if pooled is None else pooled[~mask], card)
        lines += predict(own, learned, None if pooled is None else pooled[mask])
    if arguments.predict:
        arguments.predict.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return 0
    learned = learn(articles, pooled, card, encoder)
    if pooled is not None:
        held = [prepare(r, catalog, matcher) for r in known.held]
        learned = shared(held, learned, pool(held, arguments.model)[0])
    arguments.out.write_bytes(weights.dump(learned))
    print(f"{arguments.out}: {arguments.out.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
