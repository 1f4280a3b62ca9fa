"""Finds articles in the replay archives beside the gold, by archive and id; each archive is read once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from services.extraction.training.annotations import corpus


class Archives:
    """Articles that may be learnt from."""

    def __init__(self, gold: Path) -> None:
        """Raises FileNotFoundError where `gold` lacks the list of articles that are kept out."""
        self._folder = gold.parent / "replay"
        self._barred = corpus.keep_out(gold / "keep_out.txt")
        self._read: dict[str, dict[str, dict[str, Any]]] = {}

    def article(self, archive: str, key: str) -> dict[str, Any]:
        """The record of an article; raises ValueError if it is not to be learnt from, KeyError where the archive lacks
        it."""
        if key in self._barred:
            raise ValueError(f"article {key} is named in keep_out.txt: not to be learnt from")
        if archive not in self._read:
            lines = corpus.lines(self._folder / f"{archive}.jsonl.gz")
            self._read[archive] = {str(record["id"]): record for record in lines}
        return self._read[archive][key]
