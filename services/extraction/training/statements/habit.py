"""Learns how much oftener the gold's annotators take each position than the reader would, and adds it to a model.

The reader learns from several kinds of readers. Those of the gold, whose guide it follows, call more of what is said a
plain report of fact, and less of it support, than the project's own do.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from services.extraction.adapters.onnx_encoder import OnnxEncoder
from services.extraction.domain import vocabulary
from services.extraction.domain.encoder import labels, pooling
from services.extraction.domain.encoder.encoding import Floats
from services.extraction.domain.encoder.offsets import pieces, tokens
from services.extraction.domain.judging import scoring
from services.extraction.domain.spans.dials import DIALS
from services.extraction.domain.text.document import document
from services.extraction.training.annotations.locating import nearest
from shared.catalog import Catalog, load

_POSITIONS: Final = labels.columns(labels.STATEMENT_GROUPS)["position"]
STEPS: Final = 600
RATE: Final = 0.5
_RIDGE: Final = 1e-4


def add(folder: Path, records: Sequence[dict[str, Any]], threads: int) -> None:
    """Learns the habit of those who annotated `records` with the model in `folder`, and writes it into its
    `heads.npz`."""
    encoder, catalog = OnnxEncoder.load(folder, threads), load()
    encoder.habit = None
    found: list[Floats] = []
    wanted: list[int] = []
    for record in records:
        some, taken = scores(encoder, record, catalog)
        found += some
        wanted += taken
    with np.load(folder / "heads.npz") as stored:
        heads = {name: stored[name] for name in stored.files}
    heads["habit"] = learn(np.stack(found), np.array(wanted))
    np.savez_compressed(folder / "heads.npz", **heads)


def learn(found: Floats, wanted: np.ndarray) -> Floats:
    """What is to be added to scores [statements, positions] so that those `wanted` [statements] are likeliest, the
    scores being stretched as suits best: of articles that a model has learnt from it is surer than it is elsewhere, or
    less so."""
    right = np.eye(found.shape[1])[wanted]
    added, stretch = np.zeros(found.shape[1]), 0.0
    for _ in range(STEPS):
        likely = np.exp(stretch) * (found + added)
        likely = np.exp(likely - likely.max(1, keepdims=True))
        wrong = likely / likely.sum(1, keepdims=True) - right
        stretch -= RATE * float((wrong * (found + added)).sum(1).mean() * np.exp(stretch))
        added -= RATE * (np.exp(stretch) * wrong.mean(0) + 2 * _RIDGE * added)
    return np.asarray(added - added.mean(), np.float32)


def scores(encoder: OnnxEncoder, record: dict[str, Any], catalog: Catalog) -> tuple[list[Floats], list[int]]:
    """The scores of positions [positions] for each annotated statement of an article, and the position it takes."""
    read = document(record["doc_id"], record["text"], record.get("title") or "", record.get("outlet") or "")
    encoding, words = encoder.encode(read), vocabulary.built_in()
    about, tagged = scoring.about(encoder.wording, read), scoring.article(catalog, read)
    found: list[Floats] = []
    wanted: list[int] = []
    for said in record["statements"]:
        content = [pieces(encoding.offsets, (a, b)) for a, b in said["content"]]
        content = [span for span in content if span[0] < span[1]]
        if not content:
            continue
        source = nearest(read.text, said["source"], said["content"])
        beside = [*said["content"], *([source] if source else [])]
        cue = tokens(encoding, nearest(read.text, said["cue"], beside))
        vectors = pooling.statement_vectors(
            encoding, [(content, tokens(encoding, source), cue)], encoding.hidden.mean(0)
        )
        row = scoring.combined(
            encoder.statements(vectors)[0], read, tuple((a, b) for a, b in said["content"]), said["cue"] or "",
            about, tagged, encoder, catalog, words, DIALS,
        )  # fmt: skip
        found.append(row[_POSITIONS])
        wanted.append(labels.POSITIONS.index(said["position"]))
    return found, wanted
