"""Decides which alerts a new report raises: one for the step it takes, or one because it confirms a step already
alerted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from services.milestones.domain import summary
from services.milestones.domain.agreeing_reports import agreeing_with
from services.milestones.domain.alert_threshold import Rules, enough, fair, of_one_body
from services.milestones.domain.alerts import Cause, Subject, alert, evidence_of
from services.milestones.domain.confirmation import confirmation
from services.milestones.domain.days import done_by, is_day
from services.milestones.domain.index import MilestoneIndex
from services.milestones.domain.refusals import denial_agrees
from services.milestones.domain.rescheduling import extends, said_to_move
from services.milestones.domain.rows import Raised
from services.milestones.domain.supporting_reports import stage, supporting, tells
from shared.contracts.alerts import Alert, AlertType
from shared.contracts.common import Evidence
from shared.contracts.milestones import MilestoneReport, Occurrence
from shared.contracts.statuses import DONE, DOUBTED, OFF
from shared.processing.eventtime import came_late, told_at

OLD_DAYS = 3
"""A step that lies farther back when it is told is no news: of judged ones of one to three days before 88 of 147 were
wanted, of older ones 13 of 62."""
_CONFIRMED: Final[AlertType] = "parley.milestone.confirmed"
_DENIED: Final[AlertType] = "parley.milestone.denied"
_REPORTED: Final[AlertType] = "parley.milestone.reported"
_AHEAD: Final = frozenset({"proposed", "threatened", "scheduled", "moved", "expired", "cancelled"})


def raised_by(
    rules: Rules,
    index: MilestoneIndex,
    before: Occurrence | None,
    after: Occurrence,
    report: MilestoneReport,
    now: datetime,
    *,
    edited: bool = False,
) -> tuple[Alert, ...]:
    """The alerts: at most one for the step and one for its confirmation. `edited` means that the report came with a
    later revision of its article, which may have raised an alert before."""
    raised = index.standing(after.id)
    # A copy that is told of elsewhere confirms what was told of here.
    if report.background or not (report.primary or raised) or _old(report) or not fair(rules, report):
        return ()
    done = {(each.type, each.step) for each in raised}
    earlier = [r for r in index.reports(after.id) if not r.background]
    told = [*(r for r in earlier if r.id != report.id), report]
    same = _together(rules, index, after, report, told)
    if same is None:
        return ()
    if not done and not (before is not None and _known(rules, index, before, earlier)):
        # Nobody was told of it: mentioned in passing, or too doubtful, it was known to us alone.
        before = None
    found: list[Alert] = []
    type_ = _step_type(before, after, report, done) if report.primary else None
    watched = rules.catalog.negotiation(after.negotiation) is not None
    revision = report.evidence.article.revision
    trigger = (report.id, str(revision)) if edited else (report.id,)
    if type_ is not None:
        shown = same if type_ == _REPORTED else told
        subject = Subject(occurrence=after, before=before, told=shown, watched=watched)
        evidence = _evidence(type_, after, shown, report)
        denying = (report.teller,) if report.teller and type_ == _DENIED else ()
        found.append(alert(_cause(type_, trigger, report, now), subject, evidence=evidence, sides=denying))
    by = None
    if type_ is None and _to_confirm(raised, after):
        by = confirmation(rules, index, after, told)
    if by is not None:
        # A plan and its deed can be of one type, and be confirmed each.
        again = any(each.type == _CONFIRMED and each.step == after.type for each in index.raised(after.id))
        trigger = (after.type, stage(after.status)) if again else (after.type,)
        subject = Subject(occurrence=after, before=before, told=by.told, watched=watched)
        found.append(alert(_cause(_CONFIRMED, trigger, report, now), subject, sides=by.sides))
    return tuple(found)


def _cause(type_: AlertType, trigger: Sequence[str], report: MilestoneReport, now: datetime) -> Cause:
    article = report.evidence.article
    late = came_late(article, now)
    return Cause(type=type_, trigger=trigger, at=told_at(article), now=now, rule=report.rule, late=late)


def _together(
    rules: Rules,
    index: MilestoneIndex,
    after: Occurrence,
    report: MilestoneReport,
    told: Sequence[MilestoneReport],
) -> Sequence[MilestoneReport] | None:
    """The reports that, with `report` among them, are enough for an alert: those that agree with it or, where these are
    too few, those that agree with one of them, so that the one in the middle need not come last. None without any."""
    own = agreeing_with(report, after, told)
    middles = (r for r in own if r.id != report.id and fair(rules, r))
    groups = (own, *(agreeing_with(r, after, told) for r in middles))
    return next((group for group in groups if report in group and enough(rules, index, after, group)), None)


def _known(
    rules: Rules, index: MilestoneIndex, before: Occurrence, earlier: Sequence[MilestoneReport]
) -> bool:
    """Whether earlier reports were already enough for an alert, so that this one is no news."""
    if of_one_body(rules, before, earlier):
        return False
    return any(
        enough(rules, index, before, agreeing_with(r, before, earlier))
        for r in earlier
        if tells(r, before) and fair(rules, r)
    )


def _to_confirm(raised: Sequence[Raised], after: Occurrence) -> bool:
    """Whether people were alerted to the current stage, but not yet to its confirmation."""
    now = (after.type, stage(after.status))
    # Rows of older versions may lack the status.
    told = {each.type for each in raised if (each.step, stage(each.status or after.status)) == now}
    return bool(told) and _CONFIRMED not in told


def _evidence(
    type_: AlertType, after: Occurrence, told: Sequence[MilestoneReport], report: MilestoneReport
) -> tuple[Evidence, ...]:
    """The words of the report that raised it, then those of other publishers who agree."""
    others = [
        other
        for other in supporting(type_, after, told)
        if other.evidence.article.publisher != report.evidence.article.publisher
    ]
    return (*evidence_of(report), *summary.evidence(others))[: summary.MOST_EVIDENCE]


def _old(report: MilestoneReport) -> bool:
    """Whether the deed was done days before publication, or in a year given alone; a denial is never old."""
    if report.date is None or report.status in ("scheduled", "proposed", "denied"):
        return False
    if len(report.date) == 4:
        return True
    return (report.evidence.article.published_at.date() - done_by(report)).days > OLD_DAYS


def _step_type(
    before: Occurrence | None, after: Occurrence, report: MilestoneReport, done: set[tuple[AlertType, str]]
) -> AlertType | None:
    if report.status == "denied":
        if denial_agrees(after.type, report) and after.status not in DOUBTED:
            return None
        known = (_DENIED, after.type) in done
        # What came about after a denial can be denied in its turn.
        anew = before is not None and before.status not in DOUBTED and after.status in DOUBTED
        return _DENIED if anew or not known else None
    if before is not None and before.retracted:
        before = None
    if moved(before, after, report):
        return "parley.milestone.moved"
    if before is not None and (before.type, before.status, before.date) == (
        after.type,
        after.status,
        after.date,
    ):
        # Known already: no news.
        return None
    if after.status == "disputed":
        return "parley.milestone.disputed" if before is None or before.status != "disputed" else None
    if before is not None and after.status == "cancelled" and before.status != "cancelled":
        return "parley.milestone.cancelled"
    if before is not None and before.status in OFF and after.status == "scheduled":
        return _REPORTED
    if before is None or after.type != before.type:
        return _REPORTED if (_REPORTED, after.type) not in done else None
    came_about = before.status in DOUBTED and after.status in DONE
    return _REPORTED if came_about or advances(before, after) else None


def moved(before: Occurrence | None, after: Occurrence, report: MilestoneReport) -> bool:
    """Whether the report gives a plan another date, or a threat or demand another deadline. In an edited article the
    words must say so; otherwise its outlet corrected a mistake."""
    if before is None or before.status in DOUBTED or after.status in DOUBTED:
        return False
    if before.deadline not in (None, after.deadline) and after.deadline and extends(report):
        return True
    planned = before.status in ("scheduled", "moved", "expired") and after.status in ("scheduled", "moved")
    told = after.status == "moved" or (is_day(before.date) and said_to_move(report))
    return planned and told and is_day(after.date) and after.date != before.date


def advances(before: Occurrence | None, after: Occurrence) -> bool:
    """Whether a step that lay ahead got further (fixed, done or called off), or a denied one was fixed anew."""
    if before is not None and before.status in DOUBTED:
        return after.status == "scheduled"
    if before is None or before.status not in _AHEAD or before.status == after.status:
        return False
    if after.status == "scheduled":
        return before.status != "moved"
    return after.status in DONE | {"cancelled"}
