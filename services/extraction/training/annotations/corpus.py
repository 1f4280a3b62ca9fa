"""Reads annotated articles from JSON Lines, and refuses those that must not be learnt from."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Objects of a (gzipped) JSON Lines file."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as stored:
        yield from (json.loads(line) for line in stored if line.strip())


def read(path: Path, keep_out: frozenset[str]) -> list[dict[str, Any]]:
    """Records of a (gzipped) JSON Lines file; raises ValueError if one of them may not be learnt from."""
    records = list(lines(path))
    barred = sorted({r["doc_id"] for r in records} & keep_out)
    if barred:
        raise ValueError(
            f"{path}: {len(barred)} articles are named in keep_out.txt, first {barred[0]}: not to be learnt from"
        )
    return records


def keep_out(path: Path) -> frozenset[str]:
    """Ids of the articles that must not be learnt from."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
