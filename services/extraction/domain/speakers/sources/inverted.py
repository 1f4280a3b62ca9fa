"""Finds the source that is named with a verb of saying in the sentence of the quotation itself.

"…,” Ada Quill said" and "Ada Quill said: “…”" name her, so a source that the model took from another sentence is wrong.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.speakers.names.people import People
from services.extraction.domain.speakers.sources.colons import announced_by
from shared.contracts.common import Span

_VERB: Final = (
    r"(?:said|says|added|adds|argued|argues|continued|continues|explained|explains|noted|notes|recalled|told \w+"
    r"|complained|countered|lamented|posted|replied|tweeted|warned|warns|wrote|writes)\b"
)
_CLOSED: Final = re.compile(r"(?:,[”\"’']?|[?!…]?[”\"’']) ")  # a full stop would end the sentence
_INVERTED: Final = re.compile(rf"{_VERB} (?:(?!that\b)[\w’'.-]+,? ){{0,6}}")
_NO_LEAD: Final = (
    r"(?!(?:about|after|and|as|at|but|by|for|from|in|of|on|that|to|when|while|who|with)\b)[\w’'.-]+"
)
_AHEAD: Final = re.compile(rf"(?:{_NO_LEAD},? ){{0,6}}")
_SAYS: Final = re.compile(
    rf"(?: ?\([^()\n]{{1,40}}\))?(?:, [^,.;:“”\"\n]{{2,80}},)? (?:also |later |then )?{_VERB}(?! ?:)"
)
_ANNOUNCES: Final = re.compile(rf"(?:, [^.;:“”\"\n]{{2,90}},)? (?:also |later |then )?{_VERB}:? [“\"‘]?")
_BEFORE: Final = re.compile(rf"\s*(?:{_NO_LEAD} ){{0,4}}")
_NOUN: Final = re.compile(
    rf"{_VERB} (?P<who>(?:an?|his|her|one|the|their) "
    r"(?:(?!(?:and|as|at|but|in|on|that|to|when|while|who)\b)[\w’'-]+ ){0,6}?"
    r"[\w’'-]*[a-z])(?=[.,;\n]|$)"
)
_DESCRIBED: Final = re.compile(
    r"(?P<who>(?:an?|another|his|her|its|one|some|the|their|three|two) "
    r"(?:(?!(?:and|as|at|but|in|on|that|to|when|while|who)\b)[\w’'-]+ ){0,6}?[\w’'-]*[a-z]) "
    rf"(?:also |later |then )?{_VERB}(?=[.,;\n]| (?:on|in|last|at) )"
)
_FAR: Final = 120  # characters within which the name stands


def named_in_sentence(
    text: str, begins: Sequence[int], taken: Span | None, content: Sequence[Span], everybody: People
) -> Span | None:
    """Where the name stands that says the words in their own sentence, if `taken` stands in another; else None."""
    start, end = content[0][0], content[-1][1]
    first, last = bisect.bisect_right(begins, start), bisect.bisect_right(begins, max(start, end - 1))
    begin = begins[first - 1] if first else 0
    stop = begins[last] if last < len(begins) else len(text)
    if taken is not None and taken[1] > begin and taken[0] < stop:
        return None
    closed = _CLOSED.match(text, end) or (_CLOSED.match(text, end - 1) if end > start else None)
    if closed is not None:
        for n in everybody.within(closed.end(), min(stop, closed.end() + _FAR)):
            if _INVERTED.fullmatch(text, closed.end(), n.start):
                return n.start, n.end
            if _AHEAD.fullmatch(text, closed.end(), n.start) and _SAYS.match(text, n.end, stop):
                return n.start, n.end
        described = _NOUN.match(text, closed.end(), stop) or _DESCRIBED.match(text, closed.end(), stop)
        if described is not None:
            return described.span("who")
    for n in everybody.within(begin, start):
        if _BEFORE.fullmatch(text, begin, n.start) and _ANNOUNCES.fullmatch(text, n.end, start):
            return n.start, n.end
    return announced_by(text, begin, start, everybody)
