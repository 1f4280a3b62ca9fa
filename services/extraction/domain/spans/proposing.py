"""Proposes the statements of an encoded article, each with its content as offsets and its manner of quotation."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import Final

import msgspec
import numpy as np

from services.extraction.domain.encoder.encoding import Encoder, Encoding
from services.extraction.domain.encoder.offsets import chars, whole_words
from services.extraction.domain.spans import (
    adjoining,
    answers,
    asides,
    brief,
    decoding,
    endings,
    generic,
    governed,
    governing,
    joining,
    marks,
    parting,
    secondlook,
    supposed,
    trimming,
)
from services.extraction.domain.spans.decoding import RawStatement
from services.extraction.domain.spans.dials import Dials
from services.extraction.domain.spans.links import Links
from services.extraction.domain.text import furniture, negation
from services.extraction.domain.text.document import Document
from services.extraction.domain.text.manner import Manner, manner
from shared.contracts.common import Span

Proposal = tuple[RawStatement, tuple[Span, ...], Manner]

_VERB_BEFORE: Final = re.compile(r"\b([a-z]+)(?: that)? $")
_AHEAD: Final = 30
"""Characters before a content without a cue in which its verb may stand."""
_EDGES: Final = " \t\n\r\u00a0,;:“”\"„«»‘’'()[]–—-"


def propose(
    document: Document, encoding: Encoding, encoder: Encoder, links: Links, dials: Dials, doubted: bool = True
) -> list[Proposal]:
    """The likely statements of an article, each with its content as offsets and its manner.

    Those that the second look finds unlikely are dropped, unless `doubted` is False.
    """
    raws = decoding.decode(encoding, links, dials)
    raws = parting.part(document, encoding.offsets, raws)
    raws = adjoining.unite(document, encoding.offsets, raws)
    raws = marks.whole(document, encoding.offsets, joining.join(document, encoding.offsets, raws))
    raws = endings.complete(document, encoding.offsets, raws)
    kept = [
        (raw, content, manner(document, content))
        for raw in raws
        if (content := _content(document, encoding, raw))
        and (
            sum(b - a for a, b in content) >= dials.shortest
            or brief.answer(document, content, whole_words(document.text, chars(encoding, raw.cue)))
        )
    ]
    if encoder.look is None or not doubted or not kept:
        return _trimmed(document, encoding, kept)
    signs = [
        secondlook.signs(document.text, encoding, links.groups, raw, content, how)
        for raw, content, how in kept
    ]
    chances = secondlook.likely(encoder.look, np.array(signs, np.float32)).tolist()
    sure = [
        (msgspec.structs.replace(raw, confidence=chance), content, how)
        for (raw, content, how), chance in zip(kept, chances, strict=True)
        if chance >= dials.sure
    ]
    return _trimmed(document, encoding, sure)


def _trimmed(document: Document, encoding: Encoding, found: list[Proposal]) -> list[Proposal]:
    """Without what is not said at the edges; the second look has learned from them as the model gives them."""
    raws = trimming.trim(document, encoding.offsets, [raw for raw, *_ in found])
    out = [one for one, raw in zip(found, raws, strict=True) if raw is one[0]]
    told = {content for _, content, _ in out}
    for one, raw in zip(found, raws, strict=True):
        if raw is not one[0] and (content := _content(document, encoding, raw)) not in told:
            out.append((raw, content, manner(document, content)))
            told.add(content)
    return sorted(out, key=_place)


def with_governed(
    document: Document, encoding: Encoding, links: Links, found: list[Proposal], dials: Dials
) -> list[Proposal]:
    """`found` and the objects of verbs of attitude that do not overlap it, in the order of the text."""
    raws = governed.added(
        governed.Marked(document, encoding.offsets, links.groups),
        links,
        governing.built_in(),
        governed.built_in(),
        [raw for raw, *_ in found],
        dials,
    )
    told = [span for _, content, _ in found for span in content]
    more = [
        (raw, content, manner(document, content))
        for raw in marks.whole(document, encoding.offsets, raws)
        if (content := _content(document, encoding, raw))
        and not any(a < end and start < b for start, end in content for a, b in told)
    ]
    return sorted([*found, *more], key=_place)


def _place(proposal: Proposal) -> Span:
    """Where it begins, of several the longest first."""
    return proposal[1][0][0], -proposal[1][-1][1]


def with_halves(document: Document, encoding: Encoding, found: list[Proposal]) -> list[Proposal]:
    """With both halves of each sentence that its attribution parts, and with the answers of a word or two."""
    known = {id(raw): (raw, content, how) for raw, content, how in found}
    raws = asides.whole(document, encoding.offsets, [raw for raw, *_ in found])
    raws += answers.missed(document, encoding.offsets, raws)
    more = [
        known.get(id(raw)) or (raw, content, manner(document, content))
        for raw in raws
        if (content := _content(document, encoding, raw))
    ]
    return sorted(more, key=_place)


def said_by_some(document: Document, encoding: Encoding, found: list[Proposal]) -> list[Proposal]:
    """Those of `found` that somebody has said: without what "one could argue", what is said only "if Arland says so",
    and what "Arland did not say"."""
    begins = [start for start, _ in document.sentences]
    return [proposal for proposal in found if not _unsaid(document, begins, encoding, proposal)]


def _unsaid(document: Document, begins: Sequence[int], encoding: Encoding, proposal: Proposal) -> bool:
    """Whether nobody has said it: its cue has a subject that stands for nobody and there is no other source, or the
    article itself denies, supposes or asks that somebody says so."""
    raw, content, how = proposal
    cue = whole_words(document.text, chars(encoding, raw.cue))
    if cue is None:
        verb = _VERB_BEFORE.search(document.text, max(0, content[0][0] - _AHEAD), content[0][0])
        if verb is None:
            return False
        cue = verb.span(1)
    sentence = document.sentences[max(0, bisect.bisect_right(begins, cue[0]) - 1)]
    who = generic.built_in().before(document.text, cue, sentence[0], document.quotes)
    source = whole_words(document.text, chars(encoding, raw.source))
    if who is not None and (source is None or (source[0] < who[1] and who[0] < source[1])):
        return True
    if how != "indirect":
        return False
    if supposed.deed(document.text, cue):
        return True
    denied = slice(*negation.whole(document.text, cue))
    return negation.silent(document.text[denied]) or supposed.supposed(document.text, sentence, cue, source)


def _content(document: Document, encoding: Encoding, raw: RawStatement) -> tuple[Span, ...]:
    """Offsets of the content without outer quotation marks, commas and blanks."""
    out = []
    for span in raw.content:
        start, end = whole_words(document.text, chars(encoding, span)) or (0, 0)
        start, end = furniture.without(document.text, (start, end)) or (0, 0)
        while start < end and document.text[start] in _EDGES:
            start += 1
        while end > start and document.text[end - 1] in _EDGES:
            end -= 1
        if start < end:
            out.append((start, end))
    return tuple(out)
