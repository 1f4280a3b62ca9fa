"""Shortens the evidence to the quotation that a headline carries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from shared.language import english

LONGEST: Final = 110
_MONTH: Final = rf"(?:{english.SHORT_MONTH})\.?"
_DAY: Final = rf" (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_AGENCY: Final = r" ?[(\[][^()\[\]]{2,40}[)\]]"
_LAND: Final = r"(?:, [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)*)?"
_DATELINE: Final = re.compile(
    rf"(?:[A-ZÀ-Þ][A-ZÀ-Þ .’'/-]+{_LAND}(?:{_AGENCY}|,?{_DAY}(?:{_AGENCY})?)"
    rf"|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)*{_LAND},{_DAY}{_AGENCY}) ?[-–—]+(?: |(?=[A-Z“\"])|$)"
)
"""Town in capitals with an agency or a day, or town, day and agency; then a dash."""


def quoted(words: Sequence[str]) -> str:
    """The words in quotation marks after a dash, without datelines and cut where they are long; empty without words."""
    shown = " … ".join(found for each in words if (found := _without_dateline(" ".join(each.split()))))
    if len(shown) > LONGEST:
        shown = shown[:LONGEST].rsplit(" ", 1)[0] + "…"
    return f" – “{shown}”" if shown else ""


def _without_dateline(words: str) -> str:
    found = _DATELINE.match(words)
    return words[found.end() :] if found else words
