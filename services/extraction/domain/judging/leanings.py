"""Computes the log-odds of each label from features and words, by weights that differ from question to question.

A multinomial regression: what all questions have in common, and for each question that it was learnt with what sets it
apart. A question that it does not know is judged by what is common.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from services.extraction.domain.judging.attitudes import plain

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]

_WORD: Final = re.compile(r"\w+(?:'\w+)?")
_STEM: Final = 6
_FAR: Final = 3.0
"""A feature farther than that many spreads from the centre counts as if it stood there."""


class Case(msgspec.Struct, frozen=True):
    """A statement as it is judged for one question."""

    features: Mapping[str, float]
    """Absent ones are 0."""
    words: frozenset[str] = frozenset()
    question: str = ""
    side: str = ""
    phrases: frozenset[str] = frozenset()


class Leanings(msgspec.Struct, frozen=True):
    """The weights; each row of weights has one number for each label."""

    card: str
    """What it was learnt from and how well it does."""
    names: tuple[str, ...]
    """Features, by their number."""
    centre: Floats
    """Mean of each feature, [features]."""
    spread: Floats
    """Standard deviation of each feature, [features]."""
    bias: Floats
    """[labels]."""
    common: Floats
    """[features, labels]."""
    unseen: Floats
    """What is added to `bias` for a question that is not known, [labels]: rare labels are less likely then."""
    questions: tuple[str, ...]
    own: Floats
    """What each question adds to `common`, [questions, features, labels]."""
    of_question: Floats
    """What each question adds to `bias`, [questions, labels]."""
    sides: tuple[tuple[str, str], ...]
    """Questions and sides that were seen to speak of them."""
    of_side: Floats
    """What these add to `bias`, [sides, labels]."""
    words: tuple[str, ...]
    rarity: Floats
    """How much each word counts, [words]."""
    begins: Integers
    """Row of `weights` with which each question begins, [questions + 1]."""
    which: Integers
    """Number of the word of each row."""
    weights: Floats
    """What a word says of a question, [rows, labels]."""
    phrases: tuple[str, ...]
    rarity_of_phrases: Floats
    """How much each phrase counts, [phrases]."""
    of_phrases: Floats
    """What a phrase says of any question, [phrases, labels]."""


@lru_cache(maxsize=1024)
def words(text: str, cue: str) -> frozenset[str]:
    """The stems of what is said, and those of the words of saying, marked as such."""
    said, saying = ({w[:_STEM] for w in _WORD.findall(plain(each))} for each in (text, cue))
    return frozenset(said | {f"cue:{word}" for word in saying})


def standing(features: Mapping[str, float], names: Sequence[str], centre: Floats, spread: Floats) -> Floats:
    """How far each feature stands from its centre, in spreads; [features]."""
    values = np.array([features.get(name, 0.0) for name in names], np.float32)
    return np.asarray(np.clip((values - centre) / spread, -_FAR, _FAR), np.float32)


def carried(found: Collection[str], at: Mapping[str, int], rarity: Floats) -> Floats:
    """How much each known word counts among those found; [words], of length 1."""
    out = np.zeros(len(rarity), np.float32)
    numbers = [at[word] for word in found if word in at]
    out[numbers] = rarity[numbers]
    return np.asarray(out / max(1e-6, float(np.linalg.norm(out))))


class Reader:
    """Applies weights; keeps where each name stands."""

    def __init__(self, leanings: Leanings) -> None:
        self.leanings = leanings
        self._questions = {id: number for number, id in enumerate(leanings.questions)}
        self._sides = {pair: number for number, pair in enumerate(leanings.sides)}
        self._words = {word: number for number, word in enumerate(leanings.words)}
        self._phrases = {phrase: number for number, phrase in enumerate(leanings.phrases)}

    def totals(self, case: Case) -> Floats:
        """The log-odds of each label."""
        known = self.leanings
        values = standing(case.features, known.names, known.centre, known.spread)
        phrases = carried(case.phrases, self._phrases, known.rarity_of_phrases)
        total = known.bias + values @ known.common + phrases @ known.of_phrases
        number = self._questions.get(case.question)
        if number is None:
            return np.asarray(total + known.unseen, np.float32)
        total = total + known.of_question[number] + values @ known.own[number]
        rows = slice(known.begins[number], known.begins[number + 1])
        total += carried(case.words, self._words, known.rarity)[known.which[rows]] @ known.weights[rows]
        side = self._sides.get((case.question, case.side))
        return np.asarray(total if side is None else total + known.of_side[side], np.float32)


def parse(content: bytes) -> Leanings:
    """The weights from bytes that `written` made."""
    stored = np.load(io.BytesIO(content), allow_pickle=False)

    def names(key: str) -> tuple[str, ...]:
        return tuple(str(name) for name in stored[key])

    def real(key: str) -> Floats:
        return np.asarray(stored[key], np.float32)

    def whole(key: str) -> Integers:
        return np.asarray(stored[key], np.int32)

    return Leanings(
        str(stored["card"]),
        names("names"), real("centre"), real("spread"), real("bias"), real("common"), real("unseen"),
        names("questions"), real("own"), real("of_question"),
        tuple((str(question), str(side)) for question, side in stored["sides"]), real("of_side"),
        names("words"), real("rarity"), whole("begins"), whole("which"), real("weights"),
        names("phrases"), real("rarity_of_phrases"), real("of_phrases"),
    )  # fmt: skip


def written(leanings: Leanings) -> bytes:
    """The weights as bytes, real numbers in half precision."""
    arrays = {name: np.array(value) for name, value in msgspec.structs.asdict(leanings).items()}
    out = io.BytesIO()
    np.savez_compressed(
        out,
        allow_pickle=False,
        **{name: a.astype(np.float16) if a.dtype.kind == "f" else a for name, a in arrays.items()},
    )
    return out.getvalue()
