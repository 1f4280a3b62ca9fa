"""Reads by grammar who met whom, where the sentence makes it plain ("the premier met the envoy")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.milestones.parties.sides import ACTS, FORUMS, Side, joined
from shared.contracts.common import Span

MEETING: Final = (
    r"(?:meetings?|talks|calls?|conversations?|discussions|consultations|summit|negotiations|dinner|lunch)"
)
_OWN: Final = re.compile(
    rf"(?P<whose>\b(?:his|her|their|its)|[’']s?)\s(?:(?!(?:said|says|told|that)\b)[\w-]+\s|[–—]\s){{0,7}}?{MEETING}\s(?:[\w-]+\s){{0,2}}?with\s"
)
"""A meeting that is somebody's ("after his call with ...", "the minister's talks with ...")."""
_AFTER: Final = re.compile(
    r"\b(?:after|before|ahead\sof|following|while|upon|since)\s"
    r"(?:(?:meeting|speaking|talking|conferring)\s(?:(?:by|on)\s(?:the\s)?(?:tele)?phone\s)?(?:with\s|to\s)?"
    rf"|(?:an?\s(?:[\w-]+\s){{0,3}}?)?{MEETING}\s(?:[\w-]+\s){{0,2}}?with\s)"
    rf"|\bduring\s(?:an?|the)\s(?:[\w-]+\s){{0,3}}?{MEETING}\s(?:(?!and\b|between\b|that\b)[\w-]+\s){{0,5}}?with\s"
    r"|\b(?:at|during|in)\s(?:an?|the|their|his|her)\s(?:[\w-]+\s){0,2}?(?:news|press)\s(?:conference|briefing|appearance)\s"
    r"(?:(?:in|at|outside)\s(?:[\w.-]+\s){1,4}?|on\s)?(?:[\w-]+\s)?(?:with|alongside|beside)\s",
    re.IGNORECASE,
)
"""A meeting of whoever the main clause is about ("after meeting ..., the president said")."""
_BETWEEN: Final = re.compile(rf"\b{MEETING}\s(?:[\w-]+\s){{0,3}}?between\s", re.IGNORECASE)
_MET: Final = re.compile(
    r"\b(?:met|meets|(?:will|to|would)\s(?:meet|host|receive|welcome)|(?:is|are|was|were)\smeeting|hosted|hosts|received|welcomed"
    r"|(?:spoken?|speaks|speak|talked)(?:\s(?:by|on)\s(?:the\s)?(?:tele)?phone)?(?:\son\s\w+day)?\s(?:with|to)|phoned|telephoned"
    rf"|(?:held|holds|hold|had)\s(?:[\w-]+\s){{0,4}}?{MEETING}"
    r"(?:\s(?:on|in|at|earlier|later|early|late|this|last|here|there)(?:\s[\w-]+){0,2}?)?\swith"
    rf"|(?:seek(?:s|ing)?|sought|request(?:s|ed|ing)?|propos(?:es?|ed|ing)|arrang(?:es?|ed|ing))\s(?:an?\s|another\s)?(?:[\w-]+\s){{0,2}}?"
    rf"{MEETING}\swith)\s(?:with\s)?"
)
_HOSTED: Final = re.compile(rf"(?:[\w-]+\s){{0,5}}?{MEETING}\s(?:[\w-]+\s){{0,3}}?between\s", re.IGNORECASE)
_FOR_TALKS: Final = re.compile(
    r"(?:\s[A-Z][\w’'-]+)?\s(?:for|in)\s(?:[\w-]+\s){0,6}?(?:talks|negotiations|summit|dialogue)\b"
)
"""After several guests of one host, who talk with each other."""
TWO: Final = 2
_CONVENED: Final = re.compile(
    r"\b(?:met|meets?|gather(?:ed|s)?|convened?|held\s(?:[\w-]+\s){0,3}?(?:talks|meetings?))"
    r"(?=\s(?:in|at|on|for|to|over|again|this|last|next|late|early|yesterday|virtually)\b|[,.])"
)
_OTHER: Final = (
    r"(?:as|according|while|but|though|although|because|since|with|for|in|on|over|to|amid|despite|if|unless"
    r"|said|says)"
)
_NEW: Final = rf"(?!{_OTHER}\s)"
"""Not a word that begins another clause after a comma."""
_BESIDES: Final = re.compile(
    r"\b(?:as|while|but|though|although|because|since|amid|despite|if|unless)\s(?!well\sas)"
    r"|\band\s(?:\w+ly\s)?(?:urged|called|condemned|warned|accused|criticised|criticized|denounced|demanded|rejected"
    r"|blamed|welcomed|threatened|discussed(?!\swith))\s"
)
"""What opens something else than whom one met ("met in the port and urged ...")."""
_AWAY: Final = re.compile(rf"\s{_OTHER}\s")
_AND: Final = re.compile(rf"(?:\s[A-Z][\w’'-]+)?,?\s(?:and|as well as)\s{_NEW}(?:[\w.’'-]+\s){{0,4}}$")
_COMMA: Final = re.compile(rf"(?:\s[A-Z][\w’'-]+)?(?:,|,?\sand)\s{_NEW}(?:[\w.’'-]+\s){{0,3}}$")
_CLAUSE: Final = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\b[A-Z])\.\s|[;:!?“”\"]|\b(?:that|which|who|said|says|where|when|after|before)\b"
)
_TELLS: Final = re.compile(r"\s(?:said|says|told|tells|assured|informed|briefed)\b")
_SAID_THEN: Final = re.compile(
    r"(?:[’']s?)?(?:\s[\w-]+){0,3}?\s(?:said|told\sreporters)\s(?:(?:(?:on|late|early)\s)?(?:\w+day\s)?(?:\w+\s)?)?"
)
"""Between who says something and when he does ("said on Monday after ...")."""
_AGENT: Final = re.compile(r",\s(?:\w+ly\s)?\w+ed\sby\s(?:the\s)?(?:[\w’'-]+\s){0,4}$")
_PRONOUN: Final = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_OFFICE: Final = re.compile(r"(?:\s[\w-]+){0,3}")
"""What may stand between a country and "'s" ("the Peruvian prime minister's")."""
_TOGETHER: Final = re.compile(r"(?:He|She) and ")
"""Before the names of those whom the pronoun's antecedent met."""
_QUOTED: Final = re.compile(r"“[^”\n]*”|(?<!\w)\"[^\"\n]*\"(?!\w)")
REACH: Final = 60
"""Characters after "with" within which the other side is named."""


