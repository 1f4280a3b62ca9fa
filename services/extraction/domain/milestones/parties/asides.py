"""An article's text comes in; the stretches that are no part of its story (headings of other pieces run into a
sentence, captions of videos) go out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from shared.contracts.common import Span

_CAPITALS: Final = re.compile(
    r"(?<![\w-])[A-Z][A-Z’'.-]+(?:[ ,]{1,2}(?:(?:A|I|-)\s)?[A-Z0-9$&’'‘“\"][A-Z0-9$%&’'‘”\".-]+(?![a-z])){4,}"
)
"""Five words and more in capitals: the heading of another piece ("MARKETS FALL AFTER TALKS COLLAPSE")."""
_SMALL: Final = re.compile(r"[a-z]{3,}[^a-z]+[a-z]{3,}")
_GLUED: Final = re.compile(r"(?<=[a-z]{2})[A-Z][a-z](?:[^.!?\n]|\.(?=\w)){20,400}?\sMORE\b")
"""Headings set behind a name without a space and closed by "MORE"."""

_CAPTION: Final = re.compile(r"(?:CLOSE|Watch|WATCH|VIDEO|PHOTOS)[:|]?\s(?=[A-Z][\w’'-]+\s[\w’'-]+)")
"""What opens the caption of a video or picture, which may be of another day ("CLOSE The president said Friday")."""


def asides(text: str, sentences: Sequence[Span]) -> tuple[Span, ...]:
    """Where headings of other pieces stand in sentences; one that is a sentence of its own may be the article's."""
    glued = [found.span() for found in _GLUED.finditer(text)]
    capitals = [
        found.span()
        for span in sentences
        for found in _CAPITALS.finditer(text, *span)
        if _SMALL.search(text, span[0], found.start()) or _SMALL.search(text, found.end(), span[1])
    ]
    captions = [span for span in sentences if _CAPTION.match(text, *span)]
    return tuple(sorted(glued + capitals + captions))


def within(span: Span, stretches: Sequence[Span]) -> bool:
    """Whether it begins inside one of them."""
    return any(start <= span[0] < end for start, end in stretches)


def covered(span: Span, stretches: Sequence[Span]) -> bool:
    """Whether all of it lies inside one of them."""
    return any(start <= span[0] and span[1] <= end for start, end in stretches)
