"""What changed about an occurrence comes in; current values and positions to publish go out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from services.milestones.domain.bar import Rules
from services.milestones.domain.index import MilestoneIndex, surest
from services.milestones.domain.phase import Stand, negotiation_state
from shared.contracts.milestones import MilestoneReport, NegotiationState, Occurrence
from shared.contracts.positions import PositionReported, PositionWithdrawn
from shared.contracts.topics import MILESTONES_CURRENT, POSITIONS_REPORTED
from shared.processing import Event


def changed_values(
    rules: Rules,
    index: MilestoneIndex,
    before: Occurrence | None,
    after: Occurrence,
    told: Sequence[MilestoneReport],
    alerted: bool,
) -> tuple[Event, ...]:
    """Current values that changed: of the occurrence, and of its negotiation. `told` are the reports that now stand for
    the occurrence, `alerted` whether people were told of it, just now or before, and it was not retracted."""
    events: list[Event] = []
    if after != before:
        events.append(Event(MILESTONES_CURRENT, after))
    weighed = surest(told) >= rules.least or alerted
    known, stood = index.weighed(after.negotiation), index.stood(after.negotiation)
    others = [each for each in known if each.id != after.id]
    old = standing(rules, after.negotiation, known, stood)
    new = standing(rules, after.negotiation, [*others, after] if weighed else others, stood)
    if new is not None and new != old:
        events.append(Event(MILESTONES_CURRENT, new))
    return tuple(events)


def expired(
    rules: Rules, index: MilestoneIndex, before: Occurrence, after: Occurrence
) -> NegotiationState | None:
    """The state of a negotiation that time changed by what it did to one occurrence; None where it did not."""
    known, stood = index.weighed(after.negotiation), index.stood(after.negotiation)
    moved = [after if each.id == after.id else each for each in known]
    new = standing(rules, after.negotiation, moved, stood)
    return new if new != standing(rules, after.negotiation, known, stood) else None


def standing(
    rules: Rules, negotiation: str, known: Sequence[Occurrence], stood: Stand | None
) -> NegotiationState | None:
    """Phase of a negotiation by these occurrences, from where it stood before them; None without any."""
    entry = rules.catalog.negotiation(negotiation)
    if entry is not None:
        name, parties = entry.name, entry.parties
    else:
        parties = tuple(negotiation.split("|"))
        name = " – ".join(parties)
    return negotiation_state(negotiation, name, parties, known, stood)


def changed_positions(
    old: Sequence[PositionReported],
    new: Sequence[PositionReported],
    report: MilestoneReport,
    now: datetime,
    revision: int | None = None,
) -> tuple[Event, ...]:
    """What is to be published where a report gave the one and now gives the other."""
    kept = {each.id for each in new}
    gone = tuple(
        Event(
            POSITIONS_REPORTED,
            PositionWithdrawn(
                id=each.id,
                side=each.side,
                revision=revision or report.evidence.article.revision,
                received_at=now,
                origin_id=each.origin_id,
            ),
        )
        for each in old
        if each.id not in kept
    )
    return gone + tuple(Event(POSITIONS_REPORTED, each) for each in new)
