"""Finds whose ministry or department an article means where its name has no country in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.deeds.names import Named
from shared.catalog import Catalog

_STATES: Final = "United States"
_OFFICE: Final = re.compile(
    r"\b(?:(?P<of>commerce|treasury|state|justice|foreign|finance|trade|agriculture|defen[cs]e|energy) "
    r"(?:affairs )?(?:(?P<department>department)|ministry)|"
    r"(?:(?P<department_>department)|ministry) of (?:the )?"
    r"(?P<of_>commerce|treasury|justice|state|foreign|finance|trade|agriculture|defen[cs]e|energy)(?: affairs)?)\b",
    re.IGNORECASE,
)
_AMERICAN: Final = frozenset(("commerce", "treasury", "state", "justice", "agriculture", "defense", "energy"))
"""What the United States has departments for, and hardly anybody else."""
_OWN: Final = re.compile(r"(?:[’']s?)? (?:(?:own|powerful|the) )?")
_OF: Final = re.compile(r" (?:of|in) (?:the )?")


def with_offices(
    named: Sequence[Named], text: str, about: Sequence[str], catalog: Catalog
) -> tuple[Named, ...]:
    """The names, in order, and the offices of the text that go without one: each is its owner's who stands beside it,
    else of whom one of that kind was last named with its owner, else what the negotiations that the article is about
    leave: what lies between the United States, which has departments, and one other has the other's ministries."""
    found = list(named)
    others = _others(about, catalog)
    before: dict[str, str] = {}
    side: str | None
    for hit in _OFFICE.finditer(text):
        of = (hit["of"] or hit["of_"]).lower().replace("defence", "defense")
        end = hit.end()
        if owner := _owner(hit, text, named):
            # "The ministry of trade in the island" is one name.
            side, end = owner.side, max(end, owner.end)
            before[of] = side
        elif hit["department"] or hit["department_"]:
            side = _STATES if of in _AMERICAN else None
        else:
            side = before.get(of) or (next(iter(others)) if len(others) == 1 else None)
        if side and not any(n.start < hit.end() and hit.start() < n.end for n in named):
            found.append(Named(hit.start(), end, side))
    return tuple(sorted(found, key=lambda n: n.start))


def _owner(hit: re.Match[str], text: str, named: Sequence[Named]) -> Named | None:
    """Whose it is by the words: "the island's trade ministry", "the ministry of trade of the island"."""
    for n in named:
        if n.end <= hit.start() and not n.person and _OWN.fullmatch(text, n.end, hit.start()):
            return n
        if n.start >= hit.end() and not n.person and _OF.fullmatch(text, hit.end(), n.start):
            return n
    return None


def _others(about: Sequence[str], catalog: Catalog) -> set[str]:
    """With whom the United States deals, in negotiations of two."""
    return {
        party
        for each in about
        if (entry := catalog.negotiation(each)) is not None and len(entry.parties) == 2
        for party in entry.parties
        if _STATES in entry.parties and party != _STATES
    }
