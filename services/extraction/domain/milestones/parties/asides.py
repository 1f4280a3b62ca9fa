"""Finds the stretches of a text that are no part of its story.

Such are headings of other pieces that run into a sentence, and captions of videos.
"""

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
    """Where such stretches stand, in order; capitals that fill a whole sentence may be the article's own heading and do
    not count."""
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
    """Whether the span begins inside one of the stretches."""
    return any(start <= span[0] < end for start, end in stretches)


def covered(span: Span, stretches: Sequence[Span]) -> bool:
    """Whether the whole span lies inside one of the stretches."""
    return any(start <= span[0] and span[1] <= end for start, end in stretches)
