"""A sentence that may tell a step comes in; the step with the status that its words allow goes out, or none."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from services.extraction.domain.milestones import deeds, modality
from services.extraction.domain.milestones.steps import Candidate
from shared.contracts.common import MilestoneType

_HELD: Final[frozenset[MilestoneType]] = frozenset({"meeting_held", "talks_round_held"})
_ARRANGED: Final[frozenset[MilestoneType]] = frozenset({"meeting_scheduled", "meeting_proposed"})
_NAMED: Final[frozenset[MilestoneType]] = frozenset({"call_held", "agreement_signed"})
"""Types told only by words that name the deed: without them nothing of the kind is told."""
_EASED: Final = re.compile(r"\b(?:lift|eas|remov|suspend|scrap|relie|waiv|drop|releas|unfreez)\w*\b")
_ASKED: Final = re.compile(r"\b(?:ask|call|urg|plead|demand|want|appeal|press|push)\w*\b")
_WOULD: Final = re.compile(r"\bwould\b")
_IF: Final = re.compile(r"\b(?:if|unless|until)\b")


def ruled(small: str, candidate: Candidate, year: int) -> Candidate | None:
    """The candidate as its words allow; `small` is the text in small letters, `year` that of the article.

    One plain word of the deed leaves what is learnt. Where all are taken back the step is not told, or is only planned
    or wanted; a denial is left to the words for denials.
    """
    type_, span = candidate.type, candidate.seen.span
    if deeds.old(small, span, type_, year):
        return msgspec.structs.replace(candidate, former=True)
    if modality.mood(small, span).has("denied"):
        return candidate
    if type_ in _ARRANGED:
        held = deeds.moods(small, span, "meeting_held")
        return None if held and set(held) == {"negated"} else candidate
    found = deeds.moods(small, span, type_)
    if not found:
        if type_ == "sanctions_imposed_or_eased" and modality.mood(small, span).has("hypothetical", "hoped"):
            # "If ... he would ask for new sanctions": none are imposed, and who asks does not threaten.
            return None if candidate.hit is None or _ASKED.search(small, *span) else candidate
        return None if type_ in _NAMED else candidate
    if "plain" in found:
        return candidate
    if "planned" in found or _announced(small, candidate):
        if type_ in _HELD:
            return msgspec.structs.replace(candidate, type="meeting_scheduled", ruled="scheduled")
        return msgspec.structs.replace(candidate, ruled="scheduled")
    if type_ == "sanctions_imposed_or_eased":
        # To ask that sanctions be lifted is a demand; to say that some could be imposed is a threat.
        if "wanted" in found or "negated" in found or _EASED.search(small, *span):
            return None
        return msgspec.structs.replace(candidate, ruled="threatened")
    if "wanted" in found:
        return None if type_ in _HELD else msgspec.structs.replace(candidate, ruled="proposed")
    return None


def _announced(small: str, candidate: Candidate) -> bool:
    """Whether a "would" is a "will" told at second hand: on a day that is named, and without a condition."""
    span = candidate.seen.span
    return (
        any(not day.told for day in candidate.seen.days)
        and _WOULD.search(small, *span) is not None
        and _IF.search(small, *span) is None
    )
