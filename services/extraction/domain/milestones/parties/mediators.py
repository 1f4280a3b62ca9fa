"""Recognises go-betweens by the words around them, and those between whom they go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.milestones.parties import encounters
from services.extraction.domain.milestones.parties.sides import ACTS, Side
from shared.catalog import Negotiation
from shared.contracts.common import MilestoneType, Span

HOSTED: Final[frozenset[MilestoneType]] = frozenset(
    {
        "mediation_offered_or_accepted",
        "meeting_held",
        "meeting_proposed",
        "meeting_scheduled",
        "talks_round_held",
    }
)
"""Steps of others that somebody hosts or mediates."""

_BY_MEDIATOR: Final = re.compile(r"^(?:[-\s](?:mediated|brokered|sponsored|led))\b", re.IGNORECASE)
_MEDIATED_BY: Final = re.compile(
    r"\b(?:mediated|brokered|facilitated|hosted|sponsored|mediation|auspices) (?:by|of)\s"
    r"(?:(?:the\s)?(?:[\w.'-]+\s){0,3}|(?:(?-i:[A-Z])[\w.’'-]*,?\s|and\s|the\s){0,9})$",
    re.IGNORECASE,
)
_MEDIATORS: Final = re.compile(
    r"^\s(?:\w+\s)?(?:mediators?|mediation|intermediar\w+|brokers?)\b", re.IGNORECASE
)
_HOSTS: Final = re.compile(
    r"\b(?:host(?:s|ed|ing)?|mediat(?:e|es|ed|ing)|broker(?:s|ed|ing)?|facilitat(?:e|es|ed|ing)|chair(?:s|ed|ing)?)\s"
    r"(?:(?!(?:and|but|which|who|that|when|after|before)\b)[\w’'-]+\s){0,8}?between\s(?:the\s)?"
)
_TALKS: Final = r"(?:talks|negotiations|meetings?|summit|dialogue|discussions|conference|round)"
_OF_OTHERS: Final = (
    r"(?:(?:peace|indirect|proximity|reconciliation|truce|cease-?fire|settlement)\s"
    rf"(?:[\w-]+\s){{0,2}}?{_TALKS})"
)
"""Talks that are those of others with whom they are offered a place."""
_GO_BETWEEN: Final = (
    r"(?:(?:help\s(?:to\s)?|try\sto\s)?(?:mediate|facilitate|broker)\b"
    r"|(?:act|serve)\sas\s(?:an?\s)?(?:[\w-]+\s)?(?:mediator|go-between|intermediary|broker|facilitator)\b)"
)
_OFFERS: Final = re.compile(
    r"\b(?:(?:ready|willing|prepared|happy|keen|offer(?:ed|s|ing)?|volunteer(?:ed|s)?|propos(?:ed|es|ing)|wants?|wanted|agreed)"
    r"\s(?:once again\s|again\s|also\s)?to|(?:could|would|can|might)(?:\s(?:also|now|again))?)"
    r"\s(?:[\w, -]{1,20}?,?\s(?:and\s)?)?"
    rf"(?:{_GO_BETWEEN}|(?P<host>host|organi[sz]e|provide\sa\s(?:venue|platform|place)\sfor)\s(?:[\w-]+\s){{0,4}}?{_TALKS}\b)"
    r"|\boffer(?:ed|s|ing)?\s(?:his|her|its|their)\s(?:good\soffices|mediation|services\sas|help\sin\s(?:mediat|broker)\w+)\b"
    rf"|\b(?:host(?:s|ed|ing)?|mediat(?:es?|ed|ing)|facilitat(?:es?|ed|ing)|broker(?:s|ed|ing)?)\s(?:(?:the|an?|another|more|new|further)\s)?{_OF_OTHERS}"
)
"""What makes who says it a go-between of others, or their host."""
_PEACEMAKER: Final = re.compile(
    r"\b(?:travel|fly|head|go|gone|flew|went|headed|travel?led|dispatched|sent|trip|visit|tour)\w*\s[^.;:]{0,60}?\b"
    r"(?:to|and|for)\s[\W]?(?:[\w-]+\s){0,3}?(?:(?:end|ending|stop|halt|defuse)\s(?:to\s)?(?:of\s)?(?:the\s)?"
    r"(?:violence|fighting|bloodshed|hostilities|crisis|conflict|war)|(?:broker|mediate|negotiate|secure|help\sreach)\b)"
)
"""A journey to make peace between others."""
_WITH: Final = re.compile(r"\s(?:[\w-]+\s){0,4}?with\s")
"""After talks that somebody holds himself ("ready to host talks with ...")."""
_WHO: Final = re.compile(r",?\s(?:which|who)\s(?:[\w-]+\s){0,4}$")
_SAYS: Final = re.compile(
    r"[^.;:“”\"]{0,40}?\b(?:said|says|announced|added|stated|told|reiterated|indicated)\b[^.;:]{0,60}?\b(?:he|she|it|they)\b[^.;:]{0,20}"
)
"""Between somebody and what he says that he will do himself."""
_PROPOSAL: Final = re.compile(
    r"(?:[’']s?)?\s(?:[\w-]+\s){0,2}?(?:proposal|plan|offer|outline|initiative|framework|draft|mediation)\b"
)
"""After who laid something before both sides ("an Egyptian proposal")."""
REACH: Final = 90
PAIR: Final = 2


def mediating(text: str, side: Side) -> bool:
    """Whether the words around a mention make it a go-between."""
    start, end = side.mention.start, side.mention.end
    return bool(
        _MEDIATED_BY.search(text[max(0, start - 100) : start])
        or _BY_MEDIATOR.match(text[end : end + 12])
        or _MEDIATORS.match(text[end : end + 24])
    )


def between(
    text: str, span: Span, named: Sequence[Side], subjects: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Those between whom somebody hosts, mediates or brokers something, and who does ("Peru will host talks between
    Chile and Bolivia"); None where the sentence does not name two.

    `subjects` are whom a pronoun means that opens the sentence.
    """
    for found in _HOSTS.finditer(text, *span):
        both = encounters.objects_at(text, found.end(), [side for side in named if side.weight > 0])
        rest = [side for side in named if side.name not in both]
        within = [side.name for side in rest if found.start() < side.mention.start < found.end()]
        hosts = within or encounters.subject_before(text, found.start(), rest) or list(subjects)
        if len(both) >= PAIR and not set(hosts) & set(both):
            return tuple(both), tuple(dict.fromkeys(hosts))
    return None


