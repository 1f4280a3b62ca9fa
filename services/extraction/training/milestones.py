"""Annotated articles and the shipped encoder in, `domain/milestones/weights.npz` out: `python -m
services.extraction.training.milestones GOLD`.

Two stages of logistic regression. Sentences: one set of weights over words and rules, one over the encoder's
pooled hidden states.
Steps: the sentences of one occurrence together; learnt on sentence scores from folds that the words' weights had
not seen, so that
it knows how far to trust them. `--predict` writes what cross-validation finds, for `score_news.py`.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from services.extraction.domain import sentences
from services.extraction.domain.milestones import read, steps, weights
from services.extraction.domain.milestones.model import MILESTONE_TYPES, STATUSES, StatementView
from services.extraction.domain.milestones.weights import COLUMNS, LIVE, OLD, STATUS, TOLD, Weights
from shared.catalog import Catalog, Matcher, load

FOLDS = 5
SEEN = 4
WORD_STRENGTH = 1.0
POOLED_STRENGTH = 0.03
KIND_STRENGTH = 4.0
STEP_STRENGTH = 0.01
FLAT = 0.003
MOST_WORDS = 13_000
"""Features that ship: those with the greatest weights, so that the file stays under a megabyte."""
POSITION_ERRORS = 0.3
ISSUE_ERRORS = 0.25


@dataclass
class Prepared:
    """One annotated article, ready to learn from."""

    record: dict[str, Any]
    article: read.Article
    seen: list[Any]
    words: list[frozenset[str]]
    title: frozenset[str]
    labels: list[set[tuple[str, str, bool]]]
    fold: int


def records(path: Path) -> list[dict[str, Any]]:
    """Annotated articles of a gold file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def view(statement: dict[str, Any], key: str) -> StatementView:
    """An annotated statement as the reader would know it: position and issue are made wrong as often as it errs."""
    chance = random.Random(key)
    position, issue = statement["position"], statement["issues"][0]
    if chance.random() < POSITION_ERRORS:
        position = chance.choice(("none", "none", "supports", "opposes", "demands"))
    if chance.random() < ISSUE_ERRORS:
        issue = "other"
    return StatementView(
        spans=tuple((a, b) for a, b in statement["content"]), speaker=statement["speaker"],
        side=statement["affiliation"] or "", background=statement["background"], position=position, issue=issue,
    )  # fmt: skip


