"""Loads sentences that are learnt from one by one, without the rest of their articles.

Some were annotated singly, drawn from articles without annotations where the words of the time saw a step: they show
what only looks like one. Others stand in articles written to learn from, which report more steps than news does: how
many steps an article reports, and which of them matter, is learnt from real ones alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from services.extraction.domain.milestones.scoring import features
from services.extraction.domain.milestones.steps import candidates
from services.extraction.domain.milestones.steps.article import ReadArticle, known
from services.extraction.domain.text.document import document
from services.extraction.training.annotations import as_offsets
from services.extraction.training.annotations.archives import Archives
from services.extraction.training.annotations.prepared import FOLDS, Prepared
from shared.catalog import Catalog, Matcher
from shared.processing import eventtime

_NEAR: Final = 500
"""Characters between sentences that are learnt from together."""
_BESIDE: Final = 300
FILE: Final = as_offsets.FOLDER / "sentences-2026-11-28.jsonl"


@dataclass
class Single:
    """One annotated sentence in its article."""

    article: ReadArticle
    seen: features.Seen
    words: frozenset[str]
    steps: list[dict[str, Any]]
    fold: int

    @property
    def labels(self) -> set[tuple[str, str, bool]]:
        """Type, status and whether past, of each step, in the form of the labels of whole articles."""
        return {(step["type"], step["status"], step["background"]) for step in self.steps}


def load(gold: Path, catalog: Catalog, matcher: Matcher, without: Collection[str] = ()) -> Iterator[Single]:
    """All annotated sentences except those of the articles `without`, which are known as a whole.

    Raises ValueError where one does not fit the archives, or may not be learnt from.
    """
    archives = Archives(gold)
    last: tuple[str, ReadArticle] | None = None
    for line in FILE.read_bytes().splitlines():
        entry = json.loads(line)
        if entry["id"] in without:
            continue
        record = archives.article(entry["archive"], entry["id"])
        if as_offsets.digest(record["text"]) != entry["text"]:
            raise ValueError(f"{FILE.name}: article {entry['id']} has another text than was annotated")
        if last is None or last[0] != entry["id"]:
            last = entry["id"], as_read(record, catalog, matcher)
        yield _single(last[1], entry)


def records(gold: Path) -> list[dict[str, Any]]:
    """The articles of these sentences, as records whose steps are known in the sentences `judged` alone."""
    archives, out = Archives(gold), dict[str, dict[str, Any]]()
    for line in FILE.read_bytes().splitlines():
        entry = json.loads(line)
        if entry["id"] not in out:
            text = archives.article(entry["archive"], entry["id"])["text"]
            out[entry["id"]] = {"doc_id": entry["id"], "text": text, "judged": [], "milestones": []}
        record, sentence = out[entry["id"]], entry["sentence"]
        record["judged"].append(sentence)
        record["milestones"] += [step | {"evidence": [sentence]} for step in entry["steps"]]
    return list(out.values())


def excerpts(gold: Path) -> list[dict[str, Any]]:
    """The same sentences with what stands right around them, a record for each neighbourhood."""
    return [_excerpt(record, near) for record in records(gold) for near in _neighbours(record["judged"])]


def _neighbours(spans: Sequence[Sequence[int]]) -> list[list[Sequence[int]]]:
    out: list[list[Sequence[int]]] = []
    for span in sorted(spans):
        if out and span[0] - out[-1][-1][1] < _NEAR:
            out[-1].append(span)
        else:
            out.append([span])
    return out


def _excerpt(record: Mapping[str, Any], spans: Sequence[Sequence[int]]) -> dict[str, Any]:
    text = record["text"]
    start, end = max(0, spans[0][0] - _BESIDE), min(len(text), spans[-1][1] + _BESIDE)
    while 0 < start < spans[0][0] and not text[start - 1].isspace():
        start += 1

    def moved(span: Sequence[int]) -> list[int]:
        return [span[0] - start, span[1] - start]

    return {
        "doc_id": record["doc_id"],
        "text": text[start:end],
        "judged": [moved(span) for span in spans],
        "milestones": [
            m | {"evidence": [moved(m["evidence"][0])]}
            for m in record["milestones"]
            if m["evidence"][0] in spans
        ],
    }


def sentences_of(article: Prepared) -> Iterator[Single]:
    """Every sentence of an annotated article."""
    for seen, words, labels in zip(article.seen, article.words, article.labels, strict=True):
        steps = [
            {"type": type_, "status": status, "background": past} for type_, status, past in sorted(labels)
        ]
        yield Single(article.article, seen, words, steps, article.fold)


def as_read(record: dict[str, Any], catalog: Catalog, matcher: Matcher) -> ReadArticle:
    """An archived article prepared for milestone reading, without its statements."""
    read, title = document("", record["text"]), record.get("title") or ""
    text = read.text
    today = eventtime.parse(record["published_at"]).date()
    found = matcher.mentions(text, today)
    return known(text, title, today, found, [], read.sentences, catalog, matcher.mentions(title, today))


def place(article: ReadArticle, sentence: Sequence[int]) -> int:
    """The index of an annotated sentence, found by its end, since reading cuts off what the page put before it.

    Raises ValueError where no sentence ends there.
    """
    return [end for _, end in article.sentences].index(sentence[1])


def _single(article: ReadArticle, entry: dict[str, Any]) -> Single:
    at = place(article, entry["sentence"])
    now = candidates.seen(article, at)
    before = candidates.seen(article, at - 1).hits if at else ()
    fold = int(hashlib.sha1(entry["id"].encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS
    return Single(article, now, candidates.words(article, now, before), entry["steps"], fold)
