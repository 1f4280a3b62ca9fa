"""Builds the stances stage, which keeps a ledger of who stands where and raises an alert when a side moves."""

from datetime import datetime, timedelta
from typing import Any

from services.stances.domain.decide import on_time, report, withdraw
from services.stances.domain.evidence import Dropped, Held, Noticed
from services.stances.domain.index import Stances
from services.stances.domain.policy import Asked, Policy
from services.stances.domain.turn import Rules
from shared import rulefiles
from shared.catalog import Catalog
from shared.contracts import PositionReported, PositionWithdrawn
from shared.contracts.topics import ALERTS_STANCES, POSITIONS_REPORTED, STANCES_CURRENT
from shared.processing import InvalidMessage, Outcome, Stage
from shared.runtime.settings import Settings


def build(catalog: Catalog, settings: Settings) -> Stage[Stances]:
    """The stances stage for this catalog and these settings."""
    rules = rulefiles.shipped("services.stances", "hysteresis.yaml", Rules)
    questions = {q.id: Asked(q.text, q.short) for n in catalog.negotiations for q in n.questions}
    return build_with(Policy(rules, questions, settings.silence), timedelta(days=settings.retention_days))


def build_with(policy: Policy, retention: timedelta) -> Stage[Stances]:
    """The stances stage under other rules."""

    def decide(message: Any, index: Stances, now: datetime) -> Outcome:
        match message:
            case PositionReported():
                return report(message, index, policy, now)
            case PositionWithdrawn():
                return withdraw(message, index, policy, now)
            case _:
                raise InvalidMessage(f"{type(message).__name__} does not belong on {POSITIONS_REPORTED.name}")

    return Stage(
        name="stances",
        input=POSITIONS_REPORTED,
        outputs=(STANCES_CURRENT, ALERTS_STANCES),
        row_type=Held | Dropped | Noticed,
        new_index=Stances,
        decide=decide,
        upstream=("statements", "milestones", "extraction"),
        on_time=lambda index, before, after: on_time(index, before, after, policy),
        retention=retention,
    )
