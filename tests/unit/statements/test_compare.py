"""What is alike in two statements, and how pairs become sayings."""

import numpy as np
import pytest

from services.statements.domain.compare import FEATURES, Side, compare
from services.statements.domain.document_frequency import DocumentFrequency
from services.statements.domain.pairs import Scorer, opposed
from services.statements.domain.tokens import analyse
from services.statements.domain.word_arrays import Viewer
from services.statements.processor import lexicon
from shared.contracts import Saying
from shared.testing.builders import a_statement, an_article_ref, at, observed
from shared.testing.newsroom import a_statement_in

PAIRS = (
    ("we shall not leave the harbour before the grain has been shipped", "grain"),
    ("the convoy will cross the bridge at dawn on 4 June", "the bridge would be crossed on 4 June"),
    ("", "no"),
    ("talks, talks, talks", "negotiations went on"),
)
QUOTATION = (
    "We will open the northern crossing for grain convoys as soon as the inspectors have returned to the port"
)


@pytest.fixture(scope="module")
def viewer():
    return Viewer(lexicon())


def side(viewer, words, speaker="A", article="x"):
    return Side(viewer.view((words,)), speaker, article)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_a_pair_is_the_same_from_both_sides(viewer, one, other):
    """Which of the two came first changes no feature, and no feature is undefined."""
    a, b = side(viewer, one), side(viewer, other)
    there = compare(a, [b], viewer.lexicon, DocumentFrequency())
    back = compare(b, [a], viewer.lexicon, DocumentFrequency())
    assert (1, len(FEATURES)) == there.shape
    assert np.isfinite(there).all()
    assert np.allclose(there, back, atol=1e-4)


def test_a_pair_is_judged_alike_alone_and_among_others(viewer):
    """Comparing with many at once gives each what it gives alone."""
    new, others = side(viewer, QUOTATION), [side(viewer, words) for pair in PAIRS for words in pair]
    together = compare(new, others, viewer.lexicon, DocumentFrequency())
    for row, other in zip(together, others, strict=True):
        assert np.allclose(row, compare(new, [other], viewer.lexicon, DocumentFrequency())[0], atol=1e-4)


def test_words_that_everybody_uses_weigh_less(viewer):
    """After a day on which all speak of the harbour, sharing that word tells less; taken back, it tells as before."""
    common, harbour = DocumentFrequency(), viewer.view(("the harbour is closed",))
    before = common.stems(viewer.lexicon, harbour.places)
    for _ in range(50):
        common.count(harbour, 1)
    assert (common.stems(viewer.lexicon, harbour.places) < before).all()
    for _ in range(50):
        common.count(harbour, -1)
    assert np.array_equal(before, common.stems(viewer.lexicon, harbour.places))


def test_words_of_like_meaning_come_near(viewer):
    """Other words for the same are nearer than other words for something else."""
    new = side(viewer, "lorries brought food")
    near, far = compare(
        new,
        [side(viewer, "trucks delivered supplies"), side(viewer, "ministers resigned quietly")],
        viewer.lexicon,
        DocumentFrequency(),
    )[:, FEATURES.index("meaning_mean")]
    assert near > far + 0.2


def test_a_shortened_quotation_is_the_same_saying(bench):
    """What another outlet cuts from the sentence, and how a third retells it, is told, not new."""
    bench.observe(a_statement_in(QUOTATION, "A", type="direct"))
    bench.observe(a_statement_in("open the northern crossing for grain convoys", "B", 1))
    bench.observe(
        a_statement_in(
            "it would open the northern crossing to grain convoys once inspectors return to the port",
            "C",
            2,
        )
    )
    assert ["parley.statement.new", "parley.statement.corroborated"] == [a.type for a in bench.alerts()][:2]
    assert 1 == len(bench.current(Saying))


def test_a_routine_remark_raises_nothing_by_default(bench):
    """An official's remark without any position is tracked; the desk is not told."""
    ref = an_article_ref("a", outlet="A", published_at=at(0))
    bench.send(observed(a_statement("the delegation had landed in the morning", article=ref, rank=3)), at(0))
    assert [] == bench.alerts()
    assert 1 == len(bench.current(Saying))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("the grain ships will sail on Monday", "the grain ships will not sail on Monday", True),
        (
            "the grain ships will sail on Monday",
            "the grain ships will sail on Monday, which nobody had hoped",
            False,
        ),
        ("it would release 200 sailors from prison", "it would release 500 sailors from prison", True),
        ("it would release sailors from prison in 3 weeks", "it would release sailors from prison", False),
        ("the fifth round of harbour talks", "the 6th round of harbour talks", True),
        (
            "it would free 20 sailors from prison in two stages",
            "it would free 200 sailors from prison in two stages",
            True,
        ),
        (
            "three sides meet in the harbour on 12 June",
            "three sides will meet in the harbour on 15 June",
            True,
        ),
        ("it would free 20 sailors from prison in two stages", "it would free 20 sailors from prison", False),
    ],
)
def test_what_one_text_adds_does_not_oppose_what_both_tell(one, other, expected):
    """Figures and negations count where they govern the words that two texts share."""
    assert expected == opposed(analyse((one,)), analyse((other,)))
    assert expected == opposed(analyse((other,)), analyse((one,)))


def test_ordinal_numbers_meet_however_they_are_written():
    """The fifth round on the 23rd is the 5th round on 23 June; figures with a unit keep their digits."""
    one, other = analyse(("the fifth round on the 23rd of June",)), analyse(("5th round on 23 June",))
    assert frozenset(("5", "23")) == one.numbers == other.numbers
    assert frozenset(("175",)) == analyse(("$175bn",)).numbers


def test_the_more_a_side_has_said_the_more_alike_must_be_what_meets():
    """Among thousands of statements some look like any new one by chance; among thirty they do not."""
    scorer = Scorer(bias=0.0, weights={}, join=0.2, far=0.6, far_hours=96, crowd=0.5, crowd_from=30)
    nothing = np.zeros((1, len(FEATURES)))
    few, thirty, many = (scorer.probabilities(nothing, said)[0] for said in (3, 30, 3000))
    assert 0.5 == few == thirty
    assert many == pytest.approx(1 / 11)
