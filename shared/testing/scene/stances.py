"""Where each side of the scene stands on the catalog's questions, and how one of them came round."""

from typing import Any

from shared.contracts import LedgerRow, StanceEntry, ids
from shared.testing.scene.papers import MONITORS, MOVED, OPENING, PLANNED, REFUSAL, REFUSED, Paper
from shared.testing.scene.world import TALKS, WITHDRAWAL


def _entry(position: int, paper: Paper, words: str, **other: Any) -> StanceEntry:
    return StanceEntry(
        position=position,
        words=words,
        valid_from=paper.at,
        known_from=paper.at,
        evidence=(paper.evidence(words),),
        speaker=other.pop("speaker", "Ana Brandt"),
        confidence=0.9,
        **other,
    )


def _row(side: str, question: str, text: str, *history: StanceEntry) -> LedgerRow:
    last = history[-1]
    return LedgerRow(
        id=ids.ledger_id(side, TALKS, question),
        side=side,
        negotiation=TALKS,
        question=question,
        question_text=text,
        position=last.position,
        strength=1.0,
        valid_from=last.valid_from,
        known_from=last.known_from,
        condition=last.condition,
        history=history,
    )


CAME_ROUND = _entry(1, MOVED, OPENING[0].upper() + OPENING[1:], condition="monitors come first")
ROWS = (
    _row(
        "Norland",
        WITHDRAWAL,
        "Norland withdraws from the Vell valley",
        _entry(-2, REFUSED, REFUSAL),
        CAME_ROUND,
    ),
    _row(
        "Estavia",
        "monitors",
        "Foreign monitors watch the truce",
        _entry(2, PLANNED, MONITORS, speaker="Estavia"),
    ),
)
