"""An article in, everything that somebody says in it out: statements and refusals to comment."""

from __future__ import annotations

import bisect
import re
from datetime import date
from typing import Final, Literal

import msgspec
import numpy as np

from services.extraction.domain.encoder import labels, pooling
from services.extraction.domain.encoder.encoding import Encoder, Encoding, Floats
from services.extraction.domain.judging import refusals, saidwhen, scoring
from services.extraction.domain.spans import (
    adjoining,
    decoding,
    endings,
    governed,
    governing,
    joining,
    marks,
    parting,
    secondlook,
)
from services.extraction.domain.spans.decoding import DIALS, Dials, Links, RawStatement
from services.extraction.domain.speakers import growing, people, subjects
from services.extraction.domain.speakers.addressed import addressed
from services.extraction.domain.speakers.pointing import naming_keys
from services.extraction.domain.speakers.resolve import resolve, strip
from services.extraction.domain.speakers.speaking import Past, Place, Scene, Source, Speaker
from services.extraction.domain.text import furniture, sentences
from services.extraction.domain.text.document import Document
from services.extraction.domain.text.quotes import Quote
from services.extraction.domain.vocabulary import Vocabulary
from shared.catalog import Catalog, Matcher, Mention
from shared.contracts.common import Issue, Position, SpeakerKind

Span = tuple[int, int]
Type = Literal["direct", "indirect", "mixed"]
Proposal = tuple[RawStatement, tuple[Span, ...], Type]

_STATEMENT = labels.columns(labels.STATEMENT_GROUPS)
_EDGES: Final = " \t\n\r\u00a0,;:“”\"„«»‘’'()[]–—-"
_WORD: Final = re.compile(r"\w+")
_UNDATED: Final = date(2025, 1, 1)


class ReadStatement(msgspec.Struct, frozen=True):
    """One attribution: who, what words, in which manner, about what. Offsets are code points of the text."""

    speaker: str | None
    speaker_kind: SpeakerKind
    side: str
    affiliation: str | None
    type: Type
    content: tuple[Span, ...]
    source: tuple[Span, ...] | None
    cue: str | None
    cue_span: Span | None
    issues: tuple[Issue, ...]
    position: Position
    background: bool
    said_days_ago: int
    """Days before the article's date, where the article names the day beside the verb; else 0."""
    sentence: Span
    passage: Span
    """The sentence before and those in which the content stands."""
    found_by: str
    confidence: float


class Refusal(msgspec.Struct, frozen=True):
    """A statement that was not made ("declined to comment")."""

    speaker: str | None
    source: Span | None
    span: Span


class Reading(msgspec.Struct, frozen=True):
    """All that was read in one article."""

    statements: tuple[ReadStatement, ...]
    refusals: tuple[Refusal, ...]
    tellings: Floats | None = None
    """What the encoder says of each sentence as the report of a step, columns as in `labels.SENTENCE_GROUPS`; not
    compared."""
    mentions: tuple[Mention, ...] | None = None
    """The catalog's actors in the text, where they were looked for."""


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
    believed = propose(document, encoding, encoder, links, dials)
    believed = with_governed(document, encoding, links, believed, dials)
    statements = _statements(document, encoding, encoder, catalog, words, place, believed, whole, dials)
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


