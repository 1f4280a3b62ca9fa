"""Tells where a side stood, or stands, with the words that show it: what an alert has as `before` and `after`."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from services.stances.domain import phrasing
from services.stances.domain.acts import kind
from services.stances.domain.evidence import Held
from services.stances.domain.ledger_row import words_of
from services.stances.domain.subjects import subject
from services.stances.domain.turn import Turn, when
from shared.contracts.positions import Deed

NAMES: Final = {"for": "for", "against": "against", "conditional": "for, under a condition", "open": "open"}
"""Answers to a question, in words."""
_SETS: Final = re.compile(
    r"(?:if|unless|until|as long as|only|once|in (?:exchange|return)|depend|contingent|without)\b", re.I
)


def stands(turn: Turn) -> str:
    """`against – Dmitry Peskov: “…” (12 May 2025)`."""
    bearer = turn.bearer
    words = cut(words_of(bearer))
    if (deed := bearer.position.deed) is not None:
        who = subject(bearer.position.side)
        return f"{phrasing.then(deed, who)} ({phrasing.day_of(deed)}): {_told(bearer, deed)}"
    said = f"“{words}”" if bearer.position.direct else words
    condition = f", {conditioned(bearer.position.condition)}" if bearer.position.condition else ""
    if acted(bearer):
        article = bearer.position.evidence.article
        # The title tells the act as the article's news; the sentence may tell it by the way.
        titled = f"{cut(article.title, 120)} – " if article.title else ""
        told = f"{titled}{words} ({article.outlet}, {day(when(bearer))})"
        return f"{NAMES[turn.verdict]}, by its act ({kind(bearer.position).words}) – {bearer.position.speaker}: {told}"
    return f"{NAMES[turn.verdict]}{condition} – {bearer.position.speaker}: {said} ({day(when(bearer))})"


def _told(held: Held, deed: Deed) -> str:
    """The words that tell a deed, and where they stand."""
    article = held.position.evidence.article
    words = f"title: “{article.title}”" if deed.titled else f"“{cut(words_of(held), 400)}”"
    return f"{words} ({article.outlet}, {day(article.published_at)})"


def acted(held: Held) -> bool:
    """Whether the side did something, and did not only say it."""
    return held.position.origin != "statement"


def conditioned(condition: str) -> str:
    """The condition as a clause: `if sanctions are lifted`."""
    return condition if _SETS.match(condition) else f"if {condition}"


def day(on: date) -> str:
    """`5 May 2019`."""
    return f"{on.day} {on:%B %Y}"


def cut(text: str, longest: int = 240) -> str:
    """The text on one line, cut at a word where it is longer."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + "…"
