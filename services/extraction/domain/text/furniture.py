"""Removes page furniture from a content: teasers, links in capitals, bylines and datelines.

Feeds give the text of a page with these in the midst of it, not in paragraphs of their own. The model is rarely misled,
and only at the edges of a content; a content that holds a teaser ("Continue reading …") is nobody's words.
"""

from __future__ import annotations

import re
from typing import Final

from shared.contracts.common import Span

_TEASER: Final = re.compile(r"\bContinue reading\s*(?:…|\.\.\.|→|$)", re.IGNORECASE)
_CAPITALS: Final = re.compile(r"(?:[A-Z‘’'\"$(][^\sa-z]*\s+){4,}(?=[A-Z](?:[a-z]|\s[a-z]))")
_BYLINE: Final = re.compile(
    r"By [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,2}(?: and [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,2})?\s+"
    r"(?:Reporting from [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)??\s+)?"
    r"(?=(?:An?|The|After|As|When|While|In|On|At|For|It|Its|Since|Before|Days|Hours|Weeks)\s)"
)
_CREDIT: Final = re.compile(
    r"[(\[](?:[^()\[\]\n]{0,80}(?:Getty|Images|[Pp]hoto|Reuters|REUTERS|AFP|EPA|Anadolu|via AP|/AP|AP/|File)"
    r"[^()\[\]\n]{0,40}|[A-Z][\w.’' -]{2,40}/[A-Z][\w.’' -]{2,40})[)\]]\s+"
)
"""Whose picture it is; the caption's end stands before the next sentence."""
_PLACE: Final = re.compile(r"[A-Z][\w.’'-]+\s+(?=[A-Z])")
_REPORTING: Final = re.compile(r"Reporting from [A-Z][^.,:;\n]{1,30}, $")
_LINKED: Final = re.compile(r"(?:ALSO READ|READ ALSO|READ MORE|Read more|SEE ALSO|RELATED|MORE FROM):?\s*$")
_BACK: Final = 45
SHORTEST: Final = 40
"""Characters that must be left of a sentence."""


def opened(text: str, span: Span) -> Span:
    """A sentence without the picture's credit, the heading in capitals and the byline that the page put before it."""
    start, end = span
    for pattern in (_CREDIT, _CAPITALS, _BYLINE):
        if (found := pattern.match(text, start, end)) and end - found.end() > SHORTEST:
            start = found.end()
    return start, end


def without(text: str, span: Span) -> Span | None:
    """The part of `span` that somebody can have said; None where it is a list of teasers."""
    start, end = span
    if _TEASER.search(text, start, end):
        return None
    before = text[max(0, start - _BACK) : start]
    if _LINKED.search(before):
        quoted = min((at for mark in '"“' if (at := text.find(mark, start, end)) >= 0), default=start)
        return (quoted, end)
    if _REPORTING.search(before) and (place := _PLACE.match(text, start, end)):
        return (place.end(), end)
    for pattern in (_CAPITALS, _BYLINE):
        if (found := pattern.match(text, start, end)) and end - found.end() > found.end() - start:
            return (found.end(), end)
    return span
