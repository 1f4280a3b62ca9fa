"""Finds sentences that deny that a step was taken, and which step."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

import msgspec

from services.extraction.domain.text.sieve import Sieve
from shared import rulefiles
from shared.contracts.common import MilestoneType, Span

FILE: Final = "denials.yaml"
SURE: Final = 0.6
"""Confidence of a denial: the words are plain, which step they mean less so."""
UNSURE: Final = 0.25
"""The same where the words name fewer than two of its parties."""
_NEXT_CLAUSE: Final = re.compile(
    r"[;:]|, (?:but|and|after|while|saying|calling)\b| and (?:accused|said|called|blamed)\b"
)
"""Where what is denied ends."""
_ASIDE: Final = re.compile(
    r"[;:]|, | but | and (?:accused|said|called|blamed|confirmed|added)\b"
    r"| (?:as|after|while|before|when|since|although|though|hours|days) "
)
"""Where something begins, at the latest, that is reported along with it and not denied."""
_OPENING: Final = re.compile(r"[;:]|, (?:but|and) | but |\b(?:said|says|saying|added)\b(?!,)(?: that\b)?")
"""After this begins what words further on deny."""
_DEALS: Final[frozenset[MilestoneType]] = frozenset(
    {"agreement_signed", "agreement_in_principle", "concession_announced", "proposal_made"}
)
_TALKS: Final[frozenset[MilestoneType]] = frozenset(
    {"call_held", "meeting_held", "meeting_scheduled", "meeting_proposed", "talks_round_held"}
)
_TRUCES: Final[frozenset[MilestoneType]] = frozenset({"ceasefire_agreed_or_declared", "ceasefire_violated"})


_COMING: Final = re.compile(r"\b(?:would|will|shall)\b(?! (?:\w+ )?have\b)")
NEAR: Final = 45
"""Characters between the words that deny and the deed, from which it may be another clause's."""
NEAR_IN_CLAUSE: Final = 110
"""The same within the clause that is denied ("denied that the president of the one and that of the other had met")."""
_IN_CLAUSE: Final = re.compile(r"\W*(?:[\w-]+ ){0,6}?(?:that|it|he|she|they) [^,;:]*")


def kin(type_: MilestoneType) -> frozenset[MilestoneType]:
    """The types under which one and the same deed can be read."""
    return next((group for group in (_DEALS, _TALKS, _TRUCES) if type_ in group), frozenset({type_}))


class DenialRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that deny and where what they deny stands. See denials.yaml."""

    id: str
    object: Literal["after", "before", "within"]
    pattern: re.Pattern[str]
    match: tuple[str, ...]
    no_match: tuple[str, ...]


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that name a step of this type."""

    type: MilestoneType
    pattern: re.Pattern[str]


class DenialsFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file as written."""

    words: dict[str, str]
    denials: tuple[DenialRule, ...]
    steps: tuple[Step, ...]
    repeats: re.Pattern[str]
    breach: re.Pattern[str]
    truce: re.Pattern[str]


class Denial(msgspec.Struct, frozen=True):
    """A denial: of which type of step, in which words, by which rule."""

    type: MilestoneType
    span: Span
    rule: str
    back: bool = False
    """The words point back to a sentence before."""
    ahead: bool = False
    """What is denied is to come, as is its day."""
    part: Span = (0, 0)
    """What is denied."""
    near: bool = True
    """The deed stands right beside the words of denial, so it is what they deny."""


@cache
def built_in() -> DenialsFile:
    """The rules that ship with this package, read once."""
    return rulefiles.shipped(__package__, FILE, DenialsFile)


@cache
def _sieve() -> Sieve:
    return Sieve([rule.pattern for rule in built_in().denials])


def find(small: str, sentence: Span, before: Span | None = None) -> tuple[Denial, ...]:
    """The step that a sentence denies, if it denies one; at most one is given.

    `small` is in lower case; where the words only point back ("such reports"), `before` (the sentences before) says to
    what.
    """
    rules = built_in()
    for at in _sieve().passing(small[slice(*sentence)]):
        rule = rules.denials[at]
        found = rule.pattern.search(small, *sentence)
        if found is None:
            continue
        part = _object(small, sentence, found.span(), rule.object)
        type_ = _type(small, part)
        if type_ is None and rules.breach.search(small, *part) and rules.truce.search(small):
            # While a truce is spoken of, to deny an attack is to deny a breach of it.
            type_ = "ceasefire_violated"
        if type_ is None and before is not None and _points_back(small, part):
            type_ = _type(small, before)
        if type_ is not None:
            back = before is not None and _points_back(small, part)
            near = _near(small, part, type_, rule.object)
            ahead = type_ == "meeting_scheduled" or _COMING.search(small, *part) is not None
            return (Denial(type_, found.span(), f"denial-{rule.id}", back, ahead, part, near),)
    return ()


def covered(small: str, sentence: Span) -> tuple[Span, ...]:
    """The parts of a sentence that are denied, whatever they would report: none of it is done."""
    rules = built_in()
    out = []
    for at in _sieve().passing(small[slice(*sentence)]):
        rule = rules.denials[at]
        found = rule.pattern.search(small, *sentence)
        if found is None:
            continue
        start, end = _object(small, sentence, found.span(), rule.object)
        if rule.object != "before":
            cut = _ASIDE.search(small, max(found.end(), start) + 1, end)
            end = cut.start() if cut else end
        out.append((start, end))
    return tuple(out)


def _object(small: str, sentence: Span, words: Span, where: str) -> Span:
    if where == "within":
        return words[0], sentence[1]
    if where == "before":
        opened = [cut.end() for cut in _OPENING.finditer(small, sentence[0], words[0])]
        return max(opened, default=sentence[0]), words[0]
    end = _NEXT_CLAUSE.search(small, words[1], sentence[1])
    return words[1], end.start() if end else sentence[1]


def _type(small: str, part: Span) -> MilestoneType | None:
    return next((step.type for step in built_in().steps if step.pattern.search(small, *part)), None)


def _near(small: str, part: Span, type_: MilestoneType, where: str) -> bool:
    patterns = [step.pattern for step in built_in().steps if step.type == type_]
    if type_ == "ceasefire_violated":
        patterns.append(built_in().breach)
    found = next((m for pattern in patterns if (m := pattern.search(small, *part))), None)
    if found is None:
        return False
    if where == "before":
        return part[1] - found.end() <= NEAR
    inside = _IN_CLAUSE.fullmatch(small, part[0], found.start()) is not None
    return found.start() - part[0] <= (NEAR_IN_CLAUSE if inside else NEAR)


def _points_back(small: str, part: Span) -> bool:
    return len(small[part[0] : part[1]].split()) <= 8 and built_in().repeats.search(small, *part) is not None
