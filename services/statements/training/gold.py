"""Reads the gold of which statements are the same saying, with the archive that holds their texts."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from shared.catalog import Catalog
from shared.contracts import ArticleRef, Statement, StatementObserved, ids
from shared.processing.eventtime import archive_span, replay_time

QUOTES = '"“”«»„'


class Gold(msgspec.Struct, frozen=True):
    """A statement with the saying it belongs to, and its line in the gold file."""

    statement: Statement
    saying: str
    line: int

    @property
    def event(self) -> str:
        """The event that the article covers; sayings are annotated within one event."""
        return self.saying.rpartition("-")[0]

    @property
    def message(self) -> StatementObserved:
        """The statement as it reaches the service."""
        return StatementObserved(statement=self.statement)


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Records of a file, plain or gzip."""
    raw = path.read_bytes()
    for line in (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


def read(gold: Path, archive: Path, catalog: Catalog) -> list[Gold]:
    """All gold statements in event time, without running the reader on the articles."""
    articles = {record.get("id") or record["doc_id"]: record for record in lines(archive)}
    span = archive_span(a.get("published_at") for a in articles.values())
    assert span is not None
    found, seen, refs = [], Counter[str](), {}
    for number, row in enumerate(lines(gold)):
        record = articles[row["doc_id"]]
        if row["doc_id"] not in refs:
            refs[row["doc_id"]] = _article(
                row["doc_id"], record, replay_time(record.get("published_at"), span), catalog
            )
        found.append(Gold(_statement(row, record["text"], refs[row["doc_id"]], seen), row["saying"], number))
    return sorted(
        found, key=lambda g: (g.statement.article.published_at, g.statement.article.id, g.statement.spans)
    )


def _article(id: str, record: dict[str, Any], at: datetime, catalog: Catalog) -> ArticleRef:
    return ArticleRef(
        id=id,
        revision=1,
        outlet=record["outlet"],
        publisher=catalog.family(record["outlet"], record.get("url")),
        title=record.get("title") or "",
        published_at=at.astimezone(UTC),
        received_at=at.astimezone(UTC),
        url=record.get("url"),
        credits=catalog.credited(record["text"]),
    )


def _statement(row: dict[str, Any], text: str, article: ArticleRef, seen: Counter[str]) -> Statement:
    spans = tuple((start, end) for start, end in row["content"])
    words = tuple(text[start:end] for start, end in spans)
    start = spans[0][0]
    base = ids.statement_id(article.id, row["speaker"], words, 0)
    seen[base] += 1
    return Statement(
        id=ids.statement_id(article.id, row["speaker"], words, seen[base] - 1),
        article=article,
        speaker=row["speaker"],
        speaker_kind="person",
        side=row["affiliation"] or row["speaker"].casefold(),
        affiliation=row["affiliation"],
        type="direct" if text[max(0, start - 1) : start + 1].strip(" ")[:1] in QUOTES else "indirect",
        spans=spans,
        words=words,
        sentence=(start, spans[-1][1]),
    )
