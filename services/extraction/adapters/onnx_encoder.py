"""Runs the shipped model on one thread of a plain CPU, behind the reader's `Encoder` port."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.extraction.domain.encoder import labels, windows, wording
from services.extraction.domain.encoder.encoding import Encoding, Floats, Look
from services.extraction.domain.encoder.wording import Wording
from services.extraction.domain.text.document import Document

MODEL = Path(__file__).resolve().parent.parent / "model"
FALLBACK = np.array(
    [[-2, 0, 0, -0.3, -0.7, -1.5, -3, -5, -7, 0, -0.3, -0.7, -1.5, -3, -5, -7]] * 2, np.float32
)
FILES = ("reader.onnx", "heads.npz", "tokenizer.json", "words.npz")


class OnnxEncoder:
    """The shipped model; make it once a process, it holds some hundred megabytes."""

    def __init__(self, session: Any, tokenizer: Any, heads: dict[str, Floats], model_hash: str) -> None:
        self._session, self._tokenizer, self._heads = session, tokenizer, heads
        self.model_hash = model_hash
        self.near, self.told = heads["near"], heads["told"]
        self.reach = heads.get("reach", FALLBACK)
        self.wording: Wording | None = None
        self.look = (
            Look(heads["look.weights"], float(heads["look.bias"])) if "look.weights" in heads else None
        )
        self.usual = heads.get("usual")
        self.habit = heads.get("habit")
        self._first, self._last = (tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]"))

    @classmethod
    def load(cls, folder: Path | None = None, threads: int = 1) -> OnnxEncoder:
        """Loads the model; raises FileNotFoundError that says what is missing and where it was looked for."""
        folder = folder or MODEL
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise FileNotFoundError(
                f"no {', '.join(missing)} in {folder}: check out the model files or run `make train`"
            )
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(
            str(folder / FILES[0]), options, providers=["CPUExecutionProvider"]
        )
        with np.load(folder / FILES[1]) as stored:
            heads = {name: stored[name].astype(np.float32) for name in stored.files}
        tokenizer = Tokenizer.from_file(str(folder / FILES[2]))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        loaded = cls(session, tokenizer, heads, digest(folder, FILES))
        loaded.wording = wording.parse((folder / FILES[3]).read_bytes())
        return loaded

    def encode(self, document: Document) -> Encoding:
        """The word pieces of the text with what the model gives for each."""
        encoded = self._tokenizer.encode(document.text, add_special_tokens=False)
        offsets = tuple(encoded.offsets)
        features = windows.features(document.text, offsets, document.sentences, document.quotes)
        cuts = windows.cut(encoded.ids, features)
        if not cuts:
            width = self._heads["statement.rise.weight"].shape[1] // 5
            sizes = (labels.TOKEN_COLUMNS, len(labels.LINK_VECTORS) * 64, width)
            tokens, links, hidden = (np.zeros((0, size), np.float32) for size in sizes)
            return Encoding((), tokens, links, hidden, ())
        ids = np.array(encoded.ids, np.int64)
        kinds = np.array(features, np.int64)
        parts = [self._window(ids[a:b], kinds[a:b]) for a, b in cuts]
        tokens, links, hidden = (np.concatenate(part) for part in zip(*parts, strict=True))
        return Encoding(offsets, tokens, links, hidden, cuts)

    def _window(self, ids: NDArray[np.int64], kinds: NDArray[np.int64]) -> list[Floats]:
        """The outputs for one window; taken one by one, what is between the layers stays in the processor's cache."""
        count = len(ids)
        row, kind = np.zeros((1, count + 2), np.int64), np.zeros((1, count + 2), np.int64)
        row[0, 0], row[0, count + 1] = self._first, self._last
        row[0, 1 : count + 1] = ids
        kind[0, 1 : count + 1] = kinds
        feed = {"ids": row, "features": kind}
        return [result[0, 1 : count + 1] for result in self._session.run(("tokens", "links", "hidden"), feed)]

    def statements(self, pooled: Floats) -> Floats:
        """Scores of statements [count, STATEMENT_COLUMNS] from their pooled vectors [count, 5 * width]."""
        return self._deep("statement", pooled)

    def sentences(self, pooled: Floats) -> Floats:
        """Scores of sentences [count, SENTENCE_COLUMNS] from their pooled vectors [count, 4 * width]."""
        return self._deep("sentence", pooled)

    def _deep(self, head: str, pooled: Floats) -> Floats:
        heads = self._heads
        inner = np.maximum(pooled @ heads[f"{head}.rise.weight"].T + heads[f"{head}.rise.bias"], 0)
        out: Floats = inner @ heads[f"{head}.fall.weight"].T + heads[f"{head}.fall.bias"]
        return out


def digest(folder: Path, names: Sequence[str]) -> str:
    """SHA-256 of these files of a model, in this order."""
    return hashlib.sha256(b"".join((folder / name).read_bytes() for name in names)).hexdigest()
