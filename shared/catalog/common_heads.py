"""Names in a text come in; they go out with those before them that share their last word ("North and South Korea")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from shared.catalog.model import Mention
from shared.catalog.patterns import Meaning

_FIRST: Final = re.compile(
    r"\b(?P<word>[A-Z][\w’'-]+)(?:,? (?:and|or) | & )$|(?<!the )\b(?P<listed>[A-Z]\w+), $"
)
"""The word before a name with which it is joined: by a comma only in the telegram style of headlines."""
_REACH: Final = 32


def with_firsts(text: str, named: Sequence[Mention], forms: Mapping[str, Meaning]) -> list[Mention]:
    """The names in order, and before each of several words that of another actor which ends as it does and whose
    beginning stands there. It covers that beginning alone, in the place of whatever else this names ("Greek and Turkish
    Cypriots")."""
    firsts = {each.start: each for each in _firsts(text, named, forms)}
    kept = [each for each in named if each.start not in firsts]
    return sorted([*kept, *firsts.values()], key=lambda each: each.start)


def _firsts(text: str, named: Sequence[Mention], forms: Mapping[str, Meaning]) -> Iterator[Mention]:
    for mention in named:
        _, space, head = text[mention.start : mention.end].partition(" ")
        start = max(0, mention.start - _REACH)
        first = _FIRST.search(text[start : mention.start]) if space else None
        if first is None:
            continue
        group = "word" if first["word"] else "listed"
        meaning = forms.get(f"{first[group]} {head}")
        if meaning is not None and meaning.actor is not None and meaning.actor.id != mention.actor.id:
            yield Mention(start + first.start(group), start + first.end(group), meaning.actor, meaning.via)
