"""Cases and the shares of their labels in, weights that tell the labels apart out: the same for all questions, and what
each question adds.

The regression is solved between cases instead of between features (kernel logistic regression), since a question has
more features of its own than cases: cases are alike in their features, those of one question also in their words, in
the side that speaks, and more so in their features.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from services.extraction.domain.judging import leanings
from services.extraction.domain.judging.leanings import Case, Floats, Leanings
from services.extraction.training.milestones.boosting import softmax

Key = TypeVar("Key", bound=Hashable)

RIDGE = 0.5
OWN = 0.3
"""How much likeness in features, and in words, counts for the weights of one question, beside 1 for those of all."""
QUESTION = 0.06
SIDE = 0.06
PHRASES = 0.6
"""How much likeness in phrases counts beside 1 for features, in all questions alike."""
UNSEEN = 0.15
"""How much of what labels gain by their weights is taken back for a question that is not known: nothing of its own
speaks against a rare label there."""
STEPS = 12
_OFTEN = 4
"""A phrase of fewer cases is not known."""
_FEW = 5
"""A question with fewer cases has nothing of its own."""
_COMMON = 100
"""Words of more cases than this are multiplied all at once, the others one by one: hardly any two cases share them."""
_NONE = -1
_LEAST = 0.05
"""The least spread of a feature: one that is hardly ever there does not count for more."""


def learn(
    cases: Sequence[Case], y: npt.NDArray[np.float64], weight: npt.NDArray[np.float64], card: str
) -> Leanings:
    """Weights from cases; `y` is [cases, labels], the share of each label, `weight` [cases]. A case that names no
    question teaches only what all have in common."""
    names = tuple(sorted({name for case in cases for name in case.features}))
    table = np.array([[case.features.get(name, 0.0) for name in names] for case in cases], np.float32)
    real = np.array([case.question != "" for case in cases])
    centre, spread = table[real].mean(0), np.maximum(table[real].std(0), _LEAST)
    values = np.stack([leanings.standing(case.features, names, centre, spread) for case in cases])
    known, rarity, words = _carried([case.words for case in cases], 2)
    phrases, rarity_of_phrases, turns = _carried([case.phrases for case in cases], _OFTEN)
    asked = Counter(case.question for case in cases if case.question)
    questions = _numbers([c.question for c in cases if asked[c.question] >= _FEW])
    sides = _numbers([(c.question, c.side) for c in cases if c.question in questions])
    of_question = np.array([questions.get(c.question, _NONE) for c in cases])
    of_side = np.array([sides.get((c.question, c.side), _NONE) for c in cases])
    alike = _likeness(values, _shared(words), of_question, of_side)
    alike += np.float32(PHRASES) * _shared(turns)
    pull, bias = _solved(alike, y, weight)
    gained = np.log((y * weight[:, None])[real].sum(0) / weight[real].sum()) - np.log(y[real].mean(0))
    own, of_words = _own(values, words, of_question, len(questions), pull)
    return Leanings(
        card, names, centre, spread, bias, np.asarray(values.T @ pull / len(names), np.float32),
        np.asarray(-UNSEEN * gained, np.float32),
        tuple(questions), own, QUESTION * _summed(of_question, pull, len(questions)),
        tuple(sides), SIDE * _summed(of_side, pull, len(sides)),
        tuple(known), rarity, *of_words,
        tuple(phrases), rarity_of_phrases, np.asarray(PHRASES * turns.T @ pull, np.float32),
    )  # fmt: skip


def _carried(found: Sequence[frozenset[str]], least: int) -> tuple[Mapping[str, int], Floats, Floats]:
    """Words that `least` cases or more have, by number; how rare each is, and how much each counts in each case."""
    often = Counter(word for words in found for word in words)
    known = {word: i for i, word in enumerate(sorted(word for word, n in often.items() if n >= least))}
    rarity = np.array([math.log(len(found) / often[word]) for word in known], np.float32)
    rows = [leanings.carried(words, known, rarity) for words in found]
    return known, rarity, np.stack(rows)


def _numbers(given: Sequence[Key]) -> Mapping[Key, int]:
    return {each: number for number, each in enumerate(dict.fromkeys(given))}


def _likeness(
    values: Floats, shared: Floats, question: npt.NDArray[np.intp], side: npt.NDArray[np.intp]
) -> Floats:
    same = ((question[:, None] == question) & (question != _NONE)).astype(np.float32)
    features = values @ values.T / values.shape[1]
    whose = SIDE * ((side[:, None] == side) & (side != _NONE))
    return np.asarray(features + same * (OWN * (features + shared) + QUESTION) + whose, np.float32)


def _shared(words: Floats) -> Floats:
    """How much each two cases share of what they carry, `words @ words.T`; [cases, cases]."""
    often = np.count_nonzero(words, 0)
    common = words[:, often > _COMMON]
    out = np.asarray(common @ common.T, np.float32)
    for column in np.ascontiguousarray(words[:, often <= _COMMON].T):
        there = np.flatnonzero(column)
        out[np.ix_(there, there)] += np.outer(column[there], column[there])
    return out


def _solved(
    likeness: Floats, y: npt.NDArray[np.float64], weight: npt.NDArray[np.float64]
) -> tuple[Floats, Floats]:
    """How hard each case pulls, [cases, labels], and the bias; Newton's method with Böhning's bound of the curvature
    (Annals of the Institute of Statistical Mathematics 44, 1992), so that one inverse serves all steps."""
    root = np.sqrt(0.5 * weight).astype(np.float32)[:, None]
    inverse = np.linalg.inv(root * likeness * root.T + RIDGE * np.eye(len(y), dtype=np.float32))
    shares = (y * weight[:, None]).sum(0)
    pull, totals, bias = np.zeros(y.shape), np.zeros(y.shape), np.log(shares / weight.sum())
    for _ in range(STEPS):
        slope = weight[:, None] * (y - softmax(totals + bias)) - RIDGE * pull
        step = root * (inverse @ (slope / root).astype(np.float32))
        pull += step
        totals += likeness @ step
        bias += 0.5 * np.log(shares / (softmax(totals + bias) * weight[:, None]).sum(0))
    return pull.astype(np.float32), bias.astype(np.float32)


def _summed(group: npt.NDArray[np.intp], pull: Floats, count: int) -> Floats:
    out = np.zeros((count, pull.shape[1]), np.float32)
    np.add.at(out, group[group != _NONE], pull[group != _NONE])
    return out


def _own(
    values: Floats, words: Floats, question: npt.NDArray[np.intp], count: int, pull: Floats
) -> tuple[Floats, tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], Floats]]:
    """What each question adds to the weights of features and says of words: begins, words and weights of its rows."""
    own = np.zeros((count, values.shape[1], pull.shape[1]), np.float32)
    begins, which, weights = [0], [], []
    for number in range(count):
        mine = question == number
        own[number] = OWN * values[mine].T @ pull[mine] / values.shape[1]
        there = np.flatnonzero(words[mine].any(0))
        which.append(there)
        weights.append(OWN * words[mine][:, there].T @ pull[mine])
        begins.append(begins[-1] + len(there))
    rows = np.array(begins, np.int32), np.concatenate(which).astype(np.int32), np.concatenate(weights)
    return own, rows
