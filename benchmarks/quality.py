"""Gold in, figures of quality out: `parley extract` reads the gold's articles, the gold's own scripts score what
it found."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PARLEY = (sys.executable, "-c", "from services.cli.main import main; main()")


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Objects of a (gzipped) JSON Lines file."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def as_article(record: dict[str, Any]) -> dict[str, Any]:
    """A gold record without its annotations."""
    return {
        "id": record["doc_id"],
        "url": record.get("url") or f"https://gold.invalid/{record['doc_id']}",
        "outlet": record.get("outlet") or "unknown",
        "title": record.get("title") or "",
        "published_at": record.get("date"),
        "text": record["text"],
    }


def extract(gold: Path, folder: Path) -> Path:
    """Let `parley extract` read every article of a gold file; the path of what it printed."""
    articles, found = folder / f"{gold.stem}.articles.jsonl", folder / f"{gold.stem}.found.jsonl"
    with articles.open("w", encoding="utf-8") as out:
        for record in records(gold):
            out.write(json.dumps(as_article(record), ensure_ascii=False) + "\n")
    with found.open("w", encoding="utf-8") as out:
        subprocess.run([*PARLEY, "extract", str(articles), "--format", "jsonl"], stdout=out, check=True)
    return found


def news(gold: Path, folder: Path, name: str = "news/dev.jsonl.gz") -> dict[str, Any]:
    """Figures of `score_news.py`."""
    return _scored(gold / "score_news.py", gold / name, extract(gold / name, folder))


def attributions(gold: Path, folder: Path, name: str = "statements/polnear_dev.jsonl.gz") -> dict[str, Any]:
    """Figures of `score_statements.py --fragments` (PolNeAR: another guide, reported only)."""
    return _scored(gold / "score_statements.py", gold / name, extract(gold / name, folder), "--fragments")


def mismatches(gold: Path, found: Path) -> int:
    """Spans that do not lie in their article's text: must be none."""
    texts = {record["doc_id"]: record["text"] for record in records(gold)}
    count = 0
    for record in records(found):
        for statement in record["statements"]:
            for start, end in [*statement["content"], *(statement["source"] or [])]:
                count += not 0 <= start < end <= len(texts[record["doc_id"]])
    return count


def _scored(script: Path, gold: Path, found: Path, *options: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(script), str(gold), str(found), "--json", *options],
        capture_output=True,
        text=True,
        check=True,
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures | {"mismatches": mismatches(gold, found)}
