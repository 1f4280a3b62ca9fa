"""Extracts the words by which a linear model judges a statement's issue, position and age.

A vector from the encoder says what a statement is like; single words ("demands", "unless", "in 2014") say it more
exactly where they occur. Both are summed as log-probabilities.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from io import BytesIO
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_WORD: Final = re.compile(r"\b\w[\w'’-]*")
_OPENING: Final = 1500
_NEGATION: Final = re.compile(r"\b(?:not|no|never|cannot|without|nor)\b|n't\b")
_MODAL: Final = re.compile(
    r"\b(?:must|should|needs?|will|would|can|could|may|might|shall|going to|wants?|ha(?:ve|s) to|ready|willing|if"
    r"|unless|until|hoped?|hopes|agreed?|support|good|great|bad|wrong|important)\b"
)
_SUBJECT: Final = re.compile(r"\b(?:we|i|they|he|she|it|you|us|our) \w+")
_PAST: Final = re.compile(r"\b(?:was|were|had|did|\w+ed)\b")
_COMING: Final = re.compile(r"\b(?:will|would|shall|going to)\b")


class Wording(msgspec.Struct, frozen=True):
    """A linear model over words: rows of `weights` by feature, columns as in `labels.STATEMENT_GROUPS` (log-odds)."""

    rows: Mapping[str, int]
    weights: Floats
    bias: Floats


def parse(content: bytes) -> Wording:
    """The model of a file as `training.statements.words.save` writes it."""
    with np.load(BytesIO(content), allow_pickle=False) as stored:
        names = str(stored["names"]).split("\n")
        rows = {name: row for row, name in enumerate(names)}
        return Wording(rows, stored["weights"].astype(np.float32), stored["bias"].astype(np.float32))


def words(text: str) -> list[str]:
    """The words of the text in lower case, with straight apostrophes."""
    return [w.lower() for w in _WORD.findall(text.replace("’", "'"))]


def parts(cue: str, content: str, around: str) -> tuple[list[str], ...]:
    """Features of cue, content, the rest of the sentence and the statement's shape, each marked by which it is."""
    said = words(cue) or ["-"]
    inside = words(content)
    beside = words(around)
    return (
        [f"c:{w}" for w in said] + ["c:" + " ".join(said)],
        [f"t:{w}" for w in inside] + [f"t:{a} {b}" for a, b in itertools.pairwise(inside)],
        [f"a:{w}" for w in beside] + [f"a:{a} {b}" for a, b in itertools.pairwise(beside)],
        _shape(said, inside, content),
    )


def shape(cue: str, content: str) -> list[str]:
    """How a statement is put: its first words, negation, modal verbs, who is to do what, past or to come."""
    return _shape(words(cue) or ["-"], words(content), content)


def _shape(by: list[str], said: list[str], content: str) -> list[str]:
    text = content.lower().replace("’", "'")
    denied = "not" if _NEGATION.search(text) else "so"
    return [
        *("f:" + " ".join(said[:count]) for count in (1, 2, 3)),
        f"f:{by[0]} {' '.join(said[:1])}",
        f"f:{denied}",
        *(f"f:{modal} {denied}" for modal in _MODAL.findall(text)),
        *(f"f:{subject}" for subject in _SUBJECT.findall(text)),
        f"f:past {min(3, len(_PAST.findall(text)))}",
        f"f:coming {min(2, len(_COMING.findall(text)))}",
    ]


def opening(title: str, text: str) -> list[str]:
    """Features of the words in the article's title and opening."""
    return [f"d:{w}" for w in words(f"{title} {text[:_OPENING]}")]


def indices(model: Wording, groups: tuple[list[str], ...]) -> list[tuple[list[int], float]]:
    """For each group, the rows of the known features that occur, and the weight that gives the group length one."""
    out = []
    for group in groups:
        known = sorted({row for row in map(model.rows.get, group) if row is not None})
        if known:
            out.append((known, len(known) ** -0.5))
    return out


def score(model: Wording, groups: tuple[list[str], ...]) -> Floats:
    """The log-odds [`labels.STATEMENT_COLUMNS`] that these features add; the bias is not in them."""
    total: Floats = np.zeros_like(model.bias)
    for known, weight in indices(model, groups):
        total += model.weights[known].sum(0) * np.float32(weight)
    return total
