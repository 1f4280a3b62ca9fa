"""Builds the milestones stage, which joins reports into occurrences and publishes them with negotiation states, alerts
and positions."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from services.milestones.domain.alert_threshold import Rules
from services.milestones.domain.deadlines import on_time
from services.milestones.domain.decide import decide
from services.milestones.domain.doers import Names
from services.milestones.domain.index import MilestoneIndex
from services.milestones.domain.rows import MilestoneRow
from shared.catalog import Catalog
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
        names=Names(catalog),
        corroboration=settings.corroboration,
        expiry_hours=settings.expiry_hours,
        near_hours=settings.deadline_near_hours,
        retention=timedelta(days=settings.retention_days),
    )

    def by_time(index: MilestoneIndex, before: datetime | None, after: datetime) -> Outcome:
        return on_time(rules, index, before, after)

    metrics.announce_negotiations(one.id for one in catalog.negotiations)
    return Stage(
        name="milestones",
        input=MILESTONES_REPORTED,
        outputs=(MILESTONES_CURRENT, ALERTS_MILESTONES, POSITIONS_REPORTED),
        row_type=MilestoneRow,
        new_index=partial(MilestoneIndex, rules.least, rules.corroboration, catalog.places),
        decide=partial(decide, rules),
        upstream=("extraction",),
        ticks_to=(POSITIONS_REPORTED,),
        on_time=by_time,
        retention=rules.retention,
    )
