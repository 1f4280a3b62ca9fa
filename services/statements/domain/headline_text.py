"""Picks the words a headline shows, so that they make sense without the article.

Our quotation marks enclose only what the speaker said. Where the article's sentence is shown instead, it keeps its own
marks.
"""

import re
from typing import Final

import msgspec

from services.statements.domain.attribution import attributed, follows_cue, leads, who
from services.statements.domain.points import stops
from services.statements.domain.self_contained import Fault, fault, without_verb
from shared.contracts import Span, Statement

LONGEST: Final = 220
LONGEST_CONTEXT: Final = 320
_BEFORE: Final = 160
"""Characters at most before the words: enough to see what they are about."""
_ADDS: Final = 3
"""Words beside the statement's own from which on its sentence explains a short quotation."""
_LINE: Final = re.compile(r"\s*\n\s*")
_WORD: Final = re.compile(r"\w+")
_ENDING: Final = re.compile(r"\S\"(?!\w)")
"""A straight mark that closes."""


class Shown(msgspec.Struct, frozen=True):
    """Who said what, for a headline."""

    said: str
    context: str | None = None
    """The sentence of the article that is shown instead of the words alone."""
    clear: bool = True
    """Whether it can be understood."""


def cut(text: str, longest: int = LONGEST) -> str:
    """At most `longest` characters, cut between words."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:-– ") + "…"


def quoted(statement: Statement, longest: int = LONGEST) -> str:
    """The words, in quotation marks where they are the speaker's own."""
    words = closed(cut(" … ".join(statement.words), longest))
    return f"“{words}”" if statement.type == "direct" else words


def closed(text: str) -> str:
    """The text with the missing opening or closing quotation mark added."""
    opened, ended = text.count("“"), text.count("”")
    if opened != ended:
        return f"{text}”" if opened > ended else f"“{text}"
    if text.count('"') % 2 == 0:
        return text
    return f'"{text}' if _ENDING.search(text[: text.index('"') + 2]) else f'{text}"'


def shown(statement: Statement, longest: int = LONGEST) -> Shown:
    """Who said what, with the verb that a noun phrase needs, or within the article's sentence if that is not enough."""
    wrong, verb = fault(statement), leads(statement)
    joined = verb and follows_cue(statement) and (wrong != "short" or without_verb(statement))
    plain = attributed(statement, quoted(statement, longest), joined=joined)
    if wrong is None or (verb and wrong in ("verbless", "scrap")):
        return Shown(plain)
    context = _context(statement, wrong)
    if not context:
        return Shown(plain, clear=wrong == "short" or (wrong != "scrap" and statement.passage is None))
    outlet = statement.article.outlet or statement.article.publisher
    return Shown(f"{who(statement)}, in the words of {outlet}: {context}", context, clear=wrong != "scrap")


def _context(statement: Statement, wrong: Fault) -> str | None:
    """The sentences that hold the words, and the one before where the words open theirs and point back, or begin with a
    noun phrase that does."""
    passage = statement.passage
    if passage is None:
        return None
    text = passage.text
    start, end = statement.spans[0][0] - passage.start, statement.spans[-1][1] - passage.start
    sentences = _sentences(text)
    there = [n for n, (a, b) in enumerate(sentences) if a < end and start < b]
    if not there:
        return None
    begin, close = sentences[there[0]][0], sentences[there[-1]][1]
    before, after = len(_WORD.findall(text, begin, start)), len(_WORD.findall(text, end, close))
    opens = not before and (wrong == "pronoun" or (wrong == "short" and after < _ADDS))
    if opens or wrong == "definite":
        if not there[0]:
            return None
        begin = sentences[there[0] - 1][0]
    elif not before + after:
        return None
    return closed(cut(_from(text, begin, start) + text[start:close], LONGEST_CONTEXT))


def _sentences(text: str) -> list[Span]:
    """Offsets of sentences, cut as points are; a paragraph's end also ends one."""
    ends = sorted({*stops(text), *(line.span() for line in _LINE.finditer(text))})
    edges = [0, *(at for end in ends for at in end), len(text)]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def _from(text: str, begin: int, start: int) -> str:
    """The end of what leads to the words, where that is long."""
    if start - begin <= _BEFORE:
        return text[begin:start]
    return "…" + text[start - _BEFORE : start].partition(" ")[2]
