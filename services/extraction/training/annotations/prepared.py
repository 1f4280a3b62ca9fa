"""Prepares annotated articles for learning to read steps: what the reader would know of them, and the labels."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec

from services.extraction.adapters.onnx_encoder import OnnxEncoder
from services.extraction.domain.encoder import pooling
from services.extraction.domain.milestones.model import StatementView
from services.extraction.domain.milestones.scoring import features
from services.extraction.domain.milestones.steps import candidates
from services.extraction.domain.milestones.steps.article import ReadArticle, known
from services.extraction.domain.text.document import document
from services.extraction.training.annotations import examples
from shared.catalog import Catalog, Matcher

FOLDS: Final = 5
POSITION_ERRORS: Final = 0.3
ISSUE_ERRORS: Final = 0.25


@dataclass
class Prepared:
    """One annotated article, ready to learn from."""

    record: dict[str, Any]
    article: ReadArticle
    seen: list[features.Seen]
    words: list[frozenset[str]]
    title: frozenset[str]
    labels: list[set[tuple[str, str, bool]]]
    fold: int
    evidence: list[examples.Example]


def view(statement: dict[str, Any], key: str) -> StatementView:
    """An annotated statement as the reader would know it, its position and issue made wrong as often as the reader
    errs.

    `key` seeds the errors.
    """
    chance = random.Random(key)
    position, issue = statement["position"], statement["issues"][0]
    if chance.random() < POSITION_ERRORS:
        position = chance.choice(("none", "none", "supports", "opposes", "demands"))
    if chance.random() < ISSUE_ERRORS:
        issue = "other"
    return StatementView(
        spans=tuple((a, b) for a, b in statement["content"]), speaker=statement["speaker"],
        side=statement["affiliation"] or "", background=statement["background"], position=position, issue=issue,
    )  # fmt: skip


def asked(encoder: OnnxEncoder, article: ReadArticle) -> ReadArticle:
    """The article with the encoder's scores of each of its sentences."""
    read = document("", article.text)
    vectors = pooling.sentence_vectors(encoder.encode(read), read.sentences)
    return msgspec.structs.replace(article, tellings=encoder.sentences(vectors))


def prepare(record: dict[str, Any], catalog: Catalog, matcher: Matcher) -> Prepared:
    """The article as the reader would know it, with the annotated statements and steps."""
    read, title = document(record["doc_id"], record["text"]), record.get("title") or ""
    text = read.text
    today = datetime.fromisoformat((record["date"] or "2019-01-01").replace("Z", "+00:00")).date()
    views = [view(s, f"{record['doc_id']} {at}") for at, s in enumerate(record["statements"])]
    article = known(
        text,
        title,
        today,
        matcher.mentions(text, today),
        views,
        read.sentences,
        catalog,
        matcher.mentions(title, today),
    )
    seen = [candidates.seen(article, at) for at in range(len(article.sentences))]
    words = [candidates.words(article, now, seen[at - 1].hits if at else ()) for at, now in enumerate(seen)]
    labels: list[set[tuple[str, str, bool]]] = [set() for _ in seen]
    for step in record["milestones"]:
        for a, b in step["evidence"]:
            for at, (start, end) in enumerate(article.sentences):
                if min(b, end) > max(a, start):
                    labels[at].add((step["type"], step["status"], step["background"]))
    fold = int(hashlib.sha1(record["doc_id"].encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS
    parts = examples.evidence(article, seen, record["milestones"])
    return Prepared(record, article, seen, words, candidates.title_words(article), labels, fold, parts)
