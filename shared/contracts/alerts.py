"""Defines alerts: CloudEvents whose data carries the evidence, the rule that fired, and the state before and after."""

from datetime import datetime
from typing import Literal

import msgspec

from shared.contracts.common import Evidence, Issue, MilestoneType, Position, Value
from shared.contracts.milestones import OccurrenceStatus
from shared.contracts.positions import Deed

AlertType = Literal[
    "parley.statement.new",
    "parley.statement.corroborated",
    "parley.statement.reiterated",
    "parley.statement.contradicted",
    "parley.statement.denied",
    "parley.stance.changed",
    "parley.milestone.reported",
    "parley.milestone.confirmed",
    "parley.milestone.denied",
    "parley.milestone.disputed",
    "parley.milestone.moved",
    "parley.milestone.cancelled",
    "parley.milestone.overdue",
    "parley.alert.corrected",
    "parley.alert.retracted",
    "parley.silence.noticed",
    "parley.deadline.near",
    "parley.deadline.passed",
]
Severity = Literal["info", "notice", "warning", "critical"]
AlertKind = Literal["statement", "stance", "milestone"]


class Labels(Value, frozen=True, kw_only=True, omit_defaults=False):
    """What routes match on; small, closed vocabularies except `side` and `negotiation`. Always written in full, so that
    a filter in any language finds every one."""

    kind: AlertKind
    side: str
    negotiation: str = ""
    issue: str = ""
    severity: Severity = "notice"
    importance: int = 0
    """0-100."""
    publishers: int = 1
    status: str = ""
    late: bool = False
    """The event is more than a day older than the moment it was processed (first start, backfill)."""
    aside: bool = False
    """For the record: people were told as much by another alert, at the same moment or lately, or have heard enough of
    this speaker. Whether one is raised depends on what is told, whether it is an aside on what came before."""


class AlertData(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", omit_defaults=True):
    """What every alert says. `headline` is one line for people; `before`/`after` are the state in words."""

    headline: str
    rule: str
    evidence: tuple[Evidence, ...]
    labels: Labels
    known_at: datetime
    before: str | None = None
    after: str | None = None
    supersedes: str | None = None
    difference: str | None = None
    """For corrections: what changed, readable."""
    reasons: tuple[str, ...] = ()
    """Why the importance is what it is."""


class StatementAlert(AlertData, frozen=True, kw_only=True, tag="statement"):
    """Something was said: for the first time, by more outlets, again, against what was said before."""

    saying: str
    statement: str
    speaker: str
    side: str
    words: str
    issues: tuple[Issue, ...]
    position: Position
    negotiations: tuple[str, ...] = ()
    publishers: int = 1
    linked: str | None = None
    """The earlier saying that is contradicted or denied."""
    context: str | None = None
    """The article's own sentence, where the words cannot be understood without it; the headline tells it instead."""


class StanceAlert(AlertData, frozen=True, kw_only=True, tag="stance"):
    """A side's position on a question moved."""

    side: str
    negotiation: str
    question: str
    question_text: str
    direction: Literal["softened", "hardened", "reversed", "new_condition", "condition_dropped", "silent"]
    position_before: int
    position_after: int
    confidence: float
    person: str | None = None
    publishers: int = 1
    deed_before: Deed | None = None
    """What the side had done, where a deed carries the change."""
    deed_after: Deed | None = None
    """What it has done now."""


class MilestoneAlert(AlertData, frozen=True, kw_only=True, tag="milestone"):
    """A step of a negotiation: `type` is the report type of the step just taken."""

    negotiation: str
    type: MilestoneType
    status: OccurrenceStatus
    parties: tuple[str, ...]
    occurrence: str
    publishers: int = 1
    mediators: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    date: str | None = None
    place: str | None = None
    deadline: str | None = None
    status_before: OccurrenceStatus | None = None
    """What the occurrence was before this step; none where nobody was told of it. A plan that was `cancelled`, `denied`
    or `disputed` and is `scheduled` now is on again; but `denied` does not say whether anybody had told of it before
    its denial, which may have come first."""


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """A CloudEvent: attributes travel as `ce_` headers, `data` as the record's value (binary mode)."""

    id: str
    type: AlertType
    subject: str
    """Id of the saying, ledger row or occurrence."""
    time: datetime
    """Event time of what triggered it."""
    data: StatementAlert | StanceAlert | MilestoneAlert
    source: str = "/parley"
