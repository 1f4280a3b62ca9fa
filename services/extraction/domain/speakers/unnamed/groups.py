"""The words for a group in, how it is called out: what of its words tells who they are."""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.speakers.names.naming import PARTISANS
from services.extraction.domain.speakers.speaking import Source

_CROWD: Final = rf"(?:[a-z][a-z-]*(?<!s)s|people|men|women|media|staff|{PARTISANS}|MPs)"
_CROWDED: Final = re.compile(rf"\b{_CROWD}$")
_SUCH: Final = re.compile(
    rf"\b{_CROWD}(?P<such>,? (?:including|such as|notably|especially|particularly|led by) )"
)
_COUNTED: Final = re.compile(
    r"(?:(?:dozens|hundreds|thousands|scores|(?:a )?(?:couple|group|handful|number)) of )+(?=\w)", re.I
)
_TELLING: Final = re.compile(r"\b(many|other) $", re.I)
_BEFORE: Final = len(" other ")
_DANGLING: Final = re.compile(r"(?:(?<=s) [a-z]+ing)? (?:the|an?)$| - .*$")
"""What the model took of the words that follow ("ministers [attending the] talks")."""


def of_which(text: str, start: int, end: int) -> int:
    """Where a group ends before those of it who are singled out ("Arlandic officials, [including Ada Quill]")."""
    found = _SUCH.search(text, start, end)
    return found.start("such") if found else end


def put(source: Source, bare: str, text: str) -> str:
    """How a single group is called: without how many it is, but other people are not the people, and where nothing
    else tells who they are, many are not all."""
    bare = _DANGLING.sub("", _COUNTED.sub("", bare))
    if not _CROWDED.search(bare):
        return bare
    at = text.find(bare, source.start, source.end)
    which = _TELLING.search(text, max(0, at - _BEFORE), at) if at >= 0 else None
    if which is None or (which.group(1).lower() == "many" and " " in bare):
        return bare
    return f"{which.group(1).lower()} {bare}"
