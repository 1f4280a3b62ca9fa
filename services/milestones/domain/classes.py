"""Looks up how a type of report is treated: its kind of occurrence, its weight for a desk, and its PLOVER and CAMEO
class."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec

from shared import rulefiles
from shared.contracts.alerts import Severity
from shared.contracts.common import MilestoneType
from shared.contracts.milestones import OccurrenceKind


class StepClass(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a type of report is treated; `days` is how far apart two reports of one occurrence may be."""

    kind: OccurrenceKind
    days: int
    severity: Severity
    importance: int
    plover: str
    plover_first: str
    """The class in PLOVER's first version (YIELD, DEMAND, APPEAL, REDUCE, FIGHT), which older data carry."""
    cameo: str


@cache
def classes() -> Mapping[MilestoneType, StepClass]:
    """The table in classes.yaml, read once."""
    return rulefiles.shipped(__package__, "classes.yaml", dict[MilestoneType, StepClass])


def kind(type_: MilestoneType) -> OccurrenceKind:
    """The kind of occurrence that a report of this type belongs to."""
    return classes()[type_].kind
