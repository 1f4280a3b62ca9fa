"""Chooses the source of a statement: the words that the model took for it, unless word order shows another."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from services.extraction.domain.speakers.names.people import People
from services.extraction.domain.speakers.sources import clauses, cue_subjects
from services.extraction.domain.speakers.sources.blamed import blamed
from services.extraction.domain.speakers.sources.inverted import named_in_sentence
from services.extraction.domain.speakers.sources.misplaced import (
    follows_announced_words,
    in_later_paragraph,
    shares_subject,
    subject_of,
)
from services.extraction.domain.text.document import Document
from shared.contracts.common import Span


def chosen(
    document: Document, begins: Sequence[int], everybody: People, taken: Span | None, cue: Span | None,
    content: Sequence[Span], last: Span | None,
) -> Span | None:  # fmt: skip
    """The source of the content: `taken`, unless it has nothing to do with the cue or with the paragraph.

    All are offsets into the text: `begins` of the sentences, `last` the source of the statement before. None where
    nobody is found.
    """
    own = named_in_sentence(document.text, begins, taken, content, everybody)
    own = blamed(document.text, cue) if own is None else own
    if own is None and cue is not None:
        begin = begins[max(0, bisect.bisect_right(begins, cue[0]) - 1)]
        own = clauses.subject(document.text, begin, taken, cue)
    if own is not None:
        return own
    source = taken
    if cue is not None:
        begin = begins[max(0, bisect.bisect_right(begins, cue[0]) - 1)]
        if taken is None:
            source = cue_subjects.subject_before(document.text, cue, everybody, begin, document.quotes)
        elif follows_announced_words(document.text, taken, cue, content):
            source = _announcing(document, cue, everybody, begin, last) or taken
    if (
        source is None
        or last is None
        or not in_later_paragraph(document.text, begins, source, cue, content, last)
    ):
        return source
    return last


def _announcing(
    document: Document, cue: Span, everybody: People, begin: int, last: Span | None
) -> Span | None:
    """Whoever announces the words with the cue, in the sentence that begins at `begin`; else None."""
    found = subject_of(document.text, cue, everybody, begin, document.quotes)
    if (
        found is None
        and last is not None
        and begin <= last[0] < cue[0]
        and shares_subject(document.text, cue)
    ):
        return last
    return found
