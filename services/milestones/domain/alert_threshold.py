"""Decides whether the reports of an occurrence are sure enough, and new enough, to alert people. It never builds the
alert."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import msgspec

from services.milestones.domain.classes import kind
from services.milestones.domain.days import is_day
from services.milestones.domain.doers import Names
from services.milestones.domain.independence import independent, likelihood
from services.milestones.domain.index import MilestoneIndex
from services.milestones.domain.refusals import REFUSED
from services.milestones.domain.supporting_reports import stage
from services.milestones.domain.verbal_steps import WORDS, only_words, said_by_another
from shared.catalog import Catalog
from shared.contracts.milestones import MilestoneReport, Occurrence

_GATHERINGS: Final = frozenset({"meeting", "round"})
ENCOUNTERS: Final = frozenset({"meeting", "round", "call"})
"""Kinds of occurrence of which two sides can have several on one day."""
CALLED_OFF_AGAIN: Final = timedelta(days=5)
"""Within these a meeting of the same sides is hardly called off twice."""


class Rules(msgspec.Struct, frozen=True):
    """The names of the catalog and the numbers by which milestones are judged."""

    names: Names
    corroboration: int = 2
    expiry_hours: int = 36
    near_hours: int = 24
    retention: timedelta = timedelta(days=400)
    """What nobody has told of for longer, and is no longer ahead, is forgotten."""
    least: float = 0.6
    """Confidence (how likely a desk would find it right, and news) below which a report alone raises nothing."""
    least_words: float = 0.75
    """The same of a step that consists in saying something: most demands and threats are told every day."""
    least_denied: float = 0.3
    """The same of a denial, which is rare and plain to see, and must not be missed."""
    least_together: float = 0.75
    """The same of several publishers together, where none is sure enough alone."""
    least_each: float = 0.15
    """Confidence below which a report neither raises an alert, nor counts as another publisher's for raising one."""
    least_confirming: float = 0.5
    """The same for confirming one: two who tell something like it do not tell the same."""
    echo_days: int = 5
    """Days within which what is only words (a demand, a threat, a plan) is an echo when one outlet alone tells it."""

    @property
    def catalog(self) -> Catalog:
        """The catalog whose names these are."""
        return self.names.catalog


def enough(rules: Rules, index: MilestoneIndex, after: Occurrence, told: Sequence[MilestoneReport]) -> bool:
    """Whether these reports of an occurrence are sure enough, and news."""
    if not sure(rules, told) or _echo(rules, index, after, told) or of_one_body(rules, after, told):
        return False
    return not _under_others(index, after, told) and not _as_the_other_kind(rules, index, after)


def fair(rules: Rules, report: MilestoneReport) -> bool:
    """Whether a report is sure enough to raise an alert together with others."""
    return report.confidence >= (rules.least_denied if report.status == "denied" else rules.least_each)


def sure(rules: Rules, told: Sequence[MilestoneReport]) -> bool:
    """Whether one report alone, or several publishers together, are sure enough."""
    if any(_alone(rules, report) for report in told):
        return True
    return together(rules, told) >= rules.least_together


def together(rules: Rules, told: Sequence[MilestoneReport]) -> float:
    """How likely it is, from 0 to 1, that several publishers together are right; 0 where there are too few of them."""
    counted = [report for report in told if fair(rules, report)]
    return likelihood(counted) if len(independent(counted)) >= rules.corroboration else 0.0


def _alone(rules: Rules, report: MilestoneReport) -> bool:
    """Whether this report is sure enough by itself."""
    if report.status == "denied":
        return report.confidence >= rules.least_denied
    return report.confidence >= (rules.least_words if report.type in WORDS else rules.least)


def _echo(rules: Rules, index: MilestoneIndex, after: Occurrence, told: Sequence[MilestoneReport]) -> bool:
    """Whether a single outlet only repeats words alerted days before: sides repeat demands and threats daily."""
    if not only_words(after) or len(independent(told)) >= rules.corroboration:
        return False
    moment = told[-1].evidence.article.published_at
    return any(
        o.id != after.id
        and only_words(o)
        and (o.type, o.status) == (after.type, after.status)
        and set(o.parties) == set(after.parties)
        and abs((moment - o.last_at).days) <= rules.echo_days
        and bool(index.raised(o.id))
        and not _by_another(index, told, o)
        for o in index.of(after.negotiation)
    )


def of_one_body(rules: Rules, after: Occurrence, told: Sequence[MilestoneReport]) -> bool:
    """Whether a single outlet reports a meeting among members of one body."""
    alone = after.occurrence in ENCOUNTERS and len(after.parties) == 1 and len(after.people) < 2
    return alone and len(independent(told)) < rules.corroboration


def _by_another(index: MilestoneIndex, told: Sequence[MilestoneReport], other: Occurrence) -> bool:
    said = next((report for report in told if report.teller), told[-1])
    return said_by_another(said, index.reports(other.id))


def _under_others(index: MilestoneIndex, after: Occurrence, told: Sequence[MilestoneReport]) -> bool:
    """Whether the same step was alerted that day under other parties that share two sides with it. Two articles that
    name different bystanders do not report two deeds. Meetings are exempt: there can be several on one day."""
    if index.raised(after.id):
        return False
    if after.type == REFUSED:
        return _called_off_before(index, after, told)
    if after.occurrence in ENCOUNTERS or not is_day(after.date):
        return False
    day = date.fromisoformat(after.date)
    return any(
        other.id != after.id
        and not other.retracted
        and (other.type, other.status) == (after.type, after.status)
        and len(set(other.parties) & set(after.parties)) > 1
        and is_day(other.date)
        and abs((date.fromisoformat(other.date) - day).days) <= 1
        and bool(index.raised(other.id))
        and not _by_another(index, told, other)
        for other in index.of(after.negotiation)
    )


def _called_off_before(index: MilestoneIndex, after: Occurrence, told: Sequence[MilestoneReport]) -> bool:
    """Whether the cancellation of a meeting of two of these sides was alerted in the days before: later reports of it
    name now one, now another of those expected."""
    moment = told[-1].evidence.article.published_at
    return any(
        other.id != after.id
        and not other.retracted
        and other.type == REFUSED
        and len(set(other.parties) & set(after.parties)) > 1
        and timedelta(0) <= moment - other.first_at <= CALLED_OFF_AGAIN
        and bool(index.raised(other.id))
        for other in index.of(after.negotiation)
    )


def _on_one_day(one: Occurrence, other: Occurrence) -> bool:
    """Whether both fall on one day; a day taken from the article's date may be one day off."""
    if not is_day(one.date) or not is_day(other.date):
        return one.date == other.date
    apart = abs((date.fromisoformat(one.date) - date.fromisoformat(other.date)).days)
    return apart <= (0 if one.dated and other.dated else 1)


def _as_the_other_kind(rules: Rules, index: MilestoneIndex, after: Occurrence) -> bool:
    """Whether a meeting was already alerted as a round of talks, or a round as a meeting: same sides, same day, no
    other place."""
    if after.occurrence not in _GATHERINGS or after.date is None or index.raised(after.id):
        return False
    return any(
        {other.occurrence, kind(other.type), after.occurrence, kind(after.type)} == _GATHERINGS
        and not other.retracted
        and stage(other.status) == stage(after.status)
        and _on_one_day(other, after)
        and set(other.parties) == set(after.parties)
        and not rules.catalog.places.apart(other.place, after.place)
        and bool(index.raised(other.id))
        for other in index.of(after.negotiation)
    )
