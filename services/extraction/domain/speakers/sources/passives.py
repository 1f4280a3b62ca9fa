"""Recognises a source that is spoken to rather than speaking: whoever "has been warned" warns nobody.

Also finds who speaks where the passive tells it ("was told by Ada Quill that ...").
"""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.speakers.names.people import People
from services.extraction.domain.vocabulary import Vocabulary
from shared.contracts.common import Span

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
_AHEAD: Final = 40  # characters before the verb in which it is seen to be passive
_BY: Final = re.compile(
    r" by (?P<who>(?:(?!that\b|to [a-z])[\w’'.-]+ ){0,9}?(?!(?:that|to)\b)[\w’'.-]*\w)"
    r"(?=(?: (?:earlier|later|(?:in|last|on|this) \w+))*(?:,? that\b| to (?=[a-z])| of \w+ing\b|:))"
)


def is_addressed(text: str, source: Span | None, cue: Span | None) -> bool:
    """Whether the cue is a passive that means others speak to the source, or to whoever is meant if there is none."""
    if cue is None or (source is not None and cue[0] < source[0]):
        return False
    verb = _SPOKEN_TO.search(text, cue[0], cue[1])
    if verb is None:
        return False
    behind = source is not None and source[1] <= cue[0]
    begin = source[1] if source is not None and behind else max(0, verb.start() - _AHEAD)
    if behind and any(mark in text[begin : cue[0]] for mark in '.;:"“”'):
        return False
    return _PASSIVE.search(text[begin : verb.start()]) is not None


def agent_of(text: str, cue: Span, everybody: People, words: Vocabulary) -> Span | None:
    """Where the speaker after "by" stands, behind a passive cue, if named or described by a noun for people; else
    None."""
    by = _BY.match(text, cue[1])
    if by is None:
        return None
    last = by.group("who").rsplit(" ", 1)[-1].lower()
    named = any(n.end == by.end("who") for n in everybody.within(by.start("who"), by.end("who")))
    known = last in words.persons or last in words.staff or last in words.anonymous_heads
    return by.span("who") if named or known else None
