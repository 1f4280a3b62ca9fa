"""Dates a step: on which day it happened, and whether that is long past."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec

from services.extraction.domain.milestones.steps import elsewhere, grouping
from services.extraction.domain.milestones.steps.article import MEETINGS, ReadArticle
from services.extraction.domain.milestones.time import dates
from services.extraction.domain.milestones.time.choosing import beside, nearest
from services.extraction.domain.milestones.wording import modality, triggers
from shared.contracts.common import ReportStatus, Span

OLD_DAYS: Final = 7
PAST: Final[frozenset[str]] = frozenset({"happened", "claimed", "denied"})
AHEAD: Final[frozenset[str]] = frozenset({"scheduled", "proposed"})
COMING: Final[frozenset[str]] = frozenset({"scheduled", "threatened"})
MEASURES: Final[frozenset[str]] = frozenset({"sanctions_imposed_or_eased", "implementation_or_renewal"})
"""Steps that take effect on a day named when they are announced."""
HEAD: Final = 3
"""Sentences at the head of an article that report its news, whatever their words."""
_TO_COME: Final = re.compile(
    r"\b(?:will|would|could|may|might|if|unless|until)\b[^.,;:!?\n]{0,80}$", re.IGNORECASE
)
_THREATENED: Final = re.compile(
    r"\b(?:threat|vow|plan|promis|pledg|prepar)\w* to\b[^.,;:!?\n]{0,80}$", re.IGNORECASE
)
"""After these a bare weekday is mostly one to come."""
STANDS: Final[frozenset[str]] = frozenset({"proposal_rejected"})
"""What somebody may go on doing for years ("rejects"). A standing demand is still news by the guide."""
_SAID: Final = re.compile(
    r"\b(?:said|told|added|announced|stated|stressed|warned|reiterated|declared|wrote|tweeted|reported|quoted|today"
    r"|now that)\b"
)
"""A present tense beside these is that of what was said on a day."""


def day_of(
    article: ReadArticle,
    group: Sequence[grouping.Candidate],
    status: ReportStatus,
    found: Sequence[grouping.Candidate] = (),
) -> dates.DateMention | None:
    """The day or days of a step of this status; None where neither its sentences nor others that report such a deed
    (`found`) name one."""
    head, today = group[0], article.today
    if head.type in MEASURES and status in COMING:
        begun = elsewhere.beginning(head, found, today, status == "scheduled")
        if begun is not None:
            return begun
    if status == "threatened" or (status == "proposed" and head.type not in MEETINGS):
        # What is proposed is so on the day on which it is.
        uttered = _uttered(article, head)
        return (
            uttered if uttered or status == "threatened" else dates.DateMention((0, 0), today, today, "day")
        )
    if head.type == "meeting_scheduled" and status == "claimed":
        return _to_come(head, nearest(head.seen.days, deed_at(head), True, today), status, today)
    when = head.when
    if when is None and head.type in MEETINGS:
        # Where the surest sentence names no day, another of the same meeting may, if it is not one of long ago.
        when = next((c.when for c in group if c.when is not None and (c.age or 0) <= OLD_DAYS), None)
    if when is None and status in PAST:
        when = elsewhere.gone(head, found, today)
    if status in AHEAD:
        when = _to_come(head, _planned(article, head) or when, status, today)
        if status == "scheduled" and (when is None or when.grain == "range"):
            return elsewhere.coming(head, found, today, when) or when
        return when
    if when is None or when.deadline:
        # "Urged him to sign by May": what has been done has no deadline, or the day is of something else.
        return None
    if when.grain == "range":
        # "Last week" in the one sentence may be "on Friday" in another of the same step.
        return elsewhere.gone(head, found, today, when) or _within(when, group, today)
    return when


def _uttered(article: ReadArticle, head: grouping.Candidate) -> dates.DateMention | None:
    """The day on which a threat is uttered: one that is given as such, else the nearest past one that is not the day of
    what is threatened ("warned that it would act on Friday")."""
    past = [
        d
        for d in head.seen.days
        if d.first <= article.today
        and d.words != "later this year"
        and not d.deadline
        and (d.uttered or not _ahead_of(article, head, d))
    ]
    return nearest([d for d in past if d.uttered] or past, deed_at(head), False, article.today)


def _ahead_of(article: ReadArticle, head: grouping.Candidate, day: dates.DateMention) -> bool:
    before = (head.seen.span[0], day.span[0])
    bare = day.grain == "day" and not day.fixed
    return _TO_COME.search(article.text, *before) is not None or (
        bare and _THREATENED.search(article.text, *before) is not None
    )


def _to_come(
    head: grouping.Candidate, when: dates.DateMention | None, status: ReportStatus, today: date
) -> dates.DateMention | None:
    if when is not None and when.uttered:
        # The day on which it is told is not that of what is to come, nor is any gone by.
        coming = [d for d in head.seen.days if not d.uttered and dates.ahead(d, today).last > today]
        when = nearest(coming, deed_at(head), True, today)
    if when is None:
        return None
    when = dates.ahead(when, today)
    if when.deadline and when.grain == "day" and today < when.last:
        # "Before the end of the month": on any day until then.
        when = msgspec.structs.replace(when, first=today, grain="range")
    if when.grain == "range" and when.first < today <= when.last:
        when = msgspec.structs.replace(when, first=today)
    own = head.seen.mood.has("planned") or any(day.span == when.span for day in head.seen.days)
    if status == "scheduled" and (when.last < today or (when.last == today and not own)):
        # The day is that of something else in the sentence: what is planned lies ahead.
        return None
    return when


def _planned(article: ReadArticle, head: grouping.Candidate) -> dates.DateMention | None:
    """The day to come that the sentence names beside the deed, whatever the sentence was first taken for."""
    today = article.today
    able = [d for d in head.seen.days if not d.fixed or d.last > today or (d.grain, d.last) == ("day", today)]
    deed = deed_at(head)
    days = beside(article.small, head.seen.span, able, deed) if deed != head.seen.span else able
    return nearest(days, deed_at(head), True, today)


def deed_at(head: grouping.Candidate) -> Span:
    """The words that report the step, as nearly as they are known."""
    hit = triggers.surest(head.seen.hits, head.type)
    return head.deed or (hit.span if hit else head.seen.span)


def _within(when: dates.DateMention, group: Sequence[grouping.Candidate], today: date) -> dates.DateMention:
    """The day within a range that another sentence names beside the deed, else the range as far as it is past."""
    for other in group:
        day = other.when
        if day is None or day.first == today or not when.first <= day.first <= when.last:
            continue
        if elsewhere.own(other, day):
            return day
    return msgspec.structs.replace(when, last=max(when.first, min(when.last, today)))


def past(
    article: ReadArticle,
    group: Sequence[grouping.Candidate],
    when: dates.DateMention | None,
    status: ReportStatus,
) -> bool:
    """Whether a step is long past.

    It is if the middle of the days named lies more than a week back ("earlier this month" on the 25th), or only a year
    is given; without a day, if its words report it as of former times.
    """
    if status in AHEAD:
        return False
    if when is None:
        return status != "denied" and _recalled(article, group)
    if when.first > article.today:
        return False
    end = min(when.last, article.today)
    # Within a week named as a whole nobody knows the day: it is news as long as its last day would be.
    short = when.grain == "range" and (when.last - when.first).days < OLD_DAYS
    middle = end if short else when.first + (end - when.first) / 2
    return (article.today - middle).days > OLD_DAYS or when.grain == "year"


def _recalled(article: ReadArticle, group: Sequence[grouping.Candidate]) -> bool:
    """Whether it is reported well into the article as of former times ("has repeatedly rejected"), or as a habit
    ("rejects")."""
    if min(c.seen.at for c in group) < HEAD:
        return False
    head = group[0]
    mood = modality.modality_of(article.small, modality.clause(article.text, head.seen.span, deed_at(head)))
    if mood.has("recalled"):
        return True
    return head.type in STANDS and mood.has("standing") and not _SAID.search(article.small, *head.seen.span)
