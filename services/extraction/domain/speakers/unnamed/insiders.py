"""Finds the unnamed person or people whom "the source", "one of the people" or "this person" takes up."""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.speakers.speaking import Scene, Source, Speaker

_ANYBODY: Final = frozenset({"people", "person", "source", "sources"})
_ANYONE: Final = re.compile(
    r"\b(?:people|persons?|sources?|individuals?|official|aide|adviser|diplomat)\b", re.I
)
_ANYONES: Final = re.compile(r"\b(?:people|persons|sources|individuals)\b", re.I)
_SOON: Final = 6  # statements back
_BACK: Final = 2000  # characters in which a full description is looked for
_INSIDERS: Final = re.compile(
    r"\b(people|person|sources?) "
    r"(?:briefed on|close to|familiar with|who attended|with (?:direct )?knowledge of) "
    r"(?:(?:his|her|its|the|their|these|those|this) )?(?:[a-z-]+ ){0,2}?[a-z-]+"
    r"(?=[,.;]| (?:said|says|told|who|have|has)\b)",
    re.I,
)
_NUMBER: Final = re.compile(r"^(?:two|three|four|five|six|seven|eight|nine|ten|several|some|\d+) ", re.I)


def insider(last: str, scene: Scene) -> Speaker | None:
    """The last who spoke without a name, for "the source" or "these people": "source" is a word for anybody."""
    if last not in _ANYBODY:
        return None
    several = last in ("people", "sources")
    for earlier in reversed(scene.past.speakers[-_SOON:]):
        name = earlier.name or ""
        if earlier.kind == "anonymous" and name and _ANYONE.search(name) is None:
            continue
        if earlier.kind == "anonymous" and name:
            return earlier if bool(_ANYONES.search(name)) == several else None
    return None


def fuller_words(source: Source, last: str, scene: Scene) -> str | None:
    """The fuller words that the article used before for "the people" ("people familiar with the talks"); else None."""
    told = list(_INSIDERS.finditer(scene.place.text, max(0, source.start - _BACK), source.start))
    same = told and told[-1].group(1).lower().rstrip("s") == last.rstrip("s")
    return told[-1].group() if same else None


def one_of(name: str, noun: str) -> str:
    """One of "two Arlandic officials" is an Arlandic official."""
    alone = "person" if noun == "people" else noun.removesuffix("s")
    return re.sub(rf"\b{noun}\b", alone, _NUMBER.sub("", name), count=1)
