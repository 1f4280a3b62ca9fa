"""Compares annotated steps with steps that were read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.extraction.domain.milestones.model import ReadMilestone


def fold_party(name: str) -> str:
    """The name of a party in lower case, for comparison."""
    return name.lower()


def same(gold: dict[str, Any], step: ReadMilestone) -> bool:
    """Whether type and at least half of the parties are those of an annotated step."""
    wanted, named = set(map(fold_party, gold["parties"])), set(map(fold_party, step.parties))
    return gold["type"] == step.type and len(wanted & named) * 2 >= len(wanted | named)


def typed(gold: Sequence[dict[str, Any]], found: Sequence[ReadMilestone]) -> tuple[int, int]:
    """How many of the steps reported as news are annotated as news, and how many are reported.

    Reported steps that are annotated as past count in neither.
    """
    right, told, used = 0, 0, set()
    for step in found:
        if step.background:
            continue
        fits = [i for i, each in enumerate(gold) if i not in used and same(each, step)]
        live = [i for i in fits if not gold[i]["background"]]
        used.update((live or fits)[:1])
        right += bool(live)
        told += bool(live) or not fits
    return right, told


def near(wanted: str | None, found: str | None) -> bool:
    """Whether a date is right to a day, or to the month or year where no more is known; without a wanted date any
    is."""
    if not wanted:
        return True
    first, second = day(wanted), day(found)
    if first is None or second is None:
        return (found or "").startswith(wanted)
    return abs((first - second).days) <= 1


def day(iso: str | None) -> date | None:
    """The day of an ISO date; None for anything else."""
    try:
        return date.fromisoformat(iso or "")
    except ValueError:
        return None


def exact(gold: dict[str, Any], step: ReadMilestone) -> bool:
    """Whether an alert of a step whose type and parties are right would be right in the rest too."""
    return not step.background and gold["status"] == step.status and near(gold["date"], step.date)
