"""Evidence for the stances service, and what it made of it: what the tests of this folder share."""

from typing import Any

from shared.catalog import Catalog, Negotiation, Question
from shared.contracts import LedgerRow, PositionReported
from shared.testing.builders import at
from shared.testing.newsroom import a_position_in, withdrawn

QUESTION = Question("ukraine.truce", "Russia accepts a truce of thirty days", (), (), (), (), ())
CATALOG = Catalog(negotiations=(Negotiation("ukraine", "Ukraine", ("Russia",), (), (), (QUESTION,), ()),))
DAY = 24
SIGNS: dict[str, Any] = {"origin": "milestone", "direct": False, "rank": 2, "speaker": "Russia"}
"""An act of the side, where a test adds who tells it."""


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
