"""Casts the step that a sentence reports: which of the actors are its parties, its mediators and its people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

import msgspec

from services.extraction.domain.milestones.parties.mediators import mediating
from services.extraction.domain.milestones.parties.people import persons
from services.extraction.domain.milestones.parties.sides import (
    ACTS,
    CLUBS,
    FORUMS,
    NEUTRAL,
    Side,
    is_only_reporter,
    joined,
)
from shared.catalog import Catalog
from shared.contracts.common import Span

MOST: Final = 4
"""How many take part at most: more are named where they are listed, and most of them deal with nobody."""
_ALL_THREE: Final = re.compile(
    r"\bthe three (?:countries|nations|sides|parties|governments|leaders)\b|\ball three\b",
    re.IGNORECASE,
)
_AFTER_DAYS: Final = re.compile(
    r"(?<=\w),?\s(?:(?:just|only|barely|less than|more than|exactly|some)\s)?"
    r"(?:an?|one|two|three|four|five|six|\d+|few|several)?\s?(?:hours?|days?|weeks?|months?|years?)\s(?:after|before|since)\s"
)
"""What opens a clause that only says when the deed was done, by another."""
_ON_GOODS: Final = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|quotas?|imports?|imported|exports?)\b", re.IGNORECASE
)
"""What makes a measure one on goods, which may be those of all the world."""
PLAIN: Final = 0.3
"""How much an article must be about a party that a sentence does not name for it to be meant, against the one that it
is most about."""
NEAR: Final = 0.12
"""The same for one named in the sentences before."""


class Cast(msgspec.Struct, frozen=True):
    """Who takes part in a step."""

    parties: tuple[str, ...]
    mediators: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    named: int = 0
    """How many of the parties the sentence itself names."""
    plain: bool = False
    """Grammar makes plain who deals with whom."""
    partial: bool = False
    """Only this one side is known; another that takes part is not in the catalog."""


class Background(msgspec.Struct, frozen=True):
    """How often the article names each party, with its title and first paragraphs counted more."""

    weights: tuple[tuple[str, float], ...]

    def share(self, name: str) -> float:
        """How much the article is about a party, from 0 to 1; the party it is most about has 1."""
        return (
            next((w for n, w in self.weights if n == name), 0.0) / self.weights[0][1] if self.weights else 0.0
        )

    def partner(self, of: Sequence[str]) -> str | None:
        """The party most written about that is not among `of`, if the article is plainly about it; else None."""
        return next((name for name in self.plain if name not in of), None)

    @property
    def plain(self) -> tuple[str, ...]:
        """The parties that the article is plainly about, the most written about first."""
        least = PLAIN * self.weights[0][1] if self.weights else 0.0
        most = takewhile(lambda each: each[1] >= least, self.weights)
        return tuple(name for name, _ in most if name not in FORUMS)


def background(named: Sequence[Side], title: Sequence[str], lead: int) -> Background:
    """The weights of an article's parties, heaviest first (names decide ties); those in the first `lead` characters and
    in the title count more."""
    counts: dict[str, float] = {}
    for side in named:
        counts[side.name] = counts.get(side.name, 0.0) + side.weight * (
            2.0 if side.mention.start < lead else 1.0
        )
    for name in title:
        counts[name] = counts.get(name, 0.0) + 4.0
    return Background(
        tuple(sorted(((n, w) for n, w in counts.items() if w > 0), key=lambda p: (-p[1], p[0])))
    )


def cast(
    text: str,
    span: Span,
    here: Sequence[Side],
    near: Sequence[Side],
    article: Background,
    negotiations: Sequence[Sequence[str]],
    people: bool,
    teller: str | None = None,
    subjects: Sequence[str] = (),
    pacts: Sequence[Sequence[str]] = (),
) -> Cast:
    """The parties, mediators and people of the step reported at `span`; without parties where the other side is not
    plain.

    The parties are those the sentence names. Where fewer than two are, they are completed from the negotiation that the
    words point to, from whom a pronoun means (`subjects`), from who reports it (`teller`), from the sentences before
    (`near`), and from the whole article; a pact (`pacts`) brings all its members where the sentence names hardly
    anybody else.
    """
    mediators = {side.name for side in here if mediating(text, side)}
    if people:
        acting = [side for side in here if not is_only_reporter(text, side)]
        if len({s.name for s in acting if s.weight >= 0.5 and s.name not in mediators | FORUMS}) > 1:
            # A meeting is between those who meet; who tells of it is a party only if he is named as one.
            here, teller = acting, None
    strength: dict[str, float] = {}
    for side in here:
        if side.name not in mediators:
            strength[side.name] = max(strength.get(side.name, 0.0), side.weight)
    parties = [name for name, weight in strength.items() if weight >= 0.5]
    if len(parties) < 2:
        parties += [name for name in subjects if name not in parties and name not in mediators]
    named = len(parties)
    forums = [name for name in parties if name in FORUMS]
    parties = [name for name in parties if name not in FORUMS]
    if len(parties) > 2:
        parties = _closest(parties, here, span, max(MOST, 1 + _longest(text, here)))
    pointed = max(negotiations, key=lambda group: len(set(group) & set(parties)), default=())
    alone = len(parties) < 2 and not forums
    pact = next((each for each in pacts if alone and set(parties) <= set(each)), ())
    if pact:
        parties = list(pact)
    elif pointed and alone and set(parties) <= set(pointed) and len(pointed) <= 3:
        # Of three only two deal with each other, as a rule: the other is whom the article is more about.
        others = sorted((p for p in pointed if p not in parties), key=lambda p: -article.share(p))
        parties = [*parties, *others[:1]] if parties else list(pointed)
    if len(pointed) == 3 and set(parties) <= set(pointed) and _ALL_THREE.search(text, *span):
        parties = list(pointed)
    if teller is not None and len(parties) < 2 and teller not in parties and teller not in mediators:
        parties.append(teller)
    if len(parties) < 2:
        parties += forums
    for side in reversed(near):
        if len(parties) >= 2:
            break
        if (
            side.weight >= 0.5
            and side.name not in FORUMS
            and side.name not in parties
            and side.name not in mediators
            and article.share(side.name) >= NEAR
        ):
            parties.append(side.name)
    while len(parties) < 2:
        partner = article.partner([*parties, *mediators])
        if partner is None:
            return Cast(())
        parties.append(partner)
    names = persons(text, here, parties) if people else ()
    return Cast(
        tuple(sorted(set(parties))), tuple(sorted(mediators - set(parties))), names, named, bool(pact)
    )


def alone(text: str, span: Span, here: Sequence[Side]) -> Cast:
    """The one who takes a measure against all the world ("new duties on imported steel"), by the sides of its
    sentence; an empty cast where it names none or another, be it as the origin of somebody or as a place."""
    acting = {side.name for side in here if side.weight >= ACTS and not is_only_reporter(text, side)}
    if len(acting) != 1 or len({side.name for side in here}) != 1 or not _ON_GOODS.search(text, *span):
        return Cast(())
    return Cast(tuple(acting), named=1, plain=True, partial=True)


def of_meeting(text: str, both: Sequence[str], here: Sequence[Side], hosts: Sequence[str] = ()) -> Cast:
    """The cast of a meeting between those who met by grammar; anybody else named mediated, if the words say so, as
    `hosts` did."""
    mediators = {side.name for side in here if mediating(text, side)}.union(hosts) - set(both)
    return Cast(
        tuple(sorted(set(both))),
        tuple(sorted(mediators)),
        persons(text, here, both),
        len(set(both)),
        plain=True,
    )


def beside_others(text: str, known: Sequence[str], here: Sequence[Side]) -> Cast:
    """The cast of those who take part beside a group that the catalog does not know; nobody is taken for that group."""
    found = of_meeting(text, known, here)
    return msgspec.structs.replace(found, partial=len(found.parties) == 1)


def without_former(cast: Cast, text: str, span: Span, deed: Span | None, here: Sequence[Side]) -> Cast:
    """The cast without those whom the sentence (`span`) names only where it says when that was ("a day after it had
    signed a pact with ..."), if two are left; `deed` are the words that report the step, where they are known."""
    then = _AFTER_DAYS.search(text, deed[1] if deed else span[0], span[1])
    if cast.plain or then is None:
        return cast
    named = {side.name for side in here}
    before = {side.name for side in here if side.mention.start < then.start()}
    left = tuple(name for name in cast.parties if name in before or name not in named)
    return msgspec.structs.replace(cast, parties=left) if len(left) > 1 else cast


def without_bystanders(cast: Cast, here: Sequence[Side], catalog: Catalog) -> Cast:
    """The cast without those who only carry what others exchange, and without a club of states beside its own members,
    who meet each other there ("the leader at the summit of the seven"), unless somebody who speaks for the club is
    named in the sentence (`here`)."""
    speakers = {side.name for side in here if side.mention.actor.kind == "person"}
    clubs = {
        name
        for name in cast.parties
        if name in CLUBS
        and name not in speakers
        and (club := catalog.actor(name)) is not None
        and set(club.members) & set(cast.parties)
    }
    clubs |= NEUTRAL & set(cast.parties)
    if not clubs:
        return cast
    left = tuple(name for name in cast.parties if name not in clubs)
    return msgspec.structs.replace(cast, parties=left, partial=len(left) == 1)


def _longest(text: str, here: Sequence[Side]) -> int:
    """How many sides the longest string of them has."""
    runs = joined(text, [side for side in here if side.weight >= 0.5])
    return max((len({side.name for side in run}) for run in runs), default=0)


def _closest(parties: Sequence[str], here: Sequence[Side], span: Span, most: int) -> list[str]:
    """The parties named nearest to the step; of those as near, who is named first."""

    def distance(name: str) -> int:
        return min(
            (
                max(0, span[0] - side.mention.end, side.mention.start - span[1])
                for side in here
                if side.name == name and side.weight >= 0.5
            ),
            default=0,
        )

    return sorted(parties, key=distance)[:most]
