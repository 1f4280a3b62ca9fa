"""What a teacher said of an article is kept without its text, and found again with it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from services.extraction.adapters.onnx_encoder import MODEL
from services.extraction.domain.encoder import labels
from services.extraction.training.annotations import labelling, unlabelled
from services.extraction.training.annotations.labelled import Example, Statement, Taught
from services.extraction.training.network import taught

ARCHIVE = "feeds_2025-05-21"
TEXT = "The ferry stays in port. “We sail on Monday,” the harbour master said. Rain is expected."


@pytest.fixture
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of gold with one article in the archive beside it, of which no sentence was annotated."""
    monkeypatch.setattr(unlabelled, "judged", lambda folder: {})
    for folder in ("gold", "replay"):
        (tmp_path / folder).mkdir()
    (tmp_path / "gold" / "keep_out.txt").write_text("")
    _archive(tmp_path / "replay", TEXT)
    return tmp_path / "gold"


def test_scores_and_statements_are_found_again(gold: Path, tmp_path: Path, tokenizer: Tokenizer) -> None:
    """As fine as quarters, and nothing beyond what is kept."""
    example, path = _taught(tokenizer), tmp_path / "taught.npz"
    taught.save([example], {"a": ARCHIVE}, {"a": TEXT}, path)
    (found,) = taught.load(gold, tokenizer, path)
    assert found.statements == example.statements
    assert found.taught is not None
    assert example.taught is not None
    assert np.abs(found.taught.tokens.argmax(1) - example.taught.tokens.argmax(1)).max() == 0
    for kept, told in (
        (found.taught.statements, example.taught.statements),
        (found.taught.sentences, example.taught.sentences),
    ):
        assert kept is not None
        assert told is not None
        assert np.abs(kept - told).max() <= 0.125
    assert TEXT[:20].encode() not in path.read_bytes()


def test_another_text_is_refused(gold: Path, tmp_path: Path, tokenizer: Tokenizer) -> None:
    """Offsets of one text say nothing of another."""
    path = tmp_path / "taught.npz"
    taught.save([_taught(tokenizer)], {"a": ARCHIVE}, {"a": TEXT}, path)
    _archive(tmp_path / "replay", TEXT.replace("Monday", "Friday"))
    with pytest.raises(ValueError, match="text of article a"):
        list(taught.load(gold, tokenizer, path))


def test_an_article_that_is_kept_out_is_not_learnt_from(
    gold: Path, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    """Nor is what a teacher said of it."""
    path = tmp_path / "taught.npz"
    taught.save([_taught(tokenizer)], {"a": ARCHIVE}, {"a": TEXT}, path)
    (gold / "keep_out.txt").write_text("a\n")
    with pytest.raises(ValueError, match=r"keep_out\.txt"):
        list(taught.load(gold, tokenizer, path))


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """The model's own."""
    out = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    out.no_truncation()
    out.no_padding()
    return out


def _archive(folder: Path, text: str) -> None:
    with gzip.open(folder / f"{ARCHIVE}.jsonl.gz", "wt") as out:
        out.write(json.dumps({"id": "a", "text": text}) + "\n")


def _taught(tokenizer: Tokenizer) -> Example:
    """An example with one statement and arbitrary, plain scores."""
    example = labelling.prepare({"doc_id": "a", "text": TEXT}, tokenizer)
    draw = np.random.default_rng(3)
    tokens = np.zeros((len(example.ids), labels.TOKEN_COLUMNS), np.float16)
    tokens[np.arange(len(tokens)), draw.integers(0, 4, len(tokens))] = 3
    example.statements = [Statement([(7, 12)], (14, 17), (17, 18), -1, [], -1, -1, -1)]
    example.taught = Taught(
        tokens,
        draw.uniform(-4, 4, (1, labels.STATEMENT_COLUMNS)).astype(np.float32),
        draw.uniform(-4, 4, (len(example.sentences), labels.SENTENCE_COLUMNS)).astype(np.float32),
    )
    return example
