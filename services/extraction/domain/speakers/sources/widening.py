"""Widens the words that the model took for a source to the whole phrase.

Completes names, titles and unfinished ends, and adds a name in apposition ("[the spokesman], Jan Novotny"). Never takes
in the cue or another paragraph.
"""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.speakers.names.naming import Naming
from services.extraction.domain.speakers.names.people import People
from services.extraction.domain.speakers.sources import list_start
from services.extraction.domain.vocabulary import Vocabulary
from shared.contracts.common import Span

_WORD: Final = re.compile(r"\w+")
_VERB: Final = re.compile(r"(?:who|have|has|had|are|were|is|was|would|will|also|even)$")
_LAST: Final = re.compile(r"([\w’'-]+)\W*$")
_CALLED: Final = re.compile(r",? (?:(?:identified as|named|called) )?")
_APPOSED: Final = re.compile(r", (?:(?:an?|the|its) )?$")
_COMMA: Final = re.compile(r", $")
_DEFINITE: Final = re.compile(r"(?:an?|its|the) [a-z]")
_OPENS: Final = re.compile(r"(?:^|[.!?”\"] |\n)(?:The )?$")
_CLOSED: Final = re.compile(r"(?:[’']s)?(?:[,.;:)]| (?:said|says|told|wrote|added)\b)")
_POSSESSOR: Final = re.compile(r"\w[’'](?:s)?$")
_OWNED: Final = re.compile(r"(?:s\b)? (?:(?!(?:at|for|from|in|of|on|to|with)\b)[a-z][a-z-]+ ){1,4}")
_TRADE: Final = re.compile(r"(?:[eo]r|ist|ian|man|woman) $")
_OWNS: Final = re.compile(r"[’']s? \w")
_OF: Final = re.compile(r"\b(?:of|for|to) (?:[\w.]+ ){0,3}$")
_COMPOUND: Final = re.compile(r"[a-z]+(?: [a-z]+){0,2} ")  # "the joint cyber-[security notice] said"
_NOUN: Final = re.compile(r" ([a-z]+)\b(?![’'-])")
_ORGAN: Final = re.compile(r"\b(?:[Aa]dministration|[Gg]overnment|[Mm]inistry|[Dd]epartment)$")
_GROUPS: Final = frozenset({"leaders", "media", "side", "sides"})
_AFTER: Final = 30  # characters after the source in which a name may go on
_UNFINISHED: Final = re.compile(
    r"\b(?:of|for|from|by|at|in|between|and|including)(?: the| an?| both| some)?$"
    r"|\bof (?:the|these|those)$|\b(?:familiar|knowledge of|briefed|close)(?: with| on| to)?(?: the)?$"
)
_KNOWN: Final = re.compile(r"\b(?:about|of|on|over|to|with) (?:how|what|when|whether|why)(?: [\w.]+)*$")
_KNOWS: Final = re.compile(r"(?: [\w’'.-]+){1,6} ")  # "briefed on what Quill [told the board] said"
_PAST_END: Final = re.compile(
    r"[,.;:()\"“”\n]|\b(?:who|which|that|said|says|say|told|have|has|had|were|was|are|is)\b"
)
_GOES_ON: Final = re.compile(r"(?:,|\b(?:of|for|from|by|with|at|in|and|the))\s*$")
_FURTHER: Final = 60  # characters that an unfinished phrase may go on


def widened(
    text: str, span: Span | None, cue: Span | None, everybody: People, words: Vocabulary
) -> Span | None:
    """The source as its whole phrase, in offsets; None without a source."""
    if span is None:
        return None
    start, end = _without_cue(text, _one_paragraph(text, span), cue)
    end = list_start.whole_end(text, start, end, everybody)
    start = list_start.whole_list(text, start, end, everybody)
    start = _from_medium(text, start, end, everybody, words)
    if start > 1 and text[start - 1] == "-" and text[start - 2].isalnum():  # "hard-[liners]"
        start = text.rfind(" ", 0, start) + 1
    if text[start:end].lower() in words.determiners:
        following = next((n.end for n in everybody.within(end, end + 60) if n.start <= end + 1), None)
        word = _WORD.search(text, end)
        article = text[start:end].lower() in ("the", "a", "an")
        verb = (
            word is not None
            and not article
            and (_VERB.match(word.group()) or (cue is not None and cue[0] <= word.start()))
        )
        end = following or (word.end() if word and not verb else end)
    end = _with_noun(text, start, end, everybody, words)
    if cue is not None and text[end - 1] == "-" and _COMPOUND.fullmatch(text, end, cue[0]):
        end = cue[0] - 1
    for naming in everybody.within(start, end + _AFTER):
        if start <= naming.start < end < naming.end and naming.end - end < _AFTER:
            return start, naming.end
        title = text[start:end].rsplit(" ", 1)[-1].lower()
        if naming.sort == "person" and naming.start == end + 1 and text[end] == " " and title in words.titles:
            return start, naming.end
    end = _owned(text, start, _finished(text, start, end, cue, everybody), everybody, words)
    return start, _with_name(text, start, end, everybody, words)


