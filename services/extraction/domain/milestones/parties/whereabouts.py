"""Tells a country that only says where an armed group is, or who backs it, from one that takes part ("Yemen's Houthis",
"the Iran-backed militia")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from shared.catalog import Mention

_BETWEEN: Final = re.compile(
    r"(?:['’]s?)?\s(?:(?:own|main|ruling|powerful|armed|militant|militia|rebel|insurgent|separatist|Islamist|Shi[’']?ite|Shia|Sunni"
    r"|Kurdish|[A-Z]\w+-(?:backed|aligned|allied)|hardline|de facto|group|movement)\s){0,3}"
)
"""Between a country and a group that is there ("Yemen's ruling Houthis", "the Afghan Taliban")."""
_BACKS: Final = re.compile(
    r"-(?:backed|aligned|allied|supported)\s(?:[\w-]+\s){0,2}?"
    r"(?:rebels?|militias?|fighters|separatists?|militants?|insurgents?|insurgency|groups?|factions?|proxies|gunmen)\b"
)
_BACKED: Final = re.compile(r"-(?:backed|aligned|allied|supported)\s(?:[\w-]+\s){0,2}?")
_NEXT: Final = 2
"""Mentions behind a country among which the group is ("Yemen's Iran-backed Houthis")."""


def of_group(text: str, mentions: Sequence[Mention], at: int) -> bool:
    """Whether the mention at this index is a country that belongs to the name of a group behind it, or backs it."""
    land = mentions[at]
    if land.actor.kind != "country":
        return False
    groups = [each for each in mentions[at + 1 : at + 1 + _NEXT] if each.actor.kind == "group"]
    if _BACKS.match(text, land.end) or any(_BACKED.fullmatch(text, land.end, g.start) for g in groups):
        return True
    owns = land.via == "demonym" or text.startswith(("'", "’"), land.end)
    return owns and any(_BETWEEN.fullmatch(text, land.end, each.start) for each in groups)
