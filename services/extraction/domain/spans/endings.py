"""Completes contents that stop where words must go on.

Of 16,826 annotated contents four end with "and", "the" or "that" where a word follows; the model, which judges word by
word, does it once in a hundred. Nor does one end in the midst of a name ("in the Gaza | Strip") or before a noun ("an
11-week | blockade"): where no mark of punctuation follows, what follows is a conjunction, a preposition, a relative
pronoun, a verb or a time (95 of 100). What is cut goes on to the end of its clause, or of its name.
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
from shared.language import english

LONGEST: Final = 200  # characters that a content grows by at most
SHORTEST: Final = 20  # characters; what is shorter is rather a slip than a statement cut short
_DANGLING: Final = re.compile(
    r"\b(?:and|or|but|the|an?|of|that|its|their|his|her|my|your|our|from|by|with|for|to|at|as|than|because|if|whether"
    r"|who|which|is|are|was|were|be|been|has|have|had|will|would|could|should|in|on|although|amid|despite|during|though"
    r"|until|while)\s*$",
    re.IGNORECASE,
)
_LOOKED: Final = 60  # characters before the end that show whether it is one
_GOES_ON: Final = re.compile(r"\s?\w")
_STOP: Final = re.compile(r"[.!?](?=\s|$)|[,;:–—\n\"“”«»)]|\s-\s")
_CONJUNCTION: Final = re.compile(
    r"[\s,]+(?i:and|or|but|although|though|whereas|while)(?: (?:the )?[A-Z][\w’'-]*(?: has| had| have)?)?\s*$"
)
_HYPHEN: Final = re.compile(r"-[a-z][a-z-]*(?: [a-z][\w’'-]*)?")
_DETERMINED: Final = re.compile(
    r"\b(?:an?|the|its|their|his|her|our|my|some|several|many|any|no|new|other|more|most|former|foreign|further)"
    r"\s+(?:[\w’'.]+-[\w’'-]+|[A-Z]\w+(?:an|ian|ish|ese|i|ch|ic)|\w{3,}(?:ed|al|ous|ive|ary|ful|less|able|ible))\s*$"
)
_COMPOUND: Final = re.compile(
    r"\w-(?:day|week|month|year|led|backed|based|run|held|made|wide|old|style|term|hour)\s*$"
)
_COUNTED: Final = re.compile(
    r"\b(?:Resolution|Resolutions|Article|Chapter|Section|No|Phase|Act|Title)\.?\s*$"
)
_NAME: Final = re.compile(r"\b[A-Z][\w’'-]*\s*$")
_NAMED_ON: Final = re.compile(rf"(?:\s(?!{english.WEEKDAY})[A-Z][a-z’'-]+)+(?=$|[,.;:!?)”\"’'])")
_OBJECT: Final = re.compile(
    r"\s(?:the|its|their|his|her|our|him|them|an?(?!\s(?:second|minute|moment|hour|day|night|week|month|year|decade|bit|lot|few|little|short|long)))\s+[a-z]"
)
_NUMBER: Final = re.compile(r"\s\d[\d.,/()]*\b")
_NOUN: Final = re.compile(
    r"\s(?!(?:and|or|but|nor|yet|so|in|on|at|by|to|of|for|with|from|as|than|that|which|who|whom|whose|when|while|where|"
    r"after|before|during|since|until|because|if|unless|though|although|despite|amid|among|against|about|over|under|"
    r"without|within|via|per|toward|towards|upon|into|between|through|ahead|following|according|including|is|are|was|"
    r"were|be|been|has|have|had|will|would|can|could|may|might|must|should|do|does|did|said|says|say|told|added|the|an?"
    r"|it|its|he|his|she|her|they|their|them|him|we|our|i|my|you|this|these|those|there|not|also|last|next|earlier|"
    r"later|today|yesterday|tomorrow|tonight|now|then|again|even|just|only)\b)[a-z][a-z’'-]*[^ly\s](?![\w’'-])"
)


def complete(document: Document, offsets: Sequence[Span], raws: Sequence[RawStatement]) -> list[RawStatement]:
    """The statements with cut endings completed, never into another statement nor over their own source or cue."""
    starts = [a for a, _ in offsets]
    begins = sorted(a for raw in raws for a, _ in raw.content)
    out = []
    for raw in raws:
        first, last = raw.content[-1]
        place = bisect.bisect_left(begins, last)
        following = begins[place : place + 1]
        following += [span[0] for span in (raw.source, raw.cue) if span is not None and span[0] >= last]
        limit = min(following, default=len(offsets))
        begin, at = offsets[first][0], offsets[last - 1][1]
        end = _end(document.text, begin, at) if at - begin >= SHORTEST else 0
        grown = bisect.bisect_left(starts, end) if end else last
        if grown > limit and (joint := _CONJUNCTION.search(document.text, max(begin, at - _LOOKED), at)):
            # What is joined is somebody's own statement, or a further verb of the same speaker.
            grown = max(first + 1, bisect.bisect_left(starts, joint.start()))
        else:
            grown = min(grown, limit)
        if grown != last:
            raw = msgspec.structs.replace(raw, content=(*raw.content[:-1], (first, grown)))
        out.append(raw)
    return out


def _end(text: str, begin: int, at: int) -> int:
    """Where the clause or name ends that is cut at `at`; 0 where nothing is cut or no end is near."""
    last = text[max(begin, at - _LOOKED) : at]
    if last[-1:].isdigit() and (compound := _HYPHEN.match(text, at)):  # "in the 120 | -seat chamber"
        return compound.end()
    if _GOES_ON.match(text, at) is None:
        return 0
    if _DANGLING.search(last) or (last[-1:].isalpha() and _OBJECT.match(text, at)):
        found = _STOP.search(text, at, at + LONGEST)
        return found.start() if found else 0
    goes_on = (
        (_COUNTED.search(last) and _NUMBER.match(text, at))
        or (_NAME.search(last) and _NAMED_ON.match(text, at))
        or ((_DETERMINED.search(last) or _COMPOUND.search(last)) and _NOUN.match(text, at))
    )
    return goes_on.end() if goes_on else 0
