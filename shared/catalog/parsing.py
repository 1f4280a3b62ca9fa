"""Parses single values of the YAML files (a day, a role, a name, an act); raises ValueError."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from shared.catalog.model import Act, Role, Title

_ROLE: Final = re.compile(r"^(?P<title>[^@,]+?)(?: @ (?P<of>[^,]+))?, (?P<since>[\d-]*)/(?P<until>[\d-]*)$")
_PARTICLES: Final = frozenset(
    {"von", "van", "der", "de", "da", "dos", "di", "du", "la", "le", "bin", "ibn", "ben", "al"}
)


def day(text: str, *, last: bool) -> date | None:
    """The first (or last) day of "2014", "2014-07" or "2014-07-16"; None for an empty text, else ValueError."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    if not 1 <= len(parts) <= 3 or len(text) not in (4, 7, 10):
        raise ValueError(text)
    month = parts[1] if len(parts) > 1 else (12 if last else 1)
    number = parts[2] if len(parts) > 2 else (calendar.monthrange(parts[0], month)[1] if last else 1)
    return date(parts[0], month, number)


def role(line: str, side: str, titles: Mapping[str, Title]) -> Role:
    """The role of a line; ValueError says in words what is wrong with it."""
    match = _ROLE.match(line)
    if match is None:
        raise ValueError(f"role {line!r} is not 'Title[ @ Of], since/until'")
    known = titles.get(match["title"])
    if known is None:
        raise ValueError(f"role {line!r}: the title is not in titles.yaml")
    try:
        since, until = day(match["since"], last=False), day(match["until"], last=True)
    except ValueError:
        raise ValueError(f"role {line!r}: no such date") from None
    if since and until and until < since:
        raise ValueError(f"role {line!r}: dates reversed")
    return Role(known.title, match["of"] or side, since, until, known.rank, known.also)


def surnames(name: str, *, first: bool) -> tuple[str, ...]:
    """The short forms of a person's name: from the first particle on, else the last word (the first in China)."""
    words = name.split()
    if len(words) < 2:
        return ()
    if first:
        return (words[0],)
    at = next((at for at, word in enumerate(words[1:-1], 1) if word.lower() in _PARTICLES), len(words) - 1)
    if words[-1] in ("Jr.", "Sr.", "II", "III") and at == len(words) - 1 and at > 1:
        at -= 1
    full = " ".join(words[at:])
    bare = re.sub(r"^(?:al|el)-", "", full)
    return (full,) if bare == full else (full, bare)


def act(line: str) -> Act:
    """The act of a line "type status verdict[ @ party]"."""
    head, _, party = line.partition(" @ ")
    words = head.split()
    if len(words) != 3:
        raise ValueError(f"act {line!r} is not 'type status for|against[ @ party]'")
    match words[2]:
        case "for" | "against" as verdict:
            return Act(words[0], words[1], party or None, verdict)
    raise ValueError(f"act {line!r} is not 'type status for|against[ @ party]'")
