"""An article in, everything that somebody says in it out: statements, refusals to comment, and sentence scores for milestones."""

from __future__ import annotations

import bisect
import re
from datetime import date
from typing import Final, Literal

import msgspec
import numpy as np

from services.extraction.domain import decoding, joining, labels, people, speakers
from services.extraction.domain.decoding import Dials, RawStatement
from services.extraction.domain.document import Document
from services.extraction.domain.encoding import Encoder, Encoding, Floats
from services.extraction.domain.vocabulary import Vocabulary
from shared.catalog import Catalog, Matcher

Span = tuple[int, int]
Type = Literal["direct", "indirect", "mixed"]

_STATEMENT = labels.columns(labels.STATEMENT_GROUPS)
_SENTENCE = labels.columns(labels.SENTENCE_GROUPS)
_EDGES: Final = " \t\n\r\u00a0,;:“”\"„«»‘’'()[]–—-"
_WORD: Final = re.compile(r"\w+")
_UNDATED: Final = date(2025, 1, 1)
DIALS: Final = Dials()


class ReadStatement(msgspec.Struct, frozen=True):
    """One attribution: who, what words, in which manner, about what. Offsets are code points of the text."""

    speaker: str | None
    speaker_kind: str
    side: str
    affiliation: str | None
    type: Type
    content: tuple[Span, ...]
    source: tuple[Span, ...] | None
    cue: str | None
    cue_span: Span | None
    issues: tuple[str, ...]
    position: str
    background: bool
    sentence: Span
    found_by: str
    confidence: float


class Refusal(msgspec.Struct, frozen=True):
    """A statement that was not made ("declined to comment")."""

    speaker: str | None
    source: Span | None
    span: Span


class SentenceScore(msgspec.Struct, frozen=True):
    """What the model says of one sentence: milestone probabilities (order of `labels.MILESTONES`), status, background."""

    span: Span
    milestones: tuple[float, ...]
    status: tuple[float, ...]
    background: float


class Reading(msgspec.Struct, frozen=True):
    """All that was read in one article."""

    statements: tuple[ReadStatement, ...]
    refusals: tuple[Refusal, ...]
    sentences: tuple[SentenceScore, ...]


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
        return Reading((), (), ())
    on = document.published_at.date() if document.published_at else _UNDATED
    mentions = tuple(matcher.mentions(document.text, on))
    everybody = people.find(document.text, mentions, words)
    place = _place(document, encoding, on, mentions, everybody)
    whole = encoding.hidden.mean(0)
    raws = joining.join(document, encoding.offsets, decoding.decode(encoding, encoder.reach, dials))
    statements = _statements(document, encoding, encoder, catalog, words, place, raws, whole, dials)
    return Reading(tuple(statements), (), sentence_scores(document, encoding, encoder, whole))


def _place(
    document: Document,
    encoding: Encoding,
    on: date,
    mentions: tuple[people.Mention, ...],
    everybody: people.People,
) -> speakers.Place:
    starts, ends = [a for a, _ in encoding.offsets], [b for _, b in encoding.offsets]
    begins = [a for a, _ in document.sentences]
    return speakers.Place(
        text=document.text,
        on=on,
        people=everybody,
        mentions=mentions,
        encoding=encoding,
        naming_tokens=tuple(
            (bisect.bisect_right(ends, n.start), bisect.bisect_left(starts, n.end)) for n in everybody.namings
        ),
        lines=tuple(bisect.bisect_right(begins, n.start) for n in everybody.namings),
    )


