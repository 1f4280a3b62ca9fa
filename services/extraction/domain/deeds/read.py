"""Reads the deeds that an article tells as its news, each in the sentence that tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec

from services.extraction.domain.deeds import days, doers, names
from services.extraction.domain.deeds.days import Dated
from services.extraction.domain.deeds.measures import Measure
from services.extraction.domain.deeds.names import Named
from services.extraction.domain.deeds.telling import Telling, tellings
from services.extraction.domain.deeds.wordings import way_of
from shared.contracts.common import Span

IN_TITLE: Final = 0.9
TITLE_ALONE: Final = 0.8
AT_HEAD: Final = 0.8
DATED: Final = 0.8

_HEAD: Final = 1200
_SAID: Final = 2000
"""What a side says it will do is of the day, wherever the article tells it; so many characters tell news."""
_LEAD: Final = 500
_REMEMBERED: Final = 1
"""So many sentences later "he" still is who was named as a subject last."""
_RESTING: Final = 20
_FIRST: Final = 150
"""So many characters hold at most a place and a day before the first sentence."""
_YIELDING: Final = frozenset(
    ("accepted", "allowed", "freed", "granted", "kept", "lifted", "made", "paused", "resumed")
)
_OPINION: Final = re.compile(
    r"^(?:opinion|analysis|commentary|editorial|column|fact check|explainer)\b|\bhere[’']s\b|\bwhy\b|"
    r"\bwhat\b|\bhow\b|explained|\?$|^the \w+ view",
    re.IGNORECASE,
)


class Said(msgspec.Struct, frozen=True):
    """A statement of the article, as far as it matters who says it."""

    spans: tuple[Span, ...]
    side: str
    direct: bool


class ReadDeed(msgspec.Struct, frozen=True, kw_only=True):
    """A deed as one sentence tells it. `sides` may be doers.BOTH. `sentence` is where it stands, of one that the title
    alone tells the first sentence that goes with it; `words` tell it: the clause, or the title."""

    sides: tuple[str, ...]
    kind: str
    step: str
    sentence: Span
    words: str
    measure: Measure
    dated: Dated
    confidence: float
    titled: bool = False
    conditional: bool = False
    clause: Span | None = None
    """Where the words stand in the text; None of a title."""
    rule: str = ""


def read(
    *,
    text: str,
    title: str,
    published: date,
    sentences: Sequence[Span],
    named: Sequence[Named],
    title_named: Sequence[Named],
    said: Sequence[Said],
    pacts: Sequence[str] = (),
) -> list[ReadDeed]:
    """The deeds that the article tells as news, each once a sentence, in the order of the text."""
    heads = [] if _OPINION.search(title) else tellings(title, title_named, published, title=True, pacts=pacts)
    heads = [
        h for h in heads if not h.recalled and not h.dated.recalled and not (h.conditional and _yields(h))
    ]
    opinion = _OPINION.search(title) is not None
    found: list[ReadDeed] = []
    in_title = {n.side for n in title_named if n.person}
    last: str | None = None
    ago = 0
    for start, end in sentences:
        if start > _SAID and not heads and not days.names_one(text[start:end]):
            # So far down only what has a day is news.
            continue
        inside = [
            msgspec.structs.replace(n, start=n.start - start, end=n.end - start)
            for n in named
            if start <= n.start and n.end <= end
        ]
        sentence = text[start:end]
        he = last or (next(iter(in_title)) if len(in_title) == 1 else None)
        for told in tellings(sentence, inside, published, he, pacts=pacts):
            sides = _doers(told, start, said)
            if not sides:
                continue
            told = msgspec.structs.replace(told, sides=sides)
            own = [h for h in heads if h.kind == told.kind]
            headed = any(set(h.sides) & set(sides) and _headed(h, told) for h in own)
            if own and not headed and _beside(told, own, start):
                continue
            confidence = _confidence(told, start, headed, opinion)
            if confidence:
                found.append(_deed(told, (start, end), confidence))
        people = [n for n in inside if n.person and not names.beside(sentence, n)]
        ago = 0 if people else ago + 1
        last = people[0].side if people else last if ago <= _REMEMBERED else None
    for head in heads:
        if not any(
            f.kind == head.kind
            and way_of(f.step) == way_of(head.step)
            and set(f.sides) & set(head.sides)
            and _agree(f.measure, head.measure)
            for f in found
        ):
            rest = _resting(head, text, sentences, named)
            if rest is not None:
                found.append(
                    msgspec.structs.replace(
                        _deed(head, rest, TITLE_ALONE), titled=True, words=title, clause=None
                    )
                )
    return found


def _headed(head: Telling, told: Telling) -> bool:
    """Whether the title tells the same, if not how far it has gone."""
    if way_of(head.step) != way_of(told.step) or not _alike(head, told):
        return False
    return head.step == told.step or bool(told.measure.amounts) or told.dated.told


def _alike(one: Telling, other: Telling) -> bool:
    return _agree(one.measure, other.measure)


def _agree(one: Measure, other: Measure) -> bool:
    """Whether both can fall on the same goods."""
    return not (one.amounts and other.amounts) or bool(set(one.amounts) & set(other.amounts))


def _beside(told: Telling, heads: Sequence[Telling], start: int) -> bool:
    """Whether it is told by the way in an article about another deed of the side: further down, and without a day."""
    if told.dated.told or start <= _FIRST:
        return False
    return not any(told.measure.amounts and _alike(h, told) for h in heads) and told.mood == "done"


def _deed(told: Telling, sentence: Span, confidence: float) -> ReadDeed:
    return ReadDeed(
        sides=told.sides, kind=told.kind, step=told.step, sentence=sentence, words=told.words, measure=told.measure,
        dated=told.dated, confidence=confidence, conditional=told.conditional, rule=told.rule,
        clause=(sentence[0] + told.at, sentence[0] + told.at + len(told.words)),
    )  # fmt: skip


def _yields(told: Telling) -> bool:
    """Whether the side gives way by it: on a condition it has not done so yet."""
    of, way = way_of(told.step)
    return of != "troops" and way in _YIELDING


def _confidence(told: Telling, start: int, headed: bool, opinion: bool) -> float:
    """How surely it is news of the article's day; 0 where it is only recalled."""
    if told.conditional and _yields(told):
        return 0.0
    if (
        (told.recalled and not told.dated.told)
        or told.dated.recalled
        or (told.perfect and start > _LEAD and not headed)
    ):
        return 0.0
    if headed:
        return IN_TITLE
    if told.dated.told:
        return DATED
    if opinion and not (told.reported and told.mood != "done"):
        return 0.0
    return AT_HEAD if start <= (_HEAD if told.mood == "done" else _SAID) else 0.0


def _doers(told: Telling, start: int, said: Sequence[Said]) -> tuple[str, ...]:
    """Who does it: "we" is the speaker's side; what a speaker says of another side is that one's account."""
    at = start + told.at
    over = [s for s in said if any(a <= at < b for a, b in s.spans)]
    if told.sides == ("we",):
        return next(((s.side,) for s in over if s.direct), ())
    if told.aside:
        return told.sides
    for s in over:
        if told.sides == (doers.BOTH,):
            continue
        if s.side not in told.sides:
            return ()
        if len(told.sides) > 1:
            # What one of two says that both agreed is its own word.
            return (s.side,)
    return told.sides


def _resting(head: Telling, text: str, sentences: Sequence[Span], named: Sequence[Named]) -> Span | None:
    """The first sentence that names the doer."""
    for start, end in sentences[:_RESTING]:
        sides = {n.side for n in named if start <= n.start and n.end <= end}
        if sides & set(head.sides) and end - start > 40:
            return (start, end)
    return None
