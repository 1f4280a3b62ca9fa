"""Works out which current values to publish after a change: occurrences, negotiation states and positions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from services.milestones.domain.alert_threshold import Rules
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
    """The values that changed: of the occurrence and its negotiation. `told` are its current reports; `alerted` says
    that people know of it from an alert that stands."""
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
    """The negotiation's state after time changed an occurrence; None where it stays the same."""
    known, stood = index.weighed(after.negotiation), index.stood(after.negotiation)
    moved = [after if each.id == after.id else each for each in known]
    new = standing(rules, after.negotiation, moved, stood)
    return new if new != standing(rules, after.negotiation, known, stood) else None


def standing(
    rules: Rules, negotiation: str, known: Sequence[Occurrence], stood: Stand | None
) -> NegotiationState | None:
    """The phase these occurrences lead to, starting from the one before them; None without any."""
    entry = rules.catalog.negotiation(negotiation)
    if entry is not None:
        name, parties = entry.name, entry.parties
    else:
        parties = tuple(negotiation.split("|"))
        name = " – ".join(parties)
    return negotiation_state(negotiation, name, parties, known, stood, rules.corroboration)


def changed_positions(
    old: Sequence[PositionReported],
    new: Sequence[PositionReported],
    report: MilestoneReport,
    now: datetime,
    revision: int | None = None,
) -> tuple[Event, ...]:
    """What to publish where a report gave the one set of positions and now gives the other."""
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