def offered(
    text: str,
    span: Span,
    type_: MilestoneType,
    named: Sequence[Side],
    subjects: Sequence[str],
    negotiations: Sequence[Sequence[str]],
    main: Sequence[str],
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The two between whom somebody offers to mediate or whose talks he hosts, who need not be named, and who does
    ("Peru is ready to host peace talks"); None where it is not plain who he is, or who they are.

    They are those of one of the `negotiations` that go on, or else whom the words behind name and whom the article is
    most about (`main`), without him.
    """
    patterns = (_OFFERS, _PEACEMAKER) if type_ == "mediation_offered_or_accepted" else (_OFFERS,)
    for found in (each for pattern in patterns for each in pattern.finditer(text, *span)):
        if _WITH.match(text, found.end()):
            continue
        hosts = _who_offers(text, found.start(), named) or list(subjects)
        behind = [s for s in named if found.end() <= s.mention.start < found.end() + REACH]
        known = list(dict.fromkeys(s.name for s in behind if s.weight > 0 and s.name not in hosts))
        if len(hosts) == 1 and (both := the_two(known, hosts, negotiations, main)):
            return both, tuple(hosts)
    return None


def the_two(
    known: Sequence[str], without: Sequence[str], negotiations: Sequence[Sequence[str]], main: Sequence[str]
) -> tuple[str, ...]:
    """The two sides of a negotiation of which some, or none, are `known`; empty where they are not two.

    A third (`without`) who speaks of it is not one of them. Of a negotiation of many those named first in the catalog
    are meant.
    """
    for group in negotiations:
        left = [name for name in group if name not in without]
        two = tuple(left if len(left) == PAIR else group[:PAIR])
        if len(two) == PAIR and set(known) <= set(two) and not set(two) & set(without):
            return two
    others = [name for name in main if name not in known and name not in without]
    both = (*known, *others[: max(0, PAIR - len(known))])
    return both if len(both) == PAIR else ()


def going_on(main: Sequence[str], about: Sequence[Negotiation]) -> list[tuple[str, ...]]:
    """The parties of each negotiation that an article is `about`: those whom it is plainly about (`main`), or all where
    these are not two."""
    groups = []
    for each in about:
        here = tuple(name for name in each.parties if name in main)
        if here:
            groups.append(here if len(here) >= PAIR else each.parties)
    return groups


def without_host(
    text: str, here: Sequence[Side], taking: list[str], main: Sequence[str], about: Sequence[Negotiation]
) -> tuple[list[str], str | None]:
    """Those who take part (`taking`), with the other side of the negotiation that the article is about in place of its
    mediator where the sentence, whose sides are `here`, names him only as a place or for what he proposed ("the team in
    Doha went home"); and that mediator, None where nobody is replaced."""
    if len(taking) != PAIR:
        return taking, None
    for host, side in (taking, taking[::-1]):
        mine = [each for each in here if each.name == host]
        if not mine or any(
            each.weight >= ACTS and not _PROPOSAL.match(text, each.mention.end) for each in mine
        ):
            continue
        for each in about:
            two = each.parties[:PAIR] if host in each.mediators else ()
            other = next((name for name in two if name != side), None)
            if side in two and other in main and host not in two:
                return [side, str(other)], host
    return taking, None


def _who_offers(text: str, verb: int, named: Sequence[Side]) -> list[str]:
    """The subject of the verb, who may be named before a relative clause ("Peru, which has offered to ...") or say it
    of himself ("Peru said it was ready to ...")."""
    subject = encounters.subject_before(text, verb, named)
    before = [s for s in named if s.mention.end <= verb and s.weight > 0]
    if not subject and before:
        last = before[-1]
        if _WHO.fullmatch(text, last.mention.end, verb) or _SAYS.fullmatch(text, last.mention.end, verb):
            return [last.name]
    return subject