def prepare(record: dict[str, Any], catalog: Catalog, matcher: Matcher) -> Prepared:
    """Read an article as the reader would, with the annotated statements."""
    text, title = record["text"], record.get("title") or ""
    today = datetime.fromisoformat((record["date"] or "2019-01-01").replace("Z", "+00:00")).date()
    views = [view(s, f"{record['doc_id']} {at}") for at, s in enumerate(record["statements"])]
    article = read.known(
        text,
        title,
        today,
        matcher.mentions(text, today),
        views,
        sentences.split(text),
        catalog,
        matcher.mentions(title, today),
    )
    seen = [read.seen(article, at) for at in range(len(article.sentences))]
    words = [read.words(article, now, seen[at - 1].hits if at else ()) for at, now in enumerate(seen)]
    labels: list[set[tuple[str, str, bool]]] = [set() for _ in seen]
    for step in record["milestones"]:
        for a, b in step["evidence"]:
            for at, (start, end) in enumerate(article.sentences):
                if min(b, end) > max(a, start):
                    labels[at].add((step["type"], step["status"], step["background"]))
    fold = int(hashlib.sha1(record["doc_id"].encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS
    return Prepared(record, article, seen, words, read.title_words(article), labels, fold)


def targets(found: Sequence[set[tuple[str, str, bool]]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Per sentence: types (0/1), whether past (-1 where no step), status (-1 where none)."""
    types = np.zeros((len(found), len(MILESTONE_TYPES)), int)
    past, status = np.full(len(found), -1), np.full(len(found), -1)
    for at, labels in enumerate(found):
        for type_, how, old in sorted(labels):
            types[at, MILESTONE_TYPES.index(type_)] = 1
            past[at] = int(old) if past[at] < 0 else min(past[at], int(old))
            status[at] = STATUSES.index(how)
    return types, past, status


def heads(
    x: Any, types: np.ndarray, past: np.ndarray, status: np.ndarray, strength: float
) -> tuple[np.ndarray, np.ndarray]:
    """Weights and bias of all columns."""
    matrix, bias = np.zeros((x.shape[1], COLUMNS), np.float32), np.full(COLUMNS, -9.0, np.float32)
    solver = "liblinear" if sparse.issparse(x) else "lbfgs"

    def learn(column: int, rows: Any, wanted: np.ndarray, c: float) -> None:
        if wanted.sum() < 2 or wanted.sum() == len(wanted):
            return
        fitted = LogisticRegression(C=c, solver=solver, max_iter=80).fit(x[rows], wanted)
        matrix[:, column], bias[column] = fitted.coef_[0], fitted.intercept_[0]

    every = np.arange(x.shape[0])
    learn(TOLD, every, (past >= 0).astype(int), strength)
    learn(LIVE, every, (past == 0).astype(int), strength)
    told = np.flatnonzero(past >= 0)
    few = strength if sparse.issparse(x) else strength / 3
    learn(OLD, told, past[told], few)
    for number in range(len(STATUSES)):
        learn(STATUS.start + number, told, (status[told] == number).astype(int), few)
    # A sentence that tells several steps is an example of each of their types.
    rows, kinds = np.nonzero(types)
    strength = KIND_STRENGTH if sparse.issparse(x) else few
    fitted = LogisticRegression(C=strength, max_iter=60, tol=1e-3).fit(x[rows], kinds)
    matrix[:, fitted.classes_], bias[fitted.classes_] = fitted.coef_.T, fitted.intercept_
    return matrix, bias


def word_matrix(words: Sequence[frozenset[str]], known: dict[str, int]) -> Any:
    """Sentences by features, each row scaled as `weights.word_scores` does."""
    rows = [[known[w] for w in each if w in known] for each in words]
    ends = np.cumsum([0, *map(len, rows)])
    values = np.concatenate([np.full(len(r), 4 / np.sqrt(max(1, len(r))), np.float32) for r in rows])
    columns = np.array([c for r in rows for c in r])
    return sparse.csr_matrix((values, columns, ends), shape=(len(rows), len(known)))


def priors(articles: Sequence[Prepared]) -> np.ndarray:
    """How much more often a status goes with a type than with any."""
    pairs = Counter((m["type"], m["status"]) for a in articles for m in a.record["milestones"])
    count = np.array([[pairs[t, s] + 0.3 for s in STATUSES] for t in MILESTONE_TYPES])
    return (count / count.sum(1, keepdims=True)) / (count.sum(0) / count.sum())


def fold_party(name: str) -> str:
    """Parties compare without case."""
    return name.lower()


def outcomes(article: Prepared, groups: Sequence[Sequence[steps.Candidate]], status: Any) -> list[int]:
    """Per step: 1 if it matches an annotated one that is news, 2 if one that is past, 0 if none."""
    pairs = []
    for i, gold in enumerate(article.record["milestones"]):
        wanted = set(map(fold_party, gold["parties"]))
        for j, group in enumerate(groups):
            head = group[0]
            found = set(map(fold_party, head.cast.parties))
            if gold["type"] == head.type and len(wanted & found) * 2 >= len(wanted | found):
                near = (
                    head.date is None
                    or not gold["date"]
                    or gold["date"].startswith(head.date)
                    or head.date.startswith(gold["date"])
                )
                pairs.append((1 + near + 0.25 * (not gold["background"]) + 0.01 * head.chance, i, j))
    out, used = [0] * len(groups), set()
    for _, i, j in sorted(pairs, key=lambda p: -p[0]):
        if i not in used and not out[j]:
            used.add(i)
            out[j] = 2 if article.record["milestones"][i]["background"] else 1
    return out


def judged(article: Prepared, scores: np.ndarray, title: np.ndarray) -> list[steps.Candidate]:
    """Candidates of an article whose sentences and title have these scores."""
    head = weights.judgement(title, None)
    return [
        candidate
        for now, row in zip(article.seen, scores, strict=True)
        for candidate in read.candidates_of(article.article, now, weights.judgement(row, None), head)
    ]


def learn_steps(
    articles: Sequence[Prepared], scores: Sequence[np.ndarray], titles: np.ndarray
) -> tuple[Any, ...]:
    """Mean, scale, weights, bias of the second stage, and the threshold that serves best by cross-validation."""
    rows, right, folds, wanted = [], [], [], 0
    for article, own, title in zip(articles, scores, titles, strict=True):
        found = judged(article, own, title)
        groups = steps.grouped(found)
        rows += [steps.features(group, found, len(article.seen)) for group in groups]
        right += outcomes(article, groups, None)
        folds += [article.fold] * len(groups)
        wanted += sum(not m["background"] for m in article.record["milestones"])
    x, y, f = np.array(rows), np.array(right), np.array(folds)
    mean, scale = x.mean(0), x.std(0) + 1e-3
    z = (x - mean) / scale
    chance = np.zeros(len(y))
    for fold in range(FOLDS):
        learnt = (f != fold) & (y != 2)
        if (f == fold).any():
            model = LogisticRegression(C=STEP_STRENGTH, max_iter=500).fit(z[learnt], y[learnt] == 1)
            chance[f == fold] = model.predict_proba(z[f == fold])[:, 1]
    curve = {
        float(t): 2 * ((chance >= t) & (y == 1)).sum() / (((chance >= t) & (y != 2)).sum() + wanted)
        for t in np.arange(0.1, 0.6, 0.02)
    }
    # The curve is flat: of thresholds that are as good, the highest: a wrong alert costs more than a missed one.
    threshold = max(t for t, f1 in curve.items() if f1 >= max(curve.values()) - FLAT)
    best = (curve[threshold], threshold)
    model = LogisticRegression(C=STEP_STRENGTH, max_iter=500).fit(z[y != 2], y[y != 2] == 1)
    print(
        f"steps: {len(y)} candidates, {(y == 1).sum()} right of {wanted}; "
        f"F1 of finding {100 * best[0]:.1f} at {best[1]:.2f}"
    )
    return mean, scale, model.coef_[0], float(model.intercept_[0]), float(best[1])


def learn(articles: Sequence[Prepared], pooled: np.ndarray | None, card: str, encoder: str = "") -> Weights:
    """All weights from these articles; `pooled` holds a row for each of their sentences, in order."""
    words = [w for a in articles for w in a.words]
    types, past, status = targets([label for a in articles for label in a.labels])
    folds = np.array([a.fold for a in articles for _ in a.words])
    count = Counter(w for each in words for w in each)
    known = {w: i for i, w in enumerate(sorted(w for w, n in count.items() if n >= SEEN))}
    x = word_matrix(words, known)
    headings = word_matrix([a.title for a in articles], known)
    own = np.array([a.fold for a in articles])
    unseen, titles = (
        np.zeros((len(words), COLUMNS), np.float32),
        np.zeros((len(articles), COLUMNS), np.float32),
    )
    for fold in sorted(set(folds.tolist())):
        rest = np.flatnonzero(folds != fold)
        matrix, bias = heads(x[rest], types[rest], past[rest], status[rest], WORD_STRENGTH)
        unseen[folds == fold] = x[folds == fold] @ matrix + bias
        titles[own == fold] = headings[own == fold] @ matrix + bias
    ends = np.cumsum([len(a.words) for a in articles])[:-1]
    step = learn_steps(articles, np.split(unseen, ends), titles)
    matrix, bias = heads(x, types, past, status, WORD_STRENGTH)
    if pooled is None:
        pooled = np.zeros((len(words), 2), np.float32)
    mean, scale = pooled.mean(0), pooled.std(0) + 1e-6
    pooled_matrix, pooled_bias = heads((pooled - mean) / scale, types, past, status, POOLED_STRENGTH)
    matrix[np.abs(matrix) < 0.02] = 0
    used = np.sort(np.argsort(-np.abs(matrix).max(1), kind="stable")[:MOST_WORDS])
    names = list(known)
    return Weights(
        words={names[old]: new for new, old in enumerate(used)},
        word_weights=matrix[used], word_bias=bias,
        pooled_mean=mean, pooled_scale=scale, pooled_weights=pooled_matrix, pooled_bias=pooled_bias,
        step_mean=step[0].astype(np.float32), step_scale=step[1].astype(np.float32),
        step_weights=step[2].astype(np.float32),
        step_bias=step[3], priors=priors(articles).astype(np.float32), threshold=step[4], encoder=encoder, card=card,
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
    ), encoder.model_hash


def predict(articles: Sequence[Prepared], learned: Weights, pooled: np.ndarray | None) -> list[str]:
    """What the reader finds, a line for each article as score_news.py takes it."""
    lines, at = [], 0
    for each in articles:
        rows = None if pooled is None else pooled[at : at + len(each.words)]
        at += len(each.words)
        found = []
        if len(each.article.background.weights) > 1:
            found = read.told(each.article, read.candidates(each.article, learned, rows), learned)
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
    parser.add_argument(
        "--predict", type=Path, default=None, help="where predictions go (of the fold, or cross-validated)"
    )
    parser.add_argument("--out", type=Path, default=Path(weights.__file__).with_name(weights.FILE))
    arguments = parser.parse_args()
    train, barred = arguments.gold / "news" / "train.jsonl.gz", arguments.gold / "keep_out.txt"
    if not (train.is_file() and barred.is_file()):
        print(
            f"not found: {train} or {barred}; GOLD is the folder that holds news/ and keep_out.txt",
            file=sys.stderr,
        )
        return 2
    out = set(barred.read_text(encoding="utf-8").split())
    catalog = load()
    matcher = Matcher(catalog)
    kept = [r for r in records(train) if r["doc_id"] not in out]
    articles = [prepare(r, catalog, matcher) for r in kept]
    pooled, encoder = (None, "") if arguments.no_encoder else pool(articles, arguments.model)
    digest = hashlib.sha256(train.read_bytes()).hexdigest()[:16]
    card = f"learnt from {len(articles)} annotated articles (sha256 of the file {digest}); training/milestones.py"
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
    arguments.out.write_bytes(weights.dump(learn(articles, pooled, card, encoder)))
    print(f"{arguments.out}: {arguments.out.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
