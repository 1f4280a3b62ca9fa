"""Finds the saying that a statement belongs to, and earlier words that it contradicts or denies."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

import msgspec

from services.statements.domain.compare import Side, compare
from services.statements.domain.document_frequency import DocumentFrequency
from services.statements.domain.pairs import Scorer, overlap
from services.statements.domain.polarity import apart, claims, contrary
from services.statements.domain.rows import StatementRow
from services.statements.domain.tokens import analyse
from services.statements.domain.word_arrays import Viewer
from shared.contracts import Statement

OVERTAKEN: Final = timedelta(days=1)
"""An outlet may print so much later than the denial what is denied; what is said later still is said anew."""
MOST_OF: Final = 0.7
"""Share of the longer words that both have, for words to be the opposite of others."""


class Match(msgspec.Struct, frozen=True):
    """The saying that fits best, and how likely it is the same."""

    saying: str
    probability: float


def side_of(statement: Statement, viewer: Viewer) -> Side:
    """The statement, ready for comparing."""
    article = statement.article
    return Side(viewer.view(statement.words), statement.speaker, f"{article.id}@{article.revision}")


def chances(
    statement: Statement,
    others: Sequence[Statement],
    viewer: Viewer,
    scorer: Scorer,
    common: DocumentFrequency,
    said: int = 0,
) -> list[float]:
    """How likely each other statement says the same, from 0 to 1; `said` as in `best_saying` (0 to ignore it)."""
    if not others:
        return []
    sides = [side_of(other, viewer) for other in others]
    features = compare(side_of(statement, viewer), sides, viewer.lexicon, common)
    found = scorer.probabilities(features, said)
    return [0.0 if apart(statement, other) else chance for other, chance in zip(others, found, strict=True)]


def best_saying(
    statement: Statement,
    near: Mapping[str, Sequence[StatementRow]],
    viewer: Viewer,
    scorer: Scorer,
    common: DocumentFrequency,
    said: int,
) -> Match | None:
    """The saying that the statement belongs to, if the mean likelihood over its tellings is high enough: a mean, so
    that a chain of slightly similar pairs joins no different messages. `near` holds sayings with (some of) their
    tellings, `said` how much the side is known to have said."""
    others = [(saying, told.statement) for saying, tellings in near.items() for told in tellings]
    at = statement.article.published_at
    found: dict[str, list[tuple[float, float]]] = {}
    likely = chances(statement, [other for _, other in others], viewer, scorer, common, said)
    for (saying, other), chance in zip(others, likely, strict=True):
        hours = abs((at - other.article.published_at).total_seconds()) / 3600
        found.setdefault(saying, []).append((chance, hours))
    best: Match | None = None
    for saying, pairs in sorted(found.items()):
        chance = round(sum(chance for chance, _ in pairs) / len(pairs), 9)
        least = scorer.join if min(hours for _, hours in pairs) <= scorer.far_hours else scorer.far
        if chance >= least and (best is None or chance > best.probability):
            best = Match(saying, chance)
    return best


def contradicted(statement: Statement, near: Sequence[StatementRow]) -> StatementRow | None:
    """Earlier words of the same speaker with the opposite sense, by a negation or by the verb."""
    if statement.position == "none" and not statement.answers:
        return None
    for told in near:
        other = told.statement
        if other.speaker != statement.speaker or other.article.id == statement.article.id:
            continue
        text, before = analyse(statement.words), analyse(other.words)
        common, longer = overlap(text, before), max(len(text.stems), len(before.stems))
        alike = common.contained >= 0.75 and common.shared >= 4 and not common.numbers_differ
        if common.shared < MOST_OF * longer:
            continue  # the negation may belong to what only one of them says
        earlier = other.article.published_at < statement.article.published_at
        if alike and earlier and contrary(statement, other):
            return told
    return None


def denied(statement: Statement, near: Sequence[StatementRow]) -> StatementRow | None:
    """What the side was reported to have said and now denies."""
    if not statement.denies:
        return None
    for told in near:
        other = told.statement
        common = overlap(analyse(statement.words), analyse(other.words))
        heard = other.article.published_at <= statement.article.published_at + OVERTAKEN
        if common.contained >= 0.6 and common.shared >= 4 and heard and claims(statement, other):
            return told
    return None


def borne_out(told: StatementRow, other: Statement) -> bool:
    """Whether another telling suffices as what `told` denies or contradicts; for a contradiction the same speaker must
    have said it before."""
    if told.denies:
        return claims(told.statement, other)
    said = told.statement
    return other.speaker == said.speaker and other.article.published_at < said.article.published_at
