"""Works out how many days before the article a statement was made ("told reporters last month").

The day stands beside one verb and holds for more: for all that a speaker says in the sentence ("warned on Sunday …,
saying that …") and for what they are reported to have added to it.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import Final

import msgspec

from services.extraction.domain.milestones.time import dates
from services.extraction.domain.text.document import Document
from shared.contracts.common import Span

OLD: Final = 3
"""Days; what is older is background, as in the annotation guide."""
_NEAR: Final = 30
"""Characters between the cue and its date; farther off, the date is mostly that of another event."""
_TOMORROW: Final = 6
"""Days since the last day with the name of tomorrow's: three in four who "said on Wednesday" on a Tuesday did so just
now, where it was Wednesday already."""
_LAST_WEEK: Final = re.compile(r",? (?:of )?(?:last week|a week ago)")
_SHARED: Final = 14
"""Days at most that pass on to a neighbour: what is longer ago is mostly no day of saying but one that is spoken of."""
_BOUND: Final = re.compile(r"[,;:()\[\]“”\"]|\s[–—-]+\s|\b(?:and|but)\b")
"""Between a date and the cue behind it: the date is mostly that of another deed ("who took office in May, said")."""
_HEAD: Final = re.compile(
    r"\W*(?:(?:also|and|back|but|earlier|finally|just|later|only|then|yet) )*"
    r"(?:(?:addressing|at|aired|asked|dated|during|early|in|issued|late|on|over|published|released|speaking|talking"
    r"|testifying|under|when|writing)\b.*)?",
    re.IGNORECASE | re.DOTALL,
)
"""From the bound before a date to the date: it is the day of what the clause tells ("in a speech on Monday, …")."""
_FRAMED: Final = re.compile(r"[^,;:()–—]*(?:,| [–—-]+) [^,;:()–—]*|[^,;:()–—]+")
"""Behind such a date, up to the cue."""
_GOING_ON: Final = re.compile(r"[^,;:()“”\"–—]*(?:,| [–—-]+)(?: with [^,;:()–—]*)?(?: while)?(?: \w+ly)? ")
"""Between a date and a participle that tells of the same deed ("met them last month, adding", "…, with him saying")."""
_JOINED: Final = re.compile(r",? and(?: \w+ly)? ")
"""The same before a verb ("met them on Monday and told them"): of a day, not of a month in which much is done."""
_WHEN: Final = re.compile(r"(?:,| [–—-]+)? (?:when|where|(?:at|during|in) which) [^,;:()–—]*")
_AHEAD: Final = re.compile(
    r"\b(?:will|shall|may|might|(?:about|due|expected|going|hop(?:es?|ing)|intend(?:s|ing)?|likely|plan(?:s|ned|ning)?"
    r"|poised|preparing|scheduled|set|slated|wants?) to|(?:is|are) to)\b|[’']ll\b"
)
"""Before a deed that lies ahead, and with it a bare weekday beside it."""
_RIGHT_BEFORE: Final = 30
"""Characters before the cue in which such a word goes with it."""
_ADDING: Final = re.compile(r"(?:add|continu|go(?:es)? on|went on)", re.IGNORECASE)


class DatedStatement(msgspec.Struct, frozen=True):
    """A statement with the age that its own cue gives it."""

    speaker: str | None
    cue: str
    sentence: int
    """In which sentence of the article its cue, or else its content, stands."""
    ago: int


def days_ago(document: Document, cue: Span | None, content: tuple[Span, ...]) -> int:
    """Days from the date beside the cue to the article's; 0 where no date is given or it is unclear.

    Dates within the content do not count.
    """
    if cue is None or document.published_at is None:
        return 0
    today = document.published_at.date()
    line = bisect.bisect_right(document.sentences, cue[0], key=_begin) - 1
    start, end = document.sentences[max(0, line)]
    near = (max(start, cue[0] - 2 * _NEAR), min(end, cue[1] + 2 * _NEAR))
    outside = [
        found
        for found in dates.find(document.text, near, today)
        if not found.deadline and not any(a <= found.span[0] < b for a, b in content)
    ]
    text = document.text
    behind = [found for found in outside if 0 <= found.span[0] - cue[1] <= _NEAR]
    before = [found for found in outside if _leads(text, start, found, cue)]
    for found in (*behind[:1], *before[-1:]):
        clause = max(start, cue[0] - _RIGHT_BEFORE), cue[0]
        if found.span[0] < cue[0]:
            clause = _clause(text, start, found.span), found.span[0]
        ago = (today - found.last).days
        tomorrow = ago == _TOMORROW and _LAST_WEEK.match(text, found.span[1]) is None
        unclear = not found.fixed and (tomorrow or _AHEAD.search(text, *clause))
        return 0 if unclear else max(0, ago)
    return 0


def shared(statements: Sequence[DatedStatement]) -> list[int]:
    """The age of each statement in days, some taken over from neighbours of the same speaker; `statements` are in the
    order of the text."""
    dated: dict[tuple[str, int], int] = {}
    for statement in statements:
        if statement.speaker is not None and statement.ago <= _SHARED:
            where = statement.speaker, statement.sentence
            dated[where] = max(dated.get(where, 0), statement.ago)
    out: list[int] = []
    before: DatedStatement | None = None
    for statement in statements:
        ago = statement.ago
        if not ago and statement.speaker is not None:
            ago = dated.get((statement.speaker, statement.sentence), 0)
            added = (
                before is not None and before.speaker == statement.speaker and _ADDING.match(statement.cue)
            )
            if not ago and added and out[-1] <= _SHARED:
                ago = out[-1]
        out.append(ago)
        before = statement
    return out


def _begin(span: Span) -> int:
    return span[0]


def _leads(text: str, start: int, found: dates.DateMention, cue: Span) -> bool:
    """Whether a date before the cue is the day of saying, in a sentence that begins at `start`."""
    day = found.span
    if not 0 <= cue[0] - day[1] <= _NEAR:
        return False
    if _BOUND.search(text, day[1], cue[0]) is None or _WHEN.fullmatch(text, day[1], cue[0]):
        return True
    if text[slice(*cue)].split(" ")[0].endswith("ing") and _GOING_ON.fullmatch(text, day[1], cue[0]):
        return True
    if found.grain == "day" and _JOINED.fullmatch(text, day[1], cue[0]):
        return True
    head = text[_clause(text, start, day) : day[0]]
    return _FRAMED.fullmatch(text, day[1], cue[0]) is not None and _HEAD.fullmatch(head) is not None


def _clause(text: str, start: int, day: Span) -> int:
    return max([start, *(each.end() for each in _BOUND.finditer(text, start, day[0]))])