def _statements(
    document: Document, encoding: Encoding, encoder: Encoder, catalog: Catalog, words: Vocabulary,
    place: Place, kept: list[Proposal], whole: Floats, dials: Dials,
) -> list[ReadStatement]:  # fmt: skip
    if not kept:
        return []
    scores = encoder.statements(_pooled(encoding, [raw for raw, *_ in kept], whole))
    about = scoring.about(encoder.wording, document)
    tagged = scoring.article(catalog, document)
    past = Past([], [], {}, [], {})
    scene = Scene(place, past, encoder, catalog, words)
    begins = [a for a, _ in document.sentences]
    out = []
    for (raw, content, how), row in zip(kept, scores, strict=True):
        kind = labels.KINDS[int(row[_STATEMENT["kind"]].argmax())]
        cue = _words(document.text, _chars(encoding, raw.cue))
        taken = _words(document.text, _chars(encoding, raw.source))
        source = growing.grown(document.text, taken, cue, place.people, words)
        spoken = raw.source
        if source is None and cue is not None:
            start = document.sentences[max(0, bisect.bisect_right(begins, cue[0]) - 1)][0]
            found = subjects.before(document.text, cue, place.people, start, document.quotes)
            source, spoken = (
                growing.grown(document.text, found, cue, place.people, words),
                _tokens(encoding, found),
            )
        if source is not None and addressed(document.text, source, cue):
            source, speaker = None, Speaker(None, "anonymous", "anonymous", None, "addressed")
        elif source is not None and spoken is not None:
            line = bisect.bisect_right(begins, source[0])
            verb = document.text[cue[0] : cue[1]] if cue else ""
            said = Source(source[0], source[1], spoken, line, kind, verb)
            speaker = resolve(said, scene)
        elif past.speakers:
            speaker = msgspec.structs.replace(past.speakers[-1], via="continued")
        else:
            speaker = Speaker(None, "anonymous", "anonymous", None, "none")
        row = scoring.combined(
            row,
            document,
            content,
            document.text[cue[0] : cue[1]] if cue else "",
            about,
            tagged,
            encoder,
            catalog,
            words,
            dials,
        )
        sentence = document.sentences[max(0, bisect.bisect_right(begins, content[0][0]) - 1)]
        ago = saidwhen.days_ago(document, cue, content)
        out.append(
            ReadStatement(
                speaker=speaker.name.replace("’", "'") if speaker.name else None,
                speaker_kind=speaker.kind,
                side=speaker.side,
                affiliation=speaker.affiliation,
                type=how,
                content=content,
                source=(source,) if source else None,
                cue=document.text[cue[0] : cue[1]] if cue else None,
                cue_span=cue,
                issues=_issues(row),
                position=labels.POSITIONS[int(row[_STATEMENT["position"]].argmax())],
                background=bool(row[_STATEMENT["background"]][0] > dials.old) or ago > saidwhen.OLD,
                said_days_ago=ago,
                sentence=sentence,
                passage=sentences.around(document.sentences, (content[0][0], content[-1][1])),
                found_by=_found_by(raw),
                confidence=round(raw.confidence, 3),
            )
        )
        told = strip(document.text[source[0] : source[1]], words).lower() if source else ""
        past.told(speaker, source, told, bisect.bisect_right(begins, content[-1][1]))
    days = saidwhen.shared(
        [
            saidwhen.Telling(
                s.speaker,
                s.cue or "",
                bisect.bisect_right(begins, (s.cue_span or s.content[0])[0]),
                s.said_days_ago,
            )
            for s in out
        ]
    )
    return [msgspec.structs.replace(s, said_days_ago=ago) for s, ago in zip(out, days, strict=True)]


def propose(
    document: Document, encoding: Encoding, encoder: Encoder, links: Links, dials: Dials, doubted: bool = True
) -> list[Proposal]:
    """What may be a statement, each with its content as offsets; without those that the second look finds unlikely."""
    raws = decoding.decode(encoding, links, dials)
    raws = parting.part(document, encoding.offsets, raws)
    raws = adjoining.unite(document, encoding.offsets, raws)
    raws = marks.whole(document, encoding.offsets, joining.join(document, encoding.offsets, raws))
    raws = endings.complete(document, encoding.offsets, raws)
    kept = [
        (raw, content, manner(document, content))
        for raw in raws
        if (content := _content(document, encoding, raw)) and sum(b - a for a, b in content) >= dials.shortest
    ]
    if encoder.look is None or not doubted or not kept:
        return kept
    signs = [
        secondlook.signs(document.text, encoding, links.groups, raw, content, how)
        for raw, content, how in kept
    ]
    chances = secondlook.likely(encoder.look, np.array(signs, np.float32)).tolist()
    return [
        (msgspec.structs.replace(raw, confidence=chance), content, how)
        for (raw, content, how), chance in zip(kept, chances, strict=True)
        if chance >= dials.sure
    ]


