"""Selects the tellings of a saying that support the words shown in an alert.

Two tellings can belong to one saying and yet differ in detail; a publisher that said something else besides is no
second source for these words.
"""

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from services.statements.domain.assignment import sequence
from services.statements.domain.compare import covered
from services.statements.domain.independence import independent
from services.statements.domain.index import Statements
from services.statements.domain.policy import Policy
from services.statements.domain.saying_matching import chances
from services.statements.domain.tokens import analyse, tokens_of
from shared.contracts import Statement

_DAY_OR_YEAR: Final = re.compile(r"(?:[12]?\d|3[01])(?:st|nd|rd|th)?|(?:19|20)\d\d")
_SHARE: Final = re.compile(r"(\d+)\s?(?:%|per\s?cent\b)")
_COUNT: Final = re.compile(
    r"(?<![\w.,:-])(?P<number>\d{1,2}|(?i:three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|twenty|thirty))\s+(?!(?:and|or|to|of|until|till|through|in|at|on|am|pm|a\.m|p\.m|o[’']clock|percent|per)\b)(?=[a-z])"
)
"""What is no date: a share, and a number of things ("five lorries"). "The two" are rather those known already, and a
day stands beside its month."""
_KNOWN: Final = re.compile(r"(?:\b(?:the|these|those|all|other|its|their|his|her|our)\s+)$", re.IGNORECASE)


class Agreeing(msgspec.Struct, frozen=True):
    """A telling, and how likely it says the same as the words shown (0 to 1)."""

    statement: Statement
    chance: float


def agreeing(
    words: Statement, tellings: Sequence[Statement], index: Statements, policy: Policy
) -> list[Agreeing]:
    """The tellings that are likely to say as much as the words shown, those words themselves included."""
    found = chances(words, tellings, policy.viewer, policy.scorer, index.common)
    both = zip(tellings, found, strict=True)
    own = words.id, words.spans
    likely = (Agreeing(each, 1.0 if (each.id, each.spans) == own else chance) for each, chance in both)
    return [each for each in likely if each.chance >= policy.scorer.agree]


def supporting(
    shown: Statement, here: Sequence[Agreeing], index: Statements, policy: Policy
) -> list[Agreeing]:
    """Those of the tellings that say as much as the words shown: they give all figures and most of what is told."""
    figures, view = _figures(shown), policy.viewer.view
    own, lexicon = view(shown.words), policy.viewer.lexicon
    return [
        each
        for each in here
        if each.statement.id == shown.id
        or (
            figures <= _figures(each.statement)
            and covered(own, view(each.statement.words), lexicon, index.common) >= policy.scorer.cover
        )
    ]


def _figures(statement: Statement) -> frozenset[str]:
    """Its numbers but those that may belong to a date, which one outlet gives and another takes as known."""
    text = " ".join(statement.words)
    counts = (m["number"] for m in _COUNT.finditer(text) if not _KNOWN.search(text[: m.start()]))
    sure = {*_SHARE.findall(text), *tokens_of(" ".join(counts))}
    numbers = analyse(statement.words).numbers
    return frozenset(n for n in numbers if n in sure or not _DAY_OR_YEAR.fullmatch(n))


def publishers_of(here: Sequence[Agreeing], policy: Policy) -> int:
    """How many independent publishers the tellings have."""
    return len(independent([each.statement for each in here], policy.copy_similarity))


def nearest(here: Sequence[Agreeing]) -> list[Statement]:
    """For each publisher the telling nearest to the words, in event time."""
    best: dict[str, Agreeing] = {}
    for each in here:
        known = best.get(each.statement.article.publisher)
        if known is None or each.chance > known.chance:
            best[each.statement.article.publisher] = each
    return sequence([each.statement for each in best.values()])
