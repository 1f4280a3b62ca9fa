"""Groups the deeds of a ledger row into events: one announcement is one event, whoever tells it and in which words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

import msgspec

from services.stances.domain.evidence import Held
from services.stances.domain.steps import Step, step_of
from shared.contracts.common import Span
from shared.contracts.positions import Deed

_SAME: Final = timedelta(days=4)
"""Within so many days tellings of one way about one measure are one event."""
_AGAIN: Final = timedelta(days=45)
"""So long an announcement is told again, if its amounts say that it is the same."""

_SAME_SUM: Final = 1.02
_NEARLY: Final = 1.34
"""Outlets round amounts, and tell first estimates."""


class Event(msgspec.Struct, frozen=True):
    """What a side did once: every telling of it, the earliest day first."""

    tellings: tuple[Held, ...]

    @property
    def best(self) -> Held:
        """The plainest telling of how far it went: a sentence before a title, one that names day and measure."""
        rank = step_of(msgspec.structs.replace(deed_of(self.tellings[0]), step=self._step)).rank
        return min(self.tellings, key=lambda held: (step_of(deed_of(held)).rank != rank, *_plainness(held)))

    @property
    def _step(self) -> str:
        """How far it went: what one outlet calls done and others say is to come is announced."""
        steps = {deed_of(held).step for held in self.tellings}
        plainly = any(
            deed_of(h).step == "imposed" and deed_of(h).dated and not deed_of(h).titled for h in self.tellings
        )
        if "threatened" in steps and not plainly:
            return "threatened"
        if "imposed" in steps and "announced" in steps:
            return "announced"
        rank = {name: step_of(deed_of(h)).rank for h in self.tellings for name in (deed_of(h).step,)}
        if "imposed" in steps and steps & {"planned", "threatened"} and not plainly:
            return min(steps & {"planned", "threatened"}, key=lambda name: name)
        return max(sorted(steps), key=lambda name: rank[name])

    @property
    def deed(self) -> Deed:
        """The deed as its plainest telling has it, with what the others know of its amounts."""
        best = deed_of(self.best)
        if best.amounts or best.kind != "tariffs":
            return best
        amounts = next((deed_of(h).amounts for h in self.tellings if deed_of(h).amounts), ())
        return msgspec.structs.replace(best, amounts=amounts)

    @property
    def step(self) -> Step:
        return step_of(deed_of(self.best))

    @property
    def on(self) -> date:
        """The day it was done: as the best dated telling has it."""
        return date.fromisoformat(deed_of(self.best).on)

    @property
    def amounts(self) -> frozenset[float]:
        """The worth of what it falls on, by all tellings."""
        return frozenset(amount for held in self.tellings for amount in worth(deed_of(held)))


def deed_of(held: Held) -> Deed:
    """The deed of a piece of evidence that has one."""
    assert held.position.deed is not None
    return held.position.deed


def worth(deed: Deed) -> tuple[float, ...]:
    """The amounts that a deed tells, and what they come to."""
    return (*deed.amounts, sum(deed.amounts)) if len(deed.amounts) > 1 else deed.amounts


def events(evidence: Iterable[Held]) -> list[Event]:
    """The events that the deeds among the evidence tell: in the order of their days, those of one day in the order in
    which they were first told."""
    found: list[Event] = []
    for held in sorted(evidence, key=_when):
        at = next((i for i in range(len(found) - 1, -1, -1) if _tells(held, found[i], found[i + 1 :])), None)
        if at is None:
            found.append(Event((held,)))
        else:
            found[at] = Event((*found[at].tellings, held))
    return found


def _when(held: Held) -> tuple[str, datetime, int, Span, str, str]:
    # Of what is told at one time, what is to come stands before what is done, and what articles tell first before
    # what they tell further down.
    deed, evidence = deed_of(held), held.position.evidence
    told = evidence.article.published_at
    return (
        deed.on, told, step_of(deed).rank, evidence.spans[0], held.position.id, held.position.origin_id,
    )  # fmt: skip


def _tells(held: Held, event: Event, later: Sequence[Event]) -> bool:
    """Whether it tells the event, and not one like it: the same way, a measure that can be the same, days that are
    near. Behind a contrary event only what the amounts show to be the same is a telling of it, or what is told of the
    very day on which the side did both."""
    deed = deed_of(held)
    mine, theirs = step_of(deed), event.step
    if deed.kind != event.deed.kind or mine.hard != theirs.hard:
        return False
    if deed.kind == "curbs" and set(deed.things) != set(event.deed.things):
        return False
    days = date.fromisoformat(deed.on) - event.on
    if not alike(worth(deed), event.amounts, near=days <= _SAME):
        return False
    if {deed.step, event.deed.step} == {"ordered", "imposed"}:
        return False
    last = deed if mine.rank > theirs.rank else event.deed
    if (
        abs(mine.rank - theirs.rank) > 1
        and bool(deed.amounts) != bool(event.amounts)
        and (last.dated or last.amounts)
    ):
        # What takes effect one day is not what is threatened beside it.
        return False
    again = (
        bool(deed.amounts and event.amounts)
        and not deed.dated
        and deed.rate in (None, event.deed.rate)
        and mine.rank <= theirs.rank
        and days <= _AGAIN
    )
    between = [each for each in later if each.step.hard != mine.hard]
    one_day = {deed.on, event.deed.on, *(each.deed.on for each in between)} == {deed.on}
    return again or (days <= _SAME and (not between or one_day))


def alike(one: Collection[float], other: Collection[float], *, near: bool = True) -> bool:
    """Whether amounts can be those of one measure: none are told, or some are the same (nearly so, of days that are
    `near`)."""
    if not one or not other:
        return True
    most = _NEARLY if near else _SAME_SUM
    return any(max(a, b) <= most * min(a, b) for a in one for b in other)


def _plainness(held: Held) -> tuple[bool, bool, bool, float, datetime, int, Span, str]:
    deed = deed_of(held)
    return (
        deed.titled,
        not deed.amounts and deed.kind == "tariffs",
        not deed.dated,
        -held.position.confidence,
        held.position.evidence.article.published_at,
        -len(deed.things) - bool(deed.rate),
        held.position.evidence.spans[0],
        held.position.id,
    )
