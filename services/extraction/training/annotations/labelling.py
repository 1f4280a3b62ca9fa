"""Prepares annotated articles for the network: token ids, features, and the labels of every head."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from services.extraction.domain.encoder import labels, windows
from services.extraction.domain.text import quotes, sentences
from services.extraction.training.annotations import namings
from services.extraction.training.annotations.labelled import GOLD, IGNORED, Example, Statement
from services.extraction.training.annotations.locating import nearest
from shared.contracts.common import Span


def prepare(record: dict[str, Any], tokenizer: Tokenizer, annotator: int = GOLD) -> Example:
    """The labels of every token, statement and sentence of one annotated article.

    `judged` in the record, spans of sentences, says where only some sentences were looked at for steps; without
    `milestones` none was.
    """
    text = record["text"]
    encoded = tokenizer.encode(text, add_special_tokens=False)
    offsets: list[Span] = list(encoded.offsets)
    starts = np.array([a for a, _ in offsets])
    ends = np.array([b for _, b in offsets])

    def tokens(start: int, end: int) -> Span | None:
        first = int(np.searchsorted(ends, start, side="right"))
        last = int(np.searchsorted(starts, end, side="left"))
        return (first, last) if first < last else None

    split = sentences.split(text)
    statements = _statements(record, tokens)
    told = [(pieces, span) for span in split if (pieces := tokens(*span))]
    where = [span for _, span in told]
    milestones, status, background = _steps(record, where)
    return Example(
        name=record["doc_id"],
        ids=np.array(encoded.ids, np.int64),
        features=np.array(windows.features(text, offsets, split, quotes.find(text)), np.int64),
        offsets=offsets,
        groups=_groups(len(offsets), statements),
        statements=statements,
        namings=namings.found(record, split, tokens, statements),
        sentences=[pieces for pieces, _ in told],
        milestones=milestones,
        status=status,
        background=background,
        judged=_judged(record, where),
        annotator=annotator,
        record=record,
    )


def _statements(record: dict[str, Any], tokens: namings.Tokens) -> list[Statement]:
    """The annotated statements whose content has word pieces, in the order of the record."""
    text = record["text"]
    out: list[Statement] = []
    for s in record.get("statements", ()):
        content = [t for a, b in s["content"] if (t := tokens(a, b))]
        if not content:
            continue
        source = nearest(text, s["source"], s["content"])
        cue = nearest(text, s["cue"], [*s["content"], *([source] if source else [])])
        out.append(
            Statement(
                content=content,
                source=tokens(*source) if source else None,
                cue=tokens(*cue) if cue else None,
                issue=labels.ISSUES.index(s["issues"][0]),
                issues=[labels.ISSUES.index(i) for i in s["issues"]],
                position=labels.POSITIONS.index(s["position"]),
                kind=labels.KINDS.index(s["speaker_kind"]),
                background=int(bool(s["background"])),
                order=len(out),
            )
        )
    return out


def _groups(length: int, statements: list[Statement]) -> dict[str, NDArray[np.int64]]:
    out = {name: np.zeros(length, np.int64) for name, _ in labels.TOKEN_GROUPS}
    content, nested = out["content"], out["nested"]
    largest = sorted(statements, key=lambda s: -sum(b - a for a, b in s.content))
    for s in largest:
        taken = sum(int((content[a:b] > 0).sum()) for a, b in s.content)
        layer = nested if taken else content
        for number, (a, b) in enumerate(s.content):
            if (layer[a:b] > 0).any():
                continue
            layer[a:b] = 2
            layer[a] = 1 if number == 0 or layer is nested else 3
    for s in statements:
        for name, span in (("source", s.source), ("cue", s.cue)):
            if span:
                out[name][span[0] : span[1]] = 2
                out[name][span[0]] = 1
    return out


def _steps(
    record: dict[str, Any], where: list[Span]
) -> tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.float32]]:
    """Of the sentences at `where`: which steps each tells [sentences, types], their status and whether they are
    background."""
    milestones = np.zeros((len(where), len(labels.MILESTONES)), np.float32)
    status = np.full(len(where), IGNORED, np.int64)
    background = np.zeros(len(where), np.float32)
    for m in record.get("milestones", ()):
        for a, b in m["evidence"]:
            for i, (start, end) in enumerate(where):
                if min(b, end) - max(a, start) > 0.5 * min(b - a, end - start):
                    milestones[i, labels.MILESTONES.index(m["type"])] = 1
                    status[i] = labels.STATUSES.index(m["status"])
                    background[i] = float(bool(m["background"]))
    return milestones, status, background


def _judged(record: dict[str, Any], where: list[Span]) -> NDArray[np.bool_]:
    """Which of the sentences at `where` an annotator looked at for steps."""
    only = record.get("judged")
    looked = {a for a, _ in only} if only is not None else None
    return np.array(["milestones" in record and (looked is None or a in looked) for a, _ in where], bool)
