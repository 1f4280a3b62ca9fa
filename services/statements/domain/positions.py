"""Turns a statement's answers to the catalog's questions into evidence for stances, or withdraws it."""

from services.statements.domain.rows import Gone, StatementRow
from services.statements.domain.sayings import evidence_of
from shared.contracts import PositionReported, PositionWithdrawn, ids

Positions = tuple[tuple[str, str, str], ...]
Message = PositionReported | PositionWithdrawn


def reported(told: StatementRow, before: StatementRow | None = None) -> tuple[Positions, list[Message]]:
    """(question, side, id) of every position passed on, and the messages. Ids of an earlier revision are kept; what
    only that revision said is withdrawn. Background says nothing about where a side stands now."""
    statement = told.statement
    kept = {(q, side): id for q, side, id in (before.positions if before else ())}
    sentence = (statement.sentence or statement.spans[0])[0] if statement.spans else 0
    positions: dict[tuple[str, str], str] = {}
    messages: list[Message] = []
    for answer in () if statement.background else statement.answers:
        for side in statement.members or (statement.side,):
            place = (answer.question, side)
            if place in positions:
                continue
            positions[place] = kept.get(place) or ids.position_id(
                statement.article.id, sentence, side, answer.question
            )
            messages.append(
                PositionReported(
                    id=positions[place],
                    side=side,
                    negotiation=answer.negotiation,
                    question=answer.question,
                    verdict=answer.verdict,
                    evidence=evidence_of(statement),
                    speaker=statement.speaker,
                    rank=statement.rank,
                    direct=statement.type in ("direct", "mixed"),
                    strength=answer.strength,
                    condition=answer.condition,
                    origin_id=statement.id,
                    saying=told.saying,
                    confidence=round(answer.confidence * statement.confidence, 4),
                    rule=answer.rule,
                )
            )
    revision = statement.article.revision
    for place, id in kept.items():
        if place not in positions:
            messages.append(
                PositionWithdrawn(
                    id=id,
                    side=place[1],
                    revision=revision,
                    received_at=told.known_at,
                    origin_id=statement.id,
                )
            )
    return tuple((q, side, id) for (q, side), id in positions.items()), messages


def withdrawn(known: StatementRow, gone: Gone) -> list[PositionWithdrawn]:
    """The messages that withdraw what the statement answered."""
    return [
        PositionWithdrawn(
            id=id,
            side=side,
            revision=gone.revision,
            received_at=gone.known_at,
            origin_id=known.statement.id,
        )
        for _, side, id in known.positions
    ]
