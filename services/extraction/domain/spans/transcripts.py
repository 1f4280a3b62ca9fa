"""Makes a statement of each answer in an interview that is printed by name ("MS QUILL: The ports stay open.").

No quotation marks and no verb of saying stand there, so that the model misses most of such answers, or takes what is
asked for what is said.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

import msgspec

from services.extraction.domain.encoder.encoding import Encoding
from services.extraction.domain.encoder.offsets import tokens
from services.extraction.domain.spans.decoding import RawStatement
from services.extraction.domain.spans.proposing import Proposal
from services.extraction.domain.text.document import Document
from shared.contracts.common import Span

SURE: Final = 0.9
"""Confidence of an answer: names and colons are plain, the words may be cut too long or too short."""
_LEAST: Final = 2
"""Turns of one who asks, and of one who answers, below which it is no interview."""
_SHORTEST: Final = 20
"""Characters of the shortest answer that is a statement of its own; "No." belongs to what follows."""
_LABEL: Final = re.compile(
    r"^(?P<who>(?:[A-Z][\w.’'-]* ){0,5}[A-Z][\w.’'-]*)(?: \([^()\n]{1,60}\))?: ?(?=[^\s“\"‘«„])", re.MULTILINE
)
_ASKERS: Final = frozenset(
    {"correspondent", "host", "interviewer", "journalist", "moderator", "q", "question", "reporter"}
)
_OFTEN: Final = 4
"""Who asks in one of so many turns, is there to ask."""
_ENDED: Final = re.compile(r"[.!?…—–-]\s*$")
"""An answer ends as a sentence does; a headline ("Quill: Ports to stay shut") does not."""
_ONESELF: Final = re.compile(r"\b(?:I|me|my|we|us|our|you|your)\b(?!\.)", re.IGNORECASE)
"""In a further paragraph of an answer; without such words, the article itself speaks again."""
_QUOTED: Final = re.compile('[“”"„«»]')
_PARAGRAPH: Final = re.compile(r"[^\s][^\n]*")


class Turn(msgspec.Struct, frozen=True):
    """Who speaks and what they say, in offsets."""

    label: Span
    words: Span


def answers(text: str, surnames: Collection[str]) -> tuple[list[Turn], list[Turn]]:
    """All turns of an interview, and those in which somebody with one of the surnames answers; both empty where the
    article is no interview."""
    turns = list(_turns(text))
    named = {name.casefold() for name in surnames}
    who = [text[slice(*turn.label)].casefold() for turn in turns]
    count = Counter(who)
    asking = Counter(
        w for w, turn in zip(who, turns, strict=True) if text[slice(*turn.words)].rstrip().endswith("?")
    )
    askers = {w for w in count if w in _ASKERS or _OFTEN * asking[w] >= count[w]}
    answerers = {w for w in count.keys() - askers if count[w] >= _LEAST and w.rsplit(" ", 1)[-1] in named}
    if sum(count[w] for w in askers) < _LEAST or not answerers:
        return [], []
    return turns, [turn for w, turn in zip(who, turns, strict=True) if w in answerers]


def with_answers(
    document: Document, encoding: Encoding, surnames: Collection[str], found: list[Proposal]
) -> list[Proposal]:
    """`found` with the answers of an interview in place of what else was found in its turns, in the order of the
    text."""
    turns, answered = answers(document.text, surnames)
    if not answered:
        return found
    starts, ends = [turn.words[0] for turn in turns], [turn.words[1] for turn in turns]
    rest = [each for each in found if not _touches(each[1], starts, ends)]
    told = [one for turn in answered for one in _proposals(document.text, encoding, turn)]
    return sorted([*rest, *told], key=lambda proposal: (proposal[1][0][0], -proposal[1][-1][1]))


def _turns(text: str) -> Iterator[Turn]:
    """Yields the turns, each from a name with a colon at the beginning of a line to where the speech ends; the last one
    ends with its line."""
    labels = list(_LABEL.finditer(text))
    for label, following in itertools.zip_longest(labels, labels[1:]):
        first, *others = _PARAGRAPH.finditer(text, label.end(), following.start() if following else len(text))
        if _ENDED.search(first.group()) is None:
            continue
        goes_on = itertools.takewhile(_spoken, others if following else ())
        yield Turn(label.span("who"), (label.end(), [first, *goes_on][-1].end()))


def _spoken(paragraph: re.Match[str]) -> bool:
    """Whether a further paragraph is still the speaker's."""
    said = paragraph.group()
    return (
        _ONESELF.search(said) is not None and _QUOTED.search(said) is None and _ENDED.search(said) is not None
    )


def _proposals(text: str, encoding: Encoding, turn: Turn) -> Iterator[Proposal]:
    """A statement for each paragraph of an answer."""
    source = tokens(encoding, turn.label)
    for paragraph in _PARAGRAPH.finditer(text, *turn.words):
        start, end = paragraph.start(), paragraph.start() + len(paragraph.group().rstrip(" .\t\r\u00a0"))
        pieces = tokens(encoding, (start, end))
        if end - start < _SHORTEST or pieces is None or pieces[0] >= pieces[1]:
            continue
        raw = RawStatement((pieces,), source, None, SURE, SURE, labelled=True)
        yield raw, ((start, end),), "direct"


def _touches(content: Iterable[Span], starts: Sequence[int], ends: Sequence[int]) -> bool:
    """Whether any of it lies in a turn; turns do not overlap."""
    return any(bisect.bisect_right(ends, a) < bisect.bisect_left(starts, b) for a, b in content)
