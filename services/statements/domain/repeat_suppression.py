"""Tells whether people were alerted to much the same words of the speaker within the last days.

This is not the question whether two statements are one saying, which must hold for years and needs a high bar. Here,
what the same readers saw from the same speaker two days ago, in other words, is no news; missing it costs little.
"""

from collections.abc import Sequence
from typing import Final

from services.statements.domain.index import Statements
from services.statements.domain.polarity import apart
from services.statements.domain.policy import Policy
from services.statements.domain.rows import StatementRow
from services.statements.domain.saying_matching import chances
from services.statements.domain.tokens import analyse
from shared.contracts import Statement

LEAST_STEMS: Final = 3
"""Words that carry meaning: "we cannot have that" is like whatever has one of its words."""
HEARD: Final = "much the same words were told lately"
"""Why an alert on such words is an aside."""


def recently_alerted(statement: Statement, index: Statements, policy: Policy) -> bool:
    """Whether a recent alert has the speaker say about this. Outstanding words must be more alike to count; another
    figure, negation or sense of the verb makes another message."""
    return _alike(statement, index.alerted(statement, policy.retold_window), index, policy)


def borne_out_lately(
    words: Statement, saying: str, publishers: int, index: Statements, policy: Policy
) -> bool:
    """Whether a recent alert told of as many publishers for much the same words, under another saying."""
    elsewhere = [
        told
        for told in index.alerted(words, policy.retold_window)
        if told.saying != saying and index.publishers_told(told) >= publishers
    ]
    return _alike(words, elsewhere, index, policy)


def _alike(statement: Statement, earlier: Sequence[StatementRow], index: Statements, policy: Policy) -> bool:
    bar = policy.retold_outstanding if statement.newsworthiness >= policy.outstanding else policy.retold
    return likeness(statement, earlier, index, policy) >= bar


def likeness(
    statement: Statement, earlier: Sequence[StatementRow], index: Statements, policy: Policy
) -> float:
    """How likely the nearest of these says the same (0 to 1), however much the side has said."""
    others = [told.statement for told in earlier if not _other_news(statement, told.statement)]
    found = chances(statement, others, policy.viewer, policy.scorer, index.common)
    return round(max(found, default=0.0), 9)


def again_in_article(statement: Statement, index: Statements) -> bool:
    """Whether another statement of the speaker on this issue, in this article, has raised an alert."""
    return any(
        any(not raised.aside for raised in told.alerts)
        and told.statement.id != statement.id
        and told.statement.speaker == statement.speaker
        and told.statement.issues[:1] == statement.issues[:1]
        for told in index.of_article(statement.article.id)
    )


def _other_news(statement: Statement, other: Statement) -> bool:
    text, before = analyse(statement.words), analyse(other.words)
    few = min(len(text.stems), len(before.stems)) < LEAST_STEMS
    figures = bool(text.numbers - before.numbers)
    return few or figures or apart(statement, other)
