"""Defines the rows that the milestones service keeps: reports, withdrawals, notices due to time, and phases reached by
forgotten steps."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from services.milestones.domain.phase import Stand
from shared.contracts.alerts import AlertType
from shared.contracts.milestones import MilestoneReport


class Raised(msgspec.Struct, frozen=True):
    """An alert raised together with a row, kept so that it is neither raised twice nor left uncorrected. `step` is its
    report type, in which `status`; `publishers` how many independent ones it counted, `number` how many alerts on the
    occurrence came before it (0 in rows of older versions)."""

    id: str
    type: AlertType
    step: str
    status: str = ""
    publishers: int = 1
    number: int = 0


class ReportRow(msgspec.Struct, frozen=True, tag_field="kind", tag="report"):
    """A report, the occurrence it was assigned to when it came (this never changes), and what it raised."""

    report: MilestoneReport
    occurrence: str
    raised: tuple[Raised, ...] = ()


class GoneRow(msgspec.Struct, frozen=True, tag_field="kind", tag="gone"):
    """From this revision of its article on, the report no longer exists."""

    id: str
    negotiation: str
    revision: int
    received_at: datetime
    occurrence: str | None = None
    raised: tuple[Raised, ...] = ()


class TimeRow(msgspec.Struct, frozen=True, tag_field="kind", tag="time"):
    """What time alone did to an occurrence: its date passed without news, or its deadline is near or over."""

    occurrence: str
    what: Literal["overdue", "near", "passed"]
    date: str
    at: datetime
    raised: tuple[Raised, ...] = ()


class StandRow(msgspec.Struct, frozen=True, tag_field="kind", tag="stand"):
    """The phase that forgotten occurrences led a negotiation to: a deal outlives its evidence."""

    negotiation: str
    stand: Stand


MilestoneRow = ReportRow | GoneRow | TimeRow | StandRow
