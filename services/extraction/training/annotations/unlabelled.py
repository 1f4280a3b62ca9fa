"""Chooses articles without annotations, from the replay archives beside the gold, for a teacher to read."""

from __future__ import annotations

import random
from collections.abc import Collection
from pathlib import Path
from typing import Any, Final

from services.extraction.training.annotations import corpus, single

WHOLE: Final = ("feeds_2025-05-21", "tracks_2013-2020")
"""Archives of news on negotiations: all of theirs is read."""
MIXED: Final = "mixed_6000"
LONGEST: Final = 6000
"""Characters; longer articles are read up to here."""
_SHORTEST: Final = 400
_ENGLISH: Final = frozenset(("the", "and", "of", "to"))


def records(gold: Path, known: Collection[str], limit: int, seed: int) -> list[tuple[str, dict[str, Any]]]:
    """At most `limit` articles, each with the name of its archive; none of `known` and none that is kept out.

    First those on negotiations and those of which single sentences were annotated, then others, drawn with `seed`.
    """
    barred = corpus.keep_out(gold / "keep_out.txt").union(known)
    known_steps = judged(gold)
    first, others = [], []
    for name in (*WHOLE, MIXED):
        for article in corpus.lines(gold.parent / "replay" / f"{name}.jsonl.gz"):
            key = str(article["id"])
            if key not in barred and _readable(article["text"]):
                wanted = name != MIXED or key in known_steps
                record = cut(key, article["text"], known_steps.get(key))
                (first if wanted else others).append((name, record))
    random.Random(seed).shuffle(others)
    return (first + others)[:limit]


def judged(gold: Path) -> dict[str, dict[str, Any]]:
    """The articles of which single sentences were annotated, by id."""
    return {record["doc_id"]: record for record in single.records(gold)}


def cut(key: str, text: str, known_steps: dict[str, Any] | None) -> dict[str, Any]:
    """A record of the first `LONGEST` characters of an article, with the steps that are known of sentences there."""
    out: dict[str, Any] = {"doc_id": key, "text": text[:LONGEST]}
    kept = [span for span in known_steps["judged"] if span[1] <= LONGEST] if known_steps else []
    if known_steps and kept:
        out["judged"] = kept
        out["milestones"] = [m for m in known_steps["milestones"] if m["evidence"][0] in kept]
    return out


def _readable(text: str) -> bool:
    words = text.lower().split()[:300]
    english = text.isascii() or sum(w in _ENGLISH for w in words) >= 0.04 * len(words)
    return english and len(text) >= _SHORTEST
