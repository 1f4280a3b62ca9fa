"""Casts the letting in of aid: between who lets it in and who brings it, mostly the United Nations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.milestones.parties.sides import ACTS, Side, is_reporter_by_verb
from shared.contracts.common import Span

BRINGS: Final = "United Nations"
"""Whose agencies bring aid where the article names nobody else who does."""
_AID: Final = re.compile(
    r"\b(?:aid|relief|humanitarian|food|flour|supplies|medicines?|fuel|trucks?|lorr(?:y|ies)|convoys?)\b",
    re.IGNORECASE,
)
_LOOKED_AT: Final = re.compile(
    r"\b(?:inspect\w*|monitor\w*|observers?|investigat\w*|visas?|journalists?)\b", re.IGNORECASE
)
"""What makes it a matter of those who look at something, not of aid."""


def let_in(text: str, span: Span, here: Sequence[Side]) -> tuple[str, ...]:
    """Who lets aid in and who brings it, by a sentence that names nobody else beside him; empty where it is not about
    aid, or names nobody or several."""
    if not _AID.search(text, *span) or _LOOKED_AT.search(text, *span):
        return ()
    acting = dict.fromkeys(
        side.name for side in here if side.weight >= ACTS and not is_reporter_by_verb(text, side)
    )
    others = [name for name in acting if name != BRINGS]
    return (others[0], BRINGS) if len(others) == 1 else ()
