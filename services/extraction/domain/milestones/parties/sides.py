"""Turns mentions of actors into the parties they stand for, with how surely each acts there.

In "envoys met in Qatar" Qatar is a place, in "a Belarusian scholar" nobody acts for Belarus: such mentions weigh little
or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from typing import Final

import msgspec

from services.extraction.domain.milestones.parties.asides import within
from services.extraction.domain.milestones.parties.domestic import of_gang
from services.extraction.domain.milestones.parties.whereabouts import of_group
from shared.catalog import Catalog, Mention
from shared.contracts.common import Span

_PLACE_BEFORE: Final = re.compile(
    r"\b(?:in|at|near|from|to|inside|outside|across|into|around|for|via)\s(?:the\s)?$", re.IGNORECASE
)
_RULERS: Final = re.compile(
    r"\b(?:government|authorities|regime|administration|junta|rulers|leadership|leaders|officials|generals)\sin\s$"
)
"""What makes a capital behind it those who rule there ("the government in Tripoli")."""
_IN: Final = re.compile(r"\b(?:in|at|near|inside|outside)\s(?:the\s)?$", re.IGNORECASE)
_CITY: Final = re.compile(
    r"\b(?!\w+day\b|(?:Yesterday|Today|Meanwhile|However|Moreover|Earlier|Later|Separately|Instead|Still|Then|Now|Recently)\b)"
    r"[A-Z][\w’'.-]+, $"
)
"""Before a country: the town in it ("Osaka, Japan"), not a word that opens the sentence ("On Monday, Japan ...")."""
_PEOPLES: Final = frozenset({"Palestinian Authority"})
"""Parties whose demonym names a people ("Palestinian militants") more often than the party itself."""
_PEOPLE: Final = frozenset({"Palestinians"})
"""The same where it is some of the people ("aid to Palestinians") and not the side ("Israel and the Palestinians")."""
_PLACED: Final = re.compile(
    r"^[’']?s?\s(?:[\w-]+\s)?(?:capital|port|city|town|resort|border|soil|territory|airspace|coast|peninsula|island|province|region"
    r"|embassy|consulate|palace|village)\b"
)
"""What makes the adjective before it a place ("the Saudi capital"): who meets there need not be of that country."""
_MEETS_AT: Final = re.compile(r"\s(?:summit|talks|meetings?|conference|negotiations|round)\b")
"""What makes a capital before it the place where others meet ("the Helsinki summit")."""
_CITY_OF: Final = re.compile(r"\b(?:capital|city|port|town)(?: city)?(?: of)?,?\s$")
TOPIC: Final = re.compile(
    r"\b(?:(?:war|conflict|fighting|invasion|peace|settlement|ceasefire|truce|future|situation|crisis)\s(?:in|of|on|for|over)"
    r"|focus(?:ed|es|ing)?\s(?:\w+\s)?on|discuss(?:ed|es|ing)?(?:\s[A-Z]\w+\sand)?|(?:wrangling|dispute|row)\s(?:with|over)"
    r"|(?:border|frontier)\swith|(?:not|never)\s(?:\w+ly\s)?(?:mention(?:ed)?|name(?:d)?|refer(?:red)?\sto)|mentioning"
    r"|(?:concerns?|worries|fears?)\s(?:about|over|of)|support\sfor"
    r"|(?:recalled|returned|back)\sfrom|(?:pressure|criticism|condemnation|outcry)\s(?:from|by)|without|if|unless"
    r"|(?:envoy|representative|ambassador|adviser)s?\s(?:for|on|to)(?:\s[A-Z]\w+\sand)?)\s(?:the\s)?$",
    re.IGNORECASE,
)
"""What makes a country the matter and not a party ("the war in Ukraine", "without Ukraine")."""
_BYSTANDING: Final = re.compile(
    r"\s(?:[\w-]+\s)?(?:scholars?|academics?|professors?|historians?|economists?|journalists?|reporters?|newspapers?|media"
    r"|broadcasters?|outlets?|magazine|hospitals?|universit(?:y|ies)|initials|name|word|acronym|language|singers?|actors?"
    r"|actress|tourists?|students?|football\w*|pressure|criticism|pontiff|pope|cardinals?|bishops?|archbishop|priests?)\b"
)
"""After an adjective for where somebody is from who acts for nobody ("a Belarusian scholar"), or for a church."""
_MEMBER: Final = re.compile(
    r"\s(?:candidate\s|aspiring\s)?(?:member(?!\s(?:states|countries|nations)\b)|candidate)\b"
    r"|\smember(?:s|\s(?:states|countries|nations))\s(?=[A-Z])"
)
"""After a bloc that only says what others are ("the EU members Austria and Malta", "a NATO member"); "the EU member
states" are the bloc."""
_ASIDE: Final = re.compile(r", who\s[^,.;:“”\"\n]{5,160},")
"""What is mentioned in passing ("the president, who was not asked to the talks between ..., said")."""
_BESIDE: Final = re.compile(
    r"[’']s?\s(?:[\w-]+\s){0,3}?(?:rival|foe|enemy|adversary|neighbou?r|ally|partner|patron|backer|creditor)\b"
)
"""After a name that describes the one before the comma ("India, Pakistan's main rival, ...")."""
_FORMER: Final = re.compile(r"\b(?:former|ex-?|retired|one-time)\s?(?:senior\s|top\s)?$", re.IGNORECASE)
_DATELINE: Final = re.compile(r",?\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}\s)?\([\w /.-]{2,30}\)\s?[–—-]+\s")
"""What follows the town from which an agency reports."""
_DASH: Final = re.compile(r",?\s(?:[–—]|--?)\s")
"""The same where the town opens a line."""
_NON: Final = re.compile(r"\bnon-$", re.IGNORECASE)
_IF: Final = re.compile(r"\b(?:if|unless)\s(?:the\s)?$", re.IGNORECASE)
_JOINT: Final = re.compile(
    r"(?:’s|'s)?(?:\s[A-Z][\w’'-]+(?=,|\sand))?(?:,|,?\s(?:and|as well as|alongside|joined|(?:along|together) with))?"
    r"\s(?:the\s)?(?:[A-Z][\w.’'-]*\s){0,3}"
)
"""Between names in a list, or between an office and its holder."""
_COUNTED: Final = re.compile(
    r",?\s(?:and|with)\s(?:the\s)?(?:two|three|four|five|six|several|other|\d)\s(?:[\w-]+\s){0,2}?"
    r"(?:countries|states|nations|powers|governments|neighbou?rs|allies|members|others)(?:,|:|\s?[–—]|\s--)\s(?:the\s)?"
)
"""The same where those that follow are counted first ("Peru and two other states, Chile and Bolivia")."""
_TELLS: Final = re.compile(
    r"^(?:[’']s?)?[,\s](?:\w+\s){0,3}?(?:said|says|told|announced|confirmed|wrote|reported|added|argued|stated)\b"
)
_OF_ITSELF: Final = re.compile(
    r"^(?:[’']s?)?[,\s](?:\w+\s){0,3}?(?:said|says|announced|confirmed|wrote|added|stated)\s(?:(?:on|late|early|last|this)\s)*"
    r"(?:[A-Z]?\w+day\s)?(?:(?:morning|afternoon|evening|night)\s)?(?:that\s)?(?:he|she|it|they|his|her|its|their|we|i)\b"
)
"""After a party that reports what it does itself, and so takes part ("the president said he would meet ...")."""
_TOLD_BY: Final = re.compile(
    r"\b(?:according to|said|told|added)\s(?!that\b)(?:the\s)?(?:(?!that\b)[\w.'’-]+\s){0,3}$", re.IGNORECASE
)
_ACCORDING: Final = re.compile(r"\baccording to\s(?:the\s)?(?:(?!that\b)[\w.'’-]+\s){0,3}$", re.IGNORECASE)
_FEW: Final = 7
"""Members up to which a group can be given by naming them all."""
_ENUMERATED: Final = 80
"""Characters beside a group within which its members are named."""
_NEAR: Final = 20
"""Sides at most that can be named there."""
_FULL_STOP: Final = re.compile(r"[.!?][”\"’']?\s")
FORUMS: Final = frozenset(
    {"G20", "G7", "G8", "Asia-Pacific Economic Cooperation", "APEC", "World Trade Organization"}
)
"""Where states meet: no party beside two that are there."""
CLUBS: Final = FORUMS | {"NATO"}
"""Where members meet each other. Not so the European Union, with which its members do deal."""
NEUTRAL: Final = frozenset({"International Committee of the Red Cross"})
"""Who only carries what others exchange: no side of it."""
ACTS: Final = 0.5
"""Weight from which a side surely acts."""
KINDS: Final = frozenset({"country", "bloc", "group"})


