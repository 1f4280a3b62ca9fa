"""Recognises deadlines by the words around a day ("by Friday", "until 1 May")."""

from __future__ import annotations

import re
from typing import Final

from shared.contracts.common import Span

_CLOCK: Final = (
    r"(?:(?:about|around)\s)?(?:noon|midday|midnight|dawn|dusk|sunset|sundown|close\sof\sbusiness|the\sclose"
    r"|\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\b\.?|o[’']clock|hours|GMT)?)(?:\s\([^)]{1,12}\))?"
    r"(?:\s(?:[A-Z]{2,4}|(?:[\w.]+\s)?time))?,?\s(?:on\s|of\s)?"
)
"""An hour of the day ("by 6 p.m. on Sunday")."""
_BY: Final = re.compile(
    rf"\b(?:by|until|till|deadline\s(?:of|is|was)|no\slater\sthan)\s(?:the\s)?(?:{_CLOCK})?$"
    r"|\b(?:before|end\sof|expires?\s(?:on|in)?|runs?\suntil)\s(?:the\s)?$"
    r"|\bby\sthe\s(?:very\s)?(?P<part>end|start|beginning|middle)\s$",
    re.IGNORECASE,
)
_WITHIN: Final = re.compile(r"(?:within|by|until)\b", re.IGNORECASE)
_NEXT: Final = re.compile(r"in\sthe\s(?:next|coming)\b", re.IGNORECASE)
_OR_ELSE: Final = re.compile(r"\b(?:unless|if|must|until)\b[^.;]*$", re.IGNORECASE)
"""Before "in the next two weeks": something is asked within them."""
_NAMED: Final = re.compile(r"(?:[’']s)?\s(?:[a-z]+\s)?(?:deadline|ultimatum)s?\b")
"""After a day: "his Friday deadline", "the Aug. 31 ultimatum"."""
_TERM: Final = re.compile(
    r"\b(?:g(?:ave|ives?|iven|iving)|grant(?:ed|s)?|ha(?:s|d|ve))\s(?:[\w’'.-]+\s){0,4}?"
    r"(?:just\s|only\s|another\s|up\sto\s)?$",
    re.IGNORECASE,
)
_GONE: Final = re.compile(
    r"\b(?:fail(?:ed|ing)|miss(?:ed|ing)|expired|passed|lapsed|ran out|ignored|did(?:\snot|n[’']t)|after)\b[^.;]*$",
    re.IGNORECASE,
)


def due(text: str, before: str, day: Span) -> bool:
    """Whether something is due by the day; `before` is the text before it."""
    words = text[slice(*day)]
    return (
        _BY.search(before) is not None
        or _WITHIN.match(words) is not None
        or _NAMED.match(text, day[1]) is not None
        or (_NEXT.match(words) is not None and _OR_ELSE.search(before) is not None)
    )


def part(before: str) -> str | None:
    """The part of a month by which it is due ("by the start of"), None where no part is named."""
    found = _BY.search(before)
    return found["part"].lower() if found and found["part"] else None


def given(before: str) -> bool:
    """Whether the time that follows is given to somebody ("gave them two weeks to")."""
    return _TERM.search(before) is not None


def gone(before: str) -> bool:
    """Whether the words before a day say that its deadline has passed ("failed to agree by Friday")."""
    return _GONE.search(before) is not None