def with_governed(
    document: Document, encoding: Encoding, links: Links, found: list[Proposal], dials: Dials
) -> list[Proposal]:
    """With what verbs of attitude govern and none of `found` touches, in the order of the text."""
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
    return sorted([*found, *more], key=lambda proposal: (proposal[1][0][0], -proposal[1][-1][1]))


def _found_by(raw: RawStatement) -> str:
    """The model, or the rule of verbs that govern an object."""
    return "verb" if raw.governed else "model:nested" if raw.nested else "model"


def _chars(encoding: Encoding, span: Span | None) -> Span | None:
    return (encoding.offsets[span[0]][0], encoding.offsets[span[1] - 1][1]) if span else None


def _tokens(encoding: Encoding, span: Span | None) -> Span | None:
    """The word pieces in which the span lies."""
    if span is None:
        return None
    first = bisect.bisect_right(encoding.offsets, span[0], key=lambda offset: offset[1])
    return first, bisect.bisect_left(encoding.offsets, span[1], key=lambda offset: offset[0])


def _words(text: str, span: Span | None) -> Span | None:
    """The span grown to whole words."""
    if span is None:
        return None
    start, end = span
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def _content(document: Document, encoding: Encoding, raw: RawStatement) -> tuple[Span, ...]:
    """Offsets of the content without outer quotation marks, commas and blanks."""
    out = []
    for span in raw.content:
        start, end = _words(document.text, _chars(encoding, span)) or (0, 0)
        start, end = furniture.without(document.text, (start, end)) or (0, 0)
        while start < end and document.text[start] in _EDGES:
            start += 1
        while end > start and document.text[end - 1] in _EDGES:
            end -= 1
        if start < end:
            out.append((start, end))
    return tuple(out)


def manner(document: Document, content: tuple[Span, ...]) -> Type:
    """Direct where all words stand in quotation marks, mixed where some do, else indirect."""
    total = quoted = 0
    quotes = document.quotes
    for a, b in content:
        at = bisect.bisect_right(quotes, a, key=_end)
        for word in _WORD.finditer(document.text, a, b):
            while at < len(quotes) and quotes[at].end <= word.start():
                at += 1
            total += 1
            quoted += at < len(quotes) and quotes[at].start <= word.start()
    return "direct" if total and quoted >= 0.95 * total else "mixed" if quoted else "indirect"


def _end(quote: Quote) -> int:
    return quote.end


def _pooled(encoding: Encoding, raws: list[RawStatement], whole: Floats) -> Floats:
    hidden = encoding.hidden
    nothing = np.zeros_like(whole)
    begins = [a for a, _ in encoding.windows]
    means: dict[int, Floats] = {}
    rows = []
    for raw in raws:
        content = pooling.mean(np.concatenate([hidden[a:b] for a, b in raw.content]))
        source = pooling.mean(hidden[slice(*raw.source)]) if raw.source else nothing
        cue = pooling.mean(hidden[slice(*raw.cue)]) if raw.cue else nothing
        window = bisect.bisect_right(begins, raw.content[0][0]) - 1
        if window not in means:
            means[window] = pooling.mean(hidden[slice(*encoding.windows[window])])
        rows.append(np.concatenate((content, source, cue, means[window], whole)))
    return np.stack(rows)


def _issues(row: Floats) -> tuple[Issue, ...]:
    first = int(row[_STATEMENT["issue"]].argmax())
    several = row[_STATEMENT["issues"]]
    others = [int(i) for i in np.argsort(-several) if several[i] > 0 and i != first][:2]
    return tuple(labels.ISSUES[i] for i in (first, *others))
