"""Tells whether two conditions that a side set concern different things."""

import re
from typing import Final

from shared.contracts import ids

_CARRYING: Final = 4
"""Shorter words ("the", "is", "all") carry no condition."""
_STEM: Final = 5
_ALIKE: Final = 0.4
"""Share of the shorter one's words from which on the other says the same in words of its own. What both sides are
called ("Kyiv") is in most."""
_FAILING: Final = re.compile(r"\b(?:no|not|cannot|never|fail\w*|refus\w*)\b|n['’]t\b", re.IGNORECASE)
_ONLY: Final = re.compile(
    r"(?:only|unless|until|as long as|so long as|once|provided|on condition)\b", re.IGNORECASE
)


def warns(condition: str) -> bool:
    """Whether it says what follows if others fail ("they do not agree"): as often a threat as a condition of a yes."""
    return bool(_FAILING.search(condition)) and not _ONLY.match(condition)


def unlike(one: str | None, other: str | None) -> bool:
    """Whether both are stated and clearly differ; in doubt they count as the same."""
    a, b = _stems(one or ""), _stems(other or "")
    return bool(a and b) and len(a & b) < _ALIKE * min(len(a), len(b))


def _stems(condition: str) -> frozenset[str]:
    words = ids.normalise((condition,)).split()
    return frozenset(word[:_STEM] for word in words if len(word) >= _CARRYING or word.isdigit())
