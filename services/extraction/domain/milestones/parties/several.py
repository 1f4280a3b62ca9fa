"""Tells apart the encounters that one sentence reports of one side ("spoke with Peru's president and with Chile's")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.milestones.parties import encounters
from services.extraction.domain.milestones.parties.sides import ACTS, Side
from shared.contracts.common import MilestoneType, Span

PAIR: Final = 2
_BY_PHONE: Final = (
    r"(?:\s(?:(?:by|on|over)\s(?:the\s)?(?:tele)?phone|(?:on\s|late\s|early\s)*\w+day|separately|again))*"
)
_SAID: Final = (
    r"(?P<done>spoke|spoken|talked|conferred)|(?P<base>speak|talk|confer)|(?P<noun>calls?|conversations?)"
)
_MET: Final = (
    r"(?P<done>met|held (?:[\w-]+ ){0,3}?(?:talks|meetings?))|(?P<base>meet|hold (?:[\w-]+ ){0,3}?(?:talks|meetings?))"
    r"|(?P<noun>meetings?|talks)"
)
_CALLS: Final = re.compile(
    rf"\b(?:(?:{_SAID}){_BY_PHONE}\s(?:with|to)\s|(?:and|then),?\s(?:(?:also|later|then|separately)\s)?(?:with|to)\s(?=the\s|[A-Z])"
    r"|(?P<past>(?:tele)?phoned)\s)(?:the\sleaders?\sof\s)?"
)
"""Up to whom somebody has spoken with."""
_MEETINGS: Final = re.compile(
    rf"\b(?:(?:{_MET}){_BY_PHONE}\s(?:with\s)?|(?:and|then),?\s(?:(?:also|later|then|separately)\s)?with\s(?=the\s|[A-Z]))"
    r"(?:the\sleaders?\sof\s)?"
)
"""Up to whom somebody meets."""
_EACH: Final = re.compile(
    r"\b(?:separate(?:ly)?|each|individual(?:ly)?|in turn|respectively|one-on-one|bilateral meetings)\b",
    re.IGNORECASE,
)
_AS_ONE: Final = re.compile(
    r"\b(?:conference call|video ?-?(?:call|conference|link)|joint(?:ly)?|together|three-way|four-way|five-way"
    r"|trilateral|group call|(?:three|four|five|both|all) (?:leaders|presidents|ministers))\b",
    re.IGNORECASE,
)
"""What makes them one call of all."""
REACH: Final = 60
FORMS: Final[dict[MilestoneType, tuple[re.Pattern[str], frozenset[str]]]] = {
    "call_held": (_CALLS, frozenset({"done", "noun", "past"})),
    "meeting_held": (_MEETINGS, frozenset({"done", "noun"})),
    "meeting_scheduled": (_MEETINGS, frozenset({"base", "noun"})),
}
"""The words that name each type of encounter, and in which forms."""


def apart(
    text: str, span: Span, type_: MilestoneType, here: Sequence[Side], parties: Sequence[str]
) -> list[tuple[tuple[str, ...], Span]]:
    """Who takes part in each of the encounters of this type, with the words that report it; empty where they are not
    several of one and the same side, which is the one of `parties` whom nobody meets."""
    if type_ not in FORMS:
        return []
    words, forms = FORMS[type_]
    named = [side for side in here if side.weight >= ACTS]
    told: list[tuple[list[str], Span]] = []
    for found in words.finditer(text, *span):
        kind = next((name for name, value in found.groupdict().items() if value is not None), None)
        if (kind is None and not told) or (kind is not None and kind not in forms):
            continue
        whom = encounters.objects_at(text, found.end(), named, REACH)
        if whom and not any(set(whom) & set(others) for others, _ in told):
            told.append((whom, found.span()))
    with_ = [name for whom, _ in told for name in whom]
    rest = [side for side in named if side.name not in with_]
    subjects = encounters.subject_before(text, told[0][1][0], rest) if told else []
    who = subjects if len(subjects) == 1 else [name for name in parties if name not in with_]
    each = _EACH.search(text, *span) is not None
    if each and len(told) == 1 and len(with_) == 1:
        # "The leaders of Peru and Chile held separate talks with ...".
        return [((name, with_[0]), told[0][1]) for name in subjects] if len(subjects) > 1 else []
    if len(who) != 1 or len(with_) < PAIR:
        return []
    if each or (type_ == "call_held" and _AS_ONE.search(text, *span) is None):
        return [((who[0], name), deed) for whom, deed in told for name in whom]
    return [((who[0], *whom), deed) for whom, deed in told] if len(told) > 1 else []
