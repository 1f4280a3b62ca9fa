"""Evidence for the stances service, and what it made of it: what the tests of this folder share."""

from typing import Any

from shared.catalog import Catalog, Negotiation, Question
from shared.contracts import Evidence, LedgerRow, PositionReported, PositionWithdrawn, ids
from shared.testing.builders import an_article_ref, at

QUESTION = Question("ukraine.truce", "Russia accepts a truce of thirty days", (), (), (), (), ())
CATALOG = Catalog(negotiations=(Negotiation("ukraine", "Ukraine", ("Russia",), (), (), (QUESTION,), ()),))
DAY = 24
SIGNS: dict[str, Any] = {"origin": "milestone", "direct": False, "rank": 2, "speaker": "Russia"}
"""An act of the side, where a test adds who tells it."""


def said(verdict: str, hours: float, outlet: str = "A", **other: Any) -> PositionReported:
    article = other.pop("article", f"{outlet}-{hours}")
    revision = other.pop("revision", 1)
    words = other.pop("words", f"words of {outlet} at {hours}")
    ref = an_article_ref(
        article, outlet=outlet, published_at=at(hours), revision=revision, credits=other.pop("credits", ())
    )
    values: dict[str, Any] = {
        "id": ids.position_id(article, 0, "Russia", QUESTION.id),
        "side": "Russia",
        "negotiation": "ukraine",
        "question": QUESTION.id,
        "verdict": verdict,
        "evidence": Evidence(article=ref, spans=((0, len(words)),), words=(words,)),
        "speaker": "Vladimir Putin",
        "rank": 1,
        "direct": True,
        "strength": 2 if verdict in ("for", "against") else 1,
    }
    return PositionReported(**(values | other))


def paraphrase(verdict: str, hours: float, outlet: str, **other: Any) -> PositionReported:
    return said(
        verdict, hours, outlet, **({"direct": False, "strength": 1, "rank": 4, "speaker": "Official"} | other)
    )


def send(bench, position, hours=None):
    return bench.send(position, position.evidence.article.published_at if hours is None else at(hours))


def drop(bench, position, revision, hours):
    gone = PositionWithdrawn(
        id=position.id,
        side="Russia",
        revision=revision,
        received_at=at(hours),
        origin_id=position.origin_id,
    )
    return bench.send(gone, at(hours))


def told(bench) -> list[str]:
    return [alert.type.rsplit(".", 1)[-1] for alert in bench.alerts()]


def row(bench, person=None) -> LedgerRow:
    found = [
        e.message for e in bench.events if isinstance(e.message, LedgerRow) and e.message.person == person
    ]
    return found[-1]
