"""The actors mentioned in a sentence come in; who deals with whom there, through whom, and which people, goes out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from services.extraction.domain.milestones.sides import Side, mediating, telling
from shared.contracts.common import Span

_FORUMS: Final = frozenset({"G20", "G7", "G8", "Asia-Pacific Economic Cooperation", "APEC"})
"""Where states meet: no party beside two that are there."""


class Cast(msgspec.Struct, frozen=True):
    """Who takes part in a step."""

    parties: tuple[str, ...]
    mediators: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    named: int = 0
    """How many of the parties the sentence itself names."""


class Background(msgspec.Struct, frozen=True):
    """How often the article names each party, with its title and first paragraphs counted more."""

    weights: tuple[tuple[str, float], ...]

    def partner(self, of: Sequence[str]) -> str | None:
        """The party most written about that is not among `of`."""
        return next((name for name, _ in self.weights if name not in of), None)


def background(named: Sequence[Side], title: Sequence[str], lead: int) -> Background:
    """Weights of an article's parties, heaviest first (names decide ties)."""
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
    subject: str | None = None,
) -> Cast:
    """Parties of the step told at `span`: those the sentence names, completed from the negotiation that the words point
    to, from whom a pronoun means (`subject`) or who tells it (`teller`, parties' names), from the sentences before
    (`near`), and from the whole article."""
    mediators = {side.name for side in here if mediating(text, side)}
    if people:
        acting = [side for side in here if not telling(text, side)]
        if len({side.name for side in acting if side.weight >= 0.5 and side.name not in mediators}) > 1:
            # A meeting is between those who meet; who tells of it is a party only if he is named as one.
            here, teller = acting, None
    strength: dict[str, float] = {}
    for side in here:
        if side.name not in mediators:
            strength[side.name] = max(strength.get(side.name, 0.0), side.weight)
    parties = [name for name, weight in strength.items() if weight >= 0.5]
    if subject is not None and len(parties) < 2 and subject not in parties and subject not in mediators:
        parties.append(subject)
    named = len(parties)
    if len([name for name in parties if name not in _FORUMS]) > 1:
        parties = [name for name in parties if name not in _FORUMS]
    if len(parties) > 2:
        parties = _closest(parties, here, span, 4)
    pointed = max(negotiations, key=lambda group: len(set(group) & set(parties)), default=())
    if pointed and set(parties) <= set(pointed) and len(parties) < 2 and len(pointed) <= 3:
        parties = list(pointed)
    if teller is not None and len(parties) < 2 and teller not in parties and teller not in mediators:
        parties.append(teller)
    if len(parties) < 2:
        for side in reversed(near):
            if side.weight >= 0.5 and side.name not in parties and side.name not in mediators:
                parties.append(side.name)
                if len(parties) == 2:
                    break
    while len(parties) < 2:
        partner = article.partner([*parties, *mediators])
        if partner is None:
            break
        parties.append(partner)
    names = _people(here, parties) if people else ()
    return Cast(tuple(sorted(set(parties))), tuple(sorted(mediators - set(parties))), names, named)


def _closest(parties: Sequence[str], here: Sequence[Side], span: Span, most: int) -> list[str]:
    def distance(name: str) -> int:
        return min(
            max(0, span[0] - side.mention.end, side.mention.start - span[1])
            for side in here
            if side.name == name and side.weight >= 0.5
        )

    return sorted(parties, key=lambda name: (distance(name), name))[:most]


def _people(here: Sequence[Side], parties: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        sorted(
            {
                side.mention.actor.name
                for side in here
                if side.mention.actor.kind == "person" and side.name in parties
            }
        )
    )
