"""Learns `lexicon.npz` from archives and a sentence encoder: how common words are, and what they mean.

    python -m services.statements.training.lexicon ARCHIVE... --keep-out FILE --encoder X.onnx --tokenizer X.json

A word's vector is what MiniLM-L6 (Apache-2.0) gives for the word alone, minus the mean over all words, on its first
principal axes (Tulkens & van Dongen 2024, "model2vec"): no network runs when statements are compared. Only words and
counts are kept, no text; articles in the keep-out file are skipped.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from services.statements.domain.lexicon import BUCKETS, Floats, gram_buckets
from services.statements.domain.tokens import tokens_of

AXES = 64
WORDS = 24_000
SENTENCES = 8
"""Sentences taken of an article, from its start."""
TARGET = Path(__file__).resolve().parent.parent / "lexicon.npz"
_END = re.compile(r"(?<=[.!?])[\"”’]?\s+|\n+")


def sentences(archives: Iterable[Path], barred: frozenset[str]) -> Iterator[str]:
    """The first sentences of every article that is not kept out."""
    for archive in archives:
        with gzip.open(archive, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                if (record.get("id") or record.get("doc_id")) not in barred:
                    found = [s for s in _END.split(record.get("text") or "") if 30 <= len(s) <= 600]
                    yield from found[:SENTENCES]


def count(found: Iterable[str]) -> tuple[Counter[str], Floats, int]:
    """Sentences by word, sentences by bucket of character n-grams, and how many sentences there are."""
    words: Counter[str] = Counter()
    buckets = np.zeros(BUCKETS, np.float32)
    total = 0
    for sentence in found:
        tokens = tokens_of(sentence)
        words.update(set(tokens))
        buckets[gram_buckets(" ".join(tokens))[0]] += 1
        total += 1
    return words, buckets, total


def embed(words: Sequence[str], model: Path, tokenizer: Path) -> Floats:
    """The encoder's vector for each word alone."""
    import onnxruntime
    from tokenizers import Tokenizer

    pieces = Tokenizer.from_file(str(tokenizer))
    pieces.no_truncation()
    pieces.enable_padding()
    session = onnxruntime.InferenceSession(str(model))
    asked = [i.name for i in session.get_inputs()]
    found = []
    for start in range(0, len(words), 256):
        batch = pieces.encode_batch(list(words[start : start + 256]))
        feed = {
            "input_ids": np.array([e.ids for e in batch], np.int64),
            "attention_mask": np.array([e.attention_mask for e in batch], np.int64),
        }
        feed["token_type_ids"] = np.zeros_like(feed["input_ids"])
        hidden: Any = session.run(None, {name: feed[name] for name in asked})[0]
        mask = feed["attention_mask"][..., None]
        pooled = (hidden * mask).sum(1) / mask.sum(1)
        found.append(pooled / np.linalg.norm(pooled, axis=1, keepdims=True))
    return np.concatenate(found).astype(np.float32)


def shrunk(vectors: Floats, counts: Floats) -> Any:
    """The vectors without the mean of running text, on the first axes of the commoner words, as bytes."""
    centred = vectors - np.average(vectors, axis=0, weights=counts)
    axes = np.linalg.svd(centred[: min(8000, len(centred))], full_matrices=False)[2][:AXES]
    short = centred @ axes.T
    short /= np.maximum(np.linalg.norm(short, axis=1, keepdims=True), 1e-6)
    return np.round(short * 127 / np.abs(short).max()).astype(np.int8)


def main() -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("archives", nargs="+", type=Path)
    parser.add_argument("--keep-out", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=TARGET)
    arguments = parser.parse_args()
    barred = frozenset(arguments.keep_out.read_text("utf-8").split())
    counts, buckets, total = count(sentences(arguments.archives, barred))
    words = [w for w, n in counts.most_common() if n >= 3 and len(w) > 1 and w.isalpha() and w.isascii()][
        :WORDS
    ]
    held = np.array([counts[w] for w in words], np.float32)
    vectors = shrunk(embed(words, arguments.encoder, arguments.tokenizer), held)
    np.savez_compressed(
        arguments.out,
        words=np.array("\n".join(words)),
        vectors=vectors,
        shares=(held / total).astype(np.float32),
        grams=np.log((total + 1) / (buckets + 1)).astype(np.float16),
    )
    print(f"{total} sentences, {len(words)} words, {arguments.out.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
