"""Estimates how likely it is that a desk would want to be alerted to a statement.

Learnt from statements that readers judged as alerts: whether the speaker is right and the words are whole, whether it
is news of its day, and whether it has substance. What speaks for it stands in its words, in those around it, in where
it stands and in who says it.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec
import numpy as np

from services.extraction.domain.encoder import wording
from services.extraction.domain.encoder.wording import Wording
from shared.contracts.common import Issue, Position, Span, SpeakerKind

FILE: Final = "newsworthiness.npz"
_BEFORE: Final = 90
"""Characters before and after the words that are looked at."""
_AFTER: Final = 70
_DEPTHS: Final = (150, 400, 800, 1500, 2500, 4000, 7000)
_LENGTHS: Final = (30, 60, 110, 180, 300, 500)


class Candidate(msgspec.Struct, frozen=True):
    """A statement in its article, as far as its news value depends on it."""

    text: str
    """The article's."""
    title: str
    spans: Sequence[Span]
    speaker: str
    kind: SpeakerKind
    rank: int
    side: str
    type: str
    issues: Sequence[Issue]
    position: Position
    negotiations: int


def groups(candidate: Candidate) -> tuple[list[str], ...]:
    """Features: words of the statement, of what stands before and after, and signs of other kinds. Words of the title
    tell one archive's events from another's, not what is news in them."""
    start, end = candidate.spans[0][0], candidate.spans[-1][1]
    said = " ".join(candidate.text[a:b] for a, b in candidate.spans)
    inside = wording.words(said)
    return (
        [f"t:{w}" for w in (*inside, *_pairs(inside))],
        _marked("b", candidate.text[max(0, start - _BEFORE) : start]),
        _marked("n", candidate.text[end : end + _AFTER]),
        signs(candidate, said),
    )


def _marked(mark: str, text: str) -> list[str]:
    found = wording.words(text)
    return [f"{mark}:{w}" for w in (*found, *_pairs(found))]


def _pairs(words: Sequence[str]) -> list[str]:
    return [f"{a} {b}" for a, b in itertools.pairwise(words)]


def signs(candidate: Candidate, said: str) -> list[str]:
    """Features of where it stands, how long it is, who says it and what it is about."""
    start, end = candidate.spans[0][0], candidate.spans[-1][1]
    surname = candidate.speaker.split()[-1].lower() if candidate.speaker else ""
    found = [
        f"depth={bisect_right(_DEPTHS, start)}",
        f"share={min(9, 10 * start // max(1, len(candidate.text)))}",
        f"length={bisect_right(_LENGTHS, end - start)}",
        f"clause={said[:1].islower()}",
        f"marked={candidate.text[max(0, start - 1) : start] in '“' + chr(34)}",
        f"type={candidate.type}",
        f"kind={candidate.kind}",
        f"rank={candidate.rank}",
        f"kind={candidate.kind}&rank={candidate.rank}",
        f"alone={candidate.side == candidate.speaker}",
        f"unnamed={candidate.side.startswith('anonymous')}",
        f"position={candidate.position}",
        f"issue={candidate.issues[0] if candidate.issues else 'other'}",
        f"negotiations={min(2, candidate.negotiations)}",
        f"self={surname in said.lower()}",
        f"side_titled={candidate.side in candidate.title}",
        f"speaker_titled={bool(surname) and surname in candidate.title.lower()}",
    ]
    return [f"f:{each}" for each in found]


def chance(model: Wording, candidate: Candidate) -> float:
    """The probability that a desk would want the statement, from 0 to 1, rounded to three digits."""
    score = float(wording.score(model, groups(candidate))[0] + model.bias[0])
    return round(float(1 / (1 + np.exp(-score))), 3)


@cache
def built_in() -> Wording:
    """The weights that ship, read once."""
    return wording.parse(files(__package__ or "").joinpath(FILE).read_bytes())
