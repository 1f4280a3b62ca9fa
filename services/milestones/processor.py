"""Milestone reports and withdrawals in; occurrences, states of negotiations, alerts and positions out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from services.milestones.domain.clock import on_time
from services.milestones.domain.decide import Rules, decide
from services.milestones.domain.index import MilestoneIndex
from services.milestones.domain.rows import MilestoneRow
from shared.catalog import Catalog
from shared.contracts import Alert
from shared.contracts.topics import (
    ALERTS_MILESTONES,
    MILESTONES_CURRENT,
    MILESTONES_REPORTED,
    POSITIONS_REPORTED,
)
from shared.processing import Outcome, Stage
from shared.runtime import metrics


def build(catalog: Catalog, settings: Any) -> Stage[MilestoneIndex]:
    """The processor of this service, for any engine."""
    rules = Rules(
        catalog=catalog,
        corroboration=settings.corroboration,
        expiry_hours=settings.expiry_hours,
        near_hours=settings.deadline_near_hours,
    )

    known = frozenset(one.id for one in catalog.negotiations)
    for name in (*known, "other"):
        metrics.milestone_alerts.labels(name)

    def counted(outcome: Outcome) -> Outcome:
        for event in outcome.events:
            if isinstance(event.message, Alert):
                negotiation = event.message.data.labels.negotiation
                metrics.milestone_alerts.labels(negotiation if negotiation in known else "other").inc()
        return outcome

    def on_message(message: Any, index: MilestoneIndex, now: datetime) -> Outcome:
        return counted(decide(rules, message, index, now))

    def by_time(index: MilestoneIndex, before: datetime | None, after: datetime) -> Outcome:
        return counted(on_time(rules, index, before, after))

    return Stage(
        name="milestones",
        input=MILESTONES_REPORTED,
        outputs=(MILESTONES_CURRENT, ALERTS_MILESTONES, POSITIONS_REPORTED),
        row_type=MilestoneRow,
        new_index=MilestoneIndex,
        decide=on_message,
        upstream=("extraction",),
        ticks_to=(POSITIONS_REPORTED,),
        on_time=by_time,
    )
