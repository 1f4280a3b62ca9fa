"""Casts the letting in of aid: between who lets it in and who brings it, mostly the United Nations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.milestones.parties import encounters
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
_LETS: Final = re.compile(
    r"\b(?:allow(?:s|ed|ing)?|let(?:s|ting)?|permit(?:s|ted|ting)?|grant(?:s|ed|ing)?|eas(?:es|ed|ing)|lift(?:s|ed|ing)?|order(?:s|ed|ing)?"
    r"|re-?open(?:s|ed|ing)?|clear(?:s|ed|ing)?|approv(?:es|ed|ing)|resum(?:es|ed|ing))\b"
)
_LEAVE_OF: Final = re.compile(
    r"\b(?:permission|approval|clearance|leave|consent)\s(?:from|of|by)\s(?:the\s)?$"
)


def let_in(text: str, span: Span, here: Sequence[Side]) -> tuple[str, ...]:
    """Who lets aid in, by the verb or because nobody else is named beside those who bring it, and who brings it; empty
    where the sentence is not about aid, or does not tell who lets it in."""
    if not _AID.search(text, *span) or _LOOKED_AT.search(text, *span):
        return ()
    acting = [side for side in here if side.weight >= ACTS]
    subjects = (
        encounters.subject_before(text, found.start(), acting) for found in _LETS.finditer(text, *span)
    )
    asked = (s.name for s in acting if _LEAVE_OF.search(text, span[0], s.mention.start))
    lets = next(asked, None) or next((who[0] for who in subjects if len(who) == 1), None)
    others = {s.name for s in acting if not is_reporter_by_verb(text, s)} - {BRINGS}
    if lets not in (None, BRINGS):
        return (lets, BRINGS)
    return (others.pop(), BRINGS) if len(others) == 1 else ()
