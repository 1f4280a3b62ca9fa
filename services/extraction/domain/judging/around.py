"""Measures how much each question of a negotiation is in play around each statement of an article.

What a statement is about stands less in its own words than around it: in the title, in the sentences before, in what
the same speaker says elsewhere, and in how the other questions of the negotiation do. All is counted in sentences, once
for an article.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

import msgspec

from services.extraction.domain.judging.attitudes import pattern, plain
from services.extraction.domain.judging.bearing import Said
from services.extraction.domain.judging.moods import Place
from services.extraction.domain.text import sentences
from shared.catalog import Negotiation, Question
from shared.contracts.common import Span

_BEFORE: Final = 220
"""Characters before the words that are still taken for what they refer to."""
_CONTEXT: Final = (120, 60)
"""Characters before and after the words in which words of the question's sentence count."""
_SHARED: Final = (
    "around:own",
    "around:article",
    "around:title",
    "around:last",
    "around:before",
    "around:sentence",
)
"""Numbers of which the share among the questions of the negotiation, and the lead over the best other, matter too."""
_ANAPHORA: Final = re.compile(r"\b(?:this|that|it|such|these|those|them|so|they|there)\b")


class Attribution(msgspec.Struct, frozen=True):
    """Who says what, in offsets."""

    speaker: str
    side: str
    spans: tuple[Span, ...]
    cue: str = ""


class Named(msgspec.Struct, frozen=True):
    """A side named in the text."""

    start: int
    end: int
    side: str


class Hits(msgspec.Struct, frozen=True):
    """How often words occur in each sentence and in the title."""

    sentences: tuple[int, ...]
    title: int


