"""Merges the steps that single sentences report into one for each distinct occurrence, with all its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec

from services.extraction.domain.milestones.model import ReadMilestone
from services.extraction.domain.milestones.parties import doers
from services.extraction.domain.milestones.steps import distinct
from shared.contracts.common import MilestoneType

_ORDER = {"happened": 0, "denied": 0, "scheduled": 1, "threatened": 1, "claimed": 2, "proposed": 3}
MOST_SPANS = 6
BESIDE = 3
"""Characters between two sentences that stand beside each other."""
_PLANS = ("meeting_scheduled", "meeting_proposed")
_ENCOUNTERS: Final[frozenset[MilestoneType]] = frozenset({"meeting_held", "talks_round_held"})
HELD: Final[frozenset[MilestoneType]] = _ENCOUNTERS | {"call_held"}
_DOUBLES: Final[frozenset[frozenset[MilestoneType]]] = frozenset(
    {
        frozenset({"agreement_in_principle", "agreement_signed"}),
        frozenset({"agreement_in_principle", "ceasefire_agreed_or_declared"}),
        frozenset({"meeting_proposed", "meeting_scheduled"}),
        frozenset({"meeting_refused_or_cancelled", "proposal_rejected"}),
        frozenset({"sanctions_imposed_or_eased", "threat_or_ultimatum"}),
    }
)
"""Types of which one sentence tells one deed of the same sides, however many of them its words fit."""
_APART = frozenset({"denied", "threatened"})
"""What is denied or only threatened is not the same as what is done."""


def merged(found: Sequence[ReadMilestone]) -> tuple[ReadMilestone, ...]:
    """One step for each occurrence, in the order of the text."""
    out: list[ReadMilestone] = []
    for each in found:
        for at, other in enumerate(out):
            if same(other, each):
                out[at] = _join(other, each)
                break
        else:
            out.append(each)
    return tuple(out)


def without_called_off(found: Sequence[ReadMilestone]) -> tuple[ReadMilestone, ...]:
    """The steps without plans that a sentence beside them calls off."""
    off = [
        step for step in found if step.type == "meeting_refused_or_cancelled" and step.status == "happened"
    ]

    def called_off(plan: ReadMilestone) -> bool:
        return plan.type in _PLANS and any(
            set(each.parties) == set(plan.parties)
            and any(
                abs(a - d) <= BESIDE or abs(c - b) <= BESIDE or (a, b) == (c, d)
                for a, b in each.spans
                for c, d in plan.spans
            )
            for each in off
        )

    return tuple(step for step in found if not called_off(step))


def without_doubles(found: Sequence[ReadMilestone]) -> tuple[ReadMilestone, ...]:
    """The steps with the surer one alone where a sentence tells of one encounter of the same sides as a meeting and as
    a round of talks."""
    return _without(found, frozenset({_ENCOUNTERS}))


def told_once(found: Sequence[ReadMilestone]) -> tuple[ReadMilestone, ...]:
    """The same of any deed: a truce agreed is no agreement besides, threatened sanctions are no other threat."""
    return _without(found, _DOUBLES)


def _without(
    found: Sequence[ReadMilestone], kin: frozenset[frozenset[MilestoneType]]
) -> tuple[ReadMilestone, ...]:
    def doubles(a: ReadMilestone, b: ReadMilestone) -> bool:
        if frozenset((a.type, b.type)) not in kin or "denied" in (a.status, b.status):
            return False
        if "threat_or_ultimatum" in (a.type, b.type) and a.status != b.status:
            return False
        return a.parties == b.parties and a.spans[0] == b.spans[0]

    def outdone(at: int, step: ReadMilestone) -> bool:
        return any(
            doubles(step, other) and (other.confidence, -index) > (step.confidence, -at)
            for index, other in enumerate(found)
        )

    return tuple(step for at, step in enumerate(found) if not outdone(at, step))


def same(a: ReadMilestone, b: ReadMilestone) -> bool:
    """Whether two steps of one article are one occurrence: type, parties, and days that do not exclude each other."""
    if (
        a.type != b.type
        or a.background != b.background
        or (a.status != b.status and not _APART.isdisjoint((a.status, b.status)))
    ):
        return False
    if doers.apart(a.by, b.by):
        return False
    shared = set(a.parties) & set(b.parties)
    if len(shared) * 2 < len(set(a.parties) | set(b.parties)):
        return False
    if distinct.other_goods(a.worth, b.worth):
        return False
    if a.people and b.people and not set(a.people) & set(b.people):
        return False
    if a.type in HELD and distinct.other_people(a.people, b.people):
        return False
    return days_fit(a.date, a.until, b.date, b.until)


def days_fit(a: str | None, a_until: str | None, b: str | None, b_until: str | None, slack: int = 1) -> bool:
    """Whether two ISO dates (day, month or year) can mean the same time: None fits all, a month fits its days.

    `slack` is how many days apart they may be.
    """
    if a is None or b is None:
        return True
    if len(a) < 10 or len(b) < 10:
        return a.startswith(b) or b.startswith(a)
    first_a, first_b = date.fromisoformat(a), date.fromisoformat(b)
    last_a = date.fromisoformat(a_until) if a_until else first_a
    last_b = date.fromisoformat(b_until) if b_until else first_b
    return (first_b - last_a).days <= slack and (first_a - last_b).days <= slack


def _join(a: ReadMilestone, b: ReadMilestone) -> ReadMilestone:
    main, other = (a, b) if (a.confidence, -_ORDER[a.status]) >= (b.confidence, -_ORDER[b.status]) else (b, a)
    first = main.spans[0]
    further = sorted({*a.spans, *b.spans} - {first})
    # A sentence that names the day knows better than one that names none.
    when, else_ = (other, main) if other.dated and other.date and not main.dated else (main, other)
    return msgspec.structs.replace(
        main,
        spans=(first, *further)[:MOST_SPANS],
        date=_exact(when.date, else_.date),
        until=when.until if when.date else else_.until,
        dated=when.dated,
        people=tuple(sorted({*main.people, *other.people})),
        mediators=tuple(sorted({*main.mediators, *other.mediators} - set(main.parties))),
        place=main.place or other.place,
        deadline=main.deadline or other.deadline,
    )


def _exact(a: str | None, b: str | None) -> str | None:
    return max((d for d in (a, b) if d), key=len, default=None) if not a or (b and b.startswith(a)) else a
