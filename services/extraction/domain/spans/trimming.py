"""Raw statements in, raw statements out, without what stands at the edges of a content and is not said: who is told, a
heading, the main clause behind "When Arland says that …," and what the writer thinks of it (", a step that …").

What stands between quotation marks is left alone.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import Final

import msgspec

from services.extraction.domain.spans.decoding import RawStatement
from services.extraction.domain.text.document import Document
from shared.contracts.common import Span

_SUBJECT: Final = (
    r"(?:[A-Z“\"‘]|(?:all|an?|any|both|he|her|his|I|if|it|its|many|most|no|one|she|some|such|that|the|their|there|these"
    r"|they|this|those|we|you)\b)"
)
_VERB: Final = (
    r"(?:are|be|been|being|can|could|did|do|does|had|has|have|is|may|might|must|not|says?|said|shall|should|to|was|were"
    r"|will|would|who|which|that|and|but|or)\b"
)
_WORDS: Final = rf"(?:(?!{_VERB})[\w’'.-]+(?<![.]) ){{1,6}}"
_TELLS: Final = re.compile(
    r"(?:advis|assur|cautio|convinc|inform|notif|persuad|promis|remind|reassur|t[eo]ll?(?:s|d|ing)?\b|warn)"
)
_TOLD: Final = re.compile(rf"\s*(?:[A-Za-z]+ly )?(?={_SUBJECT}|[a-z]+s\b){_WORDS}that (?={_SUBJECT})")
_TOLD_NAMED: Final = re.compile(
    r"\s*(?:the )?(?:[A-Z][\w’'.-]*(?: of)? ){1,7}(?:(?:by|in|on|over) (?:the )?[\w-]+ )?that (?=\w|[“\"])"
)
_HOW: Final = re.compile(
    r"\s*(?:(?:for )?the (?:first|second|third|last) time |(?:privately|publicly|repeatedly|separately|again) "
    rf"|(?:at|during|in|on|to) {_WORDS})that (?={_SUBJECT})|\s*(?:privately|publicly) (?=(?:he|she|it|they)\b)"
)
_SAYS: Final = re.compile(
    r"(?:acknowledg|add(?:s|ed)\b|admit|announc|argu|assert|believ|claim|conced|confirm|declar|explain|insist|not(?:es|ed)\b"
    r"|predict|repeat|s(?:ay|aid)|state[sd]\b|stress|suggest|think|thought|wr(?:ite|ote))"
)
_THAT: Final = re.compile(rf"\s*that (?={_SUBJECT}|[a-z]+s\b(?<!\bis)(?<!\bwas)(?<!\bhas))")
_CLAUSE: Final = re.compile(
    r"(?:cautio|charg|complain|demand|den(?:y|ie)|hint|hop|indicat|maintain|pledg|promis|proclaim|recommend|reiterat|report"
    r"|reveal|rul|signal|vow|warn)"
)
_OPENED: Final = re.compile(
    r"\W*(?:Even |Just )?(?:After|Although|As|Because|Before|If|Once|On the (?:same |very )?day|Since|Though|Whenever"
    r"|When|While) [^,;:“”\"\n]*$"
)
_SUPPOSES: Final = re.compile(
    r"\W*(?:that )?(?:after|although|as|because|before|if|once|since|unless|when|while)\b", re.I
)
_MAIN: Final = re.compile(
    r", (?=(?=[A-Z]|(?:he|it|she|the|there|they|this|that|we|his|her|its|their|an?)\b)"
    r"(?:(?!and\b|or\b|who\b|which\b|that\b)[\w’'-]+ ){1,6}?"
    r"(?:are|can|could|did|does|had|has|have|is|may|might|must|said|says|should|was|were|will|would|[a-z]{3,}ed)\b)"
)
_ASIDE: Final = re.compile(
    r", an? (?:[a-z-]+ ){0,2}?(?:accusation|allegation|assertion|charge|claim|contention|decision|demand|move|position"
    r"|prospect|proposal|request|step|suggestion|view)"
    r" (?:(?:that|which) (?!it would\b)"
    r"|(?:[A-Z][\w.]+|he|she|they|the [A-Za-z]+) (?:has|have|had|is|was|were|[a-z]+s|[a-z]+ed)\b"
    r"|(?:denied|disputed|rejected|opposed|backed|welcomed|echoed|supported) by\b)"
)
_BREAK: Final = re.compile(r"\s*\n\s*(?=[A-Z0-9“\"‘])")


def trim(document: Document, offsets: Sequence[Span], raws: Sequence[RawStatement]) -> list[RawStatement]:
    """One pass over the statements, each by itself; linear in their length."""
    starts, ends = [a for a, _ in offsets], [b for _, b in offsets]
    begins = [a for a, _ in document.sentences]
    quoted = [quote.end for quote in document.quotes]
    out = []
    for raw in raws:
        first, last = raw.content[0][0], raw.content[-1][1]
        if len(raw.content) > 1 or raw.cue is None:
            out.append(raw)
            continue
        begin, end = offsets[first][0], offsets[last - 1][1]
        at = bisect.bisect_left(quoted, begin)
        quotes = [(q.start, q.end) for q in document.quotes[at:] if q.start < end] if at < len(quoted) else []
        cue = offsets[raw.cue[0]][0], offsets[raw.cue[1] - 1][1]
        left, right = _one_paragraph(document.text, begin, end, cue, quotes)
        left = _behind_told(document.text, left, right, cue)
        sentence = begins[max(0, bisect.bisect_right(begins, cue[0]) - 1)]
        right = _before_main(document.text, left, right, cue, sentence, quotes)
        if (left, right) != (begin, end):
            piece = bisect.bisect_right(ends, left), bisect.bisect_left(starts, right)
            raw = msgspec.structs.replace(raw, content=(piece,)) if piece[0] < piece[1] else raw
        out.append(raw)
    return out


def _one_paragraph(text: str, begin: int, end: int, cue: Span, quotes: Sequence[Span]) -> Span:
    """The paragraph that has the verb, of words without quotation marks; a list or block behind a colon stays."""
    if quotes or text.find("\n", begin, end) < 0:
        return begin, end
    breaks = [found.span() for found in _BREAK.finditer(text, begin, end)]
    if breaks and cue[0] >= breaks[-1][1]:
        return breaks[-1][1], end
    if breaks and cue[1] <= begin and not {":", "\n"}.intersection(text[cue[1] : begin]):
        return begin, breaks[0][0]
    return begin, end


def _behind_told(text: str, begin: int, end: int, cue: Span) -> int:
    """Where the words begin behind whom they were told or how ("warned [Arland that] it would")."""
    if cue[1] > begin or text[cue[1] : begin].strip():
        return begin
    found = None
    if _TELLS.match(text, cue[0], cue[1]):
        found = _TOLD.match(text, begin, end) or _TOLD_NAMED.match(text, begin, end)
    elif _SAYS.match(text, cue[0], cue[1]):
        found = _HOW.match(text, begin, end)
    if found is None and (_CLAUSE.match(text, cue[0], cue[1]) or _SAYS.match(text, cue[0], cue[1])):
        found = _THAT.match(text, begin, end)
    return begin if found is None else found.end()


def _before_main(text: str, begin: int, end: int, cue: Span, sentence: int, quotes: Sequence[Span]) -> int:
    """Where the words end before the main clause or the writer's aside."""
    if cue[1] > begin:
        return end
    patterns = [_ASIDE]
    if _OPENED.match(text[sentence : cue[0]]) and _SUPPOSES.match(text, begin, end) is None:
        patterns.append(_MAIN)
    stops = [found.start() for pattern in patterns if (found := pattern.search(text, begin, end))]
    return min([stop for stop in stops if not any(a <= stop <= b for a, b in quotes)], default=end)
