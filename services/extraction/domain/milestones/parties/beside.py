"""Finds who takes part in a step beside a group that the catalog does not know ("European leaders met ...").

Knowing the group keeps anybody else in the article from being taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.milestones.parties import collectives, encounters
from services.extraction.domain.milestones.parties.mediators import mediating
from services.extraction.domain.milestones.parties.sides import ACTS, Side, is_only_reporter
from shared.contracts.common import Span

REACH: Final = 60
"""Characters between the group and the words that report the step."""
FAR: Final = 240
"""The same where others are listed with it, or stand before it."""
DIRECT: Final = 25
"""Characters between "with" and whom it names."""
_BEGINS: Final = re.compile(
    r"(?:^|[,;:–—“\"]\s?|\b(?i:and|but|yet|that|while|as|when|after|before|where|because|if|whether|since|until|\w+day|yesterday"
    r"|today|meanwhile|later|earlier)\s)"
    r"(?:(?i:the|a|some|many|most|all|several|other|key|top|senior|dozens of|\d+|two|three|four|five|six|seven|eight"
    r"|ten|anxious|angry|nervous|wary)\s){0,3}"
    r"(?:(?:[A-Z][\w.’'-]*|foreign|prime|defen[cs]e|minister|president|chancellor|premier|king|leader)\s){0,5}$"
)
"""What stands before a group, or the one who is strung together with it, that is the subject of a clause."""
_CLAUSE: Final = re.compile(
    r"[.;:!?“”\"]|\b(?:that|which|who|whom|where|when|whether|if|as|while|after|before|because|although|but|he|she|it|they|we"
    r"|said|says?|told|tells?|reported|believed?|confirmed|denied|dismissed|expect(?:ed|s)?|fear(?:ed|s)?|hop(?:ed?|es|ing)|knew"
    r"|think|thought)\b"
)
"""Between a group and the deed of others, or after a group that only reports."""
_ABOUT: Final = re.compile(
    r"\b(?:welcom|hail|prais|applaud|cheer|critici[sz]|condemn|denounc|support|back(?:ed|s|ing)?\b|oppos|push|press(?:ed|es)?\b|call"
    r"|urg|demand|want|seek|sought|discuss|debat|consider|await|watch|follow|mediat|broker|facilitat|host|observ|monitor|react"
    r"|respond|worr|doubt|question|remain|skeptic|sceptic|react|eye(?:d|s)?\b|hear|saw\b|see|warn)\w*"
)
"""What makes the deed one of others of which a group only thinks something ("European leaders welcomed the talks")."""
_OF_ITSELF: Final = re.compile(
    r"(?:\s\w+){0,3}?\s(?:said|say|announced|added|confirmed|warned)(?:\s(?:(?:on|late|early)\s)?\w+day)?(?:\sthat)?\s(?:they|we)"
    r"(?:\s(?:had|have|would|will|were|are|did|do|not|also|\w+ly)){0,3}\s"
)
"""After a group that reports what it does itself."""
_BY: Final = re.compile(
    r"\b(?P<by>with|between|among|of|and|met|meets?|meeting|hosts?|hosted|receiv(?:ed|es)|welcom(?:ed|es)|to|briefed),?\s"
    r"(?:(?:the|with|some|a|an|his|her|their|its|key|top|senior|visiting|fellow|other|several|\w+\s?of)\s)*$"
)
"""Right before those with whom somebody deals."""
_GATHERING_OF: Final = re.compile(
    r"\b(?:summit|meeting|talks|conference|gathering|session)\s(?:[\w-]+\s){0,2}?(?P<by>of|between|among)\s(?:the\s|\w+\s?of\s)*$"
)
_SETTING: Final = re.compile(
    r"\b(?:at|during|attend(?:ed|s|ing)?|sidelines of|before|after|ahead of)\s(?:an?|the|their)\s(?:[\w-]+\s){1,4}$"
)
"""What makes a gathering the place where others meet ("he met the emir at a summit of Gulf leaders")."""
_MEETS: Final = re.compile(
    r"\b(?:met|meets?|(?:held|holds?|had) talks|spoke|sat down|hosted|received|welcomed)\b"
)
_THEMSELVES: Final = frozenset({"between", "among", "of"})
"""After these words all who take part are named."""
_WITH: Final = re.compile(r"(?:\s(?!as\b|while\b|after\b|before\b|to\b)[\w’'-]+){0,6}?\swith\s")
_AND: Final = re.compile(
    r",?\s(?:and|including|as well as|along with|together with)\s(?:the\s)?(?:[\w.’'-]+\s){0,4}"
)
_FURTHER: Final = re.compile(r"(?:[’']s?)?(?:\s[\w.’'-]+){0,3}?(?:,|,?\sand)\s(?:the\s)?(?:[\w.’'-]+\s){0,4}")
_BEFORE: Final = re.compile(
    r"(?:[’']s?)?(?:\s[\w.’'-]+){0,3}?(?:,|,?\s(?:and|as well as|along with|together with))\s"
    r"(?:(?:the|other|several|some|many|two|three|four|five|six|seven|\d+|[a-z]+ of)\s)*"
)

_OFFICE: Final = re.compile(r"\s(?:[\w.’'-]+\s){0,4}")
"""What stands between a country and the name of whoever holds its office."""


def others(
    text: str, span: Span, deed: Span | None, here: Sequence[Side], subjects: Sequence[str], *, meeting: bool
) -> tuple[str, ...] | None:
    """The known sides that take part beside an unknown group, by its grammar; None where no such group takes part.

    `deed` are the words that report the step, where they are known, `subjects` whom a pronoun means or whose statement
    it is.
    """
    acting = [side for side in here if side.weight >= ACTS and not mediating(text, side)]
    for group in _near(collectives.groups(text, span, here), span, deed):
        strung = _strung(text, group, acting)
        start = min([group[0], *(s.mention.start for s in strung)])
        end = max([group[1], *(s.mention.end for s in strung)])
        rest = [side for side in acting if side not in strung]
        if (meeting or deed is not None) and _does(text, span, (start, end), deed, rest):
            verb = (max(end, deed[0]), max(end, deed[1])) if deed else (end, end)
            with_ = _met(text, verb, rest) if meeting else _affected(text, verb[0], span, rest)
        elif meeting and (by := _undergoes(text, span, group, deed, strung)):
            doing = _before(text, deed, rest)
            with_ = [] if by in _THEMSELVES else doing or list(subjects)
        else:
            continue
        known = [*(s.name for s in strung), *with_]
        # A group that deals with nobody known may be anybody.
        members = collectives.members(text, group, meeting=meeting or not known)
        return tuple(dict.fromkeys([*known, *members]))
    return None


def _near(found: Sequence[Span], span: Span, deed: Span | None) -> list[Span]:
    """Those that can take part: near the deed, or at the head of the sentence where its words are not known."""
    if deed is None:
        return [group for group in found if group[0] - span[0] <= FAR]
    return [group for group in found if deed[0] - FAR <= group[0] <= deed[1] + REACH]


def _strung(text: str, group: Span, named: Sequence[Side]) -> list[Side]:
    """The sides that are strung together with a group ("European leaders and the Ukrainian president")."""
    out: list[Side] = []
    start, end = group
    for side in reversed([s for s in named if s.mention.end <= start]):
        if _BEFORE.fullmatch(text, side.mention.end, start) is None:
            break
        out.append(side)
        start = side.mention.start
    for side in reversed([s for s in named if s.mention.end <= start and out]):
        if side.name == out[-1].name and _OFFICE.fullmatch(text, side.mention.end, start):
            out.append(side)
            start = side.mention.start
    joint = _AND
    for side in (s for s in named if s.mention.start >= end):
        holds = (
            joint is _FURTHER
            and side.name == out[-1].name
            and _OFFICE.fullmatch(text, end, side.mention.start)
        )
        if not holds and joint.fullmatch(text, end, side.mention.start) is None:
            break
        out.append(side)
        end, joint = side.mention.end, _FURTHER
    return out


def _does(text: str, span: Span, group: Span, deed: Span | None, rest: Sequence[Side]) -> bool:
    """Whether a group is the subject of the deed."""
    start, end = group
    if _BEGINS.search(text[max(span[0], start - FAR) : start]) is None:
        return False
    if deed is None:
        # The words that tell the meeting are not known: they are taken to be those of the main clause.
        verb = " ".join(text[end : min(span[1], end + REACH)].split(" ")[:4])
        return start - span[0] <= REACH and not _CLAUSE.search(verb) and not _ABOUT.search(verb)
    if start > deed[0]:
        return False
    # Rules may take in the noun before the verb ("leaders met"): then the verb ends their words.
    verb = text[end : deed[0] if end <= deed[0] else deed[1]]
    if _OF_ITSELF.fullmatch(verb):
        return True
    strangers = any(end <= side.mention.start < end + len(verb) for side in rest)
    return len(verb) <= REACH and not (strangers or _CLAUSE.search(verb) or _ABOUT.search(verb))


def _undergoes(text: str, span: Span, group: Span, deed: Span | None, strung: Sequence[Side]) -> str | None:
    """The word ("with", "between") that makes a group the one with whom somebody met, in the deed or straight behind
    it."""
    start = min([group[0], *(s.mention.start for s in strung)])
    if deed is None:
        found = _GATHERING_OF.search(text[max(span[0], start - FAR) : start])
        return found["by"] if found else None
    between = text[deed[1] : start]
    if start < deed[0] or len(between) > REACH or _CLAUSE.search(between):
        return None
    before = text[max(span[0], start - FAR) : start]
    found = _BY.search(before)
    if found is None or (found["by"] in _THEMSELVES and _SETTING.search(before) and _MEETS.search(before)):
        return None
    return found["by"]


def _before(text: str, deed: Span | None, named: Sequence[Side]) -> list[str]:
    """The subject of the deed, whose words may take in whoever stands before the verb."""
    found = (encounters.subject_before(text, at, named) for at in deed or ())
    return next((who for who in found if who), [])


def _met(text: str, verb: Span, named: Sequence[Side]) -> list[str]:
    """The sides that a group met: named in the words of the deed, straight after them or after "with"."""
    inside = [side for side in named if verb[0] <= side.mention.start < verb[1]]
    if inside:
        return encounters.objects_at(text, inside[0].mention.start, named)
    found = _WITH.match(text, verb[1])
    if found and (with_ := encounters.objects_at(text, found.end(), named, DIRECT)):
        return with_
    behind = next((side.mention.start for side in named if side.mention.start >= verb[1]), verb[1])
    return [] if "," in text[verb[1] : behind] else encounters.objects_at(text, verb[1], named, DIRECT)


def _affected(text: str, start: int, span: Span, named: Sequence[Side]) -> list[str]:
    """To whom a deed of another kind is done: the sides named in the rest of its clause."""
    clause = _CLAUSE.search(text, start, span[1])
    until = clause.start() if clause else span[1]
    return [s.name for s in named if start <= s.mention.start < until and not is_only_reporter(text, s)]
