"""The words that an alert shows and the tellings of their saying come in; those that bear the words out go out.

Sayings are kept together by what is a little alike. That two outlets tell the same is read as that of the words shown,
and who told something else beside them, of the same matter, is no second source of theirs.
"""

from collections.abc import Sequence

import msgspec

from services.statements.domain.independence import independent
from services.statements.domain.index import Statements
from services.statements.domain.joining import chances
from services.statements.domain.placing import sequence
from services.statements.domain.policy import Policy
from shared.contracts import Statement


class Agreeing(msgspec.Struct, frozen=True):
    """A telling, and how likely it says the same as the words shown."""

    statement: Statement
    chance: float


def agreeing(
    words: Statement, tellings: Sequence[Statement], index: Statements, policy: Policy
) -> list[Agreeing]:
    """Of the tellings of a saying those that say as much, and these words themselves."""
    found = chances(words, tellings, policy.viewer, policy.scorer, index.common)
    both = zip(tellings, found, strict=True)
    own = words.id, words.spans
    likely = (Agreeing(each, 1.0 if (each.id, each.spans) == own else chance) for each, chance in both)
    return [each for each in likely if each.chance >= policy.scorer.agree]


def publishers_of(here: Sequence[Agreeing], policy: Policy) -> int:
    """How many independent publishers these are."""
    return len(independent([each.statement for each in here], policy.copy_similarity))


def nearest(here: Sequence[Agreeing]) -> list[Statement]:
    """Of each publisher the telling nearest to the words, in event time."""
    best: dict[str, Agreeing] = {}
    for each in here:
        known = best.get(each.statement.article.publisher)
        if known is None or each.chance > known.chance:
            best[each.statement.article.publisher] = each
    return sequence([each.statement for each in best.values()])