class StatementContext:
    """What the statements of one article share. Counts are made when they are first asked for."""

    def __init__(
        self, text: str, title: str, attributions: Sequence[Attribution], named: Sequence[Named]
    ) -> None:
        self.text = text
        self.title = plain(title)
        self.attributions = tuple(attributions)
        self.named = tuple(named)
        self._hits: dict[tuple[str, ...], Hits] = {}
        self._around: dict[tuple[int, str], Mapping[str, Mapping[str, float]]] = {}

    @cached_property
    def _spans(self) -> tuple[Span, ...]:
        return sentences.split(self.text) or ((0, len(self.text)),)

    @cached_property
    def _plain(self) -> tuple[str, ...]:
        return tuple(plain(self.text[a:b]) for a, b in self._spans)

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self._spans]

    @cached_property
    def _within(self) -> tuple[tuple[int, int], ...]:
        """First and last sentence of each statement."""
        return tuple((self._at(t.spans[0][0]), self._at(t.spans[-1][1] - 1)) for t in self.attributions)

    def _at(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def words(self, index: int) -> str:
        """What the statement says, as stored."""
        return " … ".join(self.text[a:b] for a, b in self.attributions[index].spans)

    def said(self, index: int, type: str, position: str, issues: tuple[str, ...]) -> Said:
        """The statement, with what was read of it."""
        told = self.attributions[index]
        start, end = max(0, told.spans[0][0] - _CONTEXT[0]), told.spans[-1][1] + _CONTEXT[1]
        return Said(self.words(index), told.cue, self.text[start:end], told.side, type, position, issues)

    def place(self, index: int) -> Place:
        """The statement and where it stands, in plain text."""
        first, _ = self._within[index]
        before = plain(self.text[self._starts[max(0, first - 1)] : self.attributions[index].spans[0][0]])
        return Place(
            plain(self.words(index)), plain(self.attributions[index].cue), before[-_BEFORE:], self.title,
            " ".join(self._plain[:2]),
        )  # fmt: skip

    def sides(self, start: int, end: int) -> frozenset[str]:
        """The sides named between two offsets."""
        return frozenset(n.side for n in self.named if start <= n.start and n.end <= end)

    def sides_in(self, index: int) -> frozenset[str]:
        """The sides that a statement names."""
        return frozenset(side for a, b in self.attributions[index].spans for side in self.sides(a, b))

    def hits(self, words: tuple[str, ...]) -> Hits:
        """How often the words occur in each sentence and in the title."""
        if words not in self._hits:
            found = pattern(words)
            counts = tuple(len(found.findall(sentence)) for sentence in self._plain)
            self._hits[words] = Hits(counts, len(found.findall(self.title)))
        return self._hits[words]

    def around(self, index: int, negotiation: Negotiation) -> Mapping[str, Mapping[str, float]]:
        """Features by name for each question of the negotiation, by question id; zeros are left out."""
        key = index, negotiation.id
        if key not in self._around:
            self._around[key] = self._measured(index, negotiation)
        return self._around[key]

    def _measured(self, index: int, negotiation: Negotiation) -> Mapping[str, Mapping[str, float]]:
        text = plain(self.words(index))
        inside = {q.id: pattern(_words(q)).findall(text) for q in negotiation.questions}
        asked_by = Counter(word for words in inside.values() for word in set(words))
        common = self._common(index, negotiation, text)
        measured = {
            q.id: common
            | self._of(index, q, len(inside[q.id]))
            | self._parties(index, negotiation, q)
            | {"around:own": sum(1 / asked_by[word] for word in set(inside[q.id]))}
            for q in negotiation.questions
        }
        compared = {id: values | _compared(id, measured) for id, values in measured.items()}
        return {id: {name: v for name, v in values.items() if v} for id, values in compared.items()}

    def _of(self, index: int, question: Question, inside: int) -> dict[str, float]:
        first, last = self._within[index]
        found = self.hits(_words(question))
        counts = found.sentences
        near = next((first - at for at in range(first, -1, -1) if counts[at]), None)
        return {
            "around:sentence": min(4, max(0, sum(counts[first : last + 1]) - inside)),
            "around:before": min(8, sum(counts[max(0, first - 3) : first])),
            "around:after": min(4, sum(counts[last + 1 : last + 2])),
            "around:title": found.title,
            "around:lead": sum(counts[:3]),
            "around:article": math.log1p(sum(counts)),
            "around:spread": sum(n > 0 for n in counts) / len(counts),
            "around:last": 1 / (1 + near) if near is not None else 0.0,
            "around:speaker": self._elsewhere(index, counts, "speaker"),
            "around:side": self._elsewhere(index, counts, "side"),
        }

    def _elsewhere(self, index: int, counts: Sequence[int], who: str) -> float:
        """Share of the other statements of the same speaker or side in whose sentences the words occur."""
        mine = getattr(self.attributions[index], who)
        others = [i for i, told in enumerate(self.attributions) if i != index and getattr(told, who) == mine]
        spoken = sum(any(counts[self._within[i][0] : self._within[i][1] + 1]) for i in others)
        return spoken / max(1, len(others))

    def _common(self, index: int, negotiation: Negotiation, text: str) -> dict[str, float]:
        """What is the same for all questions of the negotiation."""
        first, last = self._within[index]
        words = negotiation.names + negotiation.words + negotiation.topics
        found = self.hits(words)
        return {
            "around:negotiation": min(3, len(pattern(words).findall(text))),
            "around:negotiation in sentence": min(3, sum(found.sentences[first : last + 1])),
            "around:negotiation before": min(3, sum(found.sentences[max(0, first - 2) : first])),
            "around:negotiation in title": found.title,
            "around:negotiation in article": sum(n > 0 for n in found.sentences) / len(found.sentences),
            "around:length": min(60, len(text.split())),
            "around:referring": min(4, len(_ANAPHORA.findall(text))),
            "around:how far": first / len(self._spans),
        }

    def _parties(self, index: int, negotiation: Negotiation, question: Question) -> dict[str, float]:
        """Which sides are named in the words, in their sentences and in the sentence before."""
        first, last = self._within[index]
        side = self.attributions[index].side
        parties = {*negotiation.parties, *negotiation.mediators}
        asked = {party for party in (*parties, *question.sides) if party in question.text}
        words = self.sides_in(index)
        sentence = self.sides(self._starts[first], self._spans[last][1])
        before = self.sides(self._starts[max(0, first - 1)], self._starts[first])
        return {
            "around:asked named": float(bool(words & asked)),
            "around:asked in sentence": float(bool(sentence & asked)),
            "around:asked before": float(bool(before & asked)),
            "around:party named": float(bool(words & parties - {side})),
            "around:outsider named": float(bool(words - parties - {side})),
            "around:outsider in sentence": float(bool(sentence - parties - {side})),
            "around:party speaks": float(side in negotiation.parties),
            "around:first side speaks": float(side in question.sides[:1]),
        }


def _words(question: Question) -> tuple[str, ...]:
    return question.words + question.things + question.counters


def _compared(id: str, measured: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Share of a question's numbers among those of all questions, and its lead over the best other one."""
    out = {}
    for name in _SHARED:
        mine = measured[id][name]
        others = [values[name] for other, values in measured.items() if other != id]
        whole = mine + sum(others)
        out[f"{name}, share"] = mine / whole if whole else 0.0
        out[f"{name}, lead"] = max(-4.0, min(4.0, mine - max(others, default=0.0)))
    return out
