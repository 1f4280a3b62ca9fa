"""Defines the values that pass through speaker resolution: the source, the article as read so far, the speaker."""

from __future__ import annotations

from datetime import date

import msgspec

from services.extraction.domain.encoder.encoding import Encoder, Encoding, Floats
from services.extraction.domain.speakers.names.people import People
from services.extraction.domain.text.quotes import Quote
from services.extraction.domain.vocabulary import Vocabulary
from shared.catalog import Catalog, Mention
from shared.contracts.common import Span, SpeakerKind


class Speaker(msgspec.Struct, frozen=True):
    """Who speaks: canonical name (None: nobody is named), kind, side, affiliation, and by which reading it was
    found."""

    name: str | None
    kind: SpeakerKind
    side: str
    affiliation: str | None
    via: str


def nobody(via: str) -> Speaker:
    """The speaker of words that the article attributes to nobody; `via` says how that was found."""
    return Speaker(None, "anonymous", "anonymous", None, via)


class Place(msgspec.Struct, frozen=True):
    """What resolving a source needs to know of the article as a whole."""

    text: str
    on: date
    people: People
    mentions: tuple[Mention, ...]
    words: Vocabulary
    encoding: Encoding
    naming_tokens: tuple[Span, ...]
    keys: Floats  # one vector a naming, to which mentions point
    lines: tuple[int, ...]  # line (sentence number) of each naming
    begins: tuple[int, ...] = ()  # of the sentences
    quotes: tuple[Quote, ...] = ()
    quote_ends: tuple[int, ...] = ()


class Source(msgspec.Struct, frozen=True):
    """The words for the source: where in text and word pieces, in which sentence, and the kind that the model
    expects."""

    start: int
    end: int
    tokens: Span
    line: int
    kind: SpeakerKind
    cue: str = ""
    barred: frozenset[str] = frozenset()
    """Persons named in the quotation itself: no description or pronoun for its source means them."""


class Past(msgspec.Struct):
    """The speakers of earlier statements; grows while an article is read from beginning to end."""

    spans: list[Span] = []
    speakers: list[Speaker] = []
    described: dict[str, Speaker] = {}
    lines: list[int] = []
    standings: dict[int, float] = {}  # what was already asked of each naming

    def remember(self, speaker: Speaker, span: Span | None, words: str, line: int) -> None:
        """Adds a statement's speaker, with the words (without determiners) and the sentence number of its source."""
        self.speakers.append(speaker)
        self.lines.append(line)
        if span is not None:
            self.spans.append(span)
            self.described[words] = speaker


class Scene(msgspec.Struct, frozen=True):
    """One article with everything needed to resolve its sources."""

    place: Place
    past: Past
    encoder: Encoder
    catalog: Catalog
    words: Vocabulary