def met(
    text: str, span: Span, deed: Span, here: Sequence[Side], subjects: Sequence[str], main: Sequence[str] = ()
) -> tuple[str, ...]:
    """Both sides of the meeting reported at `deed` in the sentence `span`; empty where grammar does not show both.

    `subjects` are whom a pronoun that opens the sentence means; `main` are those whom the article is plainly about, the
    most first: one of them met whoever is named in a sentence that does not say who did ("has had calls with ...").
    """
    named = [side for side in here if side.weight > 0 and side.mention.start < span[1]]
    together = _TOGETHER.match(text, *span)
    if together is not None and subjects:
        _, others = _others(text, together.end(), named, _AND)
        if others and subjects[0] not in others:
            return (subjects[0], *others)
    matches = [
        (found, pattern)
        for pattern in (_BETWEEN, _OWN, _AFTER, _MET)
        for found in pattern.finditer(text, *span)
        if found.start() < deed[1] and deed[0] < found.end()
    ]
    for found, pattern in sorted(matches, key=lambda match: match[0].start()):
        opening = not text[span[0] : found.start()].strip(' “"')
        if pattern is _MET and _HOSTED.match(text, found.end()):
            # Who "hosted talks between" others is not one of them.
            continue
        last, others = _others(text, found.end(), named, _AND if opening else _COMMA)
        rest = [s for s in named if s.name not in others]
        if not others:
            continue
        if pattern is _BETWEEN:
            actors, others = others[:1], others[1:]
        elif pattern is _MET:
            if len(others) == TWO and "host" in found.group().lower() and _FOR_TALKS.match(text, last):
                return tuple(others)
            actors = subject_before(text, found.start(), rest) or list(subjects)
        elif pattern is _OWN:
            actors = _owner(text, found, rest) or list(subjects)
        else:
            actors = _main(text, span, found, last, rest) or list(subjects)
        if not actors and pattern is not _BETWEEN and _alone(text, found, named):
            actors = [name for name in main if name not in others][:1]
        if actors and others and not set(actors) & set(others):
            return (*actors, *others)
    return _convened(text, span, deed, named)


def unquoted(text: str, span: Span, deed: Span | None, here: Sequence[Side]) -> Sequence[Side]:
    """The sides named outside the quotations of a sentence that reports a meeting outside them, if there are several.

    Somebody who is only mentioned in the words of one who met ("I think that Peru will help") did not meet. Else all of
    `here`.
    """
    quoted = [found.span() for found in _QUOTED.finditer(text, *span)]
    if deed is not None and any(start < deed[1] and deed[0] < end for start, end in quoted):
        return here
    outside = [s for s in here if not any(start < s.mention.start < end for start, end in quoted)]
    return outside if len({s.name for s in outside if s.weight >= ACTS}) > 1 else here


