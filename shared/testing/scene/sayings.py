"""The statements of the scene and the sayings they belong to."""

from typing import Any

from shared.contracts import Evidence, Saying, Statement, ids
from shared.testing.scene.papers import (
    MONITORS,
    MOVED,
    OPENING,
    PLANNED,
    REFUSAL,
    REFUSED,
    REFUSED_COPY,
    Paper,
)
from shared.testing.scene.world import TALKS


def _statement(paper: Paper, words: str, speaker: str, side: str, **other: Any) -> Statement:
    evidence = paper.evidence(words)
    values: dict[str, Any] = {
        "id": ids.statement_id(paper.article.id, speaker, [words], 0),
        "article": paper.ref,
        "speaker": speaker,
        "speaker_kind": "person" if speaker != side else "country",
        "side": side,
        "type": "direct",
        "spans": evidence.spans,
        "words": evidence.words,
        "cue": "said",
        "issues": ("territory",),
        "negotiations": (TALKS,),
    }
    return Statement(**(values | other))


STATEMENTS = (
    _statement(REFUSED, REFUSAL, "Ana Brandt", "Norland", cue="told", position="rejects"),
    _statement(REFUSED_COPY, REFUSAL, "Ana Brandt", "Norland", type="indirect", position="rejects"),
    _statement(PLANNED, MONITORS, "Estavia", "Estavia", type="indirect", issues=("ceasefire",)),
    _statement(MOVED, OPENING[0].upper() + OPENING[1:], "Ana Brandt", "Norland", position="conditional"),
)


def _saying(words: str, *told: Statement, importance: int = 50) -> Saying:
    first = told[0]
    return Saying(
        id=ids.saying_id(first.id),
        side=first.side,
        speaker=first.speaker,
        words=words,
        issues=first.issues,
        position=first.position,
        negotiations=first.negotiations,
        first_said_at=first.article.published_at,
        last_said_at=told[-1].article.published_at,
        publishers=tuple(s.article.publisher for s in told),
        articles=len(told),
        statements=tuple(s.id for s in told),
        evidence=tuple(Evidence(article=s.article, spans=s.spans, words=s.words) for s in told),
        importance=importance,
    )


SAYINGS = (
    _saying(REFUSAL, STATEMENTS[0], STATEMENTS[1]),
    _saying(MONITORS, STATEMENTS[2]),
    _saying(OPENING, STATEMENTS[3], importance=80),
)