def _statements(
    document: Document, encoding: Encoding, encoder: Encoder, catalog: Catalog, words: Vocabulary,
    place: speakers.Place, raws: list[RawStatement], whole: Floats, dials: Dials,
) -> list[ReadStatement]:  # fmt: skip
    kept = [
        (raw, content)
        for raw in raws
        if (content := _content(document, encoding, raw)) and sum(b - a for a, b in content) >= dials.shortest
    ]
    if not kept:
        return []
    scores = encoder.statements(_pooled(encoding, [raw for raw, _ in kept], whole))
    past = speakers.Past([], [], {})
    begins = [a for a, _ in document.sentences]
    out = []
    for (raw, content), row in zip(kept, scores, strict=True):
        kind = labels.KINDS[int(row[_STATEMENT["kind"]].argmax())]
        source = _chars(encoding, raw.source)
        cue = _chars(encoding, raw.cue)
        if source is not None and raw.source is not None:
            said = speakers.Source(
                source[0], source[1], raw.source, bisect.bisect_right(begins, source[0]), kind
            )
            speaker = speakers.resolve(said, place, past, encoder, catalog, words)
        elif past.speakers:
            speaker = msgspec.structs.replace(past.speakers[-1], via="continued")
        else:
            speaker = speakers.Speaker(None, "anonymous", "anonymous", None, "none")
        line = document.sentences[max(0, bisect.bisect_right(begins, content[0][0]) - 1)]
        out.append(
            ReadStatement(
                speaker=speaker.name,
                speaker_kind=speaker.kind,
                side=speaker.side,
                affiliation=speaker.affiliation,
                type=manner(document, content),
                content=content,
                source=(source,) if source else None,
                cue=document.text[cue[0] : cue[1]] if cue else None,
                cue_span=cue,
                issues=_issues(row),
                position=labels.POSITIONS[int(row[_STATEMENT["position"]].argmax())],
                background=bool(row[_STATEMENT["background"]][0] > 0),
                sentence=line,
                found_by="model:nested" if raw.nested else "model",
                confidence=round(raw.confidence, 3),
            )
        )
        past.speakers.append(speaker)
        if source is not None:
            past.spans.append(source)
            past.described[speakers.strip(document.text[source[0] : source[1]], words).lower()] = speaker
    return out


def _chars(encoding: Encoding, span: Span | None) -> Span | None:
    return (encoding.offsets[span[0]][0], encoding.offsets[span[1] - 1][1]) if span else None


def _content(document: Document, encoding: Encoding, raw: RawStatement) -> tuple[Span, ...]:
    """Offsets of the content without outer quotation marks, commas and blanks."""
    out = []
    for span in raw.content:
        start, end = _chars(encoding, span) or (0, 0)
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
    ends = [q.end for q in quotes]
    for a, b in content:
        for word in _WORD.finditer(document.text, a, b):
            at = bisect.bisect_right(ends, word.start())
            total += 1
            quoted += at < len(quotes) and quotes[at].start <= word.start()
    return "direct" if total and quoted >= 0.95 * total else "mixed" if quoted else "indirect"


def _pooled(encoding: Encoding, raws: list[RawStatement], whole: Floats) -> Floats:
    hidden = encoding.hidden
    nothing = np.zeros_like(whole)
    begins = [a for a, _ in encoding.windows]
    rows = []
    for raw in raws:
        content = np.concatenate([hidden[a:b] for a, b in raw.content]).mean(0)
        source = hidden[raw.source[0] : raw.source[1]].mean(0) if raw.source else nothing
        cue = hidden[raw.cue[0] : raw.cue[1]].mean(0) if raw.cue else nothing
        a, b = encoding.windows[bisect.bisect_right(begins, raw.content[0][0]) - 1]
        rows.append(np.concatenate((content, source, cue, hidden[a:b].mean(0), whole)))
    return np.stack(rows)


def _issues(row: Floats) -> tuple[str, ...]:
    first = int(row[_STATEMENT["issue"]].argmax())
    several = row[_STATEMENT["issues"]]
    others = [int(i) for i in np.argsort(-several) if several[i] > 0 and i != first][:2]
    return tuple(labels.ISSUES[i] for i in (first, *others))


def sentence_scores(
    document: Document, encoding: Encoding, encoder: Encoder, whole: Floats
) -> tuple[SentenceScore, ...]:
    """What the model says of each sentence as a report of a milestone."""
    starts, ends = [a for a, _ in encoding.offsets], [b for _, b in encoding.offsets]
    hidden = encoding.hidden
    rows = []
    for a, b in document.sentences:
        first, last = bisect.bisect_right(ends, a), bisect.bisect_left(starts, b)
        part = hidden[first:last] if last > first else whole[None]
        rows.append(np.concatenate((part.mean(0), part.max(0), whole)))
    scores = encoder.sentences(np.stack(rows))
    milestones = 1 / (1 + np.exp(-scores[:, _SENTENCE["milestones"]]))
    status = np.exp(decoding.log_softmax(scores[:, _SENTENCE["status"]]))
    background = 1 / (1 + np.exp(-scores[:, _SENTENCE["background"]][:, 0]))
    return tuple(
        SentenceScore(span, tuple(m), tuple(s), float(o))
        for span, m, s, o in zip(
            document.sentences, milestones.tolist(), status.tolist(), background.tolist(), strict=True
        )
    )
