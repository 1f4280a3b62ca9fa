"""All records of the scene, as a reader of the topics sees them."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from shared.contracts import DeadLetter, Delivery, TrackedStatement
from shared.contracts.topics import (
    ARTICLES,
    DEAD_LETTERS,
    DELIVERIES,
    MILESTONES_CURRENT,
    SAYINGS_CURRENT,
    STANCES_CURRENT,
    STATEMENTS_TRACKED,
)
from shared.testing.scene.alerts import ALERTS, Published
from shared.testing.scene.papers import PAPERS
from shared.testing.scene.sayings import SAYINGS, STATEMENTS
from shared.testing.scene.stances import ROWS
from shared.testing.scene.steps import MEETING_OCCURRENCE, STATE
from shared.testing.scene.world import START


def everything() -> Iterator[Published]:
    """All records, in an order in which they could have been written."""
    yield from ((ARTICLES, paper.article) for paper in PAPERS)
    for statement, saying in zip(STATEMENTS, (0, 0, 1, 2), strict=True):
        novelty: Any = "corroborating" if statement is STATEMENTS[1] else "new"
        yield (
            STATEMENTS_TRACKED,
            TrackedStatement(statement=statement, saying=SAYINGS[saying].id, novelty=novelty),
        )
    yield from ((SAYINGS_CURRENT, saying) for saying in SAYINGS)
    yield MILESTONES_CURRENT, MEETING_OCCURRENCE
    yield MILESTONES_CURRENT, STATE
    yield from ((STANCES_CURRENT, row) for row in ROWS)
    yield from ALERTS
    sent = ALERTS[-1][1]
    yield (
        DELIVERIES,
        Delivery(
            id="de-1",
            receiver="desk-slack",
            alerts=(sent.id,),
            state="delivered",
            reason="answered ok",
            at=sent.time + timedelta(seconds=2),
            status_code=200,
        ),
    )
    yield (
        DEAD_LETTERS,
        DeadLetter(
            id="articles.incoming/0/17",
            topic="articles.incoming",
            partition=0,
            offset=17,
            reason="the article has no text; send one under the key text",
            stage="admit",
            at=START,
        ),
    )
