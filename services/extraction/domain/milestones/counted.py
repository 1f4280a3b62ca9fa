"""A sentence and the day it was published come in; the days that it counts from another day or deed ("the day before",
"a week after they had met") go out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from services.extraction.domain.milestones import dates
from services.extraction.domain.milestones.dates import DateMention
from services.extraction.domain.milestones.periods import Grain
from services.extraction.domain.text.sieve import Sieve
from shared.contracts.common import Span

LOOK_BACK: Final = 350
"""Characters before a sentence within which the day stands from which it counts."""
_NOT_OF: Final = r"(?!\s(?:of|the|an?|his|her|its|their|he|she|it|they|that|when)\b)(?!\s[A-Z])"
"""What would follow if it were counted from a deed and not from a day."""
_FROM_A_DAY: Final = re.compile(
    rf"\b(?:(?P<back>the (?:day before|previous day)|(?:a|one) day earlier)"
    rf"|(?P<on>the (?:next|following) day)|(?P<same>(?:on )?(?:the|that) same day))\b{_NOT_OF}",
    re.IGNORECASE,
)
_COUNT: Final = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|an?)\s"
_FROM_A_DEED: Final = re.compile(
    rf"\b(?:(?P<less>less than\s)?(?P<n>{_COUNT})(?P<unit>hour|day|week)s?|(?P<units>day|week)s)"
    r"\s(?P<way>after|since|before|ahead\sof)\s",
    re.IGNORECASE,
)
_SIEVE: Final = Sieve([_FROM_A_DAY, _FROM_A_DEED])
_MANY: Final = {("day", -1): (1, 3), ("day", 1): (1, 6), ("week", -1): (7, 21), ("week", 1): (7, 28)}
"""Days meant where no number stands ("just days after")."""


def find(text: str, span: Span, today: date) -> tuple[DateMention, ...]:
    """All days named within the sentence, those that it counts among them."""
    named = dates.find(text, span, today)
    if not _SIEVE.passing(text[slice(*span)].lower()):
        return named
    own = [*_from_days(text, span, today, named), *_from_deeds(text, span, today)]
    if not own:
        return named
    kept = [d for d in named if not any(d.span[0] < o.span[1] and o.span[0] < d.span[1] for o in own)]
    return tuple(sorted([*kept, *own], key=lambda d: d.span))


def _from_days(text: str, span: Span, today: date, named: Sequence[DateMention]) -> list[DateMention]:
    out = []
    for found in _FROM_A_DAY.finditer(text, *span):
        before = (max(0, span[0] - LOOK_BACK), span[0])
        known = [d for d in named if d.span[1] <= found.start()] or dates.find(text, before, today)
        days = [d.first for d in known if d.grain == "day" and not d.deadline and d.first <= today]
        if days:
            shift = -1 if found["back"] else 1 if found["on"] else 0
        elif found["back"]:
            days, shift = [today], -1
        else:
            continue
        day = days[-1] + timedelta(days=shift)
        if day <= today:
            out.append(DateMention(found.span(), day, day, "day", words=found.group().lower()))
    return out


def _from_deeds(text: str, span: Span, today: date) -> list[DateMention]:
    out = []
    for found in _FROM_A_DEED.finditer(text, *span):
        unit, sign = (
            (found["unit"] or found["units"]).lower(),
            -1 if found["way"].lower() in ("after", "since") else 1,
        )
        if found["n"]:
            count = dates.number(found["n"].strip())
            few = many = round(count / 24) if unit == "hour" else count * (7 if unit == "week" else 1)
            if found["less"]:
                few = 1
        else:
            few, many = _MANY[unit, sign]
        first, last = sorted((today + timedelta(days=sign * few), today + timedelta(days=sign * many)))
        grain: Grain = "day" if first == last else "range"
        out.append(DateMention(found.span(), first, last, grain, words=found.group().lower(), of_next=True))
    return out
