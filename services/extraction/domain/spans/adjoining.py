"""Unites statements that the model cut in two although one attribution covers both.

`The road, she said, is closed` is cut by its attribution, `urged the towns and | all villages to save water` by nothing
at all. Two contents of one source and one cue with no punctuation between them are one content; two parted by the
attribution alone are one statement. Where the second is reported by what ends the first (`says that drivers asked | the
mayor to act`), the first goes on over it; where a further verb of the same speaker ends it (`says that it rains and
warns | of floods`), that verb is not among its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from services.extraction.domain.spans.decoding import RawStatement
from services.extraction.domain.text.document import Document
from shared.contracts.common import Span
from shared.language import english

LONGEST: Final = 90  # characters of an attribution in the midst of a sentence
CUE_WITHIN: Final = 60  # characters before the end of the first in which the cue of the second stands
_SEAM: Final = re.compile(r"[ \xa0]*(that[ \xa0]+)?")
_STOP: Final = re.compile(r"[.!?;:](?:\s|$)|\n")
_FURTHER: Final = re.compile(r"[ ,]*\b(?:and|but|while)[ ]+(?:\w+[ ]+)?$")
_ADDRESSING: Final = re.compile(r"(?:t[eo]ll|told|inform|assur|remind|warn|advis|notif)", re.IGNORECASE)
_ADVERBIAL: Final = re.compile(r"(?:In|On|At|For|By|With|After|Before|During|Under)(?: [\w’'-]+){1,4}")
_PRONOUNS: Final = frozenset(("he", "she", "they", "it"))
# Words that stand between verb and content and are none of it: to whom, when and where it was said.
_BESIDE: Final = re.compile(
    r"(?:that|on|upon|for|to|of|about|as|if|at|in|with"
    r"|(?:(?:for|only|just|right) )?now|today|yesterday|tonight|again|(?:\w+ ){0,3}"
    rf"{english.WEEKDAY}|(?:\w+ ){{0,2}}(?:last|this|next|past) (?:week|month|year|night)\w*"
    r"|(?:earlier|later)(?: \w+)*)(?: that)?",
    re.IGNORECASE,
)


def unite(document: Document, offsets: Sequence[Span], raws: Sequence[RawStatement]) -> list[RawStatement]:
    """The statements in the same order, with the halves of one attribution united; `offsets` are those of the word
    pieces."""
    out: list[RawStatement] = []
    for raw in raws:
        at = next((i for i in range(len(out) - 1, -1, -1) if not out[i].nested), None)
        if at is None or raw.nested:
            out.append(raw)
            continue
        first = out[at]
        if _adjoins(document.text, offsets, first, raw):
            if _one(first, raw):
                out[at] = _joined(first, raw)
                continue
            if _cue_within(first, raw, offsets):
                out[at] = _ended(document.text, offsets, first, raw) or _joined(first, raw)
        elif _around(document.text, offsets, first, raw):
            out[at] = msgspec.structs.replace(first, content=(*first.content, *raw.content))
            continue
        out.append(raw)
    return out


def _one(first: RawStatement, second: RawStatement) -> bool:
    """Whether both have the same source and verb, or the second has none of its own."""
    if second.source is None and second.cue is None:
        return True
    return first.source is not None and (first.source, first.cue) == (second.source, second.cue)


def _adjoins(text: str, offsets: Sequence[Span], first: RawStatement, second: RawStatement) -> bool:
    """Whether no mark of punctuation and no word but `that` stands between them."""
    end, begin = _between(offsets, first, second)
    seam = _SEAM.fullmatch(text, end, begin) if begin >= end and text[end - 1].isalnum() else None
    if seam is None:
        return False
    words = _last(text, offsets, first)
    if _BESIDE.fullmatch(words):
        return False
    return seam[1] is None or (" " in words and not _addressed(text, offsets, first))


def _addressed(text: str, offsets: Sequence[Span], raw: RawStatement) -> bool:
    """Whether its cue may be followed by those who are spoken to ("told the mayor")."""
    if raw.cue is None:
        return False
    return _ADDRESSING.match(text, offsets[raw.cue[0]][0]) is not None


def _cue_within(first: RawStatement, second: RawStatement, offsets: Sequence[Span]) -> bool:
    """Whether the cue of the second stands at the end of the first."""
    (a, b), cue = first.content[-1], second.cue
    return (
        cue is not None
        and a <= cue[0]
        and cue[1] <= b
        and offsets[b - 1][1] - offsets[cue[0]][0] <= CUE_WITHIN
    )


def _ended(
    text: str, offsets: Sequence[Span], first: RawStatement, second: RawStatement
) -> RawStatement | None:
    """The first without a further verb of its own speaker; None where that verb has another subject."""
    (a, b), cue = first.content[-1], second.cue
    source = second.source
    if cue is None or (
        source is not None and a <= source[0] and source[1] <= b and not _is_pronoun(text, offsets, source)
    ):
        return None
    further = _FURTHER.search(text, offsets[a][0], offsets[cue[0]][0])
    end = next((i for i in range(a, b) if further and offsets[i][1] > further.start()), a)
    return msgspec.structs.replace(first, content=(*first.content[:-1], (a, end))) if end > a else None


def _is_pronoun(text: str, offsets: Sequence[Span], source: Span) -> bool:
    """Whether the source is a pronoun, and so the speaker named before."""
    return text[offsets[source[0]][0] : offsets[source[1] - 1][1]].strip().lower() in _PRONOUNS


def _around(text: str, offsets: Sequence[Span], first: RawStatement, second: RawStatement) -> bool:
    """Whether nothing but their attribution stands between two halves of a sentence."""
    end, begin = _between(offsets, first, second)
    low, high = first.content[-1][1], second.content[0][0]
    if not any(
        source and cue and low <= min(source[0], cue[0]) and max(source[1], cue[1]) <= high
        for source, cue in ((first.source, first.cue), (second.source, second.cue))
    ):
        return False
    sources = {
        text[offsets[a][0] : offsets[b - 1][1]] for a, b in filter(None, (first.source, second.source))
    }
    if len(sources) > 1:
        return False
    while begin < len(text) and text[begin] in " ,\xa0":
        begin += 1
    gap = text[end:begin].rstrip()
    return (
        len(gap) <= LONGEST
        and gap.lstrip("\"”’'").startswith(",")
        and gap.endswith(",")
        and _STOP.search(gap) is None
        and text[begin : begin + 1].islower()
        and _BESIDE.fullmatch(_last(text, offsets, first)) is None
        and _ADVERBIAL.fullmatch(_last(text, offsets, first)) is None
    )


def _last(text: str, offsets: Sequence[Span], raw: RawStatement) -> str:
    """The words of its last content."""
    a, b = raw.content[-1]
    return text[offsets[a][0] : offsets[b - 1][1]].strip()


def _between(offsets: Sequence[Span], first: RawStatement, second: RawStatement) -> Span:
    return offsets[first.content[-1][1] - 1][1], offsets[second.content[0][0]][0]


def _joined(first: RawStatement, second: RawStatement) -> RawStatement:
    """The first with the second as the rest of its last content."""
    piece = (first.content[-1][0], second.content[0][1])
    return msgspec.structs.replace(
        first,
        content=(*first.content[:-1], piece, *second.content[1:]),
        confidence=max(first.confidence, second.confidence),
    )
