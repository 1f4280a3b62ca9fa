"""Follows an occurrence through its reports in event time, e.g. proposed, scheduled, moved, happened, disputed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from services.milestones.domain import summary
from services.milestones.domain.classes import kind
from services.milestones.domain.days import day_of, is_day
from services.milestones.domain.independence import independent, likelihood
from services.milestones.domain.progression import goes_back, goes_further
from services.milestones.domain.refusals import REFUSED, denial_agrees, refusal_settles
from services.milestones.domain.rescheduling import admits, deadline, fixed_anew, moves, on_again
from services.milestones.domain.rows import TimeRow
from shared.catalog.places import Places
from shared.contracts.common import MilestoneType, ReportStatus
from shared.contracts.milestones import MilestoneReport, Occurrence, OccurrenceStatus, OccurrenceStep
from shared.contracts.statuses import DONE, DOUBTED

_RANK: Final[dict[str, int]] = {
    "threatened": 1,
    "proposed": 1,
    "scheduled": 2,
    "moved": 2,
    "claimed": 3,
    "happened": 4,
}
_REPORTED: Final = DONE | {"scheduled"}
"""What one can dispute by denying it: a deed told, or one that was said to be fixed."""
_OPEN: Final = frozenset({"proposed", "scheduled", "moved", "threatened"})
SURE_SHARE: Final = 0.6
"""Share of the highest confidence from which a report has a say in what an occurrence is."""
ENOUGH: Final = 0.5
"""Confidence from which it always has: what follows a sure plan need not be as sure."""


class Life(msgspec.Struct):
    """An occurrence while its reports are being worked through."""

    type: MilestoneType
    status: OccurrenceStatus
    date: str | None
    until: str | None
    dated: bool
    history: list[OccurrenceStep]
    denied_by: set[str]
    tellers: set[str]


def in_order(reports: Iterable[MilestoneReport]) -> list[MilestoneReport]:
    """Reports by event time, then id; of one article and type only those in its latest revision."""
    newest: dict[tuple[str, str], int] = {}
    known = list(reports)
    for report in known:
        key = (report.evidence.article.id, report.type)
        newest[key] = max(newest.get(key, 0), report.evidence.article.revision)
    kept = [r for r in known if r.evidence.article.revision == newest[(r.evidence.article.id, r.type)]]
    return sorted(kept, key=lambda r: (r.evidence.article.published_at, r.id))


def occurrence_from(
    id: str,
    reports: Sequence[MilestoneReport],
    times: Iterable[TimeRow],
    places: Places,
    retracted: bool = False,
) -> Occurrence:
    """The current value of the occurrence `id`. Background reports count only where there is nothing else."""
    live = counting(reports)
    first = live[0]
    life = Life(first.type, first.status, first.date, first.until, first.dated, [], set(), set())
    for at, report in enumerate(live):
        _step(life, report, live[: at + 1], first=at == 0)
    _settle_day(life, live)
    overdue = sorted((row.at, row.date) for row in times if row.what == "overdue")
    if life.status in ("scheduled", "moved") and any(due == life.date for _, due in overdue):
        life.status = "expired"
    # Whom somebody wanted to meet, and where, is not yet who met there.
    wanted = life.status == "proposed"
    beyond = [report for report in live if wanted or report.status != "proposed"]
    parties = summary.parties(live)
    return Occurrence(
        id=id,
        negotiation=first.negotiation,
        occurrence=kind(first.type),
        type=life.type,
        status=life.status,
        parties=parties,
        history=tuple(life.history),
        publishers=independent([r for r in live if r.status != "denied"] or live),
        evidence=summary.evidence(live),
        first_at=first.evidence.article.published_at,
        last_at=live[-1].evidence.article.published_at,
        mediators=summary.names(r.mediators for r in live),
        people=summary.people(beyond, life.status, life.date if life.dated else None),
        date=life.date,
        until=life.until,
        dated=life.dated,
        by=summary.by(life.type, live, parties),
        place=summary.place(beyond, places),
        deadline=deadline(live),
        retracted=retracted,
    )


def _settle_day(life: Life, live: Sequence[MilestoneReport]) -> None:
    """Take the day that most publishers name for the current stage, so that one outlet's miscount does not win by
    coming first."""
    if (
        life.status not in _REPORTED | {"threatened", "disputed"}
        or not life.dated
        or life.until is not None
        or not is_day(life.date)
    ):
        return
    same = DONE if life.status in DONE | {"disputed"} else {life.status}
    others = (at for at, step in enumerate(life.history) if step.status not in same | {"disputed"})
    begun = life.history[max(others, default=-1) + 1].at
    told = [r for r in live if r.status in same and r.evidence.article.published_at >= begun]
    life.date = summary.day(told, life.date)


def counting(reports: Iterable[MilestoneReport]) -> list[MilestoneReport]:
    """The reports that count, in order. A doubtful report does not set the day and parties of a sure one, but several
    publishers count together. Denials always count; background counts where there is nothing else."""
    ordered = in_order(reports)
    known = [report for report in ordered if not report.background] or ordered
    least = min(ENOUGH, SURE_SHARE * max((report.confidence for report in known), default=0.0))

    def sure(report: MilestoneReport) -> bool:
        if report.confidence >= least or report.status == "denied":
            return True
        told = (report.type, report.status, report.date)
        return likelihood([r for r in known if (r.type, r.status, r.date) == told]) >= least

    return [report for report in known if sure(report)]


def _step(life: Life, report: MilestoneReport, so_far: Sequence[MilestoneReport], *, first: bool) -> None:
    teller = report.teller
    if denial_agrees(life.type, report):
        return
    if report.status == "denied":
        life.denied_by.add(teller or "")
        told = any(r.status in _REPORTED for r in so_far)
        _move(
            life, report, so_far, report.type if first else life.type, "disputed" if told else "denied", first
        )
        return
    if teller:
        life.tellers.add(teller)
    if first:
        _move(life, report, so_far, report.type, report.status, first)
        return
    planned = life.status in _OPEN or (life.status == "disputed" and refusal_settles(report, so_far))
    if report.type == REFUSED and life.type != report.type and planned:
        _move(life, report, so_far, report.type, "cancelled", first)
        return
    if life.status == "cancelled" and report.type == life.type:
        # Another who tells that it is off.
        return
    if life.status == "cancelled" and report.status == "scheduled" and not on_again(report, so_far):
        return
    if life.status in DOUBTED:
        if _settles(report, so_far):
            _take_date(life, report, replace=True)
            _move(life, report, so_far, report.type, report.status, first)
        elif report.status in DONE and life.status == "denied":
            _move(life, report, so_far, report.type, "disputed", first)
        return
    status: OccurrenceStatus = report.status
    parties = set(report.parties)
    if status == "claimed" and len(life.tellers & parties) > 1:
        status = "happened"
    if goes_back(report, life):
        return
    if (
        _RANK[status] > _RANK.get(life.status, 0)
        or (life.status in ("cancelled", "expired") and status in DONE)
        or goes_further(report, life)
    ):
        _take_date(life, report, replace=status in DONE or life.status == "cancelled")
        _move(life, report, so_far, report.type, status, first)
    elif moves(report, so_far, life.history, life.date, life.until):
        life.date, life.until, life.dated = report.date, report.until, report.dated
        _move(life, report, so_far, report.type, "moved", first)
    else:
        _take_date(life, report, replace=False)


def _settles(report: MilestoneReport, so_far: Sequence[MilestoneReport]) -> bool:
    """Whether the report settles what became of a step that was denied."""
    if report.status == "scheduled":
        # A plan says nothing of whether its deed was done.
        return fixed_anew(report, so_far) and not any(r.status in DONE for r in so_far)
    return refusal_settles(report, so_far) or admits(report, so_far) or _after_denial(report, so_far)


def _after_denial(report: MilestoneReport, so_far: Sequence[MilestoneReport]) -> bool:
    """Whether the report has a deed that earlier denials cannot have meant, done on a later day. To deny a planned
    meeting is not to deny one held a week later."""
    if report.status not in DONE or any(r.status in DONE for r in so_far[:-1]):
        return False
    denied = max(r.evidence.article.published_at.date() for r in so_far if r.status == "denied")
    return day_of(report)[0] > denied


def _take_date(life: Life, report: MilestoneReport, *, replace: bool) -> None:
    """Take a date that is more exact, or that an article names instead of implying it; `replace` takes any."""
    if report.date is None:
        return
    finer = life.date is None or (len(report.date) > len(life.date) and report.date.startswith(life.date))
    within = life.date is not None and life.until is not None and life.date <= report.date <= life.until
    named = report.dated and not life.dated
    # "This weekend", then "on Friday the 23rd": the day was meant.
    exact = life.until is not None and report.until is None and report.dated and is_day(report.date)
    if finer or within or named or exact or (replace and (report.dated or not life.dated)):
        life.date, life.until, life.dated = report.date, report.until, report.dated


def _move(
    life: Life,
    report: MilestoneReport,
    so_far: Sequence[MilestoneReport],
    type_: MilestoneType,
    status: OccurrenceStatus | ReportStatus,
    first: bool,
) -> None:
    if not first and (life.type, life.status) == (type_, status) and status != "moved":
        return
    life.type, life.status = type_, status
    life.history.append(
        OccurrenceStep(
            at=report.evidence.article.published_at,
            type=type_,
            status=status,
            publishers=len(independent(so_far)),
            report=report.id,
            words=" … ".join(report.evidence.words)[:400],
            date=life.date,
            rule=report.rule,
        )
    )
