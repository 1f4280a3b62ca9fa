"""Stores what a teacher gave for articles without annotations, and loads it as examples.

So what ships can be trained further without the teacher, which takes long. No text is kept: an article is named by
archive, id and a digest of the part that was read. Scores are kept in quarters, which is fine enough for what is learnt
from them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from services.extraction.domain.encoder import labels
from services.extraction.training.annotations import as_offsets, labelling, unlabelled
from services.extraction.training.annotations.archives import Archives
from services.extraction.training.annotations.labelled import OWN, Example, Statement, Taught
from shared.contracts.common import Span

FILE: Final = as_offsets.FOLDER / "taught-2026-11-29.npz"
_STEPS: Final = 4
"""Scores are kept in quarters,"""
_LEAST: Final = -5.0
"""and what is less likely than one in 150 as just that."""

Bytes = NDArray[np.int8]


def save(
    examples: Sequence[Example], archives: Mapping[str, str], texts: Mapping[str, str], path: Path = FILE
) -> None:
    """Writes what was taught of these articles; `archives` and `texts` are by article id."""
    index, tokens, statements, sentences = [], [], [], []
    for e in sorted(examples, key=lambda e: e.name):
        if e.taught is None:
            continue
        spans = [[s.content, s.source, s.cue] for s in e.statements]
        index.append([archives[e.name], e.name, as_offsets.digest(texts[e.name]), len(e.ids), spans])
        tokens.append(_rounded(_likely(e.taught.tokens.astype(np.float32))))
        if e.taught.statements is not None:
            statements.append(_rounded(e.taught.statements))
        if e.taught.sentences is not None:
            sentences.append(_rounded(e.taught.sentences))
    named = np.frombuffer(json.dumps(index, separators=(",", ":")).encode(), np.uint8)
    np.savez_compressed(
        path,
        index=named,
        tokens=np.ascontiguousarray(np.concatenate(tokens).T),  # column by column it packs better
        statements=np.concatenate(statements),
        sentences=np.concatenate(sentences),
    )


def load(gold: Path, tokenizer: Tokenizer, path: Path = FILE) -> Iterator[Example]:
    """The articles as examples; raises ValueError where a text has changed or may not be learnt from."""
    archives, judged = Archives(gold), unlabelled.judged(gold)
    with np.load(path) as stored:
        tokens, statements, sentences = (stored[name] for name in ("tokens", "statements", "sentences"))
        tokens = tokens.T
        index = json.loads(bytes(stored["index"]).decode())
    at, said, told = 0, 0, 0
    for archive, name, digest, count, spans in index:
        text = archives.article(archive, name)["text"]
        record = unlabelled.cut(name, text, judged.get(name))
        example = labelling.prepare(record, tokenizer, OWN)
        if as_offsets.digest(record["text"]) != digest or len(example.ids) != count:
            raise ValueError(f"{path.name}: the text of article {name} is not in {archive} as it was read")
        example.statements = [_statement(*each) for each in spans]
        more, lines = said + len(spans), told + len(example.sentences)
        example.taught = Taught(
            tokens=(tokens[at : at + count] / np.float32(_STEPS)).astype(np.float16),
            statements=_restored(statements[said:more]),
            sentences=_restored(sentences[told:lines]),
        )
        at, said, told = at + count, more, lines
        yield example


def _statement(content: list[list[int]], source: list[int] | None, cue: list[int] | None) -> Statement:
    return Statement(
        [_span(s) for s in content], source and _span(source), cue and _span(cue), -1, [], -1, -1, -1
    )


def _span(ends: Sequence[int]) -> Span:
    return ends[0], ends[1]


def _likely(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log-probabilities, group by group."""
    out = scores.copy()
    for columns in labels.columns(labels.TOKEN_GROUPS).values():
        out[:, columns] -= np.logaddexp.reduce(scores[:, columns], axis=1, keepdims=True)
    return out


def _rounded(values: NDArray[Any]) -> Bytes:
    return np.round(np.clip(values, _LEAST, -_LEAST) * _STEPS).astype(np.int8)


def _restored(values: Bytes) -> NDArray[np.float32] | None:
    return (values / np.float32(_STEPS)).astype(np.float32) if len(values) else None
