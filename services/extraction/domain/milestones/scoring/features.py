"""Computes the features by which the linear model judges a sentence.

Actors and numbers appear by kind only, so that nothing is learnt about single countries or people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Final

import msgspec

from services.extraction.domain.milestones.scoring import lexicon
from services.extraction.domain.milestones.scoring.lexicon import stem
from services.extraction.domain.milestones.time.dates import DateMention
from services.extraction.domain.milestones.wording import modality
from services.extraction.domain.milestones.wording.triggers import SURE, Hit
from shared.catalog import Mention
from shared.contracts.common import Span
from shared.language import english

_TOKEN: Final = re.compile(r"[$€£]?\d[\d,.]*%?|[A-Za-z]+(?:[’'][a-z]+)?|[“”\"?]")
_MONTHS: Final = frozenset({*english.MONTHS, *(month[:3] for month in english.MONTHS), "sept"}) - {"may"}
_DAYS: Final = frozenset(english.WEEKDAYS)
MOST_TOKENS: Final = 80
PLACES: Final = ((0, "first"), (2, "lead"), (6, "head"), (15, "body"), (30, "late"))


class Seen(msgspec.Struct, frozen=True):
    """What is known of a sentence before it is judged."""

    at: int
    """How many sentences stand before it."""
    span: Span
    hits: tuple[Hit, ...]
    days: tuple[DateMention, ...]
    mood: modality.Modality
    parties: int
    quoted: bool
    said: tuple[tuple[str, str], ...] = ()
    """Position and first issue of the statements of which it holds a fair part."""
    deeds: tuple[tuple[str, str], ...] = ()
    """Deeds that its words name, each with its mood: done, not done, planned, wanted, supposed."""


def tokens(text: str, span: Span, mentions: Sequence[Mention]) -> list[str]:
    """The words of the sentence, stemmed, with actors and numbers named by their kind only; at most `MOST_TOKENS`."""
    out: list[str] = []
    at = span[0]
    for mention in mentions:
        if mention.start < at:
            continue
        out += _words(text, at, mention.start)
        out.append(f"@{mention.actor.kind}" + ("~" if mention.via in ("demonym", "metonym") else ""))
        at = mention.end
    return (out + _words(text, at, span[1]))[:MOST_TOKENS]


def _words(text: str, start: int, end: int) -> list[str]:
    return [_token(word) for word in _TOKEN.findall(text, start, end)]


@lru_cache(maxsize=1 << 14)
def _token(word: str) -> str:
    word = word.lower()
    if word[0].isdigit() or word[0] in "$€£":
        return _number(word)
    if word in _MONTHS:
        return "@month"
    return "@weekday" if word in _DAYS else stem(word)


def _number(word: str) -> str:
    if word[0] in "$€£":
        return "#money"
    if word.endswith("%"):
        return "#percent"
    return "#year" if len(word) == 4 and word[:2] in ("19", "20") else "#"


def features(
    words: Sequence[str], seen: Seen, before: Sequence[Hit], title: frozenset[str], today: date
) -> frozenset[str]:
    """Word, pair and triple features, rules, mood, place in the article, age of the dates named, and what stands
    around."""
    found = set(words)
    padded = ["<", *words, ">"]
    found.update([f"{a} {b}" for a, b in pairwise(padded)])
    found.update([f"{a} {b} {c}" for a, b, c in zip(padded, padded[1:], padded[2:], strict=False)])
    found.update([f"{a} _ {c}" for a, c in zip(words, words[2:], strict=False)])
    found |= lexicon.features(words, lexicon.built_in())
    found.update([f"mood={id}" for id in seen.mood.found])
    found.update([f"deed={type_}&{mood}" for type_, mood in seen.deeds])
    found.update([f"before={hit.type}" for hit in before if hit.weight >= SURE])
    found.update([f"title={type_}" for type_ in title])
    found.add(f"parties={min(seen.parties, 3)}")
    found.add("place=" + next((name for last, name in PLACES if seen.at <= last), "end"))
    if seen.quoted:
        found.add("quoted")
    for position, issue in seen.said:
        found.update(("said", f"said={position}", f"about={issue}", f"said={position}&{issue}"))
    for hit in seen.hits:
        rule = f"rule={hit.rule}"
        found.update((rule, f"{rule}&parties={min(seen.parties, 2)}"))
        found.update([f"{rule}&{id}" for id in seen.mood.found])
        found.update([f"{rule}&said={position}" for position, _ in seen.said])
        if hit.type in title:
            found.add(f"title&{hit.type}")
        if seen.quoted:
            found.add(f"{rule}&quoted")
    found.update(f"age={_age(day, today)}" for day in seen.days)
    if not seen.days:
        found.add("age=none")
    return frozenset(found)


def _age(day: DateMention, today: date) -> str:
    gap = (today - day.last).days
    for limit, name in (
        (-1, "ahead"),
        (0, "today"),
        (1, "yesterday"),
        (4, "days"),
        (8, "week"),
        (35, "month"),
        (370, "year"),
    ):
        if gap <= limit:
            return name
    return "years"
