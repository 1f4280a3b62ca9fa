"""Strips a source phrase of what is no part of a name: determiners, marks, a verb caught at its end."""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.vocabulary import Vocabulary

_ALONE: Final = re.compile(
    r"(?:those|many|some|most|others?) (?:who|in|on|around|at|inside|within|close|opposed|familiar|surveyed|polled"
    r"|interviewed|outside)\b|those \w{3,}(?:ing|ed)\b",
    re.I,
)  # "those surveyed": there is no noun
_DOTTED: Final = re.compile(r"\b(?:[A-Z]\.){2,}")
_TRAIL: Final = re.compile(r"[\s,.;:’'\"“”]+$")
_OVERRUN: Final = re.compile(
    r"(?<=\w)(?:,? (?:who|which|that|on|in|at|by|are|is|was|were|have|has|had|also|its|daily))+$"
)


def strip(text: str, words: Vocabulary) -> str:
    """Without leading determiners and trailing marks."""
    text = _DOTTED.sub(lambda found: found.group().replace(".", ""), " ".join(text.split()))
    text = _OVERRUN.sub("", _TRAIL.sub("", text.strip(' ,.;:"“”‘')))
    while not _ALONE.match(text):
        for size in (3, 2, 1):
            parts = text.split(" ", size)
            if len(parts) > size and " ".join(parts[:size]).lower() in words.determiners:
                text = parts[size]
                break
        else:
            return text
    return text
