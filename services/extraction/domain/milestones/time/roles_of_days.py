"""Tells the role of a day in its sentence: that of the deed, of its announcement, or of a beginning."""

from __future__ import annotations

import re
from typing import Final

from shared.contracts.common import Span

_TOLD: Final = re.compile(
    r"\b(?:said|says|told (?:\w+ ){0,3}?|announced|confirmed|wrote|reported|added|stated|indicated)"
    r"(?: in [\w ]{1,30}?| at [\w ]{1,30}?)? ?(?:late |early )?(?:on )?$",
    re.IGNORECASE,
)
_UTTERED: Final = re.compile(
    r"\b(?:(?:warned|tweeted|announcement|warning|remarks)"
    r"|in an? (?:[\w-]+ ){0,2}?(?:tweet|post|statement|interview|speech|letter|briefing)) ?(?:late |early )?(?:on )?$",
    re.IGNORECASE,
)
_ASKS: Final = r"proposed|offered|invited|suggested|urged|demanded|requested|agreed|pledged|vowed|promised"
_ASKS_FOR: Final = r"called|appealed|asked|pushed|pleaded|pressed"
_ASKED: Final = re.compile(
    rf"\b(?:(?P<day>{_ASKS})|{_ASKS_FOR}|(?:invited|urged|asked|pressed) (?:(?!(?:to|for|that)\b)[\w’'-]+ ){{1,4}}?)"
    r" ?(?:late |early )?(?:on )?$",
    re.IGNORECASE,
)
"""Before the day on which something is asked or agreed ("called on Monday for talks")."""
_DAY_ITSELF: Final = re.compile(r" (?:for|as)\b")
"""After a day that is itself what is proposed ("proposed Friday for the summit")."""
_BEGINS: Final = re.compile(
    r"\b(?:(?:take|takes|taking) effect|(?:go|goes|going|come|comes|coming) into (?:effect|force)|kick(?:s|ing)? in"
    r"|begin(?:s|ning)?|start(?:s|ing)?|effective|as of|(?<!could )(?<!will )(?<!would )(?<!may )(?<!to )come"
    r"|from (?:midnight|noon|dawn|\d{1,2}(?:[:.]\d\d| ?[ap]\.?m\.?))"
    r"|\b(?:that|which) (?:is|are|was|were) (?:due|set|scheduled|planned|slated|expected|supposed) to "
    r"(?:(?!(?:on|after|before|when|while|but|and)\b)[\w’'-]+ ){1,7}?"
    r"|(?<!been )(?<!was )(?<!were )(?:set|scheduled|planned|slated|due)(?: for| to (?:be held|take place|start))?)"
    r"(?: as (?:early|soon) as)? ?(?:late |early )?(?:on )?$",
    re.IGNORECASE,
)
_DONE: Final = re.compile(
    r"\b(?<!\bbe )(?:met|spoke|talked|signed|held|hosted|visited|phoned|telephoned|called (?=[A-Z]))\b"
    r"(?:(?!\b(?:will|would|may|could|until|by|before|ahead|set|scheduled|planned|due|to (?![A-Z]|the ))\b)"
    r"[^.;:,“”\"\n]|\.(?=\w))*"
    r"\bon $"
)
"""Before the day on which something was done ("met Brandt on")."""
_TELLS: Final = re.compile(
    rf",? (?:said|announced|warned|told|tweeted|wrote|unveiled|threatened|{_ASKS}|(?:{_ASKS_FOR}) (?:on|for))\b"
)
"""Straight after a day: "Trump on Thursday said"."""
_TELLER: Final = re.compile(
    r",? (?:(?!(?:will|would|to|that|who|which)\b)[\w.'’-]+ ){1,6}?"
    rf"(?:said|announced|warned|told|tweeted|wrote|unveiled|threatened|{_ASKS}|(?:{_ASKS_FOR}) (?:on|for))\b"
)
"""After a day at the head of the sentence: "On Thursday, Trump said"."""
_HEAD: Final = re.compile(r"[\s\"“]*(?:on |late |early )*", re.IGNORECASE)


def is_report_day(text: str, sentence: Span, day: Span) -> bool:
    """Whether a verb of saying stands straight before the day ("said on Monday")."""
    return _TOLD.search(text[max(sentence[0], day[0] - 60) : day[0]]) is not None


def is_start_day(text: str, sentence: Span, day: Span) -> bool:
    """Whether it is the day on which something takes effect or is planned ("starting on", "a visit set for Monday")."""
    return _BEGINS.search(text[max(sentence[0], day[0] - 60) : day[0]]) is not None


def is_done_day(text: str, sentence: Span, day: Span) -> bool:
    """Whether a verb in the past says what was done on the day ("met Brandt on 3 November")."""
    return _DONE.search(text[max(sentence[0], day[0] - 80) : day[0]]) is not None


def is_utterance_day(text: str, sentence: Span, day: Span) -> bool:
    """Whether it is the day of another kind of utterance ("its warning on Monday", "On Monday the union vowed")."""
    before = text[max(sentence[0], day[0] - 60) : day[0]]
    if _UTTERED.search(before) is not None:
        return True
    asked = _ASKED.search(before)
    if asked is not None and (asked["day"] is None or _DAY_ITSELF.match(text, day[1], sentence[1]) is None):
        return True
    if _TELLS.match(text, day[1], sentence[1]) is not None:
        return True
    head = _HEAD.fullmatch(text, sentence[0], day[0]) is not None
    return head and _TELLER.match(text, day[1], sentence[1]) is not None
