"""Scores how well a naming fits as the antecedent of a later pronoun or description, by grammar alone.

The weights are rounded from a conditional logit over the pronouns of annotated articles, set by cross-validation over
articles; they know no words of an article, only where a naming stands and who spoke before.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.speakers.names.naming import Naming
from services.extraction.domain.text.quotes import Quote

SUBJECT_AHEAD: Final = re.compile(
    r"[’']?(?:,[^,.;\n]{2,80},)? (?:also |has |had |have |later |then |further |again )*"
    r"(?:said|says|told|tells|wrote|\w+ed|is|was|has|had|will|would|did|does|went|met|spoke|made|took|gave|wants|calls"
    r"|argues|insists)\b"
)
_INVERTED: Final = re.compile(
    r"(?:said|says|told|added|wrote|according to|warned|explained|noted)\s(?:the |a |\w+ ){0,4}$"
)
_OBJECT: Final = re.compile(
    r"\b(?:with|to|of|by|for|from|against|about|on|in|at|between|and|told|met)\s(?:the |a |\w+ ){0,3}$"
)
_QUOTED: Final = re.compile(r"[“\"][^”\"]*[”\"]")
_LINE: Final = re.compile(
    r"(?:Also read|More on this|Read|Read also|Read more|Related|See also|Watch)\b ?(?:»|:|\|)", re.IGNORECASE
)
"""Opens a line that only points to another article."""
_ELSEWHERE: Final = -4.0
_OPENING: Final = (
    30  # characters of a sentence, quotations not counted, within which its subject is looked for
)
_DISTANCE: Final = (1.4, 2.1, 0.3, -1.0, -1.7)  # by sentences back, the last one for four and more
SUBJECT: Final = 0.75
PLURAL: Final = re.compile(r"^(?:\w+s|people)\b|^(?:[\w-]+ ){1,3}(?:\w{3,}s|people)\b(?! of the)")
"""A description of several people."""
_AHEAD, _FAR = -1.2, -0.15
_LAST, _EARLIER, _JUST, _RECENT, _GOES_ON = 2.6, 1.0, 1.2, 0.25, 0.7
OPENS: Final = 0.35
"""Weight of a naming's standing from which it can be the subject of its sentence."""
VERB_BEHIND: Final = re.compile(
    r"(?:,[^.;\n]{2,90},)? (?!(?:and|as|at|by|for|from|in|of|on|or|that|to|which|who|with)\b)[a-z]+"
)
_NAME_BEHIND: Final = re.compile(r", [A-Z]")
_ADDED: Final = re.compile(r"^(?:add|continu|went on|conclud|stress|not|insist|explain)")


def standing(text: str, naming: Naming, begin: int, quotes: Sequence[Quote], ends: Sequence[int]) -> float:
    """Weight of where the naming stands in its sentence, which begins at `begin`; `ends` are those of the quotes."""
    line = text.rfind("\n", 0, naming.start) + 1
    if _LINE.match(text, line):
        return _ELSEWHERE
    score = 0.0
    at = bisect.bisect_right(ends, naming.start)
    if at < len(quotes) and quotes[at].start <= naming.start:
        score -= 1.5
    if SUBJECT_AHEAD.match(text, naming.end):
        score += SUBJECT
    before = text[max(begin, naming.start - 300) : naming.start]
    if len(_QUOTED.sub("", before)) < _OPENING:
        score += 0.35
    if _INVERTED.search(before[-60:]):
        score -= 0.35
    elif _OBJECT.search(before[-60:]):
        score -= 1.5
    return score


def subject(text: str, naming: Naming, standing: float) -> bool:
    """Whether the naming, of that standing, is the subject of its sentence; a title with a name behind it is none."""
    if standing < OPENS or (_NAME_BEHIND.match(text, naming.end) and _by_title(text, naming)):
        return False
    closed = text[naming.start - 2 : naming.start] == ", " == text[naming.end : naming.end + 2]
    end = naming.end + 1 if closed else naming.end  # "the foreign minister, Jan Novotny, flew home"
    return any(verb.match(text, end) for verb in (SUBJECT_AHEAD, VERB_BEHIND))


def _by_title(text: str, naming: Naming) -> bool:
    return naming.name.rsplit(" ", 1)[-1] not in text[naming.start : naming.end]


def distance(lines: int) -> float:
    """Weight of how many sentences back the naming stands (negative: after the mention)."""
    if lines < 0:
        return _AHEAD
    return _DISTANCE[min(lines, 4)] + (_FAR * min(lines, 30) if lines > 4 else 0.0)


def spoken(back: int, lines: int, cue: str) -> float:
    """Weight of having spoken before: `back` statements ago (0 the last one), `lines` sentences before the mention."""
    if back > 0:
        return _EARLIER
    near = _JUST if lines < 2 else _RECENT if lines == 2 else 0.0
    return _LAST + near + (_GOES_ON if _ADDED.match(cue.lower()) else 0.0)
