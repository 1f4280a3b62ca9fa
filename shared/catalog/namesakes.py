"""Chooses between several persons of one surname: whom an honorific excludes, and whom the bare surname means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Final, Literal, TypeVar

K = TypeVar("K", bound=Hashable)

OF_WOMEN: Final = frozenset({"mrs", "ms", "miss", "lady", "dame", "baroness", "madame"})
OF_MEN: Final = frozenset({"mr", "sir", "lord"})


_KIN: Final = re.compile(
    r"\b(?:aunt|brother|cousin|daughter|father|first lady|granddaughter|grandfather|grandmother|grandson|husband|mother"
    r"|nephew|niece|sister|son|twin|uncle|widow|wife)(?:-in-law)?,? $",
    re.IGNORECASE,
)
_AHEAD: Final = 24  # characters


def of_kin(text: str, start: int) -> bool:
    """Whether the name at `start` is introduced as somebody's kin ("his daughter Eva Novotny"): the surname alone is
    then that of the other."""
    return _KIN.search(text, max(0, start - _AHEAD), start) is not None


def barred(honorific: str) -> Literal["he", "she"] | None:
    """The pronoun of those whom the honorific (lower case, no dot) cannot mean."""
    if honorific in OF_WOMEN:
        return "he"
    if honorific in OF_MEN:
        return "she"
    return None


def usual(named: Sequence[tuple[int, K]], before: int) -> K | None:
    """The only one named in full, anywhere. Of several, the one named so most often, as relatives keep their first
    names; on a tie, the one named last before `before`. `named` is where and who, in order."""
    often = Counter(who for _, who in named)
    if len(often) == 1:
        return named[0][1]
    earlier = [who for at, who in named if at < before]
    return max(reversed(earlier), key=often.__getitem__, default=None)
