"""Rows come in, in any order; what is known of every occurrence of this partition's negotiations goes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from services.milestones.domain.life import tell
from services.milestones.domain.rows import GoneRow, MilestoneRow, Raised, ReportRow, TimeRow
from shared.contracts.milestones import MilestoneReport, Occurrence, OccurrenceKind
from shared.processing import Row


def surest(reports: Iterable[MilestoneReport]) -> float:
    """The highest confidence of these reports that are no background; 0 without any."""
    return max((report.confidence for report in reports if not report.background), default=0.0)


class Subject(NamedTuple):
    """A report within a negotiation."""

    negotiation: str
    report: str


class MilestoneIndex:
    """State of the service: a function of the set of rows. Values of occurrences are worked out when asked for,
    and kept until a row touches them."""

    def __init__(self) -> None:
        self._rows: dict[str, MilestoneRow] = {}
        self._reports: dict[Subject, dict[int, ReportRow]] = {}
        self._gone: dict[Subject, GoneRow] = {}
        self._members: dict[str, set[Subject]] = {}
        self._times: dict[str, dict[str, TimeRow]] = {}
        self._raised: dict[str, dict[str, Raised]] = {}
        self._kinds: dict[tuple[str, OccurrenceKind], set[str]] = {}
        self._negotiations: dict[str, set[str]] = {}
        self._where: dict[str, str] = {}
        self._told: dict[str, Occurrence] = {}
        self._surest: dict[str, float] = {}
        self._fresh: set[str] = set()
        self._open: set[str] = set()

    def add(self, row: Row) -> None:
        """Take in a stored row; one already there changes nothing."""
        if row.key in self._rows:
            return
        value: MilestoneRow = row.value
        self._rows[row.key] = value
        match value:
            case ReportRow():
                self._add_report(value)
            case GoneRow():
                subject = Subject(value.negotiation, value.id)
                known = self._gone.get(subject)
                if known is None or known.revision < value.revision:
                    self._gone[subject] = value
                for member in self._reports.get(subject, {}).values():
                    self._forget(member.occurrence)
            case TimeRow():
                self._times.setdefault(value.occurrence, {})[row.key] = value
                self._forget(value.occurrence)
        occurrence = value.occurrence
        if occurrence is not None:
            self._raised.setdefault(occurrence, {}).update({each.id: each for each in value.raised})

    def _add_report(self, row: ReportRow) -> None:
        report = row.report
        subject = Subject(report.negotiation, report.id)
        self._reports.setdefault(subject, {})[report.evidence.article.revision] = row
        self._members.setdefault(row.occurrence, set()).add(subject)
        self._negotiations.setdefault(report.negotiation, set()).add(row.occurrence)
        self._where[row.occurrence] = report.negotiation
        self._forget(row.occurrence)

    def _forget(self, occurrence: str) -> None:
        self._told.pop(occurrence, None)
        self._surest.pop(occurrence, None)
        self._fresh.add(occurrence)

    def has(self, key: str) -> bool:
        """Whether a row of this key is stored."""
        return key in self._rows

    def latest(self, subject: Subject) -> ReportRow | None:
        """The report in its highest revision, withdrawn or not."""
        rows = self._reports.get(subject)
        return rows[max(rows)] if rows else None

    def gone(self, subject: Subject) -> GoneRow | None:
        """The last withdrawal of the report."""
        return self._gone.get(subject)

    def live(self, subject: Subject) -> ReportRow | None:
        """The report as it stands; None if it never came or was withdrawn."""
        row = self.latest(subject)
        gone = self._gone.get(subject)
        if row is None or (gone is not None and gone.revision >= row.report.evidence.article.revision):
            return None
        return row

    def reports(self, occurrence: str) -> tuple[MilestoneReport, ...]:
        """Reports that still stand for an occurrence."""
        rows = (self.live(subject) for subject in sorted(self._members.get(occurrence, ())))
        return tuple(row.report for row in rows if row is not None)

    def all_reports(self, occurrence: str) -> tuple[MilestoneReport, ...]:
        """Reports that ever stood for an occurrence, in their last revision."""
        rows = (self.latest(subject) for subject in sorted(self._members.get(occurrence, ())))
        return tuple(row.report for row in rows if row is not None)

    def surest(self, occurrence: str) -> float:
        """The highest confidence of a report that stands for an occurrence and is no background; 0 without any."""
        if occurrence not in self._surest:
            self._surest[occurrence] = surest(self.reports(occurrence))
        return self._surest[occurrence]

    def times(self, occurrence: str) -> Mapping[str, TimeRow]:
        """What time has done to an occurrence, by row key."""
        return self._times.get(occurrence, {})

    def raised(self, occurrence: str) -> tuple[Raised, ...]:
        """Alerts raised about an occurrence so far, by id."""
        return tuple(each for _, each in sorted(self._raised.get(occurrence, {}).items()))

    def occurrence(self, id: str) -> Occurrence:
        """The current value of an occurrence; `retracted` when no report stands any more."""
        if id not in self._told:
            reports = self.reports(id)
            value = tell(id, reports or self.all_reports(id), self.times(id).values(), retracted=not reports)
            self._told[id] = value
        return self._told[id]

    def reports_with(
        self, id: str, extra: Iterable[MilestoneReport], without: str | None = None
    ) -> tuple[MilestoneReport, ...]:
        """The reports that would stand with `extra` ones (replacing those of equal id), or `without` one."""
        kept = {report.id: report for report in self.reports(id) if report.id != without}
        kept |= {report.id: report for report in extra}
        return tuple(kept[key] for key in sorted(kept))

    def value_of(self, id: str, reports: Sequence[MilestoneReport]) -> Occurrence | None:
        """What the occurrence would be if these reports stood; None of none."""
        return tell(id, reports, self.times(id).values()) if reports else None

    def of(self, negotiation: str) -> Sequence[Occurrence]:
        """All occurrences of a negotiation."""
        return [self.occurrence(id) for id in sorted(self._negotiations.get(negotiation, ()))]

    def all(self) -> Sequence[Occurrence]:
        """All occurrences of this partition."""
        return [self.occurrence(id) for id in sorted(self._members)]

    def value_at(self, id: str, row: TimeRow) -> Occurrence:
        """What the occurrence is once time has done this to it."""
        return tell(id, self.reports(id), (*self.times(id).values(), row))

    def waiting(self) -> Sequence[Occurrence]:
        """Occurrences that time can still move: planned ones, and those with a deadline."""
        for id in sorted(self._fresh):
            value = self.occurrence(id)
            open_ = value.status in ("scheduled", "moved") or value.deadline is not None
            if open_ and not value.retracted:
                self._open.add(id)
            else:
                self._open.discard(id)
        self._fresh.clear()
        return [self.occurrence(id) for id in sorted(self._open)]
