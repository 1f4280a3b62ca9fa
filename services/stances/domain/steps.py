"""Tells what a deed is in plain words, whether it hardens the side's stand, and how far it has gone."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Final

import msgspec

from services.stances.domain.subjects import subject
from shared import rulefiles
from shared.contracts.positions import Deed

FILE: Final = "steps.yaml"
MOST: Final = 3
"""So many things, and amounts, are named."""
_FIRST: Final = 6
"""So many words tell what is done; the rest what it is done to."""
_RAISED: Final = re.compile(r"\b(?:rais|hik|increas|doubl|higher|beef)\w*", re.IGNORECASE)


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step. See steps.yaml."""

    now: str
    then: str
    hard: bool
    rank: int


class StepFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as written."""

    things: dict[str, str]
    steps: dict[str, Step]


@cache
def built_in() -> StepFile:
    """The steps that ship with this package, read once."""
    return rulefiles.shipped("services.stances", FILE, StepFile)


def step_of(deed: Deed) -> Step:
    """The deed's step; one that is not known here (of a later version) hardens nothing and is told by its name."""
    words = deed.step.replace("_", " ")
    return built_in().steps.get(deed.step) or Step(words, words, False, 0)


def phrase(deed: Deed) -> str:
    """`announced higher tariffs – 25%, $50 billion of goods`: what was done, and with what measure."""
    words = step_of(deed).then.format(thing=thing_of(deed), goods="", **subject("").agreeing).rstrip()
    told = [
        *(["only in part"] if deed.part and deed.kind in ("tariffs", "curbs", "purchases") else []),
        *([f"{deed.rate}"] if deed.rate and deed.kind == "tariffs" else []),
        *(f"{each} of goods" for each in amounts_of(deed)),
        *deed.things[:MOST],
    ]
    return f"{words} – {', '.join(told)}" if told else words


def thing_of(deed: Deed) -> str:
    """`higher tariffs`: what is done, in words; `restrictions`."""
    step = step_of(deed)
    thing = built_in().things.get(deed.kind, deed.kind)
    if deed.kind == "tariffs" and step.hard and _RAISED.search(" ".join(deed.words.split()[:_FIRST])):
        return f"higher {thing}"
    if deed.kind == "tariffs" and deed.further and (step.hard or deed.step == "put_off"):
        return f"further {thing}"
    return thing


def amounts_of(deed: Deed) -> list[str]:
    """`$50 billion` each; only of tariffs and purchases, which are measured so."""
    return [_money(each) for each in sorted(deed.amounts)[:MOST] if deed.kind in ("tariffs", "purchases")]


def day_of(deed: Deed) -> str:
    """`5 May 2019`; `reported 5 May 2019` where the words do not name the day and it is the article's."""
    on = date.fromisoformat(deed.on)
    return f"{'' if deed.dated else 'reported '}{on.day} {on:%B %Y}"


def _money(billions: float) -> str:
    if billions >= 1000:
        return f"${billions / 1000:g} trillion"
    return f"${billions:g} billion" if billions >= 1 else f"${billions * 1000:g} million"
