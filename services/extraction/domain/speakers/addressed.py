"""A source and its verb in, whether the source is spoken to out: who "has been warned" warns nobody."""

from __future__ import annotations

import re
from typing import Final

Span = tuple[int, int]

_SPOKEN_TO: Final = re.compile(
    r"(?:accused|advised|asked|assured|criticised|criticized|informed|instructed|invited|notified|ordered|reminded"
    r"|requested|told|urged|warned)\b",
    re.IGNORECASE,
)
_PASSIVE: Final = re.compile(
    r"(?:^|[\s,])(?:is|are|was|were|be|been|being|gets?|got)(?: (?:already|also|now|again|then|later|since|not|even"
    r"|just|[a-z]+ly))*\s*$",
    re.IGNORECASE,
)


def addressed(text: str, source: Span, cue: Span | None) -> bool:
    """Whether the verb behind the source is passive and tells that others speak to it."""
    if cue is None or cue[0] < source[1]:
        return False
    verb = _SPOKEN_TO.search(text, cue[0], cue[1])
    if verb is None or any(mark in text[source[1] : cue[0]] for mark in '.;:"“”'):
        return False
    return _PASSIVE.search(text[source[1] : verb.start()]) is not None
