"""Defines an article as the reader works on it: its text with sentences and quotations already found."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.extraction.domain.text import quotes, sentences
from shared.contracts.common import Span
from shared.language.linked_headings import unlinked


class Document(msgspec.Struct, frozen=True):
    """One article. Offsets everywhere are code points of the text as stored; in `text`, links that a page runs into its
    sentences are blanked out."""

    id: str
    title: str
    text: str
    outlet: str
    published_at: datetime | None
    sentences: tuple[Span, ...]
    quotes: tuple[quotes.Quote, ...]


def document(
    id: str, text: str, title: str = "", outlet: str = "", published_at: datetime | None = None
) -> Document:
    """An article with its sentences and quotations found."""
    # Admission does so, too; archives to learn from, and articles stored before, have not passed it.
    text = unlinked(text)
    return Document(id, title, text, outlet, published_at, sentences.split(text), quotes.find(text))
