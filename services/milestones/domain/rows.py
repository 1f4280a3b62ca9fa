"""What the milestones service keeps: a row for each report, each withdrawal and each notice that time gave, and one for
each negotiation of which older ones were forgotten."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from services.milestones.domain.phase import Stand
from shared.contracts.alerts import AlertType
from shared.contracts.milestones import MilestoneReport


class Raised(msgspec.Struct, frozen=True):
    """An alert that was raised together with a row, so that it is neither raised twice nor left uncorrected.
    `step` is the report type it was about, in which `status`; `publishers` how many independent ones it told of,
    `number` how many alerts on the occurrence were raised before it (0 in rows of older versions)."""

    id: str
    type: AlertType
    step: str
    status: str = ""
    publishers: int = 1
    number: int = 0


class ReportRow(msgspec.Struct, frozen=True, tag_field="kind", tag="report"):
    """A report, the occurrence it was taken to belong to when it came (stays so), and what it raised."""

    report: MilestoneReport
    occurrence: str
    raised: tuple[Raised, ...] = ()


class GoneRow(msgspec.Struct, frozen=True, tag_field="kind", tag="gone"):
    """From this revision of its article on the report is no more."""

    id: str
    negotiation: str
    revision: int
    received_at: datetime
    occurrence: str | None = None
    raised: tuple[Raised, ...] = ()


class TimeRow(msgspec.Struct, frozen=True, tag_field="kind", tag="time"):
    """Time itself moved an occurrence: its date passed unheard, or its deadline is near or over."""

    occurrence: str
    what: Literal["overdue", "near", "passed"]
    date: str
    at: datetime
    raised: tuple[Raised, ...] = ()


class StandRow(msgspec.Struct, frozen=True, tag_field="kind", tag="stand"):
    """Where a negotiation stood after the occurrences that are forgotten: a deal is in force for longer than its
    evidence is kept."""

    negotiation: str
    stand: Stand


MilestoneRow = ReportRow | GoneRow | TimeRow | StandRow
