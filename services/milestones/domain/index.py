"""Holds what is known of every occurrence in one partition; the order in which rows arrive does not matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial

from services.milestones.domain.days import over
from services.milestones.domain.lifecycle import occurrence_from
from services.milestones.domain.phase import Stand, stand_after, still_counts
from services.milestones.domain.raised_alerts import RaisedAlerts
from services.milestones.domain.revisions import Revisions, Subject
from services.milestones.domain.rows import GoneRow, MilestoneRow, Raised, ReportRow, StandRow, TimeRow
from shared.catalog.places import Places
from shared.contracts.milestones import MilestoneReport, Occurrence
from shared.processing import Ages, Row, forgotten

STAND = "stand:"


def surest(reports: Iterable[MilestoneReport]) -> float:
    """The highest confidence among these reports, background left out; 0 without any."""
    return max((report.confidence for report in reports if not report.background), default=0.0)


class MilestoneIndex:
    """State of the service: a function of the set of rows. Occurrences are computed on demand and cached until a row
    changes them. `least` is the confidence from which a report may set a negotiation's phase, `corroboration` how many
    publishers make a deal; `places` tells which place lies in which."""

    def __init__(self, least: float, corroboration: int, places: Places) -> None:
        self._least, self._corroboration, self._places = least, corroboration, places
        self._rows: dict[str, ReportRow | GoneRow | TimeRow] = {}
        self._stood: dict[str, Stand] = {}
        self._ages = Ages()
        self._revisions = Revisions()
        self._members: dict[str, set[Subject]] = {}
        self._times: dict[str, dict[str, TimeRow]] = {}
        self._alerted = RaisedAlerts()
        self._negotiations: dict[str, set[str]] = {}
        self._told: dict[str, Occurrence] = {}
        self._surest: dict[str, float] = {}
        self._fresh: set[str] = set()
        self._open: set[str] = set()

    def add(self, row: Row) -> None:
        """Take in a stored row; one already there changes nothing."""
        value: MilestoneRow = row.value
        if isinstance(value, StandRow):
            self._stood[value.negotiation] = value.stand
            return
        if row.key in self._rows:
            return
        self._rows[row.key] = value
        # A withdrawal of what never came is forgotten by itself, all else with its occurrence.
        occurrence = value.occurrence
        self._ages.add(occurrence or row.key, row.key, row.at)
        match value:
            case ReportRow():
                self._ages.add(value.occurrence, row.key, over(value.report))
                self._add_report(value)
            case GoneRow():
                for member in self._revisions.occurrences(self._revisions.add(value)):
                    self._touch(member)
            case TimeRow():
                self._times.setdefault(value.occurrence, {})[row.key] = value
                self._touch(value.occurrence)
        if occurrence is not None:
            self._alerted.add(occurrence, value.raised)

    def _add_report(self, row: ReportRow) -> None:
        subject = self._revisions.add(row)
        self._members.setdefault(row.occurrence, set()).add(subject)
        self._negotiations.setdefault(subject.negotiation, set()).add(row.occurrence)
        self._touch(row.occurrence)

    def _touch(self, occurrence: str) -> None:
        self._told.pop(occurrence, None)
        self._surest.pop(occurrence, None)
        self._fresh.add(occurrence)

    def past(self, before: datetime) -> tuple[Row, ...]:
        """Rows to drop for occurrences not reported since and no longer ahead, whole occurrences only. The phase they
        led to is kept for as long as it counts."""
        ripe = self._ages.past(before)
        among = frozenset(ripe)
        stands = [row for row in map(partial(self._summed_up, among, before), self._concerned(ripe)) if row]
        return (*stands, *self._ages.rows(unit for unit in ripe if not self._awaited(unit, among)))

    def _concerned(self, ripe: Iterable[str]) -> Sequence[str]:
        of = {subject.negotiation for unit in ripe for subject in self._members.get(unit, ())}
        return sorted(of | self._stood.keys())

    def _summed_up(self, ripe: frozenset[str], before: datetime, negotiation: str) -> Row | None:
        """The row that keeps, or drops, the phase reached by forgotten steps, if that phase changes."""
        known = stand = self._stood.get(negotiation)
        occurrences = self.weighed(negotiation)
        steps = [step.at for each in occurrences if each.id in ripe for step in each.history]
        if steps:
            stand = stand_after(occurrences, known, self._corroboration, until=max(steps))
        key = f"{STAND}{negotiation}"
        if stand is None or not still_counts(stand, min([before, *self._goes_on(stand, occurrences, ripe)])):
            return forgotten(key) if known else None
        return Row(key, StandRow(negotiation, stand), stand.at) if stand != known else None

    @staticmethod
    def _goes_on(stand: Stand, occurrences: Sequence[Occurrence], ripe: frozenset[str]) -> Iterator[datetime]:
        """When the steps that are kept move the negotiation on."""
        for each in occurrences:
            if each.id not in ripe:
                yield from (step.at for step in each.history if step.at > stand.at)

    def _awaited(self, unit: str, ripe: frozenset[str]) -> bool:
        """Whether it is a withdrawal that arrived before its report; it is kept."""
        row = self._rows.get(unit)
        if not isinstance(row, GoneRow):
            return False
        reported = self._revisions.occurrences(Subject(row.negotiation, row.id))
        return any(occurrence not in ripe for occurrence in reported)

    def forget(self, key: str) -> None:
        """Drop the row of this key."""
        if key.startswith(STAND):
            self._stood.pop(key.removeprefix(STAND), None)
            return
        value = self._rows.pop(key, None)
        if isinstance(value, ReportRow | GoneRow):
            self._revisions.forget(value)
        if isinstance(value, ReportRow):
            known = self._negotiations.get(value.report.negotiation, set())
            known.discard(value.occurrence)
            if not known:
                self._negotiations.pop(value.report.negotiation, None)
        if (unit := self._ages.drop(key)) is not None:
            for by_occurrence in (self._members, self._times, self._told, self._surest):
                by_occurrence.pop(unit, None)
            self._alerted.forget(unit)
            self._fresh.discard(unit)
            self._open.discard(unit)

    def has(self, key: str) -> bool:
        """Whether a row of this key is stored."""
        return key in self._rows

    def latest(self, subject: Subject) -> ReportRow | None:
        """The report in its highest revision, withdrawn or not."""
        return self._revisions.latest(subject)

    def gone(self, subject: Subject) -> GoneRow | None:
        """The last withdrawal of the report."""
        return self._revisions.gone(subject)

    def live(self, subject: Subject) -> ReportRow | None:
        """The report in its current revision; None if it never came or was withdrawn."""
        return self._revisions.live(subject)

    def reports(self, occurrence: str) -> tuple[MilestoneReport, ...]:
        """The current reports of an occurrence."""
        rows = (self.live(subject) for subject in sorted(self._members.get(occurrence, ())))
        return tuple(row.report for row in rows if row is not None)

    def all_reports(self, occurrence: str) -> tuple[MilestoneReport, ...]:
        """Every report an occurrence ever had, in its last revision."""
        rows = (self.latest(subject) for subject in sorted(self._members.get(occurrence, ())))
        return tuple(row.report for row in rows if row is not None)

    def surest(self, occurrence: str) -> float:
        """The highest confidence of a report that stands for an occurrence and is no background; 0 without any."""
        if occurrence not in self._surest:
            self._surest[occurrence] = surest(self.reports(occurrence))
        return self._surest[occurrence]

    def times(self, occurrence: str) -> Mapping[str, TimeRow]:
        """What time alone did to an occurrence, by row key."""
        return self._times.get(occurrence, {})

    def raised(self, occurrence: str) -> tuple[Raised, ...]:
        """Alerts raised on an occurrence so far, in order."""
        return self._alerted.raised(occurrence)

    def standing(self, occurrence: str) -> tuple[Raised, ...]:
        """Alerts raised on it since the last retraction."""
        return self._alerted.standing(occurrence)

    def stood(self, negotiation: str) -> Stand | None:
        """The phase that forgotten steps of the negotiation led to."""
        return self._stood.get(negotiation)

    def occurrence(self, id: str) -> Occurrence:
        """The current value of an occurrence; `retracted` once it has no report left."""
        if id not in self._told:
            reports = self.reports(id)
            known = reports or self.all_reports(id)
            self._told[id] = occurrence_from(
                id, known, self.times(id).values(), self._places, retracted=not reports
            )
        return self._told[id]

    def reports_with(
        self, id: str, extra: Iterable[MilestoneReport], without: str | None = None
    ) -> tuple[MilestoneReport, ...]:
        """The reports there would be with `extra` ones (replacing those of equal id), or `without` one."""
        kept = {report.id: report for report in self.reports(id) if report.id != without}
        kept |= {report.id: report for report in extra}
        return tuple(kept[key] for key in sorted(kept))

    def value_of(self, id: str, reports: Sequence[MilestoneReport]) -> Occurrence | None:
        """The occurrence that these reports would make; None without any."""
        return occurrence_from(id, reports, self.times(id).values(), self._places) if reports else None

    def of(self, negotiation: str) -> Sequence[Occurrence]:
        """All occurrences of a negotiation."""
        return [self.occurrence(id) for id in sorted(self._negotiations.get(negotiation, ()))]

    def weighed(self, negotiation: str) -> Sequence[Occurrence]:
        """The occurrences that may set the phase: alerted, or reported with enough confidence. Passing mentions and
        guesses may not."""
        known = self.of(negotiation)
        return [each for each in known if self.surest(each.id) >= self._least or self.standing(each.id)]

    def all(self) -> Sequence[Occurrence]:
        """All occurrences of this partition."""
        return [self.occurrence(id) for id in sorted(self._members)]

    def value_at(self, id: str, row: TimeRow) -> Occurrence:
        """The occurrence once time has done this to it."""
        return occurrence_from(id, self.reports(id), (*self.times(id).values(), row), self._places)

    def waiting(self, before: datetime) -> Sequence[Occurrence]:
        """Occurrences that time can still change: planned ones and those with a deadline, unless it is `past`."""
        for id in sorted(self._fresh & self._members.keys()):
            value = self.occurrence(id)
            open_ = value.status in ("scheduled", "moved") or value.deadline is not None
            if open_ and not value.retracted:
                self._open.add(id)
            else:
                self._open.discard(id)
        self._fresh.clear()
        return [self.occurrence(id) for id in sorted(self._open.difference(self._ages.past(before)))]
