"""Defines an article as the reader works on it: its text with sentences and quotations already found."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.extraction.domain.text import furniture, quotes, sentences
from shared.contracts.common import Span


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
    text = furniture.unlinked(text)
    return Document(id, title, text, outlet, published_at, sentences.split(text), quotes.find(text))
