"""Chooses which of the days that a sentence names is that of a step."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec

from services.extraction.domain.milestones.time import dates
from services.extraction.domain.milestones.wording import deeds
from shared.contracts.common import Span

COARSE: Final = frozenset({"month", "year"})
LONGEST: Final = 31
"""Days of the longest range that still says when something was done."""
WEEK_ROUND: Final = 6
"""Days back at which a bare weekday lies that is the next day's."""
_AHEAD_OF: Final = re.compile(
    r"\b(?:ahead of|before|in advance of|prior to|in the run-up to)\s[^.;:]*[a-z][^.;:]*\s(?:on|in|of|at)\s(?:the\s)?$"
)
_BY_THE_WAY: Final = re.compile(r", (?:(?P<who>whose|who)|which)\b[^,;:]*")
_NEXT_CLAUSE: Final = re.compile(
    r",? and (?=(?:(?:also|then|now|they|he|she|it|both(?: sides)?|the (?:[\w’'-]+ ){0,3}?[\w’'-]+) )?"
    r"(?:will|would|shall|(?:is|are|was|were) (?:to|due to|set to|scheduled to|expected to))\b)"
)
"""Where a clause on something to come begins, which has a time of its own ("met on Monday and will meet again")."""
_FRAME: Final = 12
"""Characters from the head of a sentence within which a day stands that holds for all its clauses."""
_WHO_DID: Final = re.compile(r"\bwho (?:had |has |have |also |later |then |\w+ly )*$")
"""Before a deed that is told of somebody only to say who it is ("met the envoy who signed the pact")."""
_OWN: Final = re.compile(r"[’']s (?:[\w-]+ ){0,3}")
"""Behind a day whose deed is named there ("Friday's trade deal")."""
_PRESENT: Final = re.compile(
    r"\b(?:meets|hosts|receives|welcomes|visits|holds|begins|starts|opens|resumes|convenes|gathers|travels|flies|heads"
    r"|arrives)\b"
)


def in_present(small: str, deed: Span) -> bool:
    """Whether the words of the deed are in the present tense: a bare weekday beside them is one to come ("meets the
    premier on Friday")."""
    return _PRESENT.search(small, *deed) is not None


def nearest(
    days: Sequence[dates.DateMention], hit: Span, future: bool, today: date
) -> dates.DateMention | None:
    """The day nearest to the words that report the step, or None; a deadline only if no other day is named.

    For something to come (`future`) the day on which it was announced does not count ("said on Monday").
    """
    days = [d for d in days if not d.of_next or d.span[1] <= hit[0] or (future and d.span[0] >= hit[0])]
    days = [d for d in days if not d.told] if future else gone(days, today)
    if not days:
        return None
    best = min(days, key=lambda d: (d.deadline, max(0, hit[0] - d.span[1], d.span[0] - hit[1])))
    best = finer(best, days)
    return dates.ahead(best, today) if future else best


def owned(
    small: str, days: Sequence[dates.DateMention], deed: re.Pattern[str] | None
) -> Sequence[dates.DateMention]:
    """The days whose deed it is by "'s" ("said that Friday's deal ..."), if there are any, else all; `deed` finds its
    words."""
    if deed is None:
        return days
    mine = [d for d in days if (its := _OWN.match(small, d.span[1])) and deed.search(small, *its.span())]
    return mine or days


def finer(found: dates.DateMention, days: Sequence[dates.DateMention]) -> dates.DateMention:
    """The day named within a month or year ("this summer the envoy came, on 3 August"), if one is; else what was
    found."""
    if found.grain not in COARSE:
        return found
    within = [d for d in days if d.grain not in COARSE and found.first <= d.first <= d.last <= found.last]
    return min(within, key=lambda d: abs(d.span[0] - found.span[0]), default=found)


def gone(days: Sequence[dates.DateMention], today: date) -> Sequence[dates.DateMention]:
    """The days on which something already done can have been done; days to come only where no other is named."""
    able = [d for d in days if not _begins(d, today) and not _unlikely(d, today)]
    return [d for d in able if d.first <= today] or able


def _begins(day: dates.DateMention, today: date) -> bool:
    """Whether something takes effect then, and not before the article ("agreed on a truce starting Sunday")."""
    return day.begins and (not day.fixed or day.last >= today)


def _unlikely(day: dates.DateMention, today: date) -> bool:
    """Whether a day says too little ("in recent months"), or is a bare weekday six days back.

    Hardly anybody gives such a day by its weekday alone; the text rather means a day after its own date, as in another
    time zone.
    """
    if day.grain == "range":
        return (day.last - day.first).days > LONGEST
    return not day.fixed and day.grain == "day" and (today - day.first).days == WEEK_ROUND


def beside(
    small: str, sentence: Span, days: Sequence[dates.DateMention], deed: Span
) -> Sequence[dates.DateMention]:
    """The days named in the part of the sentence about the time of the deed, if any is, else all.

    Leaves out what is mentioned in passing ("met Brandt, who was elected in 2024"), of days only where the rest of the
    sentence names one ("spoke on Monday of the talks, which begin on Friday"). A day that the deed comes before ("to
    meet ahead of the vote on Sept. 28") is marked as a deadline.
    """
    by_the_way = [
        clause.span()
        for clause in _BY_THE_WAY.finditer(small, *sentence)
        # A pact may be named before the clause that tells its deed ("the pact, which they signed").
        if not (clause.start() <= (deed[0] if clause["who"] else deed[1] - 1) and deed[0] < clause.end())
    ]
    outside = [d for d in days if not any(a <= d.span[0] < b for a, b in by_the_way)]
    if any(d.grain not in COARSE for d in outside):
        days = outside
    else:
        days = [d for d in days if d.grain not in COARSE or d in outside]
    days = _of_clause(small, sentence, days, deed)
    start, end = deeds.piece(small, sentence, deed)
    within = [d for d in days if start <= d.span[0] < end]
    # A mere month or year of another part ("freed a man held since 2016") says nothing of the deed.
    near = within or [d for d in days if d.grain not in COARSE or d.span[0] < sentence[0] + _FRAME]
    return [msgspec.structs.replace(d, deadline=True) if _of_another(small, deed, d) else d for d in near]


def _of_clause(
    small: str, sentence: Span, days: Sequence[dates.DateMention], deed: Span
) -> Sequence[dates.DateMention]:
    """Without the days of other clauses: of one on what is to come, beside another or not, and of the clause around
    "who signed it"."""
    start, end = sentence
    for found in _NEXT_CLAUSE.finditer(small, *sentence):
        if found.end() <= deed[0]:
            start = found.end()
        elif found.start() >= deed[1]:
            end = found.start()
            break
    framed = sentence[0] + _FRAME
    if _WHO_DID.search(small, start, deed[0]):
        start, framed = deed[0], sentence[0]
    return [d for d in days if start <= d.span[0] < end or d.span[0] < framed]


def _of_another(small: str, deed: Span, day: dates.DateMention) -> bool:
    """Whether it is the day of something that the deed comes before ("to meet ahead of the vote on Sept. 28")."""
    return deed[1] <= day.span[0] and _AHEAD_OF.search(small, deed[1], day.span[0]) is not None
