"""Chooses which known occurrence a report is about, or none. It does not decide what the report changes there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import msgspec

from services.milestones.domain.classes import classes, kind
from services.milestones.domain.days import day_of, is_day
from services.milestones.domain.progression import is_another
from services.milestones.domain.refusals import REFUSED
from services.milestones.domain.rescheduling import extends, left, said_to_move
from shared.catalog.places import Places
from shared.contracts.milestones import MilestoneReport, Occurrence
from shared.contracts.statuses import DONE

_ORDINALS: Final = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_ROUND: Final = re.compile(
    r"\b(?:(?P<word>"
    + "|".join(_ORDINALS)
    + r")|(?P<number>\d{1,2})(?:st|nd|rd|th)) (?:\w+ ){0,2}(?:round|meeting|package|day)",
    re.IGNORECASE,
)
_OPEN: Final = frozenset({"proposed", "scheduled", "moved"})
_PLANS: Final = frozenset({"meeting_proposed", "meeting_scheduled"})
OPEN_DAYS: Final = 30
"""How long a plan without a date waits for what comes of it."""
DENIAL_DAYS: Final = 10
_ROUND_KINDS: Final = frozenset({"round", "meeting"})


class Fit(msgspec.Struct, frozen=True, order=True):
    """How well a report fits an occurrence; the smallest is the best, ties go by `id`."""

    elsewhere: bool
    """A denial without a day means what its own article tells ("denied that any such meeting was planned")."""
    days: int
    unlike: int
    """How many parties and people only one of them names, and one more for another place."""
    publishers: int
    """Less than 0: what more publishers tell of is likelier meant."""
    id: str


def choose(report: MilestoneReport, known: Sequence[Occurrence], places: Places) -> str | None:
    """The id of the occurrence that the report is about; None for a new one."""
    fits = [found for each in known if (found := fit(report, each, places)) is not None]
    return min(fits).id if fits else None


def fit(report: MilestoneReport, known: Occurrence, places: Places) -> Fit | None:
    """How well the report fits the occurrence; None if they cannot be one."""
    planned_talks = (
        known.occurrence in _ROUND_KINDS and kind(report.type) in _ROUND_KINDS and known.status in _OPEN
    )
    # A meeting that was planned may have been told as talks since.
    kinds = {known.occurrence, kind(known.type)}
    if kind(report.type) not in kinds and not planned_talks and not _answers(report, known):
        return None
    if is_another(report, known) or not _parties_fit(report.parties, known.parties):
        return None
    if not _people_fit(report.people, known.people):
        return None
    if _ordinal(report) != _ordinal_of(known) and _ordinal(report) and _ordinal_of(known):
        return None
    if known.occurrence in ("proposal", "demand", "sanction", "threat") and report.type != known.type:
        return None
    gap = _gap(report, known)
    if gap is None:
        return None
    apart = places.apart(report.place, known.place)
    if apart and (gap > 1 or not _of_one_day(report, known)):
        return None
    elsewhere = report.status == "denied" and not _named(report) and not _told_along(report, known)
    unlike = len(set(report.parties) ^ set(known.parties)) + apart
    if report.people and known.people:
        unlike += len(set(report.people) ^ set(known.people))
    return Fit(elsewhere, gap, unlike, -len(known.publishers), known.id)


def _answers(report: MilestoneReport, known: Occurrence) -> bool:
    """Whether the report calls off a planned round of talks."""
    return (
        report.type == "talks_suspended_or_collapsed"
        and known.occurrence in _ROUND_KINDS
        and known.status in _OPEN
        and bool(report.date and report.date == known.date)
    )


def _told_along(report: MilestoneReport, known: Occurrence) -> bool:
    """Whether the report's own article tells of the occurrence."""
    return any(each.article.id == report.evidence.article.id for each in known.evidence)


def _parties_fit(a: Sequence[str], b: Sequence[str]) -> bool:
    shared = len(set(a) & set(b))
    return shared * 2 >= len(set(a) | set(b)) and shared >= min(2, len(set(a)), len(set(b)))


