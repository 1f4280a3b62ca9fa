"""Learns the linear weights by which single sentences are judged.

Also scores each sentence by weights that were learnt without it, for what is learnt on top.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from services.extraction.domain.encoder.labels import MILESTONES, STATUSES
from services.extraction.domain.milestones.scoring.columns import COLUMNS, LIVE, OLD, STATUS, TOLD
from services.extraction.training.annotations import examples
from services.extraction.training.annotations.prepared import Prepared
from services.extraction.training.annotations.single import Single

SEEN: Final = 6
"""Times a feature must be seen to be learnt."""
ITERATIONS: Final = 40
WORD_STRENGTH: Final = 1.0
KIND_STRENGTH: Final = 2.0
RULE_TRUST: Final = 2.0
WRITTEN_WEIGHT: Final = 2.0


def targets(found: Sequence[set[tuple[str, str, bool]]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each sentence: types [sentences, types] (0/1), whether past [sentences] (-1 without a step), status
    [sentences] (-1 without one)."""
    types = np.zeros((len(found), len(MILESTONES)), int)
    past, status = np.full(len(found), -1), np.full(len(found), -1)
    for at, labels in enumerate(found):
        for type_, how, old in sorted(labels):
            types[at, MILESTONES.index(type_)] = 1
            past[at] = int(old) if past[at] < 0 else min(past[at], int(old))
            status[at] = STATUSES.index(how)
    return types, past, status


def heads(
    x: Any,
    types: np.ndarray,
    past: np.ndarray,
    status: np.ndarray,
    strength: float,
    more: tuple[Any, np.ndarray, np.ndarray] | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Weights [features, `COLUMNS`] and bias [`COLUMNS`]; `more` are further examples of types, with their numbers and
    weights."""
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
    told_by, weight = x[rows], np.ones(len(rows))
    if more is not None:
        told_by = sparse.vstack([told_by, more[0]])
        kinds, weight = np.concatenate([kinds, more[1]]), np.concatenate([weight, more[2]])
    fitted = LogisticRegression(C=strength, max_iter=ITERATIONS, tol=1e-3).fit(
        told_by, kinds, sample_weight=weight
    )
    matrix[:, fitted.classes_], bias[fitted.classes_] = fitted.coef_.T, fitted.intercept_
    return matrix, bias


def trust(known: dict[str, int]) -> np.ndarray:
    """How freely the weight of each feature may grow: rules know more than single words, and are fewer."""
    out = np.ones(len(known), np.float32)
    for word, at in known.items():
        if word.startswith("rule=") and "&" not in word:
            out[at] = RULE_TRUST
    return out


def word_matrix(words: Sequence[frozenset[str]], known: dict[str, int], trusted: np.ndarray) -> Any:
    """Sentences by features, each row scaled as `weights.word_scores` does, each column by its trust."""
    rows = [[known[w] for w in each if w in known] for each in words]
    ends = np.cumsum([0, *map(len, rows)])
    values = np.concatenate([np.full(len(r), 4 / np.sqrt(max(1, len(r))), np.float32) for r in rows])
    columns = np.array([c for r in rows for c in r])
    return sparse.csr_matrix((values * trusted[columns], columns, ends), shape=(len(rows), len(known)))


def vocabulary(
    articles: Sequence[Prepared], singles: Sequence[Single], written: Sequence[examples.Example]
) -> dict[str, int]:
    """The features that are seen often enough to be learnt."""
    count = Counter(w for a in articles for each in a.words for w in each)
    count.update(w for s in singles for w in s.words)
    count.update(w for a in articles for each, _ in a.evidence for w in each)
    count.update(w for each, _ in written for w in each)
    return {w: i for i, w in enumerate(sorted(w for w, n in count.items() if n >= SEEN))}


class Words:
    """Articles and single sentences as matrices over one vocabulary, and what is learnt of them without some fold."""

    def __init__(self, articles: Sequence[Prepared], singles: Sequence[Single] = ()) -> None:
        written = examples.written()
        self.known = vocabulary(articles, singles, written)
        self.trusted = trust(self.known)
        self.x = self.matrix([*(w for a in articles for w in a.words), *(s.words for s in singles)])
        self.whole = self.x.shape[0] - len(singles)
        self.titles = self.matrix([a.title for a in articles])
        self.labels = targets(
            [*(label for a in articles for label in a.labels), *(s.labels for s in singles)]
        )
        self.folds = np.array([*(a.fold for a in articles for _ in a.words), *(s.fold for s in singles)])
        self.own = np.array([a.fold for a in articles])
        pairs = [each for a in articles for each in a.evidence] + written
        self.more = self.matrix([w for w, _ in pairs])
        self.kinds = np.array([kind for _, kind in pairs])
        # Written examples belong to no fold.
        self.more_folds = np.array([a.fold for a in articles for _ in a.evidence] + [-1] * len(written))
        self.more_weights = np.where(self.more_folds < 0, WRITTEN_WEIGHT, 1.0)

    def matrix(self, words: Sequence[frozenset[str]]) -> Any:
        """The features of sentences as sparse rows, [sentences, features]."""
        return word_matrix(words, self.known, self.trusted)

    def heads(self, without: int | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Weights and bias learnt without the articles of a fold; for columns scaled by their trust."""
        rest = np.arange(self.x.shape[0]) if without is None else np.flatnonzero(self.folds != without)
        some = np.ones(len(self.kinds), bool) if without is None else self.more_folds != without
        types, past, status = (each[rest] for each in self.labels)
        more = self.more[some], self.kinds[some], self.more_weights[some]
        return heads(self.x[rest], types, past, status, WORD_STRENGTH, more)

    def unseen(self) -> tuple[np.ndarray, np.ndarray]:
        """Scores of all sentences of whole articles, and of titles, by weights learnt without their own fold."""
        sentences_ = np.zeros((self.x.shape[0], COLUMNS), np.float32)
        titles = np.zeros((self.titles.shape[0], COLUMNS), np.float32)
        for fold in sorted(set(self.folds.tolist())):
            matrix, bias = self.heads(fold)
            sentences_[self.folds == fold] = self.x[self.folds == fold] @ matrix + bias
            titles[self.own == fold] = self.titles[self.own == fold] @ matrix + bias
        return sentences_[: self.whole], titles
