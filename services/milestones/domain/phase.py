"""Works out which phase a negotiation is in, since when, and which occurrence led there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec

from shared.contracts.milestones import NegotiationState, Occurrence, OccurrenceStep, Phase
from shared.contracts.statuses import DONE, DOUBTED

_ENDED: Final = re.compile(
    r"\b(?:collaps\w+|broke down|broken down|fell apart|dead|withdr\w+|quit\w*|walked (?:out|away)|pull\w* out"
    r"|abandon\w*|terminat\w+|failed)\b",
    re.IGNORECASE,
)
_FORGET_DAYS: Final = 180
_LASTING: Final = ("deal", "implementation")
_SIT: Final = ("round", "meeting")
_TOUCH: Final = ("call", "mediation", "proposal", "demand", "team")


class Stand(msgspec.Struct, frozen=True):
    """The phase after a step, and the reason."""

    phase: Phase
    since: datetime
    at: datetime
    why: tuple[str, ...]


def stand_after(
    known: Sequence[Occurrence],
    before: Stand | None,
    corroboration: int,
    until: datetime | None = None,
) -> Stand | None:
    """Where these occurrences lead by the moment `until`, starting from `before`; None while only background is known.
    Steps already counted in `before` are not counted again. What fewer than `corroboration` publishers tell makes
    neither a deal nor its end."""
    steps = sorted(
        (
            (step.at, each.id, at, each, step)
            for each in known
            if not each.retracted
            for at, step in enumerate(each.history)
            if (before is None or step.at > before.at)
            and (until is None or step.at <= until)
            # What is denied since has led nowhere.
            and not (each.status in DOUBTED and step.status in DONE)
        ),
        key=lambda found: found[:3],
    )
    stand = before
    for moment, _, _, occurrence, step in steps:
        stand = _after(stand, occurrence, step, moment, sure=len(occurrence.publishers) >= corroboration)
    return stand


def still_counts(stand: Stand, moment: datetime) -> bool:
    """Whether a step at this moment or later would still build on the phase: deals last, contacts are forgotten."""
    return stand.phase in _LASTING or (moment - stand.at).days <= _FORGET_DAYS


def negotiation_state(
    id: str,
    name: str,
    parties: tuple[str, ...],
    known: Sequence[Occurrence],
    before: Stand | None,
    corroboration: int,
) -> NegotiationState | None:
    """The negotiation's state, starting from the phase `before` these occurrences; None while there is none."""
    stand = stand_after(known, before, corroboration)
    if stand is None:
        return None
    return NegotiationState(
        id=id,
        name=name,
        parties=parties,
        phase=stand.phase,
        why=stand.why,
        since=stand.since,
        last_at=stand.at,
    )


def _after(
    stand: Stand | None, occurrence: Occurrence, step: OccurrenceStep, moment: datetime, *, sure: bool
) -> Stand:
    if stand is not None and not still_counts(stand, moment):
        stand = None  # what begins after a long silence begins anew
    now: Phase = stand.phase if stand is not None else "no_contact"
    to = _next(now, occurrence, step, stand, moment, sure=sure)
    if stand is None or to != stand.phase:
        return Stand(to, moment, moment, (occurrence.id,))
    if to == _next("no_contact", occurrence, step, None, moment, sure=sure):
        why = (*(each for each in stand.why if each != occurrence.id), occurrence.id)[-3:]
        return Stand(to, stand.since, moment, why)
    return Stand(to, stand.since, moment, stand.why)


def _next(
    now: Phase,
    occurrence: Occurrence,
    step: OccurrenceStep,
    stand: Stand | None,
    moment: datetime,
    *,
    sure: bool,
) -> Phase:
    """The phase that a step leads to from `now`. A step denied, merely proposed or threatened leads nowhere; a deal
    that is not `sure` is near, and an end that is not is a break."""
    kind, status = occurrence.occurrence, step.status
    if status in DOUBTED | {"expired"}:
        return now
    low = now in ("no_contact", "suspended", "collapsed")
    if step.type == "talks_suspended_or_collapsed":
        if status not in DONE:
            return now
        return "collapsed" if sure and _ENDED.search(step.words) else "suspended"
    if status not in DONE:
        return (
            "contacts" if now == "no_contact" and kind in (*_SIT, *_TOUCH) and status != "threatened" else now
        )
    made = step.type in ("agreement_signed", "ceasefire_agreed_or_declared")
    if made and sure:
        return "deal"
    if made or step.type == "agreement_in_principle":
        return now if now in ("deal", "implementation") else "deal_near"
    if step.type in (
        "implementation_or_renewal",
        "prisoner_exchange_or_release",
        "access_or_monitors_allowed",
    ):
        # Whoever hands over prisoners, or lets in inspectors, is in touch.
        return "implementation" if now in _LASTING else "contacts" if low else now
    if step.type == "ceasefire_violated":
        return "suspended" if now in ("deal", "implementation") else now
    if step.type in ("meeting_held", "talks_round_held"):
        quiet = stand is not None and (moment - stand.since).days > 60
        return "talks" if low or now == "contacts" or (quiet and now in ("deal_near",)) else now
    if kind in _TOUCH and low:
        return "contacts"
    return now
