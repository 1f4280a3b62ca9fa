"""Evidence for the stances service, and what it made of it: what the tests of this folder share."""

from datetime import timedelta
from typing import Any

import msgspec

from services.stances.domain.index import Stances
from services.stances.domain.policy import Asked, Policy
from services.stances.domain.turn import Rules
from services.stances.processor import build_with
from shared import rulefiles
from shared.catalog import Catalog, Negotiation, Question
from shared.contracts import LedgerRow, PositionReported
from shared.processing import Stage
from shared.runtime.settings import Settings
from shared.testing.builders import at
from shared.testing.newsroom import a_position_in, withdrawn

QUESTION = Question("ukraine.truce", "Russia accepts a truce of thirty days", (), (), (), (), ())
CATALOG = Catalog(negotiations=(Negotiation("ukraine", "Ukraine", ("Russia",), (), (), (QUESTION,), ()),))
DAY = 24


def stage(settings: Settings, catalog: Catalog = CATALOG) -> Stage[Stances]:
    """The stage of these tests: one voice is enough to tell people of a change."""
    shipped = rulefiles.shipped("services.stances", "hysteresis.yaml", Rules)
    rules = msgspec.structs.replace(shipped, told_articles=1, told_publishers=1)
    questions = {q.id: Asked(q.text, q.short) for n in catalog.negotiations for q in n.questions}
    policy = Policy(rules, questions, settings.silence)
    return build_with(policy, timedelta(days=settings.retention_days))


SIGNS: dict[str, Any] = {
    "origin": "milestone", "direct": False, "rank": 2, "speaker": "Russia", "confidence": 0.6,
    "rule": "act:agreement_signed",
}  # fmt: skip
"""An act of the side as an article tells it by the way, where a test adds who tells it."""
NEWS: dict[str, Any] = {**SIGNS, "confidence": 0.9}
"""The same as the news of the article."""


def said(verdict: str, hours: float, outlet: str = "A", **other: Any) -> PositionReported:
    """A president's own words."""
    return a_position_in(verdict, outlet, hours, **other)


def paraphrase(verdict: str, hours: float, outlet: str, **other: Any) -> PositionReported:
    return said(
        verdict, hours, outlet, **({"direct": False, "strength": 1, "rank": 4, "speaker": "Official"} | other)
    )


def drop(bench, position, revision, hours):
    """Withdraw a position at that hour."""
    return bench.send(withdrawn(position, hours, revision=revision), at(hours))


def alert_types(bench) -> list[str]:
    return [alert.type.rsplit(".", 1)[-1] for alert in bench.alerts()]


def row(bench, person=None) -> LedgerRow:
    found = [
        e.message for e in bench.events if isinstance(e.message, LedgerRow) and e.message.person == person
    ]
    return found[-1]
