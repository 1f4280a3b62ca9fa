"""Reads who visited whom, where a visit is all that a sentence reports.

A visit is a meeting with the hosts, not with whoever the article is otherwise about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.milestones.parties import encounters, places
from services.extraction.domain.milestones.parties.sides import ACTS, Side, joined
from shared.catalog import Catalog
from shared.contracts.common import Span

_VISIT: Final = r"(?:visit|trip|tour|stopover|pilgrimage)"
_NAME: Final = rf"(?:the )?(?P<place>[A-Z][\w’'-]+(?: (?:{places.PART}|of [A-Z]\w+))*)"
_BY_NOUN: Final = re.compile(rf"\b(?P<visit>{_VISIT}s? (?:to|in|of) ){_NAME}")
_BY_VERB: Final = re.compile(rf"\b(?P<visit>(?:visit(?:ed|s|ing)?|tour(?:ed|s|ing)) ){_NAME}")
_ARRIVAL: Final = re.compile(
    r"\b(?P<visit>(?:arriv(?:ed|es|ing)|land(?:ed|s|ing)|touch(?:ed|es|ing) down) (?:in|at) |(?:travel(?:l?ed|s|l?ing)"
    rf"|f(?:lew|lies|lying)|head(?:ed|s|ing)|went|goes|going|com(?:es|ing)|came) to ){_NAME}"
)
_FOR_A_VISIT: Final = re.compile(rf"\b(?:for|on) (?:an?|his|her|their) (?:[\w-]+ ){{0,3}}?{_VISIT}\b")
_FOR_TALKS: Final = re.compile(
    r"\bfor (?:[\w-]+ ){0,3}?(?:talks|meetings|consultations)\b(?! (?:[\w-]+ ){0,3}?(?:with|between)\b)"
)
"""A visit for talks, without saying with whom: they are with the hosts."""
_ELSEWHERE: Final = re.compile(
    r"\b(?:talks|negotiations|negotiat\w+|meetings?|met|summit|conference|assembly|forum|round|dialogue|mediat\w+|calls?|phone)\b"
)
"""What somebody may come for besides a visit, so that others may have been there."""
_CLAUSE: Final = re.compile(
    r"[;:“”\"]|\b(?:as|while|where|when|after|before|although|though|but)\b|, (?:and|who|which)\b"
)
_INVITED: Final = re.compile(r"\baccept(?:ed|s)? (?:[\w’'-]+ ){0,4}?invitations?\b")
"""Who accepts an invitation is the guest, and whoever else is named before the visit invites him."""
_WHO: Final = re.compile(r", who (?:\w+ ){0,2}$")
REACH: Final = 60


def paid(
    text: str, span: Span, deed: Span | None, here: Sequence[Side], subjects: Sequence[str], catalog: Catalog
) -> tuple[str, ...] | None:
    """The guests and the hosts of a visit; empty for a trip within one's own country or to a seat of world bodies.

    None where the sentence reports no visit to a known place, does not say by whom, or may report another meeting.
    `subjects` are whom a pronoun means.
    """
    for pattern in (_BY_NOUN, _BY_VERB, _ARRIVAL):
        for found in pattern.finditer(text, *span):
            if deed is not None and not (found.start() < deed[1] and deed[0] < found.end()):
                continue
            hosts = _hosts(text, found, here, catalog)
            if not hosts or _may_report_another(text, span, found, known=deed is not None):
                continue
            guests = _guests(text, span, found, here) or list(subjects[:1])
            if guests:
                # Who comes to a seat of world bodies need not come to see the country.
                own = set(guests) & set(hosts) or catalog.places.seat(found["place"])
                return () if own else tuple(dict.fromkeys((*guests, *hosts)))
    return None


def _may_report_another(text: str, span: Span, found: re.Match[str], *, known: bool) -> bool:
    """Whether another meeting may be reported: in the clause of the visit where it is `known` to be the deed, else
    anywhere in the sentence. An arrival may be for anything that is named, unless it says that it is for a visit."""
    before, after = text[span[0] : found.start()], text[found.end() : span[1]]
    if known:
        begins = [cut.end() for cut in _CLAUSE.finditer(before)]
        ends = _CLAUSE.search(after)
        before = before[begins[-1] :] if begins else before
        after = after[: ends.start()] if ends else after
    if found.re is not _ARRIVAL:
        after = _FOR_TALKS.sub("", after)
    other = _ELSEWHERE.search(f"{before} {after}") is not None
    return other and not (found.re is _ARRIVAL and _FOR_A_VISIT.search(after))


def _hosts(text: str, found: re.Match[str], here: Sequence[Side], catalog: Catalog) -> list[str]:
    """The country or bloc to which the place belongs; of several that are listed, all."""
    start = found.start("place")
    lands = [
        s for s in here if s.mention.start >= start and s.mention.actor.kind in ("country", "bloc", "body")
    ]
    if lands and lands[0].mention.start == start:
        return list(dict.fromkeys(s.name for s in joined(text, lands)[0]))
    country = catalog.places.country(found["place"])
    return [country] if country else []


def _guests(text: str, span: Span, found: re.Match[str], here: Sequence[Side]) -> list[str]:
    """Who paid the visit: the subject of the verb, the owner of the noun, or the subject of the main clause.

    A guest who only arrives must be a person or come for a visit: not all who "arrived in the country" are envoys.
    """
    named = [s for s in here if s.weight >= ACTS and s.mention.actor.kind != "media"]
    before = [s for s in named if s.mention.end <= found.start()]
    if found.re is _ARRIVAL and not _FOR_A_VISIT.search(text, found.end(), span[1]):
        before = named = [s for s in before if s.mention.actor.kind == "person"]
    if found.re is not _BY_NOUN:
        if (invited := _INVITED.search(text, span[0], found.start())) is not None:
            return encounters.subject_before(text, invited.start(), named)
        if _WHO.search(text[span[0] : found.start()]) and before:
            return [before[-1].name]
        return encounters.subject_before(text, found.start(), named)
    if before:
        return [before[0].name]
    comma = text.find(", ", found.end(), found.end() + REACH)
    after = [s for s in named if comma >= 0 and comma < s.mention.start < comma + REACH]
    return [side.name for side in after[:1]]
