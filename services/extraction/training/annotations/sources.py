"""Collects all annotated articles: the gold's, the project's own, and those written for the purpose.

The texts of the project's own come from the archives beside the gold.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, NamedTuple

from services.extraction.training.annotations import as_offsets, corpus, written_articles

HELD = 8
"""Of the project's own annotations every eighth article is held out."""


class Annotated(NamedTuple):
    """Records to learn from: the gold's (`train`), the project's `own`, those of its own that are `held` out, and
    `written` ones."""

    train: list[dict[str, Any]]
    own: list[dict[str, Any]]
    held: list[dict[str, Any]]
    written: list[dict[str, Any]]

    @property
    def learnt(self) -> list[dict[str, Any]]:
        """All but those held out."""
        return self.train + self.own + self.written


def held_out(name: str) -> bool:
    """Whether an article is one of those held out; depends on its id alone."""
    return int(hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest(), 16) % HELD == 0


def annotated(gold: Path) -> Annotated:
    """All annotated articles that may be learnt from.

    Raises FileNotFoundError where the gold lacks a file, ValueError where annotations do not fit their texts.
    """
    train, barred = gold / "news" / "train.jsonl.gz", gold / "keep_out.txt"
    absent = [str(path) for path in (train, barred) if not path.is_file()]
    if absent:
        raise FileNotFoundError(
            f"not found: {', '.join(absent)}; GOLD is the folder that holds news/ and keep_out.txt"
        )
    kept_out = corpus.keep_out(barred)
    own = as_offsets.load(as_offsets.files(), gold.parent / "replay", kept_out)
    return Annotated(
        corpus.read(train, kept_out),
        [r for r in own if not held_out(r["doc_id"])],
        [r for r in own if held_out(r["doc_id"])],
        written_articles.load(),
    )
