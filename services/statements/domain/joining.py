"""A statement and the tellings that share words with it come in; the saying it belongs to, or none, goes out."""

from collections.abc import Iterable, Sequence

import msgspec

from services.statements.domain.evidence import Told
from services.statements.domain.pairs import Scorer, Side, features, opposed, probability
from services.statements.domain.words import analyse
from shared.contracts import Statement


class Match(msgspec.Struct, frozen=True):
    """The saying that fits best."""

    saying: str
    probability: float
    told: Told


def side_of(statement: Statement) -> Side:
    """The statement, ready for comparing."""
    article = statement.article
    return Side(
        text=analyse(statement.words),
        speaker=statement.speaker,
        article=f"{article.id}@{article.revision}",
        at=article.published_at,
        direct=statement.type == "direct",
    )


def join(statement: Statement, near: Iterable[Told], scorer: Scorer) -> Match | None:
    """The saying that the statement tells, if one is like enough."""
    new = side_of(statement)
    best: Match | None = None
    for told in near:
        other = side_of(told.statement)
        if told.statement.denies != statement.denies or opposed(new, other):
            continue
        chance = probability(scorer, features(new, other))
        hours = abs((new.at - other.at).total_seconds()) / 3600
        least = scorer.join if hours <= scorer.far_hours else scorer.far
        if chance >= least and (
            best is None or (chance, told.statement.id) > (best.probability, best.told.statement.id)
        ):
            best = Match(told.saying, chance, told)
    return best


def contradicted(statement: Statement, near: Sequence[Told]) -> str | None:
    """An earlier saying of the same speaker with the same words and the opposite sense (one of them negated)."""
    if statement.position == "none" and not statement.answers:
        return None
    new = side_of(statement)
    for told in near:
        other = told.statement
        if other.speaker != statement.speaker or other.article.id == statement.article.id:
            continue
        values = features(new, side_of(other))
        alike = values["contained"] >= 0.75 and values["shared"] >= 0.5 and not values["numbers_differ"]
        if alike and values["negation_differs"] and other.article.published_at < new.at:
            return told.saying
    return None


def denied(statement: Statement, near: Sequence[Told]) -> str | None:
    """What the side is reported to have said and now denies."""
    if not statement.denies:
        return None
    new = side_of(statement)
    for told in near:
        values = features(new, side_of(told.statement))
        if values["contained"] >= 0.6 and values["shared"] >= 0.5 and not told.statement.denies:
            return told.saying
    return None
