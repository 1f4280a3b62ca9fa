"""Trees: what is learnt is found again, also after it was written and read."""

import numpy as np

from services.extraction.domain import trees
from services.extraction.training.milestones import boosting


def test_a_tree_adds_the_row_that_the_answers_lead_to() -> None:
    """The first question counts most."""
    leaves = np.arange(8, dtype=np.float32).reshape(1, 4, 2)
    one = trees.Trees(
        ("a", "b"), np.zeros(2, np.float32), np.array([[0, 1]], np.int32),
        np.array([[0.5, 0.5]], np.float32), leaves,
    )  # fmt: skip
    found = trees.totals(one, np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.float32))
    assert leaves[0].tolist() == found.tolist()
    assert [[4.0, 5.0]] == trees.totals(one, trees.row(one, {"a": 1.0, "unheard of": 1.0})).tolist()


def test_what_was_learnt_is_found_again_after_it_was_written() -> None:
    """Only two numbers together decide; a third says nothing."""
    draw = np.random.default_rng(0)
    x = draw.integers(0, 2, (400, 3)).astype(float)
    labels = np.eye(2)[(x[:, 0] * x[:, 1]).astype(int)]
    learnt = boosting.boosted(("a", "b", "c"), x, labels, np.ones(len(x)))
    read = trees.parse(trees.written(learnt))
    used = [learnt.names.index(name) for name in read.names]
    found = trees.totals(read, x[:, used].astype(np.float32))
    assert (found.argmax(1) == labels.argmax(1)).mean() > 0.9
