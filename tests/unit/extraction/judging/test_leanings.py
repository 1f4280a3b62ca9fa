"""What a regression says that differs from question to question, and that its weights survive being written."""

import msgspec
import numpy as np
import pytest

from benchmarks import learning
from services.extraction.domain.judging import leanings, verdicts
from services.extraction.domain.judging.leanings import Case, Leanings, Reader

TWO = Leanings(
    card="two labels, one question",
    names=("told",),
    centre=np.array([0.5], np.float32),
    spread=np.array([0.5], np.float32),
    bias=np.array([0.0, 1.0], np.float32),
    common=np.array([[2.0, 0.0]], np.float32),
    unseen=np.array([0.0, 0.5], np.float32),
    questions=("n.tolls",),
    own=np.array([[[1.0, 0.0]]], np.float32),
    of_question=np.array([[0.25, 0.0]], np.float32),
    sides=(("n.tolls", "Arland"),),
    of_side=np.array([[0.0, 4.0]], np.float32),
    words=("grain", "toll"),
    rarity=np.array([3.0, 4.0], np.float32),
    begins=np.array([0, 1], np.int32),
    which=np.array([1], np.int32),
    weights=np.array([[5.0, 0.0]], np.float32),
    phrases=("may <thing>",),
    rarity_of_phrases=np.array([2.0], np.float32),
    of_phrases=np.array([[0.0, 0.5]], np.float32),
)
READER = Reader(TWO)
FLAT = {"told": 1.0}
"""Features that tell nothing where all cases have them."""


@pytest.mark.parametrize(
    ("case", "totals"),
    [
        (Case({}), [-2.0, 1.5]),
        (Case({"told": 1.0, "unheard of": 1.0}), [2.0, 1.5]),
        (Case({"told": 100.0}), [6.0, 1.5]),
        (Case({"told": 1.0}, question="n.bridge", side="Arland"), [2.0, 1.5]),
        (Case({"told": 1.0}, question="n.tolls"), [3.25, 1.0]),
        (Case({"told": 1.0}, question="n.tolls", side="Arland"), [3.25, 5.0]),
        (Case({"told": 1.0}, frozenset(("toll", "mill")), "n.tolls"), [8.25, 1.0]),
        (Case({"told": 1.0}, frozenset(("toll", "grain")), "n.tolls"), [7.25, 1.0]),
        (Case({}, phrases=frozenset(("may <thing>", "he may"))), [-2.0, 2.0]),
    ],
)
def test_a_question_adds_its_own_to_what_all_have_in_common(case: Case, totals: list[float]) -> None:
    """Features from their centre, at most three spreads; words by their rarity, together of length one."""
    assert totals == pytest.approx(READER.totals(case).tolist())


def test_words_are_stems_and_those_of_saying_are_marked() -> None:
    """ "Tariffs" and "tariff" are one word."""
    assert {"tariff", "fall", "cue:warned"} == leanings.words("Tariffs fall", "warned")


def test_what_is_written_is_read_again() -> None:
    """Every array and every name."""
    again = leanings.parse(leanings.written(TWO))
    for name in TWO.__struct_fields__:
        left, right = getattr(TWO, name), getattr(again, name)
        assert np.array_equal(left, right) if isinstance(left, np.ndarray) else left == right


def test_chances_add_up() -> None:
    """Whatever is known of a case."""
    for question in ("", "us-china-trade.deal"):
        chances = verdicts.judged(verdicts.built_in(), Case({"told+": 1.0}, question=question))
        assert 1.0 == pytest.approx(sum(chances.values()))


def test_the_weights_that_ship_fit_one_another() -> None:
    """A row for every name, a column for every label."""
    known = verdicts.built_in().leanings
    labels = len(verdicts.LABELS)
    assert (labels,) == known.bias.shape
    assert (len(known.names), labels) == known.common.shape
    assert (len(known.questions), len(known.names), labels) == known.own.shape
    assert (len(known.questions) + 1,) == known.begins.shape
    assert known.begins[-1] == len(known.which) == len(known.weights)
    assert (len(known.phrases), labels) == known.of_phrases.shape
    assert len(known.phrases) == len(known.rarity_of_phrases)
    assert msgspec.structs.asdict(known)["card"]


def test_what_is_learnt_of_one_question_does_not_reach_another() -> None:
    """The same word speaks for one question and against another; of a third only what both share is known."""
    cases, labels = [], []
    for question, answer in (("n.tolls", 0), ("n.bridge", 1)):
        for word, label in (("open", answer), ("shut", 1 - answer)):
            cases += [Case({"told": 1.0 + label}, frozenset((word,)), question)] * 8
            labels += [label] * 8
    weights = learning.learn(cases, np.eye(2)[labels], np.full(len(cases), 4.0), "")
    reader = Reader(weights)
    for question, answer in (("n.tolls", 0), ("n.bridge", 1)):
        totals = reader.totals(Case({"told": 1.5}, frozenset(("open",)), question))
        assert answer == totals.argmax()
    shared = [reader.totals(Case({"told": told}, frozenset(("open",)), "n.mill")) for told in (1.0, 2.0)]
    assert [0, 1] == [each.argmax() for each in shared]


def test_what_is_learnt_of_a_phrase_holds_for_all_questions() -> None:
    """A turn of phrase seen with two questions tells the label of a third; one that is seldom seen tells nothing."""
    turns = ("may <thing>", "no <thing>")
    cases = [
        Case(FLAT, question=question, phrases=frozenset((turn,)))
        for question in ("n.tolls", "n.bridge")
        for turn in turns
        for _ in range(8)
    ]
    labels = [turns.index(next(iter(case.phrases))) for case in cases]
    rare = Case(FLAT, question="n.tolls", phrases=frozenset(("seldom <thing>",)))
    weights = learning.learn([*cases, rare], np.eye(2)[[*labels, 0]], np.full(len(cases) + 1, 4.0), "")
    assert turns == weights.phrases
    told = [Reader(weights).totals(Case(FLAT, question="n.mill", phrases=frozenset((t,)))) for t in turns]
    assert [0, 1] == [each.argmax() for each in told]
