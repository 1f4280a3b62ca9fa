"""The alerts of the scene."""

from typing import Any

from shared.contracts import (
    Alert,
    Labels,
    MilestoneAlert,
    Saying,
    StanceAlert,
    Statement,
    StatementAlert,
    ids,
)
from shared.contracts.topics import ALERTS_MILESTONES, ALERTS_STANCES, ALERTS_STATEMENTS, Topic
from shared.testing.scene.papers import (
    DENIAL,
    DENIED,
    MEETING,
    MONITORS,
    MOVED,
    OPENING,
    PLANNED,
    REFUSAL,
    REFUSED,
    Paper,
)
from shared.testing.scene.sayings import SAYINGS, STATEMENTS
from shared.testing.scene.stances import CAME_ROUND, ROWS
from shared.testing.scene.steps import MEETING_OCCURRENCE
from shared.testing.scene.world import TALKS, WITHDRAWAL

Published = tuple[Topic, Any]


def a_scene_alert(number: int = 0) -> Alert:
    """One of the alerts of the scene, by its place."""
    alert: Alert = ALERTS[number][1]
    return alert


def _labels(kind: Any, side: str, **other: Any) -> Labels:
    return Labels(kind=kind, side=side, negotiation=TALKS, **other)


def _said(
    saying: Saying, statement: Statement, type: Any, headline: str, publishers: int, **labels: Any
) -> Published:
    evidence = saying.evidence[:publishers]
    data = StatementAlert(
        headline=headline,
        rule="statement.first_said" if publishers == 1 else "statement.publishers_reached_2",
        evidence=evidence,
        labels=_labels("statement", saying.side, publishers=publishers, **labels),
        known_at=evidence[-1].article.published_at,
        saying=saying.id,
        statement=statement.id,
        speaker=saying.speaker,
        side=saying.side,
        words=saying.words,
        issues=saying.issues,
        position=saying.position,
        negotiations=(TALKS,),
        publishers=publishers,
        reasons=("a foreign minister speaks", "it bears on a question of the catalog"),
    )
    id = ids.alert_id(type, saying.id, str(publishers))
    at = evidence[-1].article.published_at
    return ALERTS_STATEMENTS, Alert(id=id, type=type, subject=saying.id, time=at, data=data)


def _stepped(type: Any, status: Any, paper: Paper, headline: str, words: str, **other: Any) -> Published:
    labels = _labels("milestone", "Norland", status=status, severity=other.pop("severity"), importance=70)
    data = MilestoneAlert(
        headline=headline,
        rule="milestone.first_report" if status == "scheduled" else "milestone.denied_by_party",
        evidence=(paper.evidence(words),),
        labels=labels,
        known_at=paper.at,
        negotiation=TALKS,
        type="meeting_scheduled",
        status=status,
        parties=("Estavia", "Norland"),
        occurrence=MEETING_OCCURRENCE.id,
        date="2025-02-18",
        place="Port Linden",
        mediators=("Lakeland",),
        **other,
    )
    id = ids.alert_id(type, MEETING_OCCURRENCE.id, paper.article.id)
    return ALERTS_MILESTONES, Alert(id=id, type=type, subject=MEETING_OCCURRENCE.id, time=paper.at, data=data)


_MOVE = StanceAlert(
    headline="Norland softens on leaving the Vell valley: from firmly against to leaning for, on a condition",
    rule="stance.reversal_by_principal",
    evidence=(REFUSED.evidence(REFUSAL), MOVED.evidence(CAME_ROUND.words)),
    labels=_labels("stance", "Norland", severity="critical", importance=85),
    known_at=MOVED.at,
    before="“" + REFUSAL + "”",
    after="“" + OPENING + "”",
    side="Norland",
    negotiation=TALKS,
    question=WITHDRAWAL,
    question_text="Norland withdraws from the Vell valley",
    direction="reversed",
    position_before=-2,
    position_after=1,
    confidence=0.9,
    person="Ana Brandt",
    reasons=("a reversal in the minister's own words", "five days after a flat refusal"),
)
ALERTS: tuple[Published, ...] = (
    _said(SAYINGS[0], STATEMENTS[0], "parley.statement.new", f"Norland (Ana Brandt): “{REFUSAL}”", 1),
    _said(
        SAYINGS[0],
        STATEMENTS[0],
        "parley.statement.corroborated",
        "A second outlet carries Brandt's refusal to leave the Vell valley",
        2,
    ),
    _stepped(
        "parley.milestone.reported",
        "scheduled",
        PLANNED,
        "Estavia and Norland to meet in Port Linden on 18 February",
        MEETING,
        severity="warning",
    ),
    _said(SAYINGS[1], STATEMENTS[2], "parley.statement.new", f"Estavia: “{MONITORS}”", 1, severity="info"),
    _stepped(
        "parley.milestone.disputed",
        "disputed",
        DENIED,
        "Norland denies that a meeting on 18 February is agreed",
        DENIAL,
        severity="warning",
        before="scheduled",
        after="disputed",
        status_before="scheduled",
    ),
    (
        ALERTS_STANCES,
        Alert(
            id=ids.alert_id("parley.stance.changed", ROWS[0].id, "wire-3"),
            type="parley.stance.changed",
            subject=ROWS[0].id,
            time=MOVED.at,
            data=_MOVE,
        ),
    ),
)
