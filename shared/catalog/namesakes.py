"""Chooses between several persons of one surname: whom an honorific excludes, and whom the bare surname means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Final, Literal, TypeVar

K = TypeVar("K", bound=Hashable)

OF_WOMEN: Final = frozenset({"mrs", "ms", "miss", "lady", "dame", "baroness", "madame"})
OF_MEN: Final = frozenset({"mr", "sir", "lord"})


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
