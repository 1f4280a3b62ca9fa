"""What changed about an occurrence comes in; current values and positions to publish go out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from services.milestones.domain.bar import Rules
from services.milestones.domain.index import MilestoneIndex
from services.milestones.domain.phase import negotiation_state
from shared.contracts.milestones import MilestoneReport, NegotiationState, Occurrence
from shared.contracts.positions import PositionReported, PositionWithdrawn
from shared.contracts.topics import MILESTONES_CURRENT, POSITIONS_REPORTED
from shared.processing import Event


def changed_values(
    rules: Rules, index: MilestoneIndex, before: Occurrence | None, after: Occurrence, now: datetime
) -> tuple[Event, ...]:
    """Current values that changed: of the occurrence, and of its negotiation."""
    events: list[Event] = []
    if after != before:
        events.append(Event(MILESTONES_CURRENT, after))
    others = [o for o in index.of(after.negotiation) if o.id != after.id]
    old = standing(rules, after.negotiation, [*others, *([before] if before else [])])
    new = standing(rules, after.negotiation, [*others, after])
    if new is not None and new != old:
        events.append(Event(MILESTONES_CURRENT, new))
    return tuple(events)


def standing(rules: Rules, negotiation: str, known: Sequence[Occurrence]) -> NegotiationState | None:
    """Phase of a negotiation; background that alone tells of an occurrence does not count."""
    entry = rules.catalog.negotiation(negotiation)
    if entry is not None:
        name, parties = entry.name, entry.parties
    else:
        parties = tuple(negotiation.split("|"))
        name = " – ".join(parties)
    return negotiation_state(negotiation, name, parties, known)


def changed_positions(
    old: Sequence[PositionReported],
    new: Sequence[PositionReported],
    report: MilestoneReport,
    now: datetime,
    revision: int | None = None,
) -> tuple[Event, ...]:
    if not report.primary:
        return ()
    kept = {each.id for each in new}
    gone = tuple(
        Event(
            POSITIONS_REPORTED,
            PositionWithdrawn(
                id=each.id,
                side=each.side,
                revision=revision or report.evidence.article.revision,
                received_at=now,
            ),
        )
        for each in old
        if each.id not in kept
    )
    return gone + tuple(Event(POSITIONS_REPORTED, each) for each in new)
