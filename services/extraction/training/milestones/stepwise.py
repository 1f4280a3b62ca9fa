"""Learns the trees by which whole steps are judged, from the scores of their sentences.

Two judgements: whether the guide would count the step, and whether all that an alert would say of it is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from services.extraction.domain import trees
from services.extraction.domain.encoder.labels import MILESTONES, STATUSES
from services.extraction.domain.milestones import read
from services.extraction.domain.milestones.scoring import weights
from services.extraction.domain.milestones.steps import candidates, grouping
from services.extraction.domain.trees import Trees
from services.extraction.training.annotations.prepared import Prepared
from services.extraction.training.milestones import boosting
from services.extraction.training.milestones.agreement import exact, near, same

TREES: Final = 100
FLAT: Final = 0.01
"""F1 by which a threshold may lie below the best and still count as good."""


def priors(articles: Sequence[Prepared]) -> np.ndarray:
    """How much more often a status goes with a type than with any, [types, statuses]."""
    pairs = Counter((m["type"], m["status"]) for a in articles for m in a.record["milestones"])
    count = np.array([[pairs[t, s] + 0.3 for s in STATUSES] for t in MILESTONES])
    return (count / count.sum(1, keepdims=True)) / (count.sum(0) / count.sum())


def outcomes(
    article: Prepared, groups: Sequence[Sequence[grouping.Candidate]], prior: np.ndarray
) -> list[tuple[int, bool]]:
    """For each step: 1 if it matches an annotated one that is news, 2 if one that is past, 0 if none; and whether it is
    news with the right status and date."""
    found = [read.milestone(article.article, group, 0.0, False, prior) for group in groups]
    pairs = []
    for i, gold in enumerate(article.record["milestones"]):
        for j, step in enumerate(found):
            if same(gold, step):
                right = near(gold["date"], step.date) + 0.5 * (gold["status"] == step.status)
                pairs.append((right + 0.25 * (not gold["background"]) + 0.01 * groups[j][0].chance, i, j))
    out, used = [(0, False)] * len(groups), set()
    for _, i, j in sorted(pairs, key=lambda p: -p[0]):
        if i not in used and not out[j][0]:
            used.add(i)
            gold = article.record["milestones"][i]
            out[j] = (2, False) if gold["background"] else (1, exact(gold, found[j]))
    return out


def judged(article: Prepared, scores: np.ndarray, title: np.ndarray) -> list[grouping.Candidate]:
    """The candidates of an article whose sentences [sentences, `COLUMNS`] and title [`COLUMNS`] have these scores."""
    head = weights.judgement(title)
    found = [
        candidate
        for now, row in zip(article.seen, scores, strict=True)
        for candidate in candidates.of_sentence(article.article, now, weights.judgement(row), head)
    ]
    return candidates.allowed(article.article, found)


def learn_steps(
    articles: Sequence[Prepared], scores: Sequence[np.ndarray], titles: np.ndarray, prior: np.ndarray
) -> tuple[Trees, Trees, float]:
    """The trees of both judgements, and the threshold of the first that serves best by cross-validation."""
    rows: list[Mapping[str, float]] = []
    right: list[tuple[int, bool]] = []
    folds: list[int] = []
    wanted = 0
    for article, own, title in zip(articles, scores, titles, strict=True):
        found = judged(article, own, title)
        groups = grouping.grouped(found)
        rows += [grouping.features(group, found, len(article.seen)) for group in groups]
        right += outcomes(article, groups, prior)
        folds += [article.fold] * len(groups)
        wanted += sum(not m["background"] for m in article.record["milestones"])
    y, whole, f = np.array([r for r, _ in right]), np.array([w for _, w in right]), np.array(folds)
    names = sorted(rows[0])
    x = np.array([[row[name] for name in names] for row in rows])
    chance, sure = np.zeros(len(y)), np.zeros(len(y))
    for fold in sorted(set(folds)):
        rest, own_ = f != fold, f == fold
        counted = rest & (y != 2)
        chance[own_] = _apply(_judge(names, x[counted], y[counted] == 1), names, x[own_])
        sure[own_] = _apply(_judge(names, x[rest], whole[rest]), names, x[own_])
    curve = {
        float(t): 2 * ((chance >= t) & (y == 1)).sum() / (((chance >= t) & (y != 2)).sum() + wanted)
        for t in np.arange(0.1, 0.6, 0.02)
    }
    # The curve is flat: of thresholds that are as good, the highest: a wrong alert costs more than a missed one.
    threshold = max(t for t, f1 in curve.items() if f1 >= max(curve.values()) - FLAT)
    print(
        f"steps: {len(y)} candidates, {(y == 1).sum()} right of {wanted}; "
        f"F1 of finding {100 * curve[threshold]:.1f} at {threshold:.2f}"
    )
    for least in (0.3, 0.4, 0.5, 0.6):
        told = (chance >= threshold) & (sure >= least)
        print(f"sure from {least}: {told.sum()} steps, {100 * whole[told].mean():.0f} % right in everything")
    counted = y != 2
    return _judge(names, x[counted], y[counted] == 1), _judge(names, x, whole), threshold


def _judge(names: Sequence[str], x: np.ndarray, right: np.ndarray) -> Trees:
    """Trees that separate the rows that are right from the others."""
    return boosting.boosted(names, x, np.c_[~right, right].astype(float), np.ones(len(x)), count=TREES)


def _apply(judges: Trees, names: Sequence[str], x: np.ndarray) -> np.ndarray:
    """Chances of rows."""
    columns = [names.index(name) for name in judges.names]
    totals = trees.totals(judges, x[:, columns].astype(np.float32))
    return np.asarray(1 / (1 + np.exp(totals[:, 0] - totals[:, 1])))
