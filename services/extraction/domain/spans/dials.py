"""Defines the thresholds and weights by which the model's scores become statements, with their shipped values."""

from __future__ import annotations

from typing import Final

import msgspec


class Dials(msgspec.Struct, frozen=True):
    """Thresholds and weights, set by cross-validation over articles where that was possible (see the model card)."""

    start: float = 0.25  # taken from the log-probability that a word is outside
    keep: float = 0.3  # statements whose words are less certain than this are not looked at again
    nested: float = 0.5
    shortest: int = 10  # characters of content
    sure: float = 0.45  # statements less likely than this at the second look are dropped
    governed: float = 0.45  # the same for what was found by its verb alone
    source: float = 0.3  # a source less probable than this is none
    reach: int = 220  # word pieces between content and source
    wording: tuple[float, float, float] = (
        0.7,
        0.5,
        0.4,
    )  # weight of single words on issue, position, background
    tagged: tuple[float, float, float] = (
        2.0,
        1.0,
        2.0,
    )  # weight of an issue's words in content, sentence, article
    hinted: tuple[float, float] = (
        1.0,
        1.0,
    )  # weight of words that show a position, in the cue and in what is said
    evened: tuple[float, float] = (
        0.8,
        0.0,
    )  # how much of an issue's being common is taken out again, and what is taken from the issue `other`
    old: float = -0.5  # log-odds from which on a statement counts as said before


DIALS: Final = Dials()
