"""Keeps every report in all its revisions, and says which revision holds now; arrival order does not matter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from services.milestones.domain.rows import GoneRow, ReportRow


class Subject(NamedTuple):
    """A report within a negotiation."""

    negotiation: str
    report: str


class Revisions:
    """Every report in all its revisions, and its withdrawals."""

    def __init__(self) -> None:
        self._reports: dict[Subject, dict[int, ReportRow]] = {}
        self._gone: dict[Subject, dict[int, GoneRow]] = {}

    def add(self, row: ReportRow | GoneRow) -> Subject:
        """Take in a row; returns whose it is."""
        if isinstance(row, ReportRow):
            subject = Subject(row.report.negotiation, row.report.id)
            self._reports.setdefault(subject, {})[row.report.evidence.article.revision] = row
        else:
            subject = Subject(row.negotiation, row.id)
            self._gone.setdefault(subject, {})[row.revision] = row
        return subject

    def forget(self, row: ReportRow | GoneRow) -> None:
        """Drop the row."""
        if isinstance(row, ReportRow):
            subject = Subject(row.report.negotiation, row.report.id)
            _take_out(self._reports, subject, row.report.evidence.article.revision)
        else:
            _take_out(self._gone, Subject(row.negotiation, row.id), row.revision)

    def occurrences(self, subject: Subject) -> Iterable[str]:
        """The occurrences that its revisions were assigned to."""
        return (row.occurrence for row in self._reports.get(subject, {}).values())

    def latest(self, subject: Subject) -> ReportRow | None:
        """The report in its highest revision, withdrawn or not."""
        rows = self._reports.get(subject)
        return rows[max(rows)] if rows else None

    def gone(self, subject: Subject) -> GoneRow | None:
        """The last withdrawal of the report."""
        rows = self._gone.get(subject)
        return rows[max(rows)] if rows else None

    def live(self, subject: Subject) -> ReportRow | None:
        """The report in its current revision; None if it never came or was withdrawn."""
        row, gone = self.latest(subject), self.gone(subject)
        if row is None or (gone is not None and gone.revision >= row.report.evidence.article.revision):
            return None
        return row


def _take_out(known: dict[Subject, dict[int, Any]], subject: Subject, revision: int) -> None:
    del known[subject][revision]
    if not known[subject]:
        del known[subject]