def _alone(text: str, found: re.Match[str], named: Sequence[Side]) -> bool:
    """Whether the sentence names nobody before a meeting, and straight after it whom somebody met."""
    acting = [s for s in named if s.weight >= ACTS]
    if any(s.mention.end <= found.start() for s in acting):
        return False
    first = next(s.mention.start for s in acting if s.mention.start >= found.end())
    return _AWAY.search(text, found.end(), first) is None


def _convened(text: str, span: Span, deed: Span, named: Sequence[Side]) -> tuple[str, ...]:
    """Those who are listed before a verb of meeting that names nobody after it ("X, Y and Z met in Lima")."""
    for found in _CONVENED.finditer(text, *span):
        if found.start() < deed[1] and deed[0] < found.end():
            who = subject_before(text, found.start(), named)
            if len(who) > 1:
                return tuple(who)
    return ()


def with_another(text: str, span: Span, here: Sequence[Side]) -> bool:
    """Whether by the words of the sentence somebody meets another, who need not be known."""
    named = [side for side in here if side.weight > 0]
    return any(pattern.search(text, *span) for pattern in (_BETWEEN, _OWN, _AFTER)) or any(
        _others(text, found.end(), named, _COMMA)[1] for found in _MET.finditer(text, *span)
    )


def objects_at(text: str, start: int, named: Sequence[Side], reach: int = 5) -> list[str]:
    """The sides named within `reach` characters of a place, and those joined to them."""
    first = next((s for s in named if s.mention.start >= start), None)
    if first is None or first.mention.start - start > reach or _AWAY.search(text, start, first.mention.start):
        return []
    return _others(text, start, named, _COMMA)[1]


def _others(text: str, start: int, named: Sequence[Side], joint: re.Pattern[str]) -> tuple[int, list[str]]:
    """Whom somebody met: the first side named after "with" and those joined to it, and where their names end."""
    end = start
    out: list[str] = []
    for side in named:
        if side.mention.start < start or side.name in FORUMS:
            continue
        between = text[end : side.mention.start]
        if _CLAUSE.search(between) or _BESIDES.search(between) or len(between) > REACH:
            break
        if side.weight < 0.5:
            if out:
                break
            continue
        if out and side.name not in out and not joint.fullmatch(between):
            break
        end = side.mention.end
        if side.name not in out:
            out.append(side.name)
    return end, out


def subject_before(text: str, verb: int, named: Sequence[Side]) -> list[str]:
    """The sides that stand before the verb in its clause, all of them if they are listed; empty where none do."""
    before = [s for s in named if s.mention.end <= verb and s.weight >= 0.5 and s.name not in FORUMS]
    runs = joined(text, _without_agents(text, before))
    if not runs:
        return []
    between = text[runs[-1][-1].mention.end : verb]
    if _CLAUSE.search(between) or _PRONOUN.search(between) or len(between) > REACH:
        return []
    return list(dict.fromkeys(s.name for s in runs[-1]))


def _without_agents(text: str, before: list[Side]) -> list[Side]:
    """Those who can be the subject of a verb ("the premier, accompanied by the envoy, met ..."), if any can."""
    return [
        s for s in before if not _AGENT.search(text[max(0, s.mention.start - REACH) : s.mention.start])
    ] or before


def _owner(text: str, found: re.Match[str], named: Sequence[Side]) -> list[str]:
    """Whose meeting it was: the name before "'s", or the antecedent of a pronoun."""
    start = found.start("whose")
    before = [s for s in named if s.mention.end <= start + 2]
    if found["whose"][0] in "’'":
        return [
            s.name for s in before[-1:] if _OFFICE.fullmatch(text, s.mention.end, max(start, s.mention.end))
        ]
    before = _without_agents(text, before)
    teller = [s for s in before if _TELLS.match(text, s.mention.end)]
    people = [s for s in before if s.mention.actor.kind == "person"]
    return [s.name for s in (teller or people or before)[-1:]]


def _main(text: str, span: Span, found: re.Match[str], last: int, named: Sequence[Side]) -> list[str]:
    """The subject of the main clause: who says it straight before the meeting ("..., the president said after meeting
    ..."), the first named before it or, where the meeting opens the sentence, after it."""
    before = [s for s in named if s.mention.end <= found.start()]
    if (
        before
        and before[-1].weight >= ACTS
        and _SAID_THEN.fullmatch(text, before[-1].mention.end, found.start())
    ):
        return [before[-1].name]
    if before and not _PRONOUN.search(text, before[-1].mention.end, found.start()):
        return [before[0].name] if before[0].weight >= 0.5 else []
    comma = text.find(", ", last, last + REACH)
    if comma < 0 or text[span[0] : found.start()].strip(' “"'):
        return []
    after = [s for s in named if comma < s.mention.start < comma + 25]
    return [s.name for s in after[:1]]
