"""Stores annotations as offsets without texts, and restores the records from the archives they were made on.

The project keeps no article's text. A line of `benchmarks/annotations/*.jsonl.gz` names archive, article and a digest
of the text that the offsets belong to; the texts come from the replay archives beside the gold.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from services.extraction.training.annotations import corpus
from services.extraction.training.annotations.locating import nearest

FOLDER = Path(__file__).resolve().parents[4] / "benchmarks" / "annotations"
DIGITS = 12


def digest(text: str) -> str:
    """The beginning of the SHA-256 of a text, to check whether offsets belong to it."""
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def files(names: str = "news-*.jsonl.gz", folder: Path = FOLDER) -> list[Path]:
    """The annotation files of the project whose names match the pattern, sorted."""
    return sorted(folder.glob(names))


def load(paths: Iterable[Path], replay: Path, keep_out: frozenset[str]) -> list[dict[str, Any]]:
    """Records in the form of `news/train.jsonl.gz`.

    Raises ValueError where an article is named in `keep_out`, is not in its archive, or has another text there.
    """
    out: list[dict[str, Any]] = []
    archives: dict[str, dict[str, dict[str, Any]]] = {}
    for path in paths:
        for line in corpus.lines(path):
            name, key = line["archive"], line["id"]
            if name not in archives:
                archives[name] = {str(r["id"]): r for r in corpus.lines(replay / f"{name}.jsonl.gz")}
            article = archives[name].get(key)
            if key in keep_out:
                raise ValueError(
                    f"{path.name}: article {key} is named in keep_out.txt: not to be learnt from"
                )
            if article is None or digest(article["text"]) != line["text"]:
                raise ValueError(
                    f"{path.name}: the text of article {key} is not in {name} as it was annotated"
                )
            out.append(whole(line, article))
    return out


def whole(line: Mapping[str, Any], article: Mapping[str, Any]) -> dict[str, Any]:
    """A record with the article's text, its sources and cues as words instead of offsets."""
    text = article["text"]
    steps = {"milestones": line["milestones"]} if "milestones" in line else {}
    return steps | {
        "archive": line["archive"],
        "doc_id": line["id"],
        "outlet": article.get("outlet"),
        "date": (article.get("published_at") or "")[:10] or None,
        "title": article.get("title"),
        "text": text,
        "statements": [
            statement
            | {end: text[slice(*statement[end])] if statement[end] else None for end in ("source", "cue")}
            for statement in line["statements"]
        ],
    }


def bare(record: Mapping[str, Any], archive: str) -> dict[str, Any]:
    """A record without its text: source and cue as offsets of the occurrence that is meant."""
    text = record["text"]
    statements = []
    for statement in record["statements"]:
        source = nearest(text, statement["source"], statement["content"])
        near: list[Any] = [*statement["content"], *([source] if source else [])]
        cue = nearest(text, statement["cue"], near)
        statements.append(statement | {"source": source, "cue": cue})
    return {
        "archive": archive,
        "id": record["doc_id"],
        "text": digest(text),
        "statements": statements,
        "milestones": record["milestones"],
    }


def save(records: Iterable[Mapping[str, Any]], archives: Mapping[str, str], path: Path) -> None:
    """Writes records without their texts; `archives` names the archive of each article. The same records give the same
    file."""
    lines = [
        json.dumps(bare(r, archives[r["doc_id"]]), ensure_ascii=False, separators=(",", ":")) for r in records
    ]
    path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0))
