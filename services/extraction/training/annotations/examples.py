"""Makes examples of step types from written sentences (examples.yaml) and from the clauses that annotators marked.

A type shows in few words, and annotated articles report the rarer ones a handful of times: sentences written for the
purpose, and the clauses that annotators marked, are examples of types beside the whole sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

import msgspec
import yaml

from services.extraction.domain.encoder.labels import MILESTONES
from services.extraction.domain.milestones.scoring import features
from services.extraction.domain.milestones.steps.article import ReadArticle, sides_in
from services.extraction.domain.milestones.wording import deeds, modality, triggers
from services.extraction.domain.text import letters
from shared.contracts.common import MilestoneType, Span

FILE: Final = Path(__file__).with_name("examples.yaml")
_ACTOR: Final = re.compile(r"\[(\w)\]")
_TOKENS: Final = {
    "B": "@bloc",
    "C": "@country",
    "D": "@country~",
    "G": "@group",
    "K": "@country~",
    "P": "@person",
}
_NAME: Final = "Xland"
_NOWHERE: Final = ("age=", "place=", "said")
"""Features that a sentence without an article cannot have."""
SHORTEST: Final = 20
MOST_OF: Final = 0.85
"""Evidence that is nearly its whole sentence is no further example."""

Example = tuple[frozenset[str], int]


def written(source: str | None = None) -> list[Example]:
    """Examples of the file, in its order; raises ValueError naming a sentence whose actor has no known kind."""
    text = FILE.read_text(encoding="utf-8") if source is None else source
    given = msgspec.convert(yaml.safe_load(text), dict[MilestoneType, tuple[str, ...]])
    return [
        (example(sentence), MILESTONES.index(type_))
        for type_, sentences in given.items()
        for sentence in sentences
    ]


def example(sentence: str) -> frozenset[str]:
    """Features of a sentence whose actors are written as [C], [P] and so on."""
    text, at = "", 0
    actors: list[tuple[Span, str]] = []
    for found in _ACTOR.finditer(sentence):
        if found[1] not in _TOKENS:
            raise ValueError(f"{sentence!r}: [{found[1]}] is no kind of actor; use {', '.join(_TOKENS)}")
        text += sentence[at : found.start()] + _NAME
        actors.append(((len(text) - len(_NAME), len(text)), _TOKENS[found[1]]))
        at = found.end()
    text += sentence[at:]
    small, span = letters.lowered(text), (0, len(text))
    seen = features.Seen(
        0,
        span,
        triggers.hits(
            small, span, triggers.built_in(), triggers.masked(small, [where for where, _ in actors])
        ),
        (),
        modality.modality_of(small, span),
        min(len(actors), 3),
        False,
        deeds=deeds.all_factualities(small, span),
    )
    words: list[str] = []
    last = 0
    for (start, end), token in actors:
        words += [*features.tokens(text, (last, start), ()), token]
        last = end
    words += features.tokens(text, (last, span[1]), ())
    found_ = features.features(words, seen, (), frozenset(), date(2020, 1, 1))
    return frozenset(each for each in found_ if not each.startswith(_NOWHERE))


def evidence(
    article: ReadArticle, seen: list[features.Seen], steps: Iterable[dict[str, Any]]
) -> list[Example]:
    """Examples from the clauses that an annotator marked as reporting a step, where they are only a part of their
    sentence."""
    out = []
    for step in steps:
        for first, last in step["evidence"]:
            for at, (start, end) in enumerate(article.sentences):
                part = max(first, start), min(last, end)
                if SHORTEST <= part[1] - part[0] < MOST_OF * (end - start):
                    out.append((clause(article, seen, at, part), MILESTONES.index(step["type"])))
    return out


def clause(article: ReadArticle, seen: list[features.Seen], at: int, part: Span) -> frozenset[str]:
    """Features of a part of a sentence."""
    now = msgspec.structs.replace(
        seen[at],
        span=part,
        hits=triggers.hits(article.small, part, triggers.built_in(), article.masked),
        mood=modality.modality_of(article.small, part),
        parties=len({side.name for side in sides_in(article, part) if side.weight >= 0.5}),
        deeds=deeds.all_factualities(article.small, part),
    )
    starts = article.mention_starts
    own = article.mentions[bisect_left(starts, part[0]) : bisect_right(starts, part[1] - 1)]
    words = features.tokens(article.text, part, own)
    before = seen[at - 1].hits if at else ()
    return features.features(words, now, before, article.title_types, article.today)
