"""Learns the weights of the second look and adds them to an exported model.

Learn it on articles that the model has not seen: it is surer of those that it has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from services.extraction.adapters.onnx_encoder import OnnxEncoder
from services.extraction.domain.encoder import labels
from services.extraction.domain.encoder.encoding import Floats, Look
from services.extraction.domain.spans import proposing, secondlook
from services.extraction.domain.spans.dials import DIALS
from services.extraction.domain.spans.links import Links
from services.extraction.domain.text.document import document

_WORD = re.compile(r"\w+")


def learn(encoder: OnnxEncoder, records: Sequence[dict[str, Any]], strength: float = 0.3) -> Look:
    """The second look fitted on what the model proposes in annotated articles."""
    from sklearn.linear_model import LogisticRegression  # for training alone; the rest is tested without it

    rows: list[list[float]] = []
    right: list[bool] = []
    for record in records:
        read = document(record["doc_id"], record["text"], record.get("title") or "")
        encoding = encoder.encode(read)
        if not encoding.offsets:
            continue
        links = Links(encoding, encoder.reach, DIALS)
        proposed = proposing.propose(read, encoding, encoder, links, DIALS, doubted=False)
        for raw, content, manner in proposed:
            rows.append(secondlook.signs(read.text, encoding, links.groups, raw, content, manner))
        right += matched(
            [words(read.text, s["content"]) for s in record["statements"]],
            [words(read.text, content) for _, content, _ in proposed],
        )
    signs, answers = np.array(rows, np.float32), np.array(right)
    middle, scale = signs.mean(0), signs.std(0) + 1e-6
    fitted = LogisticRegression(C=strength, max_iter=1000).fit((signs - middle) / scale, answers)
    weights: Floats = (fitted.coef_[0] / scale).astype(np.float32)
    return Look(weights, float(fitted.intercept_[0] - middle @ weights))


def matched(gold: Sequence[frozenset[int]], found: Sequence[frozenset[int]]) -> list[bool]:
    """For each of `found` whether it is one of `gold`, one to one, at half of the words of both together."""
    pairs = sorted(
        (
            (len(a & b) / len(a | b), i, j)
            for i, a in enumerate(gold)
            for j, b in enumerate(found)
            if 2 * len(a & b) >= len(a | b) > 0
        ),
        reverse=True,
    )
    taken: set[int] = set()
    out = [False] * len(found)
    for _, i, j in pairs:
        if i not in taken and not out[j]:
            taken.add(i)
            out[j] = True
    return out


def usual(records: Sequence[Mapping[str, Any]]) -> Floats:
    """The share of each issue among the first issues of all statements, [`labels.ISSUES`], with one added to each
    count."""
    count = np.ones(len(labels.ISSUES), np.float32)
    for record in records:
        for statement in record["statements"]:
            count[labels.ISSUES.index(statement["issues"][0])] += 1
    return count / count.sum()


def add(
    folder: Path, unseen: Sequence[dict[str, Any]], records: Sequence[dict[str, Any]], threads: int
) -> None:
    """Learns the second look with the model in `folder` and writes it into its `heads.npz`, beside how common each
    issue is in `records`."""
    look = learn(OnnxEncoder.load(folder, threads), unseen)
    with np.load(folder / "heads.npz") as stored:
        heads = {name: stored[name] for name in stored.files}
    heads |= {"look.weights": look.weights, "look.bias": np.float32(look.bias), "usual": usual(records)}
    np.savez_compressed(folder / "heads.npz", **heads)


def words(text: str, content: Sequence[Sequence[int]]) -> frozenset[int]:
    """The offsets at which the words of a content begin."""
    return frozenset(a + w.start() for a, b in content for w in _WORD.finditer(text[a:b]))
