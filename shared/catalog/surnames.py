"""Decides which of several persons with one surname a text means."""

from __future__ import annotations

import re
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


def introduced(candidates: tuple[Actor, ...], full: Sequence[Mention], at: int) -> Actor | None:
    """The candidate named in full by the text; of several the usual one."""
    named = {each.actor.id: each.actor for each in full if each.actor in candidates}
    who = namesakes.usual([(each.start, each.actor.id) for each in full if each.actor.id in named], at)
    return None if who is None else named[who]


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
