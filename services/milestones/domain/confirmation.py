"""Decides whether reports confirm what people were alerted to, and by which sides or publishers."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from services.milestones.domain.agreeing_reports import another_day, elsewhere, like_words
from services.milestones.domain.alert_threshold import Rules, fair
from services.milestones.domain.independence import independent
from services.milestones.domain.index import MilestoneIndex
from services.milestones.domain.supporting_reports import tells
from services.milestones.domain.verbal_steps import only_words
from shared.contracts.milestones import MilestoneReport, Occurrence


class Confirmation(msgspec.Struct, frozen=True):
    """The reports that agree; `sides` is empty unless the sides themselves confirm the step."""

    told: tuple[MilestoneReport, ...]
    sides: tuple[str, ...] = ()


def confirmation(
    rules: Rules, index: MilestoneIndex, after: Occurrence, told: Sequence[MilestoneReport]
) -> Confirmation | None:
    """Who confirms the occurrence: two of its sides, or more publishers than its alert counted. Sides that each make a
    threat or demand of their own confirm neither."""
    if after.status in ("denied", "disputed", "cancelled", "expired"):
        return None
    sides = {r.teller for r in told if r.teller and tells(r, after) and fair(rules, r)} & set(after.parties)
    if len(sides) > 1 and not only_words(after):
        return Confirmation(tuple(told), tuple(sorted(sides)))
    alerted = (r for r in index.raised(after.id) if (r.step, r.status) == (after.type, after.status))
    shown = max((each.publishers for each in alerted), default=1)
    for group in _alike(rules, told, after):
        if len(independent(group)) <= shown:
            continue
        sure = [r for r in group if r.confidence >= rules.least_confirming and _exact(r, after)]
        if len(independent(sure)) >= rules.corroboration:
            return Confirmation(tuple(group))
    return None


def _alike(rules: Rules, told: Sequence[MilestoneReport], after: Occurrence) -> list[list[MilestoneReport]]:
    """The reports that agree with what is shown: same day, same place and, for steps made of words, similar wording;
    the best supported group first."""
    same = [
        r
        for r in told
        if tells(r, after)
        and not another_day(r, after)
        and not elsewhere(rules.catalog.places, r.place, after.place)
    ]
    if not only_words(after):
        return [same]
    groups = [[r for r in same if like_words(r, each)] for each in same]
    return sorted(groups, key=lambda group: -len(independent(group)))


def _exact(report: MilestoneReport, after: Occurrence) -> bool:
    """Whether the report has exactly this kind of step on this day."""
    return (report.type, report.date) == (after.type, after.date)
