"""Corrects a source that follows the quotation although a verb before it announces the words.

In "She warned that …", with a name further on, "warned" announces the words and the name is somebody else's. The source
is then the subject of the verb by word order.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.speakers import salience
from services.extraction.domain.speakers.names.people import People
from services.extraction.domain.speakers.sources import cue_subjects
from services.extraction.domain.text.quotes import Quote
from shared.contracts.common import Span

_NEAR: Final = 40  # characters between a verb and the words it announces
_ENDED: Final = re.compile(r"[.!?][”\"’']?\s|\n")
_SIGNED: Final = re.compile(r"[—–(-]\s*$")  # "... — Ada Quill"
_PRONOUN: Final = re.compile(
    rf"\b(?P<who>he|she|they|it|we|I)(?:[’'](?:s|d|ve|re|m))? {cue_subjects.HELPERS}$", re.IGNORECASE
)
_OWNER: Final = re.compile(r"(?:\b(?P<who>his|her|their|its)|(?P<name>[\w.]+)[’']s?) (?:[a-z-]+ ){0,2}$")
_NO_NOUN: Final = (
    r"(?:about|after|against|and|are|as|at|be|been|because|before|but|by|for|from|had|has|have|he|how|I|if|in|into|is|it"
    r"|its|not|of|on|or|over|said|says|she|so|than|that|then|they|this|though|through|to|under|was|we|were|what|when"
    r"|where|which|while|who|whom|whose|why|will|with|would|also|never|[a-z]+ly)\b"
)
_LEADS: Final = (
    r"(?:[A-Z]|(?:an?|both|his|her|its|many|most|other|several|some|the|their|these|this|those|three|two)\b)"
)
_DESCRIBED: Final = re.compile(
    r"(?:^|[,;:—–“”\"\n] ?|\b(?:[Aa]nd|[Bb]ut|that|[Aa]s|[Ww]hile|[Aa]fter|[Ww]hen|because|where|[Ii]f|[Tt]hough) )"
    rf"(?P<who>(?={_LEADS})(?:(?!{_NO_NOUN})[\w’'-]+ ){{0,6}}(?!{_NO_NOUN})[\w’'-]+"
    rf"(?: (?:of|for) (?:the )?(?:(?!{_NO_NOUN})[\w’'-]+ ){{0,2}}(?!{_NO_NOUN})[\w’'-]+)?) {cue_subjects.HELPERS}$"
)
_GOES_ON: Final = re.compile(
    r"(?:, |\b(?:and|but)(?: \w+){0,3} )$"
)  # "... he said, adding", "... and went on to say"
_CLAUSE: Final = re.compile(r"[,—–][”\"’']? $")
_LINK: Final = r"\s*(?:(?:And|But|Still|Yet|So|Then|Also|Earlier|Later|Meanwhile|On \w+day|Last \w+),? )?"
_HEAD: Final = re.compile(rf"{_LINK}(?P<who>[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e)\b")
_OPENING: Final = re.compile(rf"{_LINK}(?:[Tt]he )?")
_VERBAL: Final = re.compile(cue_subjects.FINITE)


def in_later_paragraph(
    text: str, begins: Sequence[int], source: Span, cue: Span | None, content: Sequence[Span], before: Span
) -> bool:
    """Whether the source stands in a paragraph after that of the words, although another, `before`, spoke ahead of them
    in theirs and no verb announces them in their own sentence. `begins` are the offsets of the sentences."""
    begin, end = content[0][0], content[-1][1]
    if source[0] < end or text.find("\n", end, source[0]) < 0:
        return False
    if before[1] > begin or text.find("\n", before[1], begin) >= 0:
        return False
    return (
        cue is None
        or cue[0] >= begin
        or bisect.bisect_left(begins, cue[1]) < bisect.bisect_right(begins, begin)
    )


def shares_subject(text: str, cue: Span) -> bool:
    """Whether the verb shares the subject of an earlier verb in its sentence ("..., adding", "... and went on to
    say")."""
    return _GOES_ON.search(text, max(0, cue[0] - 40), cue[0]) is not None


def follows_announced_words(text: str, source: Span, cue: Span | None, content: Sequence[Span]) -> bool:
    """Whether the source stands behind words that the verb before them announces."""
    if cue is None or source[0] < content[-1][1] or not 0 <= content[0][0] - cue[1] <= _NEAR:
        return False
    if _ENDED.search(text, cue[1], content[0][0]):
        return False  # the verb is that of the sentence before
    return _SIGNED.search(text, max(0, source[0] - 4), source[0]) is None


def subject_of(text: str, cue: Span, everybody: People, begin: int, quotes: tuple[Quote, ...]) -> Span | None:
    """The subject of the cue, or the owner of a noun ("his claim"), in the sentence that begins at `begin`; else None.

    A participle after a comma has its subject at the head of the sentence.
    """
    found = cue_subjects.subject_before(text, cue, everybody, begin, quotes)
    if found is not None:
        return found
    ahead = text[begin : cue[0]]
    if _VERBAL.match(text[cue[0] : cue[1]]):
        said = _PRONOUN.search(ahead) or (None if ahead.endswith(" to ") else _DESCRIBED.search(ahead))
        if said is not None:
            return begin + said.start("who"), begin + said.end("who")
    elif _CLAUSE.search(text, max(0, cue[0] - 3), cue[0]):
        head = _HEAD.match(text, begin, cue[0])
        if head is not None:
            return head.start("who"), head.end("who")
        first = next(iter(everybody.within(begin, cue[0])), None)
        opens = first is not None and _OPENING.fullmatch(text, begin, first.start)
        if first is not None and opens and salience.SUBJECT_AHEAD.match(text, first.end):
            return first.start, first.end
    owner = _OWNER.search(ahead)
    if owner is not None:
        which = "who" if owner.group("who") else "name"
        return begin + owner.start(which), begin + owner.end(which)
    return None
