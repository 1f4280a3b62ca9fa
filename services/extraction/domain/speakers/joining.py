"""The end of a list of speakers in, where the list begins out ("the leaders of Arland, [the Free Isles and Borland]",
"Ada Quill, Jan Novotny and [Eva Lindqvist]")."""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.speakers.people import People

_LISTED: Final = re.compile(r"(?:the\s)?[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*)*(?=,?\sand\s)")
_BEGINS: Final = re.compile(r"\b(?:of|from|by|between)\s(?:the\s)?$")
_THE: Final = re.compile(r"\bthe\s$", re.IGNORECASE)
_TAGGED: Final = re.compile(r"(?: ?\([^()\n]{1,40}\)|, [DRI]-[A-Z][\w.]*|, \d\d)?(,? and |, )(?:the )?$")
_PLURAL: Final = re.compile(
    r"(?:Ambassadors|Govs\.|Governors|Ministers|Presidents|Representatives|Reps\.|Senators|Sens\.) "
)
_SENTENCE: Final = re.compile(
    r"(?:^|[.!?:;“”\"\n—–]\s*|, (?:and|but|when|where|while) )"
    r"(?:[Tt]he )?(?:(?!(?:about|at|by|for|from|in|met|of|on|told|to|with)\b)[a-z-]+ ){0,3}$"
)
_BACK: Final = 60  # characters in which a separator with what follows a name is looked for


def whole_list(text: str, start: int, end: int, everybody: People) -> int:
    """Where the list begins of which [start, end) is the end."""
    begin = _places(text, start, end, everybody)
    return begin if begin < start else _persons(text, start, end, everybody)


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
