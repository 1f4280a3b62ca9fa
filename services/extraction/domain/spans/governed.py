"""Adds statements that are the object of a verb of attitude ("has opposed [the tolls]").

Whether the object of a verb of attitude is a statement shows in the verb, in what stands before it and in how certain
the model is of its words. A logistic regression, learnt from the annotated articles (`training.statements.governed`),
weighs these; what a statement found otherwise covers is left alone.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Final

import msgspec
import numpy as np

from services.extraction.domain.encoder.encoding import Floats
from services.extraction.domain.encoder.pooling import mean
from services.extraction.domain.spans import subjects
from services.extraction.domain.spans.decoding import RawStatement
from services.extraction.domain.spans.dials import Dials
from services.extraction.domain.spans.governing import Governed, Grammar
from services.extraction.domain.spans.links import Links
from services.extraction.domain.spans.secondlook import odds
from services.extraction.domain.spans.verbforms import features
from services.extraction.domain.text.document import Document
from shared.contracts.common import Span

FILE: Final = "governed.npz"
SIGNS: Final = (
    "mean certainty of the words", "most certain word", "certainty of the beginning", "certainty of the cue",
    "certainty of a source before", "certainty that the word before is the source",
    "mean certainty of the nested words", "length",
    "two words at most", "holds a quotation mark", "begins with a capital", "begins with a determiner",
    "conditional", "no mark at the end of the sentence", "question", "at the top",
)  # fmt: skip
_DETERMINED: Final = re.compile(r"(?:the|his|her|its|their|an?|any|to)\b")
_CONDITIONAL: Final = re.compile(r"\b(?:if|would|could|should|unless)\b")
_WITHIN: Final = re.compile(
    r"(?:['’]s?)?\s(?:(?!of|for|in|on|at|by|and|or|to|from|with|who|which|that)[\w-]+\s){0,2}"
)
_NEAR: Final = 120  # characters before the verb in which a source is looked for


class GovernedWeights(msgspec.Struct, frozen=True):
    """What each feature and each sign weighs."""

    features: Mapping[str, float]
    signs: Floats
    bias: float


@cache
def built_in() -> GovernedWeights:
    """The weights that ship, read once."""
    content = files(__package__ or "").joinpath(FILE).read_bytes()
    with np.load(BytesIO(content), allow_pickle=False) as stored:
        names = str(stored["names"]).split("\n")
        features = dict(zip(names, stored["weights"].astype(np.float32).tolist(), strict=True))
        return GovernedWeights(features, stored["signs"].astype(np.float32), float(stored["bias"]))


class Marked:
    """An article with what the model marked in it; `groups` are log-probabilities by token group."""

    def __init__(self, document: Document, offsets: Sequence[Span], groups: Mapping[str, Floats]) -> None:
        self.document = document
        self.text = document.text
        self._starts, self._ends = [a for a, _ in offsets], [b for _, b in offsets]
        self._groups = groups
        self._inside = {name: 1 - np.exp(scores[:, 0]) for name, scores in groups.items()}
        self._quoted = [q.end for q in document.quotes]

    def pieces(self, span: Span) -> Span:
        """Word pieces that lie in a span of the text."""
        return bisect.bisect_right(self._ends, span[0]), bisect.bisect_left(self._starts, span[1])

    def inside(self, group: str, pieces: Span) -> Floats:
        """How certain each word piece is of a group."""
        certain: Floats = self._inside[group][slice(*pieces)]
        return certain if len(certain) else np.zeros(1, np.float32)

    def begins(self, group: str, piece: int) -> float:
        """How certain it is that one begins there."""
        return float(np.exp(self._groups[group][piece, 1]))

    def one_phrase(self, end: int, begin: int) -> bool:
        """Whether at most two words that may belong to a name stand between the end of a source and a later word."""
        if end > begin or end < 1:
            return False
        return _WITHIN.fullmatch(self.text, self._ends[end - 1], self._starts[begin]) is not None

    def quoted(self, at: int) -> bool:
        """Whether a place of the text lies in a quotation."""
        quote = bisect.bisect_right(self._quoted, at)
        return quote < len(self._quoted) and self.document.quotes[quote].start <= at

    def candidates(self, grammar: Grammar, found: Sequence[RawStatement]) -> Iterator[tuple[Governed, Span]]:
        """Verbs outside quotations whose cue and object no statement covers, with the word pieces of the object."""
        taken = np.zeros(len(self._starts) + 1, bool)
        for raw in found:
            for a, b in (*raw.content, *([raw.cue] if raw.cue else ())):
                taken[a:b] = True
        for each in grammar.find(self.text, self.document.sentences):
            cue, pieces = self.pieces(each.cue), self.pieces(each.object)
            free = (
                pieces[0] < pieces[1] and not taken[cue[0] : cue[1]].any() and not taken[slice(*pieces)].any()
            )
            if free and not self.quoted(each.verb[0]):
                yield each, pieces


def chance(weights: GovernedWeights, marked: Marked, each: Governed, pieces: Span) -> float:
    """The probability that the object of the verb is a statement, from 0 to 1; `pieces` are the object's word
    pieces."""
    score = sum(weights.features.get(name, 0.0) for name in features(marked.text, each))
    score += float(weights.signs @ np.array(signs(marked, each, pieces), np.float32))
    return float(1 / (1 + np.exp(-(score + weights.bias))))


def added(
    marked: Marked,
    links: Links,
    grammar: Grammar,
    weights: GovernedWeights,
    found: Sequence[RawStatement],
    dials: Dials,
) -> list[RawStatement]:
    """The likely objects whose source is known, as statements; of overlapping ones only the likeliest."""
    likely = [
        (sure, each, pieces)
        for each, pieces in marked.candidates(grammar, found)
        if (sure := chance(weights, marked, each, pieces)) >= dials.governed
    ]
    likely.sort(key=lambda found: (-found[0], found[2]))
    out: list[RawStatement] = []
    covered: list[Span] = []
    for sure, each, (first, last) in likely:
        cue = marked.pieces(each.cue)
        if any(a < last and cue[0] < b for a, b in covered):
            continue
        covered.append((cue[0], last))
        source, how = _source(marked, links, each, (first, last), dials)
        if source is None:
            continue
        out.append(RawStatement(((first, last),), source, cue, sure, how, governed=True))
    return out


def _source(
    marked: Marked, links: Links, each: Governed, content: Span, dials: Dials
) -> tuple[Span | None, float]:
    """The subject, where it stands beside the verb; else what the model points to."""
    source, how = links.source(links.near([content]))
    source = source if how >= dials.source else None
    word = marked.pieces(each.subject) if each.subject and each.before[0] not in "^<" else None
    if source is not None and word is not None:
        if source[0] < word[0] and marked.one_phrase(source[1], word[0]):
            return (source[0], word[1]), how  # "[The Arland] campaign blames"
        if source[0] < word[1] and word[0] < source[1]:
            return (source[0], min(source[1], word[1])), how  # "[Arland doesn]'t want"
    subject = subjects.subject(marked.text, each)
    if subject is None and source is None:
        subject = subjects.opening(marked.text, each)
    pieces = marked.pieces(subject) if subject else (0, 0)
    return (pieces, max(how, dials.source)) if pieces[0] < pieces[1] else (source, how)


def signs(marked: Marked, each: Governed, pieces: Span) -> list[float]:
    """Numbers in the order of `SIGNS`."""
    text, begin, sentences = marked.text, each.sentence[0], marked.document.sentences
    content = marked.inside("content", pieces)
    before = marked.pieces((max(begin, each.verb[0] - _NEAR), each.verb[0]))
    subject = marked.pieces(each.subject) if each.subject else (0, 0)
    said = text[slice(*each.object)]
    closing = text[each.sentence[1] - 1]
    return [
        odds(float(mean(content))), odds(float(content.max())), odds(marked.begins("content", pieces[0])),
        odds(float(marked.inside("cue", marked.pieces(each.verb)).max())),
        odds(float(marked.inside("source", before).max())), odds(float(marked.inside("source", subject).max())),
        odds(float(mean(marked.inside("nested", pieces)))),
        float(np.log(len(said))), float(len(said.split()) <= 2), float('"' in said or "“" in said),
        float(said[:1].isupper()), float(_DETERMINED.match(said) is not None),
        float(_CONDITIONAL.search(text, begin, each.verb[0]) is not None),
        float(closing not in '.!?”"'), float(closing == "?"), float(begin <= sentences[min(1, len(sentences) - 1)][0]),
    ]  # fmt: skip
