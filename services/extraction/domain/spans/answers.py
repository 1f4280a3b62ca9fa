"""Raw statements in; out, the answers of a word or two that none of them has (“No,” said Ada Quill; asked whether she
would go, the minister answered: “Never.”): who stands with the verb beside a whole quotation has given it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.encoder.offsets import pieces
from services.extraction.domain.spans.brief import ENDED, SAYS
from services.extraction.domain.spans.decoding import RawStatement
from services.extraction.domain.text.document import Document

Span = tuple[int, int]

_WHO: Final = (
    r"(?P<who>he|she|they|(?:[Tt]he|[Oo]ne|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Aa]n?) (?:(?!\w+ly\b)[\w’'-]+ ){0,3}?[\w’'-]+"
    r"|[A-Z][\w’'-]*(?:[. ]+(?:[a-z]{2,3} )?[A-Z][\w’'-]*){0,6})"
)
_OFTEN: Final = r"(?:(?:also|later|only|simply|then|would) ){0,2}"
_ANNOUNCED: Final = re.compile(
    rf"(?:[.,:;!?][”\"]? |\n|^){_WHO} {_OFTEN}(?P<cue>{SAYS.pattern})(?: [\w ]{{2,30}})?[:,] [“\"]$"
)
_GIVEN: Final = re.compile(
    rf"[”\"] (?:{_WHO} (?P<cue>{SAYS.pattern})|(?P<verb>{SAYS.pattern}) {_WHO.replace('who', 'other')}(?=[.,\n]|$))"
)
_LONGEST: Final = 12  # characters of an answer
_BEFORE: Final = 120  # characters that announce it


def missed(document: Document, offsets: Sequence[Span], raws: Sequence[RawStatement]) -> list[RawStatement]:
    """Those that none of `raws` touches, in the order of the text."""
    text, out = document.text, []
    told = {piece for raw in raws for a, b in raw.content for piece in range(a, b)}
    for quote in document.quotes:
        inside = text[quote.start : quote.end]
        if len(inside) > _LONGEST or not inside[:1].isupper() or ENDED.search(inside.strip()) is None:
            continue
        content = pieces(offsets, (quote.start, quote.end))
        if content[0] >= content[1] or not told.isdisjoint(range(*content)):
            continue
        found = _GIVEN.match(text, quote.end) or _ANNOUNCED.search(
            text[max(0, quote.start - _BEFORE) : quote.start]
        )
        if found is None:
            continue
        shift = 0 if found.re is _GIVEN else max(0, quote.start - _BEFORE)
        who, cue = ("who", "cue") if found["who"] else ("other", "verb")
        source, verb = ((shift + found.start(name), shift + found.end(name)) for name in (who, cue))
        out.append(
            RawStatement((content,), pieces(offsets, source), pieces(offsets, verb), 0.9, 0.9, governed=True)
        )
    return out
