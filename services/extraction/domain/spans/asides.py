"""Raw statements in, raw statements out, each sentence that its attribution parts with both its halves ("The bridge, he
said, was safe"; "If it rains, she warned, the ferry stops"); where the model saw none of it, the sentence is one.

What stands between commas with a verb of saying is said of the whole sentence, unless the first half only tells when or
where ("In Arport, he said, ...") or the second belongs to the saying ("..., he said, adding that ...").
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from services.extraction.domain.encoder.offsets import pieces
from services.extraction.domain.spans.decoding import RawStatement
from services.extraction.domain.text.document import Document

Span = tuple[int, int]

_WHO: Final = (
    r"(?:he|she|they|it|(?:[Tt]he|[Oo]ne|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|an?|some|many)"
    r" (?:(?!\w+ly\b)[\w’'-]+ ){0,3}?[\w’'-]+"
    r"|[A-Z][\w’'-]*(?:[. ]+[A-Z][\w’'-]*){0,3}|analysts|diplomats|experts|observers|officials|sources)"
)
_VERB: Final = (
    r"(?:said|says|say|adds|added|argued|argues|conceded|claimed|complained|explained|insisted|insists|made clear|noted"
    r"|predicted|stressed|suggested|warned|warns|wrote|writes|(?:went|goes) on to say)"
)
_ASIDE: Final = re.compile(
    rf"(?P<before>,[”\"’']?|[”\"]) (?P<who>{_WHO}) (?:(?:also|later|then|has|have|had) )?"
    rf"(?P<cue>{_VERB}|t(?:old|ells) (?P<whom>[^,;:.“”\"\n]{{1,40}})),(?P<after> [“\"‘]?)"
)
_LINK: Final = re.compile(r"(?:[Aa]nd|[Bb]ut|[Yy]et|[Ss]till|[Ss]o|[Mm]oreover|[Hh]owever),? ")
_ADVERBIAL: Final = re.compile(
    r"(?:about|above|according|after|again|alongside|although|also|amid|among|as|asked|at|before|behind|beside|besides|beyond"
    r"|but|by|despite|during|earlier|else|elsewhere|even|finally|first|following|for|from|given|however|in|instead|inside"
    r"|later|like|meanwhile|moreover|nevertheless|next|nonetheless|now|of|on|once|outside|over|overall|rather|regarding"
    r"|second|since|so|still|then|though|through|throughout|thus|to|today|tomorrow|tonight|under|unlike|until|when"
    r"|whereas|while|with|without|yesterday|yet|[a-z]+ing|[a-z]+ly)\b",
    re.IGNORECASE,
)
_MARK: Final = re.compile(r"[“”\"]")
_CONDITION: Final = re.compile(r"(?:If|Unless|Were|Had|Should|Because|As long as|Until|So long as) ")
_OPEN: Final = re.compile(
    r"(?:Nor|Neither|Never|Not|There (?:is|are|was|were|has|have|had)|Whether|What|How)\b"
)
_FINITE: Final = re.compile(
    r"(?:(?:also|no longer|not|never|now|still|\w+ly) )?(?:is|are|was|were|has|have|had|would|will|can(?:not)?|could"
    r"|should|may|might|must|did|does|do|remain(?:s|ed)?|need(?:s|ed)?|want(?:s|ed)?|came|comes|went|goes|means?|meant|made|makes|took"
    r"|takes|gave|gives|depend(?:s|ed)?|deserve[sd]?|seem(?:s|ed)?)\b"
)
_GOES_ON: Final = re.compile(r"(?:against|because|no|not|only|since|that|unless|until)\b")
_ENDS: Final = re.compile(r"[\s.!?”\"’']*$")
_BACK: Final = 2000  # characters before a sentence in which a statement that goes on in it begins
_LONGEST: Final = 90  # characters of a first half that the model left out


def whole(document: Document, offsets: Sequence[Span], raws: Sequence[RawStatement]) -> list[RawStatement]:
    """One pass over the sentences that an attribution parts; statements come and go in the order of their contents."""
    starts = [offsets[raw.content[0][0]][0] for raw in raws]
    out, more = dict(enumerate(raws)), []
    for found, begin, end in _asides(document):
        first = bisect.bisect_left(starts, begin - _BACK)
        near = [i for i in range(first, bisect.bisect_left(starts, end)) if i in out]
        at = [i for i in near if not out[i].nested and _says(offsets, out[i], found, begin, end)]
        halves = _halves(document.text, found, begin, end, [_chars(offsets, out[i]) for i in at])
        if halves is None:
            continue
        content = tuple(pieces(offsets, half) for half in halves)
        for i in near:
            out[i] = _before(offsets, out[i], begin)
        if at:
            out[at[0]] = msgspec.structs.replace(out[at[0]], content=content)
            for i in at[1:]:
                del out[i]
        elif not any(a < content[-1][1] and content[0][0] < b for i in near for a, b in out[i].content):
            source, cue = pieces(offsets, found.span("who")), pieces(offsets, found.span("cue"))
            more.append(RawStatement(content, source, cue, 0.9, 0.9, governed=True))
    return sorted([*out.values(), *more], key=lambda raw: (raw.content[0][0], -raw.content[-1][1]))


def _asides(document: Document) -> Iterator[tuple[re.Match[str], int, int]]:
    """The first attribution in the midst of each sentence, outside quotations, with where the sentence begins and
    ends."""
    ends = [quote.end for quote in document.quotes]
    for begin, end in document.sentences:
        found = _ASIDE.search(document.text, begin, end)
        if found is not None:
            at = bisect.bisect_right(ends, found.start("who"))
            if at == len(ends) or document.quotes[at].start > found.start("who"):
                yield found, begin, end


def _says(offsets: Sequence[Span], raw: RawStatement, found: re.Match[str], begin: int, end: int) -> bool:
    """Whether the verb of the statement is that of the attribution, and its words are of the sentence."""
    if raw.cue is None or offsets[raw.content[0][0]][0] >= end or offsets[raw.content[-1][1] - 1][1] <= begin:
        return False
    return offsets[raw.cue[0]][0] < found.end("cue") and found.start("cue") < offsets[raw.cue[1] - 1][1]


def _before(offsets: Sequence[Span], raw: RawStatement, begin: int) -> RawStatement:
    """A statement of the sentence before without what it took of the next, which begins at `begin`."""
    (a, b) = raw.content[-1]
    if raw.cue is None or offsets[raw.cue[1] - 1][1] > begin or not offsets[a][0] < begin < offsets[b - 1][1]:
        return raw
    end = bisect.bisect_left(offsets, begin, a, b, key=lambda offset: offset[0])
    return msgspec.structs.replace(raw, content=(*raw.content[:-1], (a, end))) if end > a else raw


def _halves(
    text: str, found: re.Match[str], begin: int, end: int, told: Sequence[Sequence[Span]]
) -> tuple[Span, Span] | None:
    """What is said before and after the attribution; none where the statements `told` have it, or where it is not
    certain that the attribution parts one sentence."""
    parts = [part for content in told for part in content]
    first = [part for part in parts if part[0] < found.start("who")]
    last = [part for part in parts if part[1] > found.end()]
    if (first and last and len(told) == 1) or any(a < begin or b > end for a, b in parts):
        return None
    stop = _ENDS.search(text, found.end(), end)
    left, right = _left(text, begin, found.start()), (found.end(), stop.start() if stop else end)
    if first:
        left = first[0][0], first[-1][1] if _MARK.search(text, *left) else max(left[1], first[-1][1])
    if last:
        right = right[0], last[-1][1]
    ahead, rest = text[slice(*left)], text[slice(*right)]
    if not ahead.strip() or not rest.strip():
        return None
    if first and last:
        return left, right
    if _MARK.search(text, begin, found.start()) or (not first and len(ahead) > _LONGEST):
        return None
    if _CONDITION.match(ahead) or _OPEN.match(ahead):
        return left, right
    goes_on = _FINITE.match(rest) or _GOES_ON.match(rest)
    return (left, right) if goes_on and not _ADVERBIAL.match(ahead) else None


def _left(text: str, begin: int, end: int) -> Span:
    """The first half without a conjunction before it."""
    while begin < end and text[begin].isspace():
        begin += 1
    link = _LINK.match(text, begin, end)
    return (link.end() if link else begin), end


def _chars(offsets: Sequence[Span], raw: RawStatement) -> list[Span]:
    return [(offsets[a][0], offsets[b - 1][1]) for a, b in raw.content]
