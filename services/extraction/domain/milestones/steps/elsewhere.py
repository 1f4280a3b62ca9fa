"""Finds the day of a step in other sentences of the article that report the same deed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from services.extraction.domain.milestones.steps import grouping
from services.extraction.domain.milestones.time import dates
from services.extraction.domain.milestones.wording import triggers

_EXACT: Final = re.compile(r"[a-z]{3}.*\s\d{1,2}$|^\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?[a-z]{3}")
"""A day by its number and month."""
BESIDE: Final = 40
"""Characters between a deed and a day that is surely its own."""
RECENT: Final = 7
"""Days back within which two tellings of a deed are taken for the same."""


def gone(
    head: grouping.Candidate,
    found: Sequence[grouping.Candidate],
    today: date,
    within: dates.DateMention | None = None,
) -> dates.DateMention | None:
    """The one past day that other sentences name beside such a deed of the same parties; None where they name none or
    several.

    It lies within the days `within`, else in the last week.
    """
    days = [c.when for c in _same(head, found) if c.when is not None and own(c, c.when)]
    if within is not None:
        return _only([d for d in days if within.first <= d.first <= within.last])
    return _only([d for d in days if 0 < (today - d.first).days <= RECENT])


def coming(
    head: grouping.Candidate,
    found: Sequence[grouping.Candidate],
    today: date,
    within: dates.DateMention | None,
) -> dates.DateMention | None:
    """The one day to come that other sentences name beside such a deed of the same parties; else None."""
    days = [dates.ahead(c.when, today) for c in _same(head, found) if c.when is not None and own(c, c.when)]
    if within is not None:
        days = [d for d in days if within.first <= d.first <= within.last]
    return _only([d for d in days if d.first > today])


def _same(head: grouping.Candidate, found: Sequence[grouping.Candidate]) -> list[grouping.Candidate]:
    """What other sentences report of such deeds of the same parties."""
    parties = set(head.cast.parties)
    return [
        c
        for c in found
        if c.type == head.type and c.seen.at != head.seen.at and set(c.cast.parties) == parties
    ]


def _only(days: Sequence[dates.DateMention]) -> dates.DateMention | None:
    return days[0] if len({d.first for d in days}) == 1 else None


def beginning(
    head: grouping.Candidate, found: Sequence[grouping.Candidate], today: date, further: bool
) -> dates.DateMention | None:
    """The day to come on which a measure takes effect: that of its sentence, else (`further`) of the nearest other one
    that reports such a measure between the same parties; None where none is named."""
    here = _effective(head, today)
    if here is not None or not further:
        return here
    others = sorted(_same(head, found), key=lambda c: abs(c.seen.at - head.seen.at))
    return next((day for c in others if (day := _effective(c, today, surely=True)) is not None), None)


def _effective(told: grouping.Candidate, today: date, surely: bool = False) -> dates.DateMention | None:
    """The first day to come that is named as that of a beginning, or exactly ("from June 1")."""
    coming = [
        ahead
        for d in told.seen.days
        if not d.deadline and not d.told and (d.begins or (not surely and _EXACT.search(d.words)))
        if (ahead := dates.ahead(d, today)).first > today
    ]
    return min(coming, key=lambda d: (not d.begins, d.span), default=None)


def own(told: grouping.Candidate, when: dates.DateMention) -> bool:
    """Whether a day stands beside the words that report the deed, and is not the day of a report or of a beginning."""
    hit = triggers.surest(told.seen.hits, told.type)
    if hit is None or when.grain != "day" or when.uttered or when.deadline or when.begins:
        return False
    return max(hit.span[0] - when.span[1], when.span[0] - hit.span[1]) <= BESIDE
