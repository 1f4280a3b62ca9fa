"""Reads an article for everything that somebody says in it: statements and refusals to comment."""

from __future__ import annotations

import bisect
from datetime import date
from typing import Final

from services.extraction.domain.attributing import attributed
from services.extraction.domain.encoder import pooling
from services.extraction.domain.encoder.encoding import Encoder, Encoding
from services.extraction.domain.findings import Reading, ReadStatement, Refusal
from services.extraction.domain.judging import refusals
from services.extraction.domain.spans import proposing, transcripts
from services.extraction.domain.spans.dials import DIALS, Dials
from services.extraction.domain.spans.links import Links
from services.extraction.domain.speakers.coreference.pronouns import naming_keys
from services.extraction.domain.speakers.names import people
from services.extraction.domain.speakers.speaking import Place
from services.extraction.domain.text.document import Document
from services.extraction.domain.vocabulary import Vocabulary
from shared.catalog import Catalog, Matcher, Mention

_UNDATED: Final = date(2025, 1, 1)


def read(
    document: Document,
    encoder: Encoder,
    catalog: Catalog,
    matcher: Matcher,
    words: Vocabulary,
    dials: Dials = DIALS,
) -> Reading:
    """Read an article once; linear in its length."""
    encoding = encoder.encode(document)
    if not encoding.offsets:
        return Reading((), ())
    on = document.published_at.date() if document.published_at else _UNDATED
    mentions = tuple(matcher.mentions(document.text, on))
    everybody = people.find(document.text, mentions, words, document.title)
    place = _place(document, encoding, on, mentions, everybody, words)
    whole = encoding.hidden.mean(0)
    links = Links(encoding, encoder.reach, dials)
    believed = proposing.propose(document, encoding, encoder, links, dials)
    believed = proposing.with_governed(document, encoding, links, believed, dials)
    believed = proposing.with_halves(document, encoding, believed)
    believed = proposing.said_by_some(document, encoding, believed)
    believed = transcripts.with_answers(document, encoding, everybody.surnames(), believed)
    statements = attributed(document, encoding, encoder, catalog, words, place, believed, whole, dials)
    refused = _refusals(document, place, words)
    kept = tuple(s for s in statements if not _unsaid(s, refused))
    tellings = encoder.sentences(pooling.sentence_vectors(encoding, document.sentences))
    return Reading(kept, refused, tellings, mentions)


def _refusals(document: Document, place: Place, words: Vocabulary) -> tuple[Refusal, ...]:
    """Refusals to comment, each with the name that stands before it in its sentence."""
    begins = [a for a, _ in document.sentences]
    out = []
    for span in refusals.find(refusals.compiled(words.refusals), document.text) if words.refusals else ():
        sentence = document.sentences[max(0, bisect.bisect_right(begins, span[0]) - 1)]
        before = place.people.within(sentence[0], span[0])
        last = before[-1] if before else None
        out.append(Refusal(last.name if last else None, (last.start, last.end) if last else None, span))
    return tuple(out)


def _unsaid(statement: ReadStatement, refused: tuple[Refusal, ...]) -> bool:
    """Whether the statement is nothing but a refusal ("to comment")."""
    a, b = statement.content[0][0], statement.content[-1][1]
    return any(r.span[0] <= a and b <= r.span[1] + 40 for r in refused)


def _place(
    document: Document,
    encoding: Encoding,
    on: date,
    mentions: tuple[Mention, ...],
    everybody: people.People,
    words: Vocabulary,
) -> Place:
    starts, ends = [a for a, _ in encoding.offsets], [b for _, b in encoding.offsets]
    begins = [a for a, _ in document.sentences]
    tokens = [
        (bisect.bisect_right(ends, n.start), bisect.bisect_left(starts, n.end)) for n in everybody.namings
    ]
    return Place(
        text=document.text,
        on=on,
        people=everybody,
        mentions=mentions,
        words=words,
        encoding=encoding,
        naming_tokens=tuple(tokens),
        keys=naming_keys(encoding, tokens),
        lines=tuple(bisect.bisect_right(begins, n.start) for n in everybody.namings),
        begins=tuple(begins),
        quotes=document.quotes,
        quote_ends=tuple(q.end for q in document.quotes),
    )
