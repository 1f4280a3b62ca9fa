"""Articles without annotations and a trained teacher in, examples to teach a smaller network with out.

The student learns the teacher's probabilities for every word piece, and where contents, sources and cues belong
together
as the teacher decoded them. What is said of whole statements and sentences it learns from annotations alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from services.extraction.adapters.onnx_encoder import OnnxEncoder
from services.extraction.domain.spans import decoding
from services.extraction.domain.text.document import document
from services.extraction.training import corpus
from services.extraction.training.corpus import Example, Statement

TEACHER = decoding.Dials(start=0.0, keep=0.6)
LONGEST = 6000  # characters; longer articles are read up to here


def texts(
    paths: Iterable[Path], barred: frozenset[str], limits: Iterable[int], offset: float = 0.0
) -> list[dict[str, Any]]:
    """Records of replay files whose ids are not barred, evenly drawn, `limits` of each file at most."""
    out: list[dict[str, Any]] = []
    for path, limit in zip(paths, limits, strict=True):
        kept = []
        for record in corpus.lines(path):
            name = str(record.get("doc_id") or record.get("id") or "")
            text = record.get("text") or ""
            if name in barred or len(text) < 400 or (not text.isascii() and _foreign(text)):
                continue
            kept.append({"doc_id": name, "text": text[:LONGEST]})
        step = max(1.0, len(kept) / limit)
        out.extend(kept[int((i + offset) * step)] for i in range(min(limit, len(kept))))
    return out


def _foreign(text: str) -> bool:
    words = text.lower().split()[:300]
    return sum(w in ("the", "and", "of", "to") for w in words) < 0.04 * len(words)


def label(teacher: OnnxEncoder, records: Iterable[dict[str, Any]], tokenizer: Tokenizer) -> list[Example]:
    """Let the teacher read every record; steps that are known of it stay."""
    out = []
    for record in records:
        example = corpus.prepare(record, tokenizer)
        if not len(example.ids):
            continue
        encoding = teacher.encode(document(record["doc_id"], record["text"]))
        example.soft = encoding.tokens.astype(np.float32)
        example.statements = [
            Statement(list(raw.content), raw.source, raw.cue, -1, [], -1, -1, -1)
            for raw in decoding.decode(encoding, decoding.Links(encoding, teacher.reach, TEACHER), TEACHER)
        ]
        example.record = {}
        out.append(example)
    return out
