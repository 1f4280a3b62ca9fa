"""Attributes each proposed statement to a speaker, and judges its issue, position and age."""

from __future__ import annotations

import bisect

import msgspec
import numpy as np

from services.extraction.domain.encoder import labels, pooling
from services.extraction.domain.encoder.encoding import Encoder, Encoding, Floats
from services.extraction.domain.encoder.offsets import chars, tokens, whole_words
from services.extraction.domain.findings import ReadStatement
from services.extraction.domain.judging import denial_cues, saidwhen, scoring
from services.extraction.domain.spans.decoding import RawStatement
from services.extraction.domain.spans.dials import Dials
from services.extraction.domain.spans.proposing import Proposal
from services.extraction.domain.speakers.names.stripping import strip
from services.extraction.domain.speakers.resolve import resolve
from services.extraction.domain.speakers.sources import widening
from services.extraction.domain.speakers.sources.choosing import chosen
from services.extraction.domain.speakers.sources.clauses import of_a_plan
from services.extraction.domain.speakers.sources.passives import agent_of, is_addressed
from services.extraction.domain.speakers.sources.unattributed import is_impersonal, is_nobodys
from services.extraction.domain.speakers.speaking import Past, Place, Scene, Source, nobody
from services.extraction.domain.text import negation, sentences
from services.extraction.domain.text.document import Document
from services.extraction.domain.vocabulary import Vocabulary
from shared.catalog import Catalog
from shared.contracts.common import Issue, Span

_STATEMENT = labels.columns(labels.STATEMENT_GROUPS)


def attributed(
    document: Document, encoding: Encoding, encoder: Encoder, catalog: Catalog, words: Vocabulary,
    place: Place, kept: list[Proposal], whole: Floats, dials: Dials,
) -> list[ReadStatement]:  # fmt: skip
    """The statements of the proposals `kept`, in the same order.

    `whole` [width] is the mean of the encoding's hidden states.
    """
    if not kept:
        return []
    spans = [(raw.content, raw.source, raw.cue) for raw, *_ in kept]
    scores = encoder.statements(pooling.statement_vectors(encoding, spans, whole))
    about = scoring.about(encoder.wording, document)
    tagged = scoring.article(catalog, document)
    past = Past([], [], {}, [], {})
    scene = Scene(place, past, encoder, catalog, words)
    begins = [a for a, _ in document.sentences]
    out = []
    for (raw, content, how), row in zip(kept, scores, strict=True):
        kind = labels.KINDS[int(row[_STATEMENT["kind"]].argmax())]
        cue = whole_words(document.text, chars(encoding, raw.cue))
        taken = whole_words(document.text, chars(encoding, raw.source))
        cue = negation.whole(document.text, denial_cues.whole(document.text, cue, taken)) if cue else None
        last = past.spans[-1] if past.spans else None
        found = chosen(document, begins, place.people, taken, cue, content, last)
        source = widening.widened(document.text, found, cue, place.people, words)
        passive = cue is not None and is_addressed(document.text, source, cue)
        if passive and cue is not None:
            source = found = agent_of(document.text, cue, place.people, words)
        spoken = raw.source if found == taken else tokens(encoding, found)
        if passive and source is None:
            speaker = nobody("addressed")
        elif is_impersonal(document.text, source, cue) or (
            source is not None
            and (is_nobodys(document.text, source, cue) or of_a_plan(document.text, source, cue))
        ):
            source, speaker = None, nobody("none")
        elif source is not None and spoken is not None:
            line = bisect.bisect_right(begins, source[0])
            verb = document.text[cue[0] : cue[1]] if cue else ""
            about_whom = _persons(place, content) if how == "direct" else frozenset()
            said = Source(source[0], source[1], spoken, line, kind, verb, about_whom)
            speaker = resolve(said, scene)
        elif past.speakers:
            speaker = msgspec.structs.replace(past.speakers[-1], via="continued")
        else:
            speaker = nobody("none")
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
        past.remember(speaker, source, told, bisect.bisect_right(begins, content[-1][1]))
    days = saidwhen.shared(
        [
            saidwhen.DatedStatement(
                s.speaker,
                s.cue or "",
                bisect.bisect_right(begins, (s.cue_span or s.content[0])[0]),
                s.said_days_ago,
            )
            for s in out
        ]
    )
    return [msgspec.structs.replace(s, said_days_ago=ago) for s, ago in zip(out, days, strict=True)]


def _persons(place: Place, content: tuple[Span, ...]) -> frozenset[str]:
    """The persons whom a quotation names; they are not its speaker."""
    return frozenset(n.name for a, b in content for n in place.people.within(a, b) if n.sort == "person")


def _found_by(raw: RawStatement) -> str:
    """What found the statement: the model, the rule for verbs of attitude, or the rule for answers printed by name."""
    if raw.labelled:
        return "label"
    return "verb" if raw.governed else "model:nested" if raw.nested else "model"


def _issues(row: Floats) -> tuple[Issue, ...]:
    first = int(row[_STATEMENT["issue"]].argmax())
    several = row[_STATEMENT["issues"]]
    others = [int(i) for i in np.argsort(-several) if several[i] > 0 and i != first][:2]
    return tuple(labels.ISSUES[i] for i in (first, *others))