class Side(msgspec.Struct, frozen=True):
    """A party named in the text, by which mention, and how surely it acts there (0 to 1)."""

    name: str
    mention: Mention
    weight: float


def party_of(mention: Mention, catalog: Catalog, on: date) -> str | None:
    """The country, bloc or armed group that the mention stands for; None for media and private persons."""
    actor = mention.actor
    if actor.kind == "media":
        return None
    if actor.kind == "person":
        side = catalog.side_of(actor, on)
        if side == actor.name:
            side = actor.side
        principal = catalog.canonical_party(side)
    else:
        principal = catalog.canonical_party(actor.name)
    found = catalog.actor(principal)
    return principal if found is not None and found.kind in KINDS else None


def sides(
    text: str, mentions: Sequence[Mention], catalog: Catalog, on: date, asides: Sequence[Span] = ()
) -> tuple[Side, ...]:
    """The parties named by `mentions`, in order, weighed from 0 to 1.

    Places ("in Qatar") count little, metonyms after "in" and what stands in headings of other pieces (`asides`) not at
    all.
    """
    by_the_way = [found.span() for found in _ASIDE.finditer(text)]
    out = []
    last, before_it = -1, None
    for at, mention in enumerate(mentions):
        name = party_of(mention, catalog, on)
        # "China, Japan and Korea" are several, "Lima, Peru" is one place.
        after_other = mention.start - last <= 2 and name != before_it
        last, before_it = mention.end, name
        if name is None:
            continue
        before = text[max(0, mention.start - 14) : mention.start]
        weight = 1.0
        behind = text[mention.end : mention.end + 40]
        if within((mention.start, mention.end), asides) or (
            mention.via == "metonym"
            and (_DATELINE.match(behind) or (before[-1:] in ("", "\n") and _DASH.match(behind)))
        ):
            out.append(Side(name, mention, 0.0))
            continue
        if _NON.search(before) or (mention.via == "metonym" and _MEETS_AT.match(behind)):
            out.append(Side(name, mention, 0.25))
            continue
        if mention.via == "demonym" and (
            _PLACED.match(behind)
            or _BYSTANDING.match(behind)
            or of_gang(text, mention)
            or _FORMER.search(before)
        ):
            out.append(Side(name, mention, 0.25))
            continue
        if of_group(text, mentions, at) or (mention.actor.kind == "bloc" and _MEMBER.match(behind)):
            out.append(Side(name, mention, 0.25))
            continue
        if (before.endswith(", ") and _BESIDE.match(behind)) or (
            mention.actor.kind != "person" and TOPIC.search(text[max(0, mention.start - 45) : mention.start])
        ):
            out.append(Side(name, mention, 0.25))
            continue
        if mention.via != "demonym" and mention.actor.kind in ("country", "bloc", "group"):
            if mention.via == "metonym" and _CITY_OF.search(before):
                weight = 0.0
            elif mention.via == "metonym" and _RULERS.search(
                text[max(0, mention.start - 20) : mention.start]
            ):
                weight = 1.0
            elif _IN.search(before):
                weight = 0.0 if mention.via == "metonym" else 0.25
            elif mention.via == "metonym" and _PLACE_BEFORE.search(before):
                weight = 0.2
            elif mention.actor.kind == "country" and not after_other and _CITY.search(before):
                # "in Osaka, Japan": where it was; in "China, Japan and Korea" the word before is an actor too.
                weight = 0.25
        if name in _PEOPLES and (
            mention.via == "demonym"
            or (text[mention.start : mention.end] in _PEOPLE and not before.endswith("the "))
        ):
            weight = min(weight, 0.3)
        if any(start < mention.start < end for start, end in by_the_way):
            weight = min(weight, 0.25)
        out.append(Side(name, mention, weight))
    return tuple(side for at, side in enumerate(out) if not _summed_up(text, out, at))


