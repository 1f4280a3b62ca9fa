"""A statement and the alerts of its speaker come in; whether people were told as much already goes out.

Two questions look alike and are not one. Whether two statements are one saying must hold for years, so that its bar
is set where the sayings of a thousand statements stay apart. Whether to tell is about what the same people read in the
last two days from the same mouth: there, what is fairly like is the same message in other words, and missing a
paraphrase of it costs a reader nothing.
"""

from collections.abc import Sequence
from typing import Final

from services.statements.domain.evidence import StatementRow
from services.statements.domain.index import Statements
from services.statements.domain.joining import chances
from services.statements.domain.polarity import apart
from services.statements.domain.policy import Policy
from services.statements.domain.words import analyse
from shared.contracts import Statement

LEAST_STEMS: Final = 3
"""Words that carry meaning: "we cannot have that" is like whatever has one of its words."""


def told_already(statement: Statement, index: Statements, policy: Policy) -> bool:
    """Whether its speaker is known, from an alert of the last days, to say about this; what is outstanding must be
    still more alike, and what adds or changes a figure, a negation or the sense of the verb is another message."""
    bar = policy.retold_outstanding if statement.newsworthiness >= policy.outstanding else policy.retold
    return likeness(statement, index.alerted(statement, policy.retold_window), index, policy) >= bar


def likeness(
    statement: Statement, earlier: Sequence[StatementRow], index: Statements, policy: Policy
) -> float:
    """How likely the likeliest of these tells the same, whoever else of the side has said much or little."""
    others = [told.statement for told in earlier if not _other_news(statement, told.statement)]
    found = chances(statement, others, policy.viewer, policy.scorer, index.common)
    return round(max(found, default=0.0), 9)


def again_in_article(statement: Statement, index: Statements) -> bool:
    """Whether another statement of the speaker on the same issue, in the same article, has raised an alert."""
    return any(
        told.alerts
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
