"""The sides that a sentence names and who takes part come in; the persons who act for them go out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.milestones.parties.sides import Side, is_reporter_by_verb

_SENDS: Final = re.compile(
    r"[’']s?\s(?:[\w-]+\s){0,3}?(?:envoys?|advis[eo]rs?|aides?|emissar(?:y|ies)|representatives?|negotiators?|delegat(?:es?|ions?)"
    r"|officials?|spokes\w+|ministers?|deput(?:y|ies)|lawyers?|sons?|daughters?|wife|brothers?|teams?|allies|office|government"
    r"|administration)\b"
)
"""What follows the name of somebody who is not there himself ("the president's envoy")."""
_PREPARED: Final = re.compile(
    r"\b(?:prepar(?:es?|ed|ing|ations?)|arrang(?:es?|ed|ing)|groundwork|pave the way|discuss)"
    r"\s(?:for\s)?(?:(?:an?|the|another|their|next|first|second|possible|planned|future|upcoming)\s)*(?:[\w-]+\s)?"
    r"(?:meetings?|summits?|talks|call|visit)\s(?:between|of|by|with)\s"
    r"(?:(?:[A-Z][\w.’'-]*|[a-z]+\s(?:president|minister|leader)|president|prime|minister|and|the),?\s)*$"
)
"""What makes those behind it the ones who are to meet another time ("to prepare for a summit between ...")."""
_BEFORE: Final = 110


def persons(text: str, here: Sequence[Side], parties: Sequence[str]) -> tuple[str, ...]:
    """Persons who act for the parties, not those who sent them, nor who only tells of others of his party; none where
    all are of one party: they do not meet."""
    acting: dict[str, str] = {}
    doing = set()
    for side in here:
        person = side.mention.actor
        if (
            person.kind == "person"
            and side.name in parties
            and not _SENDS.match(text, side.mention.end)
            and not _PREPARED.search(text[max(0, side.mention.start - _BEFORE) : side.mention.start])
        ):
            acting[person.name] = side.name
            if not is_reporter_by_verb(text, side):
                doing.add(person.name)
    doers = {acting[name] for name in doing}
    names = [name for name, party in acting.items() if name in doing or party not in doers]
    return tuple(sorted(names)) if len(set(acting.values())) > 1 else ()