def _summed_up(text: str, named: Sequence[Side], at: int) -> bool:
    """Whether it is a group of few whose members are all named beside it, in its sentence ("France, Germany and
    Britain, known as the E3"): then they are the parties."""
    start, end, members = named[at].mention.start, named[at].mention.end, named[at].mention.actor.members
    if not 1 < len(members) <= _FEW:
        return False
    ends = [found.end() for found in _FULL_STOP.finditer(text, max(0, start - _ENUMERATED), start)]
    first = max([start - _ENUMERATED, *ends])
    stop = _FULL_STOP.search(text, end, end + _ENUMERATED)
    last = stop.start() if stop else end + _ENUMERATED
    before = takewhile(lambda each: each.mention.start >= first, reversed(named[max(0, at - _NEAR) : at]))
    after = takewhile(lambda each: each.mention.end <= last, named[at + 1 : at + 1 + _NEAR])
    return set(members) <= {each.name for each in (*before, *after)}


def is_only_reporter(text: str, side: Side) -> bool:
    """Whether a mention is only who reports the step ("..., the Kremlin said")."""
    return _reports(text, side, _TOLD_BY)


def is_reporter_by_verb(text: str, side: Side) -> bool:
    """Whether a mention is who reports of others by the verb behind it, or by "according to" before."""
    return _reports(text, side, _ACCORDING)


def _reports(text: str, side: Side, before: re.Pattern[str]) -> bool:
    start, end = side.mention.start, side.mention.end
    if _OF_ITSELF.match(text[end : end + 80]):
        return False
    return bool(_TELLS.match(text[end : end + 40]) or before.search(text[max(0, start - 40) : start]))


def addressed(text: str, side: Side) -> bool:
    """Whether a mention is the party threatened if it does not comply ("if the group does not ...")."""
    return bool(_IF.search(text[max(0, side.mention.start - 12) : side.mention.start]))


def raised(side: Side) -> Side:
    """The side as one that surely acts there."""
    return msgspec.structs.replace(side, weight=1.0)


def joined(text: str, named: Sequence[Side]) -> list[list[Side]]:
    """The sides in the order of the text, grouped as they are listed together ("France, the UK and Canada")."""
    out: list[list[Side]] = []
    for side in named:
        between = text[out[-1][-1].mention.end : side.mention.start] if out else ""
        if out and (_JOINT.fullmatch(between) or _COUNTED.fullmatch(between)):
            out[-1].append(side)
        else:
            out.append([side])
    return out
