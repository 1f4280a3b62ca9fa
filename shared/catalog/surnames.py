"""Decides which of several persons with one surname a text means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from shared.catalog import namesakes
from shared.catalog.model import Actor, Mention

_HONORIFIC: Final = re.compile(r"\b([a-z]+)\.? $", re.IGNORECASE)
_LONGEST: Final = 12  # characters of an honorific with the dot and the blank
_NEAR: Final = timedelta(days=30)


def meant(text: str, candidates: tuple[Actor, ...], at: int) -> tuple[Actor, ...]:
    """The candidates that the honorific before the surname does not exclude."""
    honorific = _HONORIFIC.search(text, max(0, at - _LONGEST), at)
    barred = namesakes.barred(honorific.group(1).lower()) if honorific else None
    return tuple(actor for actor in candidates if barred is None or actor.pronoun != barred)


def introduced(
    text: str, candidates: tuple[Actor, ...], full: Sequence[Mention], at: int, on: date
) -> Actor | None:
    """The candidate whom the text names in full; of several not one who is told of as another's kin, then the one named
    most often, then the one in office that day, then the one named last before."""
    some = [each for each in full if each.actor in candidates]
    named = {each.actor.id: each.actor for each in some}
    if len(named) > 1:
        holder = in_office(tuple(named.values()), on)
        kin = {each.actor.id for each in some if each.actor != holder and namesakes.of_kin(text, each.start)}
        some = [each for each in some if each.actor.id not in kin] or some
        often = Counter(each.actor.id for each in some)
        usual = holder is not None and often[holder.id] == max(often.values())
        if usual and any(each.actor == holder and each.start < at for each in some):
            return holder
    who = namesakes.usual([(each.start, each.actor.id) for each in some], at)
    return None if who is None else named[who]


def unintroduced(
    candidates: tuple[Actor, ...], full: Sequence[Mention], other: int | None, first: int, on: date
) -> Actor | None:
    """Whoever needs no introduction: in office that day, nowhere named in full, and by the surname alone at `first`,
    before another of that surname is, who is none of the candidates where the first stands at `other`."""
    named = [each for each in full if each.actor in candidates]
    begins = [each.start for each in named] + ([] if other is None else [other])
    if not begins or min(begins) < first:
        return None
    holder = in_office(candidates, on)
    return None if any(each.actor == holder for each in named) else holder


def in_office(candidates: tuple[Actor, ...], on: date) -> Actor | None:
    """The only candidate who held an office that day, else the only one about that day; None if there are two."""
    for slack in (timedelta(0), _NEAR):
        near = [
            actor
            for actor in candidates
            if not actor.introduce
            and any(role.held(on - slack) or role.held(on + slack) for role in actor.roles)
        ]
        if near:
            return near[0] if len(near) == 1 else None
    return None
