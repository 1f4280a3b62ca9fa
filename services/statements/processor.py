"""Builds the statements stage, which assigns each statement to a saying, judges its novelty and decides whom to
alert."""

from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from services.statements.domain.decide import observe, withdraw
from services.statements.domain.index import Statements
from services.statements.domain.lexicon import Lexicon, unpacked
from services.statements.domain.pairs import Scorer
from services.statements.domain.policy import Policy, Weights
from services.statements.domain.rows import Gone, StatementRow
from services.statements.domain.word_arrays import Viewer
from shared import rulefiles
from shared.catalog import Catalog
from shared.contracts import StatementObserved, StatementWithdrawn
from shared.contracts.topics import (
    ALERTS_STATEMENTS,
    POSITIONS_REPORTED,
    SAYINGS_CURRENT,
    STATEMENTS_OBSERVED,
    STATEMENTS_TRACKED,
)
from shared.processing import InvalidMessage, Outcome, Stage
from shared.runtime.settings import Settings


def build(catalog: Catalog, settings: Settings) -> Stage[Statements]:
    """The statements stage for this catalog and these settings."""
    return build_with(policy(catalog, settings))


def policy(catalog: Catalog, settings: Settings) -> Policy:
    """What the decisions depend on besides evidence."""
    return Policy(
        weights=rulefiles.shipped("services.statements", "importance.yaml", Weights),
        scorer=rulefiles.shipped("services.statements", "pairs.yaml", Scorer),
        viewer=Viewer(lexicon()),
        watched=frozenset(n.id for n in catalog.negotiations),
        parties=tuple((n.id, frozenset((*n.parties, *n.mediators))) for n in catalog.negotiations),
        window=timedelta(days=settings.saying_window_days),
        retention=timedelta(days=settings.retention_days),
        alert_importance=settings.alert_importance,
        alert_newsworthiness=settings.alert_newsworthiness,
        fresh_days=settings.alert_fresh_days,
    )


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon, read once per process."""
    with files("services.statements").joinpath("lexicon.npz").open("rb") as file, np.load(file) as stored:
        return unpacked(stored)


def build_with(policy: Policy) -> Stage[Statements]:
    """The statements stage under a policy."""

    def decide(message: Any, index: Statements, now: datetime) -> Outcome:
        match message:
            case StatementObserved():
                return observe(message.statement, index, policy, now)
            case StatementWithdrawn():
                return withdraw(message, index, policy, now)
            case _:
                raise InvalidMessage(
                    f"{type(message).__name__} does not belong on {STATEMENTS_OBSERVED.name}"
                )

    return Stage(
        name="statements",
        input=STATEMENTS_OBSERVED,
        outputs=(STATEMENTS_TRACKED, SAYINGS_CURRENT, ALERTS_STATEMENTS, POSITIONS_REPORTED),
        row_type=StatementRow | Gone,
        new_index=lambda: Statements(policy.viewer),
        decide=decide,
        upstream=("extraction",),
        ticks_to=(POSITIONS_REPORTED,),
        retention=policy.retention,
    )
