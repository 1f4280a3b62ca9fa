"""Recognises temporal expressions ("on 15 May", "next week", "three days ago") by their words.

Which days they are is read in `resolving`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from services.extraction.domain.milestones.time import deadlines
from services.extraction.domain.text.sieve import Sieve
from shared.contracts.common import Span
from shared.language import english

_MONTH: Final = (
    r"(?=(?-i:[A-Z]))"  # "the march" and "may" are none
    # shortened, it may have a full stop
    rf"(?P<{{0}}>{english.SHORT_MONTH.replace(')?', '|[.])?')})"
)
_COUNT: Final = rf"\d{{1,3}}|{english.NUMBER}|a few|several|a couple of|a|an"
_UNIT: Final = r"hour|day|week|month|year"
_OF_WHICH: Final = (
    r"(?:(?<=\bthe )|(?<=\ba )|(?<=\ban )|(?<=\bhis )|(?<=\bher )|(?<=\bits )|(?<=\btheir )|(?<=[’']s ))"
)
_ON_A_MARCH: Final = "on|of|to|for|from|in|against|through|is|was|has|had|will"
"""Before other words a month is an attribute ("his June visit"); "the March for the Mills" is none."""
_WITH_ITS_NAME: Final = (
    rf"(?:(?:(?:last|next|this|this coming|this past)\s)?{english.WEEKDAY}(?:\s?[,(]\s?|\s)(?:on\s)?(?:the\s)?)?",
    rf"(?:,\sa\s{english.WEEKDAY}\b|\s\({english.WEEKDAY}\))?",
)
"""Around a date the name of its day ("Friday, Aug. 15", "15 August (Friday)"): the date tells which one is meant."""
_EXPRESSIONS: Final = re.compile(
    r"\b(?=\w)(?:"  # asked once, not by each of them
    + "|".join(
        [
            rf"(?P<md>{_WITH_ITS_NAME[0]}{_MONTH.format('m1')}\s(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?"
            rf"(?:,?\s(?P<y1>(?:19|20)\d\d))?\b(?!\s*percent){_WITH_ITS_NAME[1]})",
            rf"(?P<dm>{_WITH_ITS_NAME[0]}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH.format('m2')}"
            rf"(?:,?\s(?P<y2>(?:19|20)\d\d))?(?!\w){_WITH_ITS_NAME[1]})",
            rf"(?P<iso>{_WITH_ITS_NAME[0]}(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)\b{_WITH_ITS_NAME[1]})",
            rf"(?P<month>(?P<rel_m>last|next|this|late|early|mid|in|since|by|until|of|from|during|for)[\s-]"
            rf"(?:(?:late|early|mid)[\s-])?{_MONTH.format('m4')}(?:\s(?:of\s)?(?P<y4>(?:19|20)\d\d))?)\b(?!\.?\s\d)",
            rf"(?P<my>{_MONTH.format('m5')},?\s(?:of\s)?(?P<y5>(?:19|20)\d\d))\b",
            rf"(?P<attr>{_OF_WHICH}{_MONTH.format('m6')}(?=\s(?!(?:{_ON_A_MARCH})\b)[a-z]))",
            r"(?P<weekday>(?:(?P<rel_d>last|next|this|this coming|this past)\s)?"
            r"(?P<wd>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?\b",
            r"(?P<plain>today|tonight|tomorrow|yesterday"
            r"|(?:this|earlier in the|later in the) (?:morning|afternoon|evening)"
            r"|earlier in the day|later in the day|later today|earlier today|overnight)\b",
            r"(?P<weekend>(?:over|at|on|during|earlier in) the weekend|this weekend)\b",
            rf"(?P<ago>(?P<n1>{_COUNT})\s(?P<u1>{_UNIT})s?\s(?:ago|earlier))\b",
            rf"(?P<ahead>(?:(?:in|within)\s(?:the\s(?:next|coming)\s|(?:just|only|about|under)\s)?"
            r"|(?:over|during|for)\sthe\s(?:next|coming)\s)"
            rf"(?:(?:{_COUNT})(?:\s(?:or|to)\s|-))?(?P<n2>{_COUNT})\s(?P<u2>{_UNIT})s?(?:['’]\stime)?)\b(?!\sof\b|-)",
            rf"(?P<term>(?P<n3>{_COUNT})(?:-|\s)(?P<u8>{_UNIT})(?:s?[’']?(?=\s(?:deadline|ultimatum)\b)"
            r"|s?(?=\sto\s[a-z])))",
            r"(?P<coming>(?:in|over|within|during)\s(?:the\s)?"
            rf"(?:coming|next(?:\s(?:few|couple of))?)\s(?P<u3>{_UNIT})s)\b",
            r"(?P<recent>(?:in|over|during)\s(?:the\s)?"
            rf"(?:past|last|recent)(?:\sfew|\scouple of)?\s(?P<u6>{_UNIT})s)\b",
            r"(?P<unit>(?:(?:later|earlier|late|early)\s)?(?P<rel_u>last|next|this|this coming|this past)\s"
            r"(?P<u4>week|month|year|weekend|spring|summer|autumn|fall|winter))\b(?!-)",
            r"(?P<end>(?:the\s)?(?P<part>end|start|beginning)\sof\s(?P<which>the|this|next|last)"
            r"\s(?P<u7>week|month|year))\b(?![-’'])",
            r"(?P<year>(?:in|since|of|from|back in|early|late|mid-)\s?(?P<y6>(?:19|20)\d\d))\b",
        ]
    )
    + ")",
    re.IGNORECASE,
)
_SIEVE: Final = Sieve([_EXPRESSIONS])
_POSSESSIVE: Final = re.compile(r"[’']s\b")
"""After "May": that of a person ("in May’s cabinet")."""
_SINCE: Final = re.compile(r"\bsince\s(?:the\s)?$", re.IGNORECASE)
"""Before the start of a period, which then only tells how long something has been so ("the first since the start of the
year")."""
_SET: Final = re.compile(r"\s(?:deadline|ultimatum)")
_LOOKING_BACK: Final = re.compile(
    r"\b(?:first|second|third|only|best|worst|(?:high|low|bigg|larg|great|long|deadli|clos|steep|sharp|strong|weak)est)\b"
    r"(?:(?!\b(?:will|would|shall|due|expected|planned|scheduled|set|to)\b)[^.;])*$",
    re.IGNORECASE,
)
"""Before "in three years": so long nothing like it has been ("the first such visit in three years")."""
_KINDS: Final = (
    "md", "dm", "iso", "month", "my", "attr", "weekday", "plain", "weekend", "ago", "ahead", "term", "coming",
    "recent", "unit", "end", "year",
)  # fmt: skip


def recognised(text: str, span: Span) -> Iterator[tuple[re.Match[str], str]]:
    """Each temporal expression within `span`, in the order of the text, with up to 80 characters before it.

    Without those that name a person ("May’s cabinet"), that only tell how long something has been so ("since the start
    of the year", "the first in three years"), and lengths of time that set no deadline.
    """
    if not _SIEVE.passing(text[slice(*span)].lower()):
        return
    for match in _EXPRESSIONS.finditer(text, *span):
        before = text[max(span[0], match.start() - 80) : match.start()]
        if _is_a_name(match, text) or (match["end"] and _SINCE.search(before)):
            continue
        if match["ahead"] and _LOOKING_BACK.search(before):
            continue
        if match["term"] and not (_SET.match(text, match.end()) or deadlines.given(before)):
            continue
        yield match, before


def kind_of(match: re.Match[str]) -> str:
    """Which of the kinds of expressions it is: the name of its group, such as "md" for "May 15"."""
    return next(kind for kind in _KINDS if match[kind] is not None)


def is_yearless(match: re.Match[str]) -> bool:
    """Whether it is a day of a month without its year."""
    return any(match[f"m{at}"] and not match[f"y{at}"] and match[f"d{at}"] for at in "12")


def _is_a_name(match: re.Match[str], text: str) -> bool:
    return (match["m4"] or "").lower() == "may" and _POSSESSIVE.match(text, match.end()) is not None
