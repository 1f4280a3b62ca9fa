"""Reads the deed that a clause tells (a tariff imposed, talks broken off): which way it goes, and whether it is done.

Laying a tariff on and taking it off are one type of step; where the side that does it stands depends on which it is.
The words are in deeds.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, Literal

import msgspec

from shared import rulefiles

FILE: Final = "deeds.yaml"
PAUSED: Final = "paused"
About = Literal["access", "extension", "measure", "pact", "purchases", "release", "talks", "troops", "truce"]

_CLAUSE: Final = re.compile(
    r"(?<![A-Z])[.;!?:]\s|[—–]|\s-+\s|,\s(?=(?:but|while|although|which|who|whose|even|so|with)\b)|"
    r"(?:^|(?<!as soon),?\s)(?=(?:as soon as|once|after|as|because|since|before|unless|if|while|when|until|despite|"
    r"but|who|which|over|even though|although|whether)\s)",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(
    r"(?:as soon as|once|after|because|since|before|unless|if|when|until|despite|amid|over|even though|although|"
    r"whether)\b",
    re.IGNORECASE,
)
"""Such clauses tell what led to it, or what may come."""
_REACH: Final = 9
"""So many words before a deed leave it undone."""
_NEAR: Final = 4
_TARIFF: Final = re.compile(r"\b(?:tariff|dut(?:y|ies)\b|lev(?:y|ies)\b|tax|retaliat)")
_YIELDING: Final = frozenset(
    ("allowed", "freed", "granted", "kept", "lifted", "made", "paused", "resumed", "withdrawn")
)
_NEGATIVE: Final = frozenset(("barred", "broken", "halted", "kept", "paused", "refused"))
"""Ways that "not" may be part of."""


class DeedRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words for a deed. See deeds.yaml."""

    id: str
    of: About
    way: str
    pattern: re.Pattern[str]
    match: tuple[str, ...]
    no_match: tuple[str, ...]


class Moods(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that leave a deed undone, to come, on a condition, or only thought of."""

    condition: re.Pattern[str]
    negated: re.Pattern[str]
    planned: re.Pattern[str]
    supposed: re.Pattern[str]
    threatened: re.Pattern[str]
    undone: re.Pattern[str]


class DeedFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file as written."""

    words: dict[str, str]
    moods: Moods
    entries: tuple[DeedRule, ...]


class Taken(msgspec.Struct, frozen=True):
    """A deed of a clause: what it is about and which way it goes, whether it is only planned or threatened."""

    of: About
    way: str
    planned: bool
    at: int
    """Where its words begin in the clause."""
    tariff: bool
    """Whether it is about a tariff, of measures."""
    clause: str


@cache
def built_in() -> DeedFile:
    """The rules that ship with this package, read once."""
    return rulefiles.shipped(__package__, FILE, DeedFile)


def clauses(words: str) -> Iterator[str]:
    """The clauses of a sentence that tell what is done, first to last; two deeds that "and" joins are two where the
    second is another's."""
    for part in () if built_in().moods.supposed.search(words.lower()) else _CLAUSE.split(words):
        if _BESIDE.match(part):
            # "After the island had lifted its tolls, the port …"
            part = part.partition(", ")[2]
        yield from _joined(part)


def _joined(clause: str) -> Iterator[str]:
    for found in re.finditer(r"\s?,? and (?=[^\W\d_a-z])", clause):
        left, right = clause[: found.start()], clause[found.end() :]
        if taken(left) and taken(right):
            yield left
            yield from _joined(right)
            return
    yield clause


def taken(clause: str, of: str | None = None) -> Taken | None:
    """The deed of the clause (about `of`); None where there is none, or it is only refused, asked of others, or
    feared."""
    small = clause.lower()
    moods = built_in().moods
    for rule in built_in().entries:
        found = rule.pattern.search(small) if of in (None, rule.of) else None
        if found is None:
            continue
        at = found.start("deed") if "deed" in rule.pattern.groupindex else found.start()
        before = small[:at].split()
        if moods.undone.search(" ".join(before[-_REACH:]) + " ") or _left_undone(rule, found.group(), before):
            return None
        planned = moods.planned.search(" ".join([*before[-_NEAR:], *small[at:].split()[:1]]))
        threatened = moods.threatened.search(" ".join([*before[-_REACH:], found.group()]))
        about_tariff = is_tariff(found.group())
        return Taken(rule.of, rule.way, bool(planned or threatened), at, about_tariff, clause)
    return None


def is_tariff(words: str) -> bool:
    """Whether the measure is a tariff, not a ban or a sanction."""
    return _TARIFF.search(words.lower()) is not None


def conditional(deed: Taken, sentence: str) -> bool:
    """Whether a side gives way on a condition only, or in part; a threat is one with a condition, too."""
    yields = deed.way in _YIELDING and deed.of != "troops"
    return yields and built_in().moods.condition.search(sentence.lower()) is not None


def _left_undone(rule: DeedRule, words: str, before: Sequence[str]) -> bool:
    """Whether the words of the deed negate it, or only warn of it; to warn of a tariff is to threaten it."""
    if rule.of != "measure" and any(word.startswith("warn") for word in before[-_REACH:]):
        return True
    return rule.way not in _NEGATIVE and built_in().moods.negated.search(words) is not None
