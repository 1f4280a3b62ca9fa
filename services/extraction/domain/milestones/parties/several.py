"""Tells apart the encounters that one sentence reports of one side ("spoke with Peru's president and with Chile's")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from services.extraction.domain.milestones.parties import encounters
from services.extraction.domain.milestones.parties.sides import ACTS, Side
from shared.contracts.common import MilestoneType, Span

PAIR: Final = 2
_BY_PHONE: Final = (
    r"(?:\s(?:(?:by|on|over)\s(?:the\s)?(?:tele)?phone|(?:on\s|late\s|early\s)*\w+day|separately|again))*"
)
_PLACED: Final = r"(?:\s(?:at|in|on|during)\s(?:[\w.’'-]+\s){1,5}?with\s|\s(?:with\s)?)"
"""Up to whom somebody meets, with the place before him ("meet at the summit with ...")."""
_FEW: Final = r"(?:[\w-]+ ){0,5}?"
_SAID: Final = (
    r"(?P<done>spoke|spoken|talked|conferred|speaking|talking)"
    r"|(?P<base>speak|talk|confer)|(?P<noun>calls?|conversations?)"
)
_MET: Final = (
    rf"(?P<done>met|meeting(?=\swith\s|\s[A-Z])|held {_FEW}(?:talks|meetings?))"
    rf"|(?P<base>meet|hold {_FEW}(?:talks|meetings?))"
    r"|(?P<noun>meetings?|talks)|(?P<seen>(?:travel|fly|go|head)\sto\s(?:[\w-]+\s){1,3}to\s(?:talk|speak|confer))"
)
_CALLS: Final = re.compile(
    rf"\b(?:(?:{_SAID}){_BY_PHONE}\s(?:with|to)\s|(?:and|then),?\s(?:(?:also|later|then|separately)\s)?(?:with|to)\s(?=the\s|[A-Z])"
    r"|(?P<past>(?:tele)?phoned)\s|(?P<call>(?:will|would|to)\s(?:also\s|then\s)?(?:call|phone))\s(?=[A-Z]))(?:the\sleaders?\sof\s)?"
)
"""Up to whom somebody has spoken with."""
_MEETINGS: Final = re.compile(
    rf"\b(?:(?:{_MET}){_BY_PHONE}{_PLACED}|(?:and|then),?\s(?:(?:also|later|then|separately)\s)?with\s(?=the\s|[A-Z]))"
    r"(?:the\sleaders?\sof\s)?"
)
"""Up to whom somebody meets."""
_BETWEEN: Final = re.compile(
    r"\b(?:(?:(?P<round>(?i:talks|negotiations|rounds?|dialogue|discussions))|(?P<meeting>(?i:meetings?|summits?|encounters?)))"
    r"(?:\s(?!and\b|between\b)[\w-]+){0,4}?|(?P<again>and))\sbetween\s(?:the\s)?"
)
_PLANS: Final = re.compile(
    r"\b(?:will|would|plan(?:s|ned|ning)?|expect(?:s|ed)|due|set|scheduled|going|intend(?:s|ed)?|hope[sd]?|want(?:s|ed)?|aims?|about"
    r"|was|is|are)\s(?:[\w-]+\s){0,3}?$"
)
"""Before an encounter that is to come ("plans to speak with ...")."""
_WHO: Final = re.compile(r"(?:(?!,)[^.;:]){0,30},?\swho\s(?:\w+\s)?$")
"""Between somebody whom another met and what he himself does then."""
_EACH: Final = re.compile(
    r"\b(?:separate(?:ly)?|each|individual(?:ly)?|in turn|respectively|one-on-one|bilateral meetings)\b",
    re.IGNORECASE,
)
_AT_SUMMIT: Final = re.compile(
    r"\bleaders\sincluding\b|\bsidelines?\b|\b(?:at|during)\s(?:[\w’'-]+\s){1,4}?(?:summit|gathering|G-?20|G-?7|assembly)\b"
)
"""Where one leader sees others by turns."""
_AS_ONE: Final = re.compile(
    r"\b(?:conference call|video ?-?(?:call|conference|link)|joint(?:ly)?|together|three-way|four-way|five-way"
    r"|trilateral|group call|(?:three|four|five|both|all) (?:leaders|presidents|ministers))\b",
    re.IGNORECASE,
)
"""What makes them one call of all."""
REACH: Final = 60
FORMS: Final[dict[MilestoneType, tuple[re.Pattern[str], frozenset[str]]]] = {
    "call_held": (_CALLS, frozenset({"done", "noun", "past", "base", "call"})),
    "meeting_held": (_MEETINGS, frozenset({"done", "noun"})),
    "meeting_scheduled": (_MEETINGS, frozenset({"base", "noun", "seen"})),
}
"""The words that name each type of encounter, and in which forms."""
AHEAD: Final = frozenset({"base", "call"})
"""Forms of a verb that tell what is to come, after a word of planning."""
DONE: Final = frozenset({"done", "past"})
BETWEEN: Final[frozenset[MilestoneType]] = frozenset(
    {"talks_round_held", "meeting_held", "meeting_scheduled"}
)


class Encounter(msgspec.Struct, frozen=True):
    """Who takes part in one encounter, and the words that report it."""

    parties: tuple[str, ...]
    deed: Span
    ahead: bool = False
    """It is only planned, though others in the sentence took place."""
    done: bool = False
    """It took place, though others in the sentence are only planned."""


class _Told(msgspec.Struct, frozen=True):
    """Whom somebody met by which words, in which form, and who it is if another than in those before."""

    whom: list[str]
    deed: Span
    form: str
    by: list[str]


def apart(
    text: str, span: Span, type_: MilestoneType, here: Sequence[Side], parties: Sequence[str]
) -> list[Encounter]:
    """The encounters of this type that the sentence tells apart from others; empty where there is but one.

    They are those of one and the same side, which is the one of `parties` whom nobody meets, or of those whom their
    own clauses name.
    """
    named = [side for side in here if side.weight >= ACTS]
    if type_ in BETWEEN and (pairs := _pairs(text, span, type_, named)):
        return pairs
    if type_ not in FORMS:
        return []
    words, forms = FORMS[type_]
    told = _told(text, span, words, named)
    mine = [each for each in told if each.form in forms]
    if type_ == "call_held":
        mine = [
            e
            for e in mine
            if e.form not in AHEAD or _PLANS.search(text, span[0], e.deed[0]) or e.form == "call"
        ]
    with_ = [name for each in mine for name in each.whom]
    rest = [side for side in named if all(side.name not in each.whom for each in told)]
    subjects = encounters.subject_before(text, told[0].deed[0], rest) if told else []
    each_one = _EACH.search(text, *span) is not None or _by_turns(text, span, with_, named)
    if each_one and len(mine) == 1 and len(with_) == 1:
        # "The leaders of Peru and Chile held separate talks with ...".
        both = [Encounter((name, with_[0]), mine[0].deed) for name in subjects]
        return both if len(both) > 1 else []
    who = subjects if len(subjects) == 1 else [name for name in parties if name not in with_]
    if not mine or (len(with_) < PAIR and len(told) < PAIR) or any(len(e.by or who) != 1 for e in mine):
        return []
    each_one = each_one or (type_ == "call_held" and _AS_ONE.search(text, *span) is None)
    if not each_one and len(told) == 1:
        return []
    mixed = any(each.form in AHEAD for each in told)
    return [
        Encounter(
            ((each.by or who)[0], *names),
            each.deed,
            type_ == "call_held" and each.form in AHEAD,
            mixed and each.form in DONE,
        )
        for each in mine
        for names in ([[name] for name in each.whom] if each_one else [each.whom])
    ]


def _told(text: str, span: Span, words: re.Pattern[str], named: Sequence[Side]) -> list[_Told]:
    """The encounters that some words tell, each with another; "and with ..." goes on in the form before."""
    told: list[_Told] = []
    end = span[0]
    for found in words.finditer(text, *span):
        form = next((name for name, value in found.groupdict().items() if value is not None), None)
        whom = encounters.objects_at(text, found.end(), named, REACH)
        if (form is None and not told) or not whom or any(set(whom) & set(each.whom) for each in told):
            continue
        # Another who is named between, or is meant by "who", does this himself.
        others = [s for s in named if told and end <= s.mention.start and s.mention.end <= found.start()]
        by = encounters.subject_before(text, found.start(), others) if others else []
        if told and _WHO.fullmatch(text, end, found.start()):
            by = told[-1].whom
        told.append(_Told(whom, found.span(), form or told[-1].form, by))
        end = max(s.mention.end for s in named if s.name in whom and s.mention.start >= found.end())
    return told


def _pairs(text: str, span: Span, type_: MilestoneType, named: Sequence[Side]) -> list[Encounter]:
    """Those of several pairs, each given by its own "between", whose noun fits the type; empty where they are not
    several."""
    found: list[tuple[str, Encounter]] = []
    kinds = ("round", "meeting")
    matches = list(_BETWEEN.finditer(text, *span))
    ends = [*(later.start() for later in matches[1:]), span[1]]
    for each, until in zip(matches, ends, strict=False):
        kind = next((name for name in kinds if each[name] is not None), found[-1][0] if found else "")
        who = encounters.objects_at(text, each.end(), [side for side in named if side.mention.start < until])
        if len(who) >= PAIR and kind:
            found.append((kind, Encounter(tuple(who), each.span())))
    several = len({frozenset(each.parties) for _, each in found}) > 1
    own = "round" if type_ == "talks_round_held" else "meeting"
    fitting = [each for kind, each in found if kind == own or all(k != own for k, _ in found)]
    return fitting if several else []


def _by_turns(text: str, span: Span, whom: Sequence[str], named: Sequence[Side]) -> bool:
    """Whether somebody meets leaders, who are all named in person, where many leaders come together."""
    people = {side.name for side in named if side.mention.actor.kind == "person"}
    return set(whom) <= people and _AT_SUMMIT.search(text, *span) is not None
