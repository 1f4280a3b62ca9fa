"""Knows the steps that deeds take: words for each, whether it hardens the side's stand, and how far it has gone."""

from __future__ import annotations

from functools import cache
from typing import Final

import msgspec

from shared import rulefiles
from shared.contracts.positions import Deed

FILE: Final = "steps.yaml"


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
