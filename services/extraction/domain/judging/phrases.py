"""Extracts the turns of phrase of a statement, with what a question is about in place of its own words.

"We may lift the tariffs" and "we may leave the pact" are alike once both things have become one sign. So what is learnt
of phrases in one question holds for all others.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise
from typing import Final

from services.extraction.domain.judging.attitudes import pattern, plain
from services.extraction.domain.judging.bearing import Said
from shared.catalog import Question
from shared.contracts.common import Span

THING, COUNTER, ABOUT, PARTY = "<thing>", "<counter>", "<about>", "<party>"
"""What stands for the words of a question, and for the names of the parties to its negotiation."""
_TOKEN: Final = re.compile(r"<\w+>|\w+(?:'\w+)?|[.,;:!?…]")
_STEM: Final = 6
_BEGIN, _END, _NO_SIGN = "^", "$", "<none>"


def phrases(question: Question, parties: Collection[str], said: Said) -> frozenset[str]:
    """Each two words in a row, as stems, and each three of which one is a sign; the words of saying, alone and with
    each sign; each word with the position that the statement takes."""
    told = list(map(_stem, _TOKEN.findall(signed(question, parties, said.text))))
    tokens = [_BEGIN, *told, _END]
    turns = {f"{a} {b}" for a, b in pairwise(tokens)}
    threes = zip(tokens, tokens[1:], tokens[2:], strict=False)
    turns.update(" ".join(each) for each in threes if any(map(_is_sign, each)))
    signs = [token for token in told if _is_sign(token)] or [_NO_SIGN]
    for word in map(_stem, _TOKEN.findall(plain(said.cue))):
        turns.update((f"cue: {word}", *(f"cue: {word} {sign}" for sign in signs)))
    return frozenset(turns.union(f"{said.position}: {token}" for token in told))


def signed(question: Question, parties: Collection[str], text: str) -> str:
    """The text in plain words, with signs for what the question is about and for the parties."""
    text = plain(text)
    taken: list[tuple[Span, str]] = []
    for sign, words in (
        (THING, question.things),
        (COUNTER, question.counters),
        (ABOUT, question.words),
        (PARTY, tuple(parties)),
    ):
        for found in pattern(words).finditer(text):
            start, end = found.span()
            if all(end <= a or b <= start for (a, b), _ in taken):
                taken.append(((start, end), sign))
    out, at = "", 0
    for (start, end), sign in sorted(taken):
        out += f"{text[at:start]} {sign} "
        at = end
    return out + text[at:]


def _stem(token: str) -> str:
    return token if _is_sign(token) else token[:_STEM]


def _is_sign(token: str) -> bool:
    return token.startswith("<")
