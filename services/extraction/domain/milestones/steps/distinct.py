"""Tells apart steps of one type between the same parties: measures on different goods, meetings of different people."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from services.extraction.domain.milestones.wording import deeds
from shared.contracts.common import Span

_MEASURE: Final = (
    r"(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|tax(?:es)?|sanctions?|penalt(?:y|ies)|countermeasures?)"
)
_SUM: Final = re.compile(
    rf"\b(?:{_MEASURE}\b[^.;:!?\n]{{0,60}}?\bon|(?:slap|hit|target|cover|tax)(?:s|ed|ping|ting|ing)?"
    r"|affect(?:s|ed|ing)?|worth of)\s"
    r"(?:(?!(?:and|but|while|after)\b)[a-z-]+\s){0,4}?"
    r"(?:us|u\.s\.\s)?[$€£](?P<number>\d[\d.,]*)\s?-?(?P<unit>billion|million|bn|mn|m|b)\b"
)
"""The worth of goods on which a measure is laid ("tariffs of 25 percent on another $200 billion of goods")."""


def worth(small: str, sentence: Span, deed: Span) -> frozenset[str]:
    """The sums of goods on which the sentence says that measures are laid, in the part about the time of the `deed`, as
    number and unit; `small` is the text in lower case."""
    start, end = deeds.piece(small, sentence, deed)
    return frozenset(
        f"{found['number'].rstrip('.,')} {found['unit'][0]}" for found in _SUM.finditer(small, start, end)
    )


def other_goods(one: Collection[str], other: Collection[str]) -> bool:
    """Whether two measures are laid on goods of other sums."""
    return bool(one) and bool(other) and set(one).isdisjoint(other)


def other_people(one: Collection[str], other: Collection[str]) -> bool:
    """Whether each of two encounters has somebody whom the other has not."""
    return bool(set(one) - set(other)) and bool(set(other) - set(one))
