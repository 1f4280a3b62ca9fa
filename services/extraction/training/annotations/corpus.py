"""Prepares annotated articles for the network: token ids, features, and the labels of every head."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from services.extraction.domain.encoder import labels, windows
from services.extraction.domain.speakers.coreference.pronouns import distance
from services.extraction.domain.speakers.names import capitalised
from services.extraction.domain.text import quotes, sentences
from shared.contracts.common import Span

IGNORED = -100
GOLD, OWN, WRITTEN = range(3)
"""Whose habits labels show: those of the gold's annotators, of the project's own, of what was written for it."""


@dataclass
class Statement:
    """One annotated statement, its spans as ranges of word pieces."""

    content: list[Span]
    source: Span | None
    cue: Span | None
    issue: int
    issues: list[int]
    position: int
    kind: int
    background: int
    order: int = 0


@dataclass
class Naming:
    """A source mention that does not name its speaker, and the candidates that may, as ranges of word pieces; `right`
    are the indices of those that do."""

    mention: Span
    candidates: list[Span]
    right: list[int]
    near: list[int]  # bucket of how far each candidate is, see `distance`
    told: list[int]  # 1 where the candidate overlaps the source of the statement before, 2 of an earlier one


@dataclass
class Taught:
    """What a teacher gave for an article: scores [word pieces, `TOKEN_COLUMNS`], [statements, `STATEMENT_COLUMNS`] and
    [sentences, `SENTENCE_COLUMNS`], and hidden states [word pieces, width] (None where they were not kept)."""

    tokens: NDArray[np.float16]
    statements: NDArray[np.float32] | None
    sentences: NDArray[np.float32] | None
    hidden: NDArray[np.float16] | None = None


@dataclass
class Example:
    """One article, ready to learn from."""

    name: str
    ids: NDArray[np.int64]
    features: NDArray[np.int64]
    offsets: list[Span]
    groups: dict[str, NDArray[np.int64]]
    statements: list[Statement]
    namings: list[Naming]
    sentences: list[Span]
    milestones: NDArray[np.float32]
    status: NDArray[np.int64]
    background: NDArray[np.float32]
    judged: NDArray[np.bool_]
    """Which sentences an annotator looked at for steps."""
    marked: bool = True
    """Whether it is known where its statements are."""
    taught: Taught | None = None
    annotator: int = GOLD
    record: dict[str, Any] = field(default_factory=dict)


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
    marks = quotes.find(text)
    statements = []
    for s in record.get("statements", ()):
        content = [t for a, b in s["content"] if (t := tokens(a, b))]
        if not content:
            continue
        source = nearest(text, s["source"], s["content"], split)
        cue = nearest(text, s["cue"], [*s["content"], *([source] if source else [])], split)
        statements.append(
            Statement(
                content=content,
                source=tokens(*source) if source else None,
                cue=tokens(*cue) if cue else None,
                issue=labels.ISSUES.index(s["issues"][0]),
                issues=[labels.ISSUES.index(i) for i in s["issues"]],
                position=labels.POSITIONS.index(s["position"]),
                kind=labels.KINDS.index(s["speaker_kind"]),
                background=int(bool(s["background"])),
            )
        )
        statements[-1].order = len(statements) - 1
    groups = _groups(len(offsets), statements)
    told = [(tokens(a, b), (a, b)) for a, b in split]
    held = [t for t, _ in told if t]
    where = [s for t, s in told if t]
    milestones = np.zeros((len(held), len(labels.MILESTONES)), np.float32)
    status = np.full(len(held), IGNORED, np.int64)
    background = np.zeros(len(held), np.float32)
    for m in record.get("milestones", ()):
        for a, b in m["evidence"]:
            for i, (start, end) in enumerate(where):
                if min(b, end) - max(a, start) > 0.5 * min(b - a, end - start):
                    milestones[i, labels.MILESTONES.index(m["type"])] = 1
                    status[i] = labels.STATUSES.index(m["status"])
                    background[i] = float(bool(m["background"]))
    only = record.get("judged")
    looked = {a for a, _ in only} if only is not None else None
    judged = np.array(["milestones" in record and (looked is None or a in looked) for a, _ in where], bool)
    return Example(
        name=record["doc_id"],
        ids=np.array(encoded.ids, np.int64),
        features=np.array(windows.features(text, offsets, split, marks), np.int64),
        offsets=offsets,
        groups=groups,
        statements=statements,
        namings=_namings(record, text, split, tokens, statements),
        sentences=held,
        milestones=milestones,
        status=status,
        background=background,
        judged=judged,
        annotator=annotator,
        record=record,
    )


def nearest(text: str, words: str | None, near: list[Any], split: tuple[Span, ...]) -> Span | None:
    """The occurrence of `words` nearest to the spans `near`; None where the text lacks them.

    One inside a span counts as a little farther than one beside it.
    """
    if not words:
        return None
    best: tuple[float, Span] | None = None
    at = text.find(words)
    while at >= 0:
        span = (at, at + len(words))
        whole = not (text[at - 1 : at].isalnum() or text[span[1] : span[1] + 1].isalnum()) if at else True
        far = min(max(a - span[1], span[0] - b, 0) for a, b in near) + (0 if whole else 200)
        if any(a <= span[0] and span[1] <= b for a, b in near):
            far += 25
        if best is None or far < best[0]:
            best = (far, span)
        at = text.find(words, at + 1)
    return best[1] if best else None


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


_TITLES = frozenset(
    [
        "president",
        "prime",
        "minister",
        "foreign",
        "secretary",
        "spokesman",
        "spokeswoman",
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "the",
        "of",
    ]
)


def name_words(name: str) -> list[str]:
    """The words of a name in lower case, without titles."""
    return [
        w
        for w in re.findall(r"[\w’'\-]+", name.lower().replace("’s", "").replace("'s", ""))
        if w not in _TITLES
    ]


def _namings(
    record: dict[str, Any], text: str, split: tuple[Span, ...], tokens: Any, statements: list[Statement]
) -> list[Naming]:
    """For every source that shares no word with its speaker's name: the mentions around it that could name that
    speaker."""
    if not statements:
        return []
    runs = [(span, token) for span in capitalised.find(text) if (token := tokens(*span))]
    begins = np.array([a for a, _ in split])

    def line(at: int) -> int:
        return int(np.searchsorted(begins, at, side="right"))

    out = []
    order = sorted(
        zip(
            [s for s in record["statements"] if any(tokens(a, b) for a, b in s["content"])],
            statements,
            strict=True,
        ),
        key=lambda p: p[1].content[0][0],
    )
    before: list[Span] = []
    for gold, statement in order:
        source = statement.source
        wanted = name_words(gold["speaker"])
        if source and gold["source"] and wanted and not set(name_words(gold["source"])) & set(wanted):
            candidates = [
                (span, token)
                for span, token in runs
                if token[0] < source[1] + 60 and not (token[0] < source[1] and token[1] > source[0])
            ][-50:]
            right = [
                i
                for i, (span, _) in enumerate(candidates)
                if _names(text[span[0] : span[1]], wanted, gold["speaker_kind"])
            ]
            if right and len(right) < len(candidates):
                at = [line(span[0]) for span, _ in candidates]
                mention_line = line(record_offset(source, tokens, split, text, gold))
                near = [distance(mention_line - a) for a in at]
                said = [
                    next(
                        (
                            1 if k == 0 else 2
                            for k, s in enumerate(reversed(before))
                            if s[0] < t[1] and t[0] < s[1]
                        ),
                        0,
                    )
                    for _, t in candidates
                ]
                out.append(Naming(source, [t for _, t in candidates], right, near, said))
        if source:
            before.append(source)
    return out


def _start(source: Span, statements: list[Statement], text: str, gold: dict[str, Any]) -> int:
    return int(gold["content"][0][0])


def record_offset(source: Span, tokens: Any, split: tuple[Span, ...], text: str, gold: dict[str, Any]) -> int:
    found = nearest(text, gold["source"], gold["content"], split)
    return found[0] if found else int(gold["content"][0][0])


def _names(words: str, wanted: list[str], kind: str) -> bool:
    have = name_words(words)
    if not have:
        return False
    if kind == "person":
        return have[-1] == wanted[-1] or (len(wanted) > 1 and have[-1] in wanted[1:])
    return set(have) <= set(wanted) or set(wanted) <= set(have)
