"""The reports of one occurrence come in, in any order; its life, step by step in event time, goes out."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

import msgspec

from services.milestones.domain.classes import kind
from services.milestones.domain.rows import TimeRow
from shared.contracts.common import Evidence, MilestoneType, ReportStatus
from shared.contracts.milestones import MilestoneReport, Occurrence, OccurrenceStatus, OccurrenceStep

_RANK: Final[dict[str, int]] = {
    "threatened": 1,
    "proposed": 1,
    "scheduled": 2,
    "moved": 2,
    "claimed": 3,
    "happened": 4,
}
_TOLD: Final = frozenset({"claimed", "happened"})
_REPORTED: Final = _TOLD | {"scheduled"}
"""What one can dispute by denying it: a deed told, or one that was said to be fixed."""
_OPEN: Final = frozenset({"proposed", "scheduled", "moved", "threatened"})
SAME_TEXT: Final = 0.75
"""Share of equal MinHash values from which an article counts as a copy."""
MOST_EVIDENCE: Final = 10
SURE_SHARE: Final = 0.6
"""Share of the highest confidence from which a report has a say in what an occurrence is."""
ENOUGH: Final = 0.5
"""Confidence from which it always has: what follows a sure plan need not be as sure."""
_MOVED: Final = re.compile(
    r"\b(?:postpon\w+|re-?schedul\w+|moved? (?:to|from|up|forward|back)|push(?:ed|ing)? back"
    r"|brought forward|delay\w*|new date|put off)\b",
    re.IGNORECASE,
)


class Life(msgspec.Struct):
    """An occurrence while its reports are gone through."""

    type: MilestoneType
    status: OccurrenceStatus
    date: str | None
    until: str | None
    history: list[OccurrenceStep]
    denied_by: set[str]
    tellers: set[str]


def in_order(reports: Iterable[MilestoneReport]) -> list[MilestoneReport]:
    """By event time, then id; of one article's reports of one type only those of its latest revision that has any."""
    newest: dict[tuple[str, str], int] = {}
    known = list(reports)
    for report in known:
        key = (report.evidence.article.id, report.type)
        newest[key] = max(newest.get(key, 0), report.evidence.article.revision)
    kept = [r for r in known if r.evidence.article.revision == newest[(r.evidence.article.id, r.type)]]
    return sorted(kept, key=lambda r: (r.evidence.article.published_at, r.id))


def tell(
    id: str, reports: Sequence[MilestoneReport], times: Iterable[TimeRow], retracted: bool = False
) -> Occurrence:
    """The current value of the occurrence `id`. Background reports move nothing unless there is nothing else."""
    ordered = in_order(reports)
    live = _heard([r for r in ordered if not r.background] or ordered)
    first = live[0]
    life = Life(
        first.type,
        "denied" if first.status == "denied" else first.status,
        first.date,
        first.until,
        [],
        set(),
        set(),
    )
    for at, report in enumerate(live):
        _step(life, report, live[: at + 1], first=at == 0)
    overdue = sorted((row.at, row.date) for row in times if row.what == "overdue")
    if life.status in ("scheduled", "moved") and any(due == life.date for _, due in overdue):
        life.status = "expired"
    # Whom somebody wanted to meet, and where, is not yet who met there.
    wanted = life.status == "proposed"
    beyond = [report for report in live if wanted or report.status != "proposed"]
    negotiation = first.negotiation
    return Occurrence(
        id=id,
        negotiation=negotiation,
        occurrence=kind(first.type),
        type=life.type,
        status=life.status,
        parties=_parties(live),
        history=tuple(life.history),
        publishers=independent([r for r in live if r.status != "denied"] or live),
        evidence=_evidence(live),
        first_at=first.evidence.article.published_at,
        last_at=live[-1].evidence.article.published_at,
        mediators=_union(r.mediators for r in live),
        people=_union(r.people for r in beyond),
        date=life.date,
        until=life.until,
        place=_place(beyond),
        deadline=next((r.deadline for r in reversed(live) if r.deadline), None),
        retracted=retracted,
    )


def _place(reports: Sequence[MilestoneReport]) -> str | None:
    """Where most publishers say it was; of as many, where the surest does."""
    named = [r for r in reports if r.place]
    if not named:
        return None
    told = {r.place: len(independent([o for o in named if o.place == r.place])) for r in named}
    return max(named, key=lambda r: (told[r.place], r.confidence)).place


def _heard(reports: Sequence[MilestoneReport]) -> list[MilestoneReport]:
    """Those that have a say: a doubtful report that came first does not set the day and the parties of what a sure one
    tells. Several publishers who tell the same count together; denials always, as they are judged by words."""
    least = min(ENOUGH, SURE_SHARE * max(report.confidence for report in reports))

    def heard(report: MilestoneReport) -> bool:
        if report.confidence >= least or report.status == "denied":
            return True
        told = (report.type, report.status, report.date)
        return likelihood([r for r in reports if (r.type, r.status, r.date) == told]) >= least

    return [report for report in reports if heard(report)]