def _people_fit(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether both can be one company: a guest who is received by three of his hosts has met three times."""
    return len(set(a) & set(b)) >= min(2, len(set(a)), len(set(b)))


def _gap(report: MilestoneReport, known: Occurrence) -> int | None:
    """Days between the report's date and the known one; None if they are too far apart to be one."""
    first, last = day_of(report)
    told = report.evidence.article.published_at.date()
    window = classes()[report.type].days
    start, end = _days(known)
    gap = max(0, (first - end).days, (start - last).days)
    if report.status == "denied" or known.status == "denied":
        return _gap_of_denial(report, known, gap, told)
    planned = known.status in _OPEN or (known.status == "disputed" and known.type in _PLANS)
    if report.type == REFUSED and planned:
        return gap if gap <= OPEN_DAYS and told <= end + timedelta(days=3) else None
    if known.status in _OPEN and known.date is None and report.status in ("claimed", "happened", "scheduled"):
        waited = (told - known.last_at.date()).days
        return max(0, waited) if 0 <= waited <= OPEN_DAYS else None
    if report.status in _OPEN and report.date is None and known.status in DONE:
        # The plan is heard of after what came of it (articles arrive in any order).
        waited = (known.first_at.date() - told).days
        if 0 < waited <= OPEN_DAYS:
            return waited
    if report.status in _OPEN and known.status in DONE and end < told - timedelta(days=1):
        # A plan told after the deed is one for another.
        return None
    if said_to_move(report) and known.status in _OPEN and report.status == "scheduled":
        return gap if gap <= OPEN_DAYS else None
    if (
        report.status == "scheduled"
        and known.status in _OPEN
        and report.date in left(known.history, known.date)
    ):
        # An outlet that is behind; what else is planned for that day goes before.
        return 1
    if extends(report) and known.deadline is not None and told <= date.fromisoformat(known.deadline):
        return gap if gap <= OPEN_DAYS else None
    if report.date is None and known.date is not None and known.status in _OPEN and report.status in _OPEN:
        return 0 if told <= end else None
    return gap if gap <= (window if report.date is None or known.date is None else min(window, 2)) else None


def _gap_of_denial(report: MilestoneReport, known: Occurrence, gap: int, told: date) -> int | None:
    """The same for denials. One without a date concerns what is in the news then; where both name a day, the days
    decide."""
    done = any(step.status in DONE for step in known.history)
    again = report.status == known.status
    if not again and _named(report) and (_named(known) or done):
        return gap if gap <= min(classes()[report.type].days, 2) else None
    if report.status == "denied" and report.type in _PLANS and done and _days(known)[1] < told:
        # Who denies that a meeting is planned does not deny the one that is over.
        return None
    near = abs((told - known.last_at.date()).days)
    return min(gap, near) if min(gap, near) <= DENIAL_DAYS else None


def _of_one_day(report: MilestoneReport, known: Occurrence) -> bool:
    """Whether a step that is told of another place can be the same: both name a day, and it is one; or it is done, and
    no plan."""
    plans = report.status in _OPEN and known.status in _OPEN
    if not (_named(report) and _named(known) and is_day(report.date) and is_day(known.date)):
        return not plans
    within = known.date <= report.date <= (known.until or known.date)
    return within or bool(report.until and report.date <= known.date <= report.until)


def _named(told: MilestoneReport | Occurrence) -> bool:
    """Whether somebody names the day."""
    return told.dated and told.date is not None


def _days(known: Occurrence) -> tuple[date, date]:
    if known.date is None:
        return known.first_at.date() - timedelta(days=1), known.last_at.date()
    first = date.fromisoformat(
        (known.date + "-01-01")[:10] if len(known.date) == 4 else (known.date + "-01")[:10]
    )
    if known.until:
        return first, date.fromisoformat(known.until)
    if len(known.date) == 4:
        return first, first.replace(month=12, day=31)
    if len(known.date) == 7:
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first, first


def _ordinal(report: MilestoneReport) -> int:
    return _find(" ".join(report.evidence.words))


def _ordinal_of(known: Occurrence) -> int:
    return next((found for step in known.history if (found := _find(step.words))), 0)


def _find(words: str) -> int:
    found = _ROUND.search(words)
    if found is None:
        return 0
    return int(found["number"]) if found["number"] else _ORDINALS[found["word"].lower()]