def _with_noun(text: str, start: int, end: int, everybody: People, words: Vocabulary) -> int:
    """The end of the noun for people that the model cut off from what stands before it ("the Arlandic [side]"); a body
    before it speaks for itself ("Harbour Works [economists]")."""
    noun = _NOUN.match(text, end)
    if noun is None or text[start:end].lower() in words.pronouns_any or _ORGAN.search(text, start, end):
        return end
    if any(
        n.sort == "other" and (n.actor is None or n.actor.kind != "country")
        for n in everybody.about(start, end)
    ):
        return end
    word = noun.group(1)
    people = word in words.anonymous_heads or word in words.private or word.removesuffix("s") in words.persons
    return noun.end() if people or word in _GROUPS else end


def _from_medium(text: str, start: int, end: int, everybody: People, words: Vocabulary) -> int:
    """The begin of the name before the words for its kind of medium ("the Harbour Star, [a local daily], said"), or
    of a body that opens the sentence before what it is ("HPR, [the harbour's press office], said")."""
    comma = _APPOSED.search(text, max(0, start - 12), start)
    if comma is None and _DEFINITE.match(text, start) and text.startswith(",", end):
        comma = _COMMA.search(text, start - 2, start)
    if comma is None or _CLOSED.match(text, end) is None:
        return start
    medium = text[start:end].rstrip(" ,").rsplit(" ", 1)[-1].lower() in words.media
    if not medium and not text.startswith(",", end):
        return start  # "the Harbour Board, [the mayor] said, is late"
    for n in everybody.within(max(0, comma.start() - _AFTER), comma.start()):
        body = n.actor is not None and n.actor.kind != "country" and _OPENS.search(text, 0, n.start)
        if n.sort == "other" and n.end == comma.start() and (medium or body):
            return n.start
    return start


def _one_paragraph(text: str, span: Span) -> Span:
    """The last paragraph of a phrase that runs over the end of one, without white space at its end."""
    start, end = span
    said = text[start:end].rstrip()
    cut = said.rfind("\n")
    if _GOES_ON.search(said, 0, max(cut, 0)):
        cut = -1
    return (start + cut + 1, start + len(said)) if cut >= 0 else (start, start + len(said))


def _without_cue(text: str, span: Span, cue: Span | None) -> Span:
    """The phrase without a cue at its end: of "Many believe" only "Many" is the source."""
    start, end = span
    if cue is None or not start < cue[0] < end <= cue[1] or text[cue[0] - 1] != " ":
        return span
    left = text[start : cue[0]].rstrip()
    return (start, start + len(left)) if left and not left.endswith(("’", "'", "’s", "'s")) else span


def _finished(text: str, start: int, end: int, cue: Span | None, everybody: People) -> int:
    """The end of a phrase that the model cut after a preposition or an article ("a spokesman for the")."""
    if cue is not None and _KNOWN.search(text[start:end]) and _KNOWS.fullmatch(text, end, cue[0]):
        return cue[0] - 1
    if not _UNFINISHED.search(text[start:end]):
        return end
    stop = _PAST_END.search(text, end)
    last = min(stop.start() if stop else len(text), end + _FURTHER)
    if cue is not None and end < cue[0]:
        last = min(last, cue[0])
    named = [n.end for n in everybody.within(end, last) if n.start <= end + 5]
    if named:
        return max(named)
    if text[start:end].endswith(" in"):
        return end  # "the board in a statement": when or where it spoke
    if (cue is not None and last == cue[0]) or (stop is not None and last == stop.start()):
        return end + len(text[end:last].rstrip())
    return end


def _owned(text: str, start: int, end: int, everybody: People, words: Vocabulary) -> int:
    """The end of the name after its possessor ("[Ada Quill's] former speechwriter Jan Novotny")."""
    possessive = _POSSESSOR.search(text, start, end)
    whose = _OWNED.match(text, end) if possessive else None
    if whose is None or not (_TRADE.search(whose.group()) or _one(whose.group().strip(), words)):
        return end
    named = everybody.within(whose.end(), whose.end() + _AFTER)
    return next((n.end for n in named if n.start == whose.end() and n.sort == "person"), end)


def _with_name(text: str, start: int, end: int, everybody: People, words: Vocabulary) -> int:
    """The end of the name that follows the words for one person ("the spokesman, Jan Novotny")."""
    if end > start + 1 and text[end - 1] == ",":
        end -= 1
    head = _LAST.search(text, start, end)
    called = _CALLED.match(text, end)
    if (
        head is None
        or called is None
        or any(n.sort == "person" and not _behind(text, start, n) for n in everybody.within(start, end))
    ):
        return end
    for naming in everybody.within(called.end(), called.end() + _AFTER):
        if naming.sort == "person" and naming.start == called.end() and _one(text[start:end], words):
            return naming.end if _CLOSED.match(text, naming.end) else end
    return end


def _behind(text: str, start: int, naming: Naming) -> bool:
    """Whether the one named only has somebody who speaks ("Ada Quill's lawyer", "the brother of Ada Quill")."""
    owns = _OWNS.match(text, naming.end) is not None
    return owns or _OF.search(text, start, naming.start) is not None


def _one(phrase: str, words: Vocabulary) -> bool:
    """Whether the phrase is about one person."""
    lead = re.split(r" (?:of|for|from|at|in|with|to) ", phrase.lower())[0].split(" ")[-1]
    return lead in words.persons or lead in words.kin or lead in words.titles or lead.startswith("spokes")
