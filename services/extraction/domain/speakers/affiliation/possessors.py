"""Finds the countries and bodies named near a person, and says which of them speak through the office beside them.

In "Arland's foreign minister" Arland does; in "a former minister of Arland", "an Arlandic dissident" or "Arport
Governor Jan Novotny" it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from services.extraction.domain.speakers.affiliation.state_organs import around, state_of
from services.extraction.domain.speakers.names.naming import Naming, folded
from services.extraction.domain.speakers.speaking import Place
from shared.catalog import Catalog, Mention

_PLACED: Final = re.compile(r"-(?:[a-z]+ed|born|era|held|led|run)$")
PAST: Final = frozenset(
    {"ex", "former", "formerly", "late", "once", "onetime", "one-time", "retired", "then"}
)
_LANGUAGES: Final = frozenset({"Arabic", "English", "Hebrew", "Latin", "Mandarin", "Persian", "Sanskrit"})
"""What a professor may teach."""
_ADJECTIVES: Final = frozenset(
    {"Congressional", "Diplomatic", "Judicial", "Ministerial", "Parliamentary", "Presidential", "Senatorial"}
)
"""Of offices, at the head of a sentence: they name no body."""
_LOCAL: Final = frozenset({"gov", "governor", "mayor"})
_AGAINST: Final = frozenset(
    {"dissident", "exiled", "human", "opposition", "rebel", "rights", "separatist", "tribal", "union"}
)
_TRADE: Final = re.compile(r"^spokes|(?:[eo]r|ist|ant|ian|man|woman)$")


def state(m: Mention, roles: list[str], place: Place, catalog: Catalog) -> str | None:
    """The side of the country mentioned by `m` if one of the `roles` is an office of a state that is held now, else
    None."""
    ahead = [
        folded(word.rstrip("-"))
        for word in place.text[max(0, m.start - 24) : m.start].split(" ")[-3:]
        if word
    ]
    if not place.words.state_roles.intersection(roles) or _AGAINST.intersection(roles):
        return None
    if m.via == "metonym" and _LOCAL.intersection(roles):
        return None  # "Arport Governor Jan Novotny"
    if PAST.intersection(roles) or PAST.intersection(ahead):
        return None
    return catalog.side_of(m.actor, place.on)


def is_role(word: str, place: Place) -> bool:
    """Whether the folded word is a title, a trade or another word for a person."""
    words = place.words
    known = word in words.persons or word in words.titles or word in words.anonymous_heads
    return known or _TRADE.search(word) is not None


def owners(begin: int, end: int, place: Place) -> Iterator[tuple[int, int, Mention | None, Naming | None]]:
    """Yields the countries and bodies named in [begin, end), the last first, as (start, end, mention, None) for a
    country and (start, end, None, naming) for a body. A country within a body's name is not given; the body is."""
    others = [
        o
        for o in place.people.within(begin, end)
        if o.sort == "other"
        and o.end <= end
        and not _PLACED.search(o.name)
        and o.name not in _LANGUAGES | _ADJECTIVES
        and place.text[o.start - 1] != "@"
    ]
    found: list[tuple[int, int, Mention | None, Naming | None]] = []
    for m in around(place, begin, end):
        if m.actor.kind in ("country", "bloc") and m.end <= end:
            within = any(
                o.start <= m.start
                and m.end <= o.end
                and (o.actor is None or o.actor.kind not in ("country", "bloc"))
                for o in others
            )
            if not within:
                found.append((m.start, m.end, m, None))
    for o in others:
        if o.actor is None or o.actor.kind not in ("country", "bloc"):
            found.append((o.start, o.end, None, o))
    return iter(sorted(found, key=lambda one: (-one[1], one[0])))


def body(other: Naming, place: Place, catalog: Catalog) -> str | None:
    """The side for which a body speaks: the catalog's, the state whose organ it is, else the body itself."""
    if other.actor is not None:
        return catalog.side_of(other.actor, place.on)
    return state_of(other, place, catalog) or other.name