def _step(life: Life, report: MilestoneReport, so_far: Sequence[MilestoneReport], *, first: bool) -> None:
    teller = report.teller
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
    if report.type == "meeting_refused_or_cancelled" and life.type != report.type and life.status in _OPEN:
        _move(life, report, so_far, report.type, "cancelled", first)
        return
    if life.status == "cancelled" and report.type == life.type:
        # Another who tells that it is off.
        return
    if life.status in ("denied", "disputed"):
        if report.status in _TOLD and life.status == "denied":
            _move(life, report, so_far, report.type, "disputed", first)
        return
    status: OccurrenceStatus = report.status
    parties = set(report.parties)
    if status == "claimed" and len(life.tellers & parties) > 1:
        status = "happened"
    if _RANK[status] > _RANK.get(life.status, 0) or (
        life.status in ("cancelled", "expired") and status in _TOLD
    ):
        _take_date(life, report, replace=status in _TOLD)
        _move(life, report, so_far, report.type, status, first)
    elif moves(report, life.status, life.date, life.until):
        life.date, life.until = report.date, report.until
        _move(life, report, so_far, report.type, "moved", first)
    else:
        _take_date(life, report, replace=False)


def moves(report: MilestoneReport, status: str, day: str | None, until: str | None) -> bool:
    """Whether the report gives a planned occurrence another date: both days are known and differ, the old one was not
    over, and the words say so or it is told later about the same plan."""
    if status not in ("scheduled", "moved", "expired") or report.status != "scheduled":
        return False
    if day is None or report.date is None or len(day) < 10 or len(report.date) < 10 or report.until:
        return False
    if abs((date.fromisoformat(day) - date.fromisoformat(report.date)).days) <= 1:
        return False
    if until is not None and day <= report.date <= until:
        return False
    return said_to_move(report) or bool(report.place or report.people)


def said_to_move(report: MilestoneReport) -> bool:
    """Whether the report's words speak of another date."""
    return any(_MOVED.search(words) for words in report.evidence.words)


def _take_date(life: Life, report: MilestoneReport, *, replace: bool) -> None:
    """A more exact date within the known one is taken; `replace`: what happened happened when it is told to have."""
    if report.date is None:
        return
    finer = life.date is None or (len(report.date) > len(life.date) and report.date.startswith(life.date))
    within = life.date is not None and life.until is not None and life.date <= report.date <= life.until
    if finer or within or replace:
        life.date, life.until = report.date, report.until


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


def independent(reports: Iterable[MilestoneReport]) -> tuple[str, ...]:
    """Publisher families that tell it in text of their own: a text that credits a wire counts for the
    wire, a near-identical text for the one that had it first."""
    kept: dict[str, list[tuple[int, ...]]] = {}
    for report in sorted(reports, key=lambda r: (r.evidence.article.published_at, r.id)):
        article = report.evidence.article
        prints = [p for prints in kept.values() for p in prints]
        origin = origin_of(report)
        if origin not in kept and any(alike(article.fingerprint, p) for p in prints):
            continue
        kept.setdefault(origin, []).append(article.fingerprint)
    return tuple(sorted(kept))


def origin_of(report: MilestoneReport) -> str:
    """Whose telling it is: the wire's that the text credits, else the publisher's."""
    article = report.evidence.article
    return article.credits[0] if article.credits else article.publisher


def likelihood(reports: Sequence[MilestoneReport]) -> float:
    """How likely one of their independent publishers at least is right, each taken at its surest."""
    best: dict[str, float] = {}
    for report in reports:
        best[origin_of(report)] = max(best.get(origin_of(report), 0.0), report.confidence)
    return 1 - math.prod(1 - best[origin] for origin in independent(reports))


def alike(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    """Whether two MinHash signatures are of nearly the same text."""
    if not a or len(a) != len(b):
        return False
    return sum(x == y for x, y in zip(a, b, strict=True)) >= SAME_TEXT * len(a)


def _parties(reports: Sequence[MilestoneReport]) -> tuple[str, ...]:
    """The parties that most reports name (the first of those that are equally common)."""
    counts: dict[tuple[str, ...], int] = {}
    for report in reports:
        counts[report.parties] = counts.get(report.parties, 0) + 1
    return max(counts, key=lambda parties: counts[parties])


def _union(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({each for value in values for each in value}))


def _evidence(reports: Sequence[MilestoneReport]) -> tuple[Evidence, ...]:
    """The earliest of each publisher."""
    seen: dict[str, Evidence] = {}
    for report in reports:
        article = msgspec.structs.replace(report.evidence.article, fingerprint=())
        evidence = msgspec.structs.replace(report.evidence, article=article)
        seen.setdefault(article.publisher, evidence)
    return tuple(seen.values())[:MOST_EVIDENCE]


def day_of(report: MilestoneReport) -> tuple[date, date]:
    """First and last day that the report can mean; without a date the days about its publication."""
    told = report.evidence.article.published_at.date()
    if report.date is None:
        return told - timedelta(days=1), told
    first = date.fromisoformat(
        (report.date + "-01-01")[:10] if len(report.date) == 4 else (report.date + "-01")[:10]
    )
    if report.until:
        return first, max(first, date.fromisoformat(report.until))
    if len(report.date) == 4:
        return first, first.replace(month=12, day=31)
    if len(report.date) == 7:
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first, first
