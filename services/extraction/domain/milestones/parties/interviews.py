"""Recognises meetings and calls that are only interviews or briefings, in which no sides of a negotiation met."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

import msgspec

from shared import rulefiles
from shared.catalog import Mention
from shared.contracts.common import Span

FILE: Final = "interviews.yaml"
REACH: Final = 90
"""Characters behind the words of meeting, or before them, within which those who met are named."""
_END: Final = re.compile(
    r"[,;:.!?\n](?!\w)|\s[–—-]\s|\b(?:and|about|over|to|in|at|on|for|after|before|during|while|when|where|as|who|which|that|but|ahead"
    r"|said|says|told|wrote)\b"
)
"""Where the words for the other side end."""
_BEGIN: Final = re.compile(
    r"[,;:.!?\n“”\"](?!\w)|\b(?:and|but|that|while|when|where|as|after|before|who|which|said|says|told|with|to|of|by|from|in|report(?:ed|s)"
    r"|confirm(?:ed|s)|claim(?:ed|s)|wrote|understands|learn(?:ed|t|s)|reveal(?:ed|s)|asked|knows?|knew)\b"
)
"""Behind the last of these begins the subject of a verb."""


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """See interviews.yaml."""

    words: dict[str, str]
    encounters: re.Pattern[str]
    interviews: re.Pattern[str]
    press: re.Pattern[str]
    briefings: re.Pattern[str]
    elsewhere: re.Pattern[str]
    match: tuple[str, ...]
    no_match: tuple[str, ...]


@cache
def built_in() -> Words:
    """The words that ship with this package, read once."""
    return rulefiles.shipped(__package__, FILE, Words)


def only(small: str, span: Span, deed: Span | None, mentions: Sequence[Mention]) -> bool:
    """Whether every encounter reported at the deed (or in the whole sentence, where its words are not known) is one
    with the press, or only words to the press are reported.

    `small` is the text in lower case, `mentions` are the actors that the sentence names.
    """
    words = built_in()
    found = [
        _with_press(small, span, each.span(), mentions)
        for each in words.encounters.finditer(small, *span)
        if deed is None or (each.start() < deed[1] and deed[0] < each.end())
    ]
    found += [
        True
        for each in words.interviews.finditer(small, *span)
        if deed is None or (each.start() < deed[1] and deed[0] < each.end())
    ]
    if not found and deed is None:
        told = words.briefings.search(small, *span)
        return told is not None and words.elsewhere.search(small, *span) is None
    return bool(found) and all(found)


def _with_press(small: str, span: Span, verb: Span, mentions: Sequence[Mention]) -> bool:
    """Whether the press is named as one side of the encounter, and nobody else is."""
    end = _END.search(small, verb[1], min(span[1], verb[1] + REACH))
    behind = (verb[1], end.start() if end else min(span[1], verb[1] + REACH))
    start = max(span[0], verb[0] - REACH)
    begins = [each.end() for each in _BEGIN.finditer(small, start, verb[0])]
    before = (begins[-1] if begins else start, verb[0])
    return any(_press(small, part, mentions) for part in (behind, before))


def _press(small: str, part: Span, mentions: Sequence[Mention]) -> bool:
    """Whether the words name somebody of the press, and sides only by where they are from ("an American
    broadcaster")."""
    named = [m for m in mentions if part[0] <= m.start < part[1]]
    asks = built_in().press.search(small, *part) or any(m.actor.kind == "media" for m in named)
    return bool(asks) and all(m.actor.kind == "media" or m.via == "demonym" for m in named)
