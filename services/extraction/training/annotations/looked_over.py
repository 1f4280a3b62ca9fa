"""Loads articles in which people looked over what the reader had found.

People said of every statement that was found what it is about, where it stands and whether it is one at all, and of
most of these articles all steps. What the reader missed is not known, so nothing is learnt from them on where
statements are. The encoder's head for sentences does not learn from them either: they show what it is worth beside
words (`training.milestones.blending`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from services.extraction.training.annotations import as_offsets, corpus

FILES: Final = "read-*.jsonl.gz"
FALSE: Final = "none"
"""The verdict on what is no statement, or badly cut."""
UNREAD: Final = "unread"
"""The verdict where nobody looked at the statement, as the article was read for its steps alone."""


def load(gold: Path) -> list[dict[str, Any]]:
    """Records in the form of the gold, without what is no statement; `milestones` only where somebody looked for steps.

    Raises ValueError where an article may not be learnt from or has another text, FileNotFoundError where the gold
    lacks the list of those.
    """
    barred = corpus.keep_out(gold / "keep_out.txt")
    found = as_offsets.load(as_offsets.files(FILES), gold.parent / "replay", barred)
    return [
        record | {"statements": [s for s in record["statements"] if s["verdict"] != FALSE]}
        for record in found
    ]


def judged(gold: Path) -> list[dict[str, Any]]:
    """The records with those statements whose issue, position and age were judged."""
    kept = [
        record | {"statements": [s for s in record["statements"] if s["verdict"] != UNREAD]}
        for record in load(gold)
    ]
    return [record for record in kept if record["statements"]]


def with_steps(gold: Path) -> list[dict[str, Any]]:
    """The records of which all steps are known."""
    return [record for record in load(gold) if "milestones" in record]
