"""Learns the linear model over the words of statements (see `domain.encoder.wording`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from services.extraction.domain.encoder import labels, wording
from services.extraction.domain.encoder.wording import Wording

SEEN = {"c": 2, "t": 3, "a": 4, "f": 3, "d": 6}  # how often a feature must occur


def around(text: str, content: Sequence[Sequence[int]]) -> str:
    """The rest of the sentence or paragraph on each side of a content, joined by " | ", up to 250 characters each."""
    a, b = content[0][0], content[-1][1]
    low = max(text.rfind("\n", 0, a), text.rfind(". ", 0, a), a - 250, 0)
    ends = [x for x in (text.find("\n", b), text.find(". ", b)) if x > 0]
    return text[low:a] + " | " + text[b : min([*ends, b + 250, len(text)])]


def groups(record: dict[str, Any], statement: dict[str, Any]) -> tuple[list[str], ...]:
    """Features of one annotated statement."""
    text, content = record["text"], statement["content"]
    said = " ".join(text[a:b] for a, b in content)
    return (
        *wording.parts(statement["cue"] or "", said, around(text, content)),
        wording.opening(record.get("title") or "", text),
    )


def matrix(model: Wording, rows: Sequence[Sequence[list[str]]]) -> csr_matrix:
    """Groups of features as rows over the model's features, weighed as `wording.score` does."""
    values, columns, ends = [], [], [0]
    for groups_ in rows:
        for found, weight in wording.indices(model, tuple(groups_)):
            values += [weight] * len(found)
            columns += found
        ends.append(len(values))
    return csr_matrix((values, columns, ends), shape=(len(rows), len(model.rows)))


def learn(
    records: Sequence[dict[str, Any]],
    looked_over: Sequence[dict[str, Any]] = (),
    strength: float = 3.0,
    other: float = 0.4,
) -> Wording:
    """One classifier for each group of columns.

    Issues are learnt from `records` alone: most that was looked over is domestic news, which makes all else seem to be.
    """
    rows = [(groups(r, s), s) for r in (*records, *looked_over) for s in r["statements"]]
    annotated = np.arange(sum(len(r["statements"]) for r in records))
    count = Counter(w for g, _ in rows for part in g for w in set(part))
    known = {w: i for i, w in enumerate(sorted(w for w, n in count.items() if n >= SEEN[w[0]]))}
    weights = np.zeros((len(known), labels.STATEMENT_COLUMNS), np.float32)
    bias = np.zeros(labels.STATEMENT_COLUMNS, np.float32)
    model = Wording(known, weights, bias)
    x = matrix(model, [g for g, _ in rows])
    where = labels.columns(labels.STATEMENT_GROUPS)
    targets = {
        "issue": (labels.ISSUES, [s["issues"][0] for _, s in rows]),
        "position": (labels.POSITIONS, [s["position"] for _, s in rows]),
        "background": (("background",), [bool(s["background"]) for _, s in rows]),
    }
    # What a negotiation monitor is for weighs more than the rest of the news.
    share = np.array([other if s["issues"][0] == "other" else 1.0 for _, s in rows])
    # How a statement is put says nothing of what it is about.
    topical = np.array([row for word, row in known.items() if not word.startswith("f:")])
    for name, (names, values) in targets.items():
        used = topical if name == "issue" else np.arange(len(known))
        some = annotated if name == "issue" else np.arange(len(rows))
        wanted = np.array(values)[some]
        fitted = LogisticRegression(C=strength, max_iter=300).fit(x[some][:, used], wanted, share[some])
        at = where[name].start
        if name == "background":
            weights[used, at], bias[at] = fitted.coef_[0], fitted.intercept_[0]
            continue
        bias[where[name]] = -12
        for i, label in enumerate(fitted.classes_):
            weights[used, at + names.index(label)], bias[at + names.index(label)] = (
                fitted.coef_[i],
                fitted.intercept_[i],
            )
    return model


def save(model: Wording, path: Path) -> None:
    """Writes the model, its weights in half precision."""
    names = sorted(model.rows, key=lambda w: model.rows[w])
    np.savez_compressed(
        path, names=np.array("\n".join(names)), weights=model.weights.astype(np.float16), bias=model.bias
    )
