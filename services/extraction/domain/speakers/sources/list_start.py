"""Extends a source that is part of a list of speakers to the whole list.

"The leaders of Arland, [the Free Isles and Borland]" begins at "The leaders", and "Ada Quill, Jan Novotny and [Eva
Lindqvist]" at "Ada".
"""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.speakers.names.naming import OF_PLACE, Naming
from services.extraction.domain.speakers.names.people import People

_LISTED: Final = re.compile(r"(?:the\s)?[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*)*(?=,?\sand\s)")
_BEGINS: Final = re.compile(r"\b(?:of|from|by|between)\s(?:the\s)?$")
_THE: Final = re.compile(r"\bthe\s$", re.IGNORECASE)
_TAGGED: Final = re.compile(rf"(?:{OF_PLACE}|, \d\d)?(,? and |, )(?:the )?$")
_PLURAL: Final = re.compile(
    r"(?:Ambassadors|Govs\.|Governors|Ministers|Presidents|Representatives|Reps\.|Senators|Sens\.) "
)
_SENTENCE: Final = re.compile(
    r"(?:^|[.!?:;“”\"\n—–]\s*|, (?:and|as|but|when|where|while) )"
    r"(?:[Tt]he )?(?:(?!(?:about|at|by|for|from|in|met|of|on|told|to|with)\b)[a-z-]+ ){0,3}$"
)
_AND: Final = re.compile(r"and [A-Z]")
_FURTHER: Final = re.compile(r"(?:(?:many |several |some )?others?\b|(?:its|his|her) [a-z]+s$)")
_TAG_END: Final = re.compile(rf"(?:{OF_PLACE}|, \d\d)?(,? )$")
_PEOPLE_OF: Final = re.compile(
    r"(?P<who>\b(?:[Tt]he )?(?:[a-z]+ )?(?:ambassadors|chiefs|diplomats|economists|governors|lawmakers|leaders|mayors"
    r"|members|ministers|officials|presidents|reporters|representatives|researchers)) (?:of|from|at|in|for) (?:the )?$"
)
_PEOPLE_FROM: Final = re.compile(r"(?:[Tt]he )?(?:[\w’'-]+ ){0,2}[A-Za-z]+s (?:of|from|at|in) (?:the )?[A-Z]")
_GAP: Final = re.compile(r"(?:,? ?(?:and)?(?: the)?)")
_JOINT: Final = re.compile(r"(?:, |,? and )(?:the )?")
_LONG: Final = 160  # characters that a list goes on
_BACK: Final = 60  # characters in which a separator with what follows a name is looked for


def whole_list(text: str, start: int, end: int, everybody: People) -> int:
    """Where the list begins whose end is [start, end); `start` where it is no list."""
    begin = _places(text, start, end, everybody)
    begin = begin if begin < start else _persons(text, start, end, everybody)
    begin = begin if begin < start else _others(text, start, end, everybody)
    return _people_of(text, begin, end, everybody)


def _others(text: str, start: int, end: int, everybody: People) -> int:
    """A list whose last member shows that it is one ("Ada Quill and [other Fishists]", "Arland and [its allies]",
    "Arland, Borduria [and Delta]")."""
    anded = _AND.match(text, start, end)
    begin, joined = (start, True) if anded else (start, False)
    if not anded and not _FURTHER.match(text, start, end):
        return start
    while True:
        found = (
            _TAGGED.search(text, max(0, begin - _BACK), begin)
            if not anded
            else _TAG_END.search(text, max(0, begin - _BACK), begin)
        )
        if found is None or not (joined or "and" in found.group(1)):
            break
        anded = None
        before = _ending(found.start(), everybody)
        if before is None:
            break
        begin, joined = before.start, True
    if begin == start:
        return start + len("and ") if _AND.match(text, start, end) else start
    the = _THE.search(text, max(0, begin - 5), begin)
    return the.start() if the else begin


def whole_end(text: str, start: int, end: int, everybody: People) -> int:
    """Where the list ends that begins with [start, end) ("[ministers of Arland, the] Free Isles and Borduria")."""
    if not _PEOPLE_FROM.match(text, start, end):
        return end
    last = next((n for n in reversed(everybody.within(start, end))), None)
    if last is None or not _GAP.fullmatch(text, last.end, end):
        return end
    at = last.end
    for n in everybody.within(at, at + _LONG):
        if n.start < at:
            continue
        gap = _JOINT.fullmatch(text, at, n.start)
        if gap is None:
            break
        at = n.end
        if "and" in gap.group():
            return max(at, end)
    return end


def _ending(end: int, everybody: People) -> Naming | None:
    """The naming that ends there, without the country or body that only stands within it."""
    return next((n for n in everybody.about(max(0, end - 90), end) if n.end == end), None)


def _people_of(text: str, start: int, end: int, everybody: People) -> int:
    """Where the people begin before a list of where they are from ("the leaders of [Arland and Borduria]"); else
    `start`."""
    some = everybody.within(start, end)
    if len(some) < 2 or " and " not in text[some[0].end : some[-1].start]:
        return start
    people = _PEOPLE_OF.search(text, max(0, start - _BACK), start)
    return people.start("who") if people else start


def _places(text: str, start: int, end: int, everybody: People) -> int:
    """A list after a preposition, which shows that it begins there: the name before a comma can be a place."""
    listed = _LISTED.match(text, start, end)
    first = next((n for n in everybody.within(start, end) if listed and n.end == listed.end()), None)
    if first is None:
        return start
    begin = start
    while begin > 2 and text[begin - 2] == "," and text[begin - 1].isspace():
        before = next((n for n in everybody.within(max(0, begin - 42), begin) if n.end == begin - 2), None)
        if before is None or before.sort != first.sort:
            return start
        begin = before.start
        the = _THE.search(text, max(0, begin - 5), begin)
        begin = the.start() if the else begin
        if _BEGINS.search(text, max(0, begin - 12), begin):
            return begin
    return start


def _persons(text: str, start: int, end: int, everybody: People) -> int:
    """A list of persons that opens a sentence or has a title in the plural before it."""
    first = next((n for n in everybody.about(start, end) if n.sort == "person"), None)
    if first is None or text[min(first.start, start) : first.start].strip():
        return start
    begin = min(first.start, start)
    last = " and " in text[first.end : end]  # its last joint lies within the words
    while True:
        if begin < start and _PLURAL.match(text, begin):
            return begin
        found = _TAGGED.search(text, max(0, begin - _BACK), begin)
        if found is None or not (last or "and" in found.group(1)):
            break
        before = next(
            (n for n in everybody.about(max(0, found.start() - 90), found.start()) if n.end == found.start()),
            None,
        )
        if before is None or before.sort != "person":
            break
        begin, last = before.start, True
    return begin if begin < start and _SENTENCE.search(text, max(0, begin - 60), begin) else start
