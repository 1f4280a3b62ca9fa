"""Names a group by the words that say who they are.

Of "dozens of harbour officials, including Ada Quill" that is "harbour officials".
"""

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
"""Words of what follows that the model took in ("ministers [attending the] talks")."""


def end_of_group(text: str, start: int, end: int) -> int:
    """Where the group ends before members are singled out ("Arlandic officials, [including Ada Quill]"); else `end`."""
    found = _SUCH.search(text, start, end)
    return found.start("such") if found else end


def group_name(source: Source, bare: str, text: str) -> str:
    """What a single group is called: without a count, but with "other", and with "many" where nothing else says who
    they are."""
    bare = _DANGLING.sub("", _COUNTED.sub("", bare))
    if not _CROWDED.search(bare):
        return bare
    at = text.find(bare, source.start, source.end)
    which = _TELLING.search(text, max(0, at - _BEFORE), at) if at >= 0 else None
    if which is None or (which.group(1).lower() == "many" and " " in bare):
        return bare
    return f"{which.group(1).lower()} {bare}"
