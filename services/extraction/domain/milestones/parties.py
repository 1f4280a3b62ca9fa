"""The actors mentioned in a sentence come in; who deals with whom there, through whom, and which people, goes out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec

from shared.catalog import Catalog, Mention
from shared.contracts.common import Span

_PLACE_BEFORE: Final = re.compile(
    r"\b(?:in|at|near|from|to|inside|outside|across|into|around|for|via)\s(?:the\s)?$", re.IGNORECASE
)
_IN: Final = re.compile(r"\b(?:in|at|near|inside|outside)\s(?:the\s)?$", re.IGNORECASE)
_CITY: Final = re.compile(r"\b[A-Z][\w’'.-]+, $")
_MEDIATING: Final = re.compile(
    r"\b(?:mediat\w+|broker\w+|host(?:ed|ing|s)?|facilitat\w+|good offices|shuttl\w+|go-between|through)\b",
    re.IGNORECASE,
)
_BY_MEDIATOR: Final = re.compile(r"^(?:[-\s](?:mediated|brokered|sponsored|led))\b", re.IGNORECASE)
_MEDIATED_BY: Final = re.compile(
    r"\b(?:mediated|brokered|facilitated|hosted|sponsored|mediation|auspices) (?:by|of)\s"
    r"(?:the\s)?(?:[\w.'-]+\s){0,3}$",
    re.IGNORECASE,
)
_MEDIATORS: Final = re.compile(
    r"^\s(?:\w+\s)?(?:mediators?|mediation|intermediar\w+|brokers?)\b", re.IGNORECASE
)
_PLACE: Final = re.compile(
    r"\b(?:in|at|near|to) (?:the |a )?(?P<place>(?:[A-Z][\w’'.-]+)(?: (?:[A-Z][\w’'-]+|de|al|City))*)"
)
_CITY_AFTER: Final = re.compile(
    r"\s(?:capital|port|city|town|resort)(?: city)?(?: of)?,?\s(?P<city>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
)
_NOT_PLACES: Final = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday"
    r"|Thursday|Friday|Saturday|Sunday|U\.?S|EU|UN|Mr|Mrs|Ms|President|Prime|Congress"
    r"|Parliament|God|English|Trump|Twitter|Group|G-?\d+)\b"
)
_PEOPLES: Final = frozenset({"Palestinian Authority"})
"""Parties whose demonym names a people ("Palestinian militants") more often than the party itself."""
_PLACED: Final = re.compile(
    r"^[’']?s?\s(?:[\w-]+\s)?(?:capital|port|city|town|resort|border|soil|territory|airspace|coast|peninsula|island|province|region"
    r"|embassy|consulate|palace|village)\b"
)
"""What makes the adjective before it a place ("the Saudi capital"): who meets there need not be of that country."""
_CITY_OF: Final = re.compile(r"\b(?:capital|city|port|town)(?: city)?(?: of)?,?\s$")
_TOPIC: Final = re.compile(
    r"\b(?:(?:war|conflict|fighting|invasion|peace|settlement|ceasefire|truce|future|situation|crisis)\s(?:in|of|on|for|over)"
    r"|without|if|unless|(?:envoy|representative|ambassador|adviser)s?\s(?:for|on|to)(?:\s[A-Z]\w+\sand)?)\s(?:the\s)?$",
    re.IGNORECASE,
)
"""What makes a country the matter and not a party ("the war in Ukraine", "without Ukraine")."""
_TELLS: Final = re.compile(
    r"^[,\s](?:\w+\s){0,3}?(?:said|says|told|announced|confirmed|wrote|reported|added|argued|stated)\b"
)
_TOLD_BY: Final = re.compile(
    r"\b(?:according to|said|told|added)\s(?:the\s)?(?:[\w.'’-]+\s){0,3}$", re.IGNORECASE
)
_FORUMS: Final = frozenset({"G20", "G7", "G8", "Asia-Pacific Economic Cooperation", "APEC"})
"""Where states meet: no party beside two that are there."""
KINDS: Final = frozenset({"country", "bloc", "group"})


class Side(msgspec.Struct, frozen=True):
    """A party named in the text, by which mention, and how surely it acts there (0 to 1)."""

    name: str
    mention: Mention
    weight: float


class Cast(msgspec.Struct, frozen=True):
    """Who takes part in a step."""

    parties: tuple[str, ...]
    mediators: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    named: int = 0
    """How many of the parties the sentence itself names."""


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


def sides(text: str, mentions: Sequence[Mention], catalog: Catalog, on: date) -> tuple[Side, ...]:
    """Parties named by `mentions`, in order; places ("in Qatar") count little, metonyms after "in" not at all."""
    out = []
    last = -1
    for mention in mentions:
        name = party_of(mention, catalog, on)
        after_other, last = mention.start - last <= 2, mention.end
        if name is None:
            continue
        before = text[max(0, mention.start - 14) : mention.start]
        weight = 1.0
        if mention.via == "demonym" and _PLACED.match(text[mention.end : mention.end + 40]):
            out.append(Side(name, mention, 0.25))
            continue
        if mention.actor.kind != "person" and _TOPIC.search(text[max(0, mention.start - 45) : mention.start]):
            out.append(Side(name, mention, 0.25))
            continue
        if mention.via != "demonym" and mention.actor.kind in ("country", "bloc", "group"):
            if mention.via == "metonym" and _CITY_OF.search(before):
                weight = 0.0
            elif _IN.search(before):
                weight = 0.0 if mention.via == "metonym" else 0.25
            elif mention.via == "metonym" and _PLACE_BEFORE.search(before):
                weight = 0.2
            elif mention.actor.kind == "country" and not after_other and _CITY.search(before):
                # "in Osaka, Japan": where it was; in "China, Japan and Korea" the word before is an actor too.
                weight = 0.25
        elif mention.via == "demonym" and name in _PEOPLES:
            weight = 0.3
        out.append(Side(name, mention, weight))
    return tuple(out)


def mediating(text: str, side: Side) -> bool:
    """Whether the words around a mention make it a go-between."""
    start, end = side.mention.start, side.mention.end
    return bool(
        _MEDIATED_BY.search(text[max(0, start - 70) : start])
        or _BY_MEDIATOR.match(text[end : end + 12])
        or _MEDIATORS.match(text[end : end + 24])
    )


def telling(text: str, side: Side) -> bool:
    """Whether a mention is only who tells of the step ("..., the Kremlin said")."""
    start, end = side.mention.start, side.mention.end
    return bool(_TELLS.match(text[end : end + 40]) or _TOLD_BY.search(text[max(0, start - 40) : start]))


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


def place(text: str, span: Span, people: Sequence[Mention], deed: Span) -> str | None:
    """The place named nearest to the deed ("in Riyadh"), unless it is a person, a month, a country spoken of, or the
    like; none where that is only told by an adjective ("in the Saudi capital")."""
    taken = [(m.start, m.end) for m in people if m.actor.kind == "person"]
    best: tuple[int, str | None] | None = None
    for found in _PLACE.finditer(text, *span):
        name = found["place"].rstrip(".,'’")
        start = found.start("place")
        end = start + len(name)
        if _NOT_PLACES.match(name) or any(s <= start < e for s, e in taken):
            continue
        if _TOPIC.search(text[max(0, start - 30) : start]):
            continue
        where: str | None = name.removesuffix("'s").removesuffix("’s")
        if any(m.via == "demonym" and m.start <= start < m.end and end <= m.end + 2 for m in people):
            city = _CITY_AFTER.match(text, end)
            where = city["city"] if city else None
        far = max(0, deed[0] - end, start - deed[1])
        if best is None or far < best[0]:
            best = far, where
    return best[1] if best else None
