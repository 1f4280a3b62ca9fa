"""Selects the tellings of a saying that support the words shown in an alert.

Two tellings can belong to one saying and yet differ in detail; a publisher that said something else besides is no
second source for these words.
"""

from collections.abc import Sequence

import msgspec

from services.statements.domain.assignment import sequence
from services.statements.domain.independence import independent
from services.statements.domain.index import Statements
from services.statements.domain.policy import Policy
from services.statements.domain.saying_matching import chances
from shared.contracts import Statement


class Agreeing(msgspec.Struct, frozen=True):
    """A telling, and how likely it says the same as the words shown (0 to 1)."""

    statement: Statement
    chance: float


def agreeing(
    words: Statement, tellings: Sequence[Statement], index: Statements, policy: Policy
) -> list[Agreeing]:
    """The tellings that say as much as the words shown, those words themselves included."""
    found = chances(words, tellings, policy.viewer, policy.scorer, index.common)
    both = zip(tellings, found, strict=True)
    own = words.id, words.spans
    likely = (Agreeing(each, 1.0 if (each.id, each.spans) == own else chance) for each, chance in both)
    return [each for each in likely if each.chance >= policy.scorer.agree]


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
